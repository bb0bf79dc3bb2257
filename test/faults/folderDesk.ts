import { cp, rm } from 'node:fs/promises';
import { ulid } from 'ulid';
import { type Codec, plainCodec } from '#shared/codec';
import type { JournalEntry } from '#shared/domain/journalEntry';
import type { NewDraft } from '#shared/domain/operation';
import type { PlatformRecord } from '#shared/domain/record';
import type { ChainStanding } from '#shared/host';
import { canonicalJson, sha256Hex } from '#shared/json';
import { matterOf } from '#shared/matters/index';
import { type Delivery, startDelivery } from '../../src/main/delivery/delivery';
import { systemTimers } from '../../src/main/delivery/timers';
import { platformTransport, type Transport } from '../../src/main/delivery/transport';
import { nodeFiles } from '../../src/main/journal/fileLayer';
import { type Journal, openJournal } from '../../src/main/journal/journal';

export interface Line {
  url: string;
  readonly token: string;
  readonly device: string;
  readonly records: ReadonlyMap<string, PlatformRecord>;
  /** Which version of the protocol the desk speaks; the program's own where absent. */
  protocol?: number;
}

let phones = 0;

/** A whole desk without its window: a folder with journal and log, and the deliverer on a real line. */
export class FolderDesk {
  journal!: Journal;
  delivery!: Delivery;
  /** False: nobody answers. */
  online = true;

  constructor(
    readonly folder: string,
    readonly line: Line,
    private readonly codec: Codec = plainCodec,
  ) {}

  /** `restored`: the first start after a backup was restored. */
  async open(restored = false): Promise<this> {
    const opened = await openJournal({
      folder: this.folder,
      files: nodeFiles,
      codec: this.codec,
      device: this.line.device,
    });
    if (!opened.ok) throw new Error(opened.error.text);
    this.journal = opened.value;
    this.delivery = await startDelivery({
      journal: this.journal,
      folder: this.folder,
      files: nodeFiles,
      codec: this.codec,
      restored,
      transport: () => this.transport(),
      now: Date.now,
      random: () => 0,
      // There is no window here that could give back what a damaged journal lost: it is not waited for.
      timers: { after: (ms, work) => systemTimers.after(Math.min(ms, 1_000), work) },
    });
    return this;
  }

  async close(): Promise<void> {
    await this.delivery.stop();
    await this.journal.close();
  }

  /** The folder as it lies on the disk, on another computer or kept as a backup. */
  async copyTo(folder: string): Promise<FolderDesk> {
    await rm(folder, { recursive: true, force: true });
    await cp(this.folder, folder, { recursive: true });
    return new FolderDesk(folder, this.line);
  }

  draft(personId: string): NewDraft {
    phones += 1;
    const body = { personId, note: null, phone: `1540091${String(phones).padStart(4, '0')}` };
    return {
      v: 2,
      saga: null,
      opId: ulid(),
      matter: 'RES_CHANGE',
      subjects: [{ kind: 'person', id: personId }],
      base: matterOf('RES_CHANGE').base(body, this.line.records),
      body,
      bodyHash: sha256Hex(canonicalJson(body)),
      forecast: { decision: 'ALLOW', rules: [], book: 'test', asOf: '2026-11-22', warnReason: null },
      day: '2026-11-22',
      clerk: 'clerk-1',
      supersedes: null,
    };
  }

  async accept(personId: string): Promise<JournalEntry> {
    const accepted = await this.journal.accept(this.draft(personId));
    if (!accepted.ok) throw new Error(`${accepted.error.code}: ${accepted.error.text}`);
    return accepted.value;
  }

  /** 立即同步 until something holds. */
  async sync(holds: (desk: this) => boolean): Promise<void> {
    for (let n = 0; n < 200; n++) {
      this.delivery.now();
      await new Promise((resolve) => setTimeout(resolve, 25));
      if (holds(this)) return;
    }
    throw new Error(`never: ${JSON.stringify(this.delivery.status())}`);
  }

  /** Until everything is decided and the platform has the whole chain. */
  settle(): Promise<void> {
    return this.sync(
      ({ delivery }) =>
        delivery.status().queued + delivery.status().held === 0 && this.chain().state !== 'behind',
    );
  }

  chain(): ChainStanding {
    const { chain } = this.delivery.status();
    if (chain === undefined) throw new Error('the status has no chain');
    return chain;
  }

  states(): Record<number, string> {
    return Object.fromEntries(this.delivery.operations(0, 500).map(({ seq, state }) => [seq, state]));
  }

  private transport(): Transport | null {
    return this.online ? platformTransport(this.line) : null;
  }
}
