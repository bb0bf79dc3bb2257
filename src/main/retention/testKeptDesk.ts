import type { AuditAct } from '#shared/audit/act';
import { type Codec, plainCodec } from '#shared/codec';
import type { JournalEntry } from '#shared/domain/journalEntry';
import type { OpId } from '#shared/domain/operation';
import type { EvidenceRef } from '#shared/evidence/evidence';
import type { Trouble } from '#shared/host';
import { Verdict } from '#shared/protocol/verdict';
import { ok } from '#shared/result';
import { type DeskLimits, STANDING_LIMITS } from '#shared/sync/limits';
import { DEVICE, type DraftOptions, draftOf } from '../../../test/faults/operations';
import { type Delivery, startDelivery } from '../delivery/delivery';
import type { Files } from '../journal/fileLayer';
import type { Journal } from '../journal/journal';
import { openKept } from './openKept';

export const DAY_MS = 86_400_000;
export const START = Date.parse('2026-11-22T02:00:00.000Z');

/** What would give somebody away: each stands in the body of operation `n` alone. */
export const nameOf = (n: number): string => `欧阳试${'甲乙丙丁戊己庚辛壬癸'[n % 10]}${n}`;
export const numberOf = (n: number): string => `99000019800101${String(n).padStart(4, '0')}`;
export const phoneOf = (n: number): string => `1540000${String(n).padStart(4, '0')}`;
export const reasonOf = (n: number): string => `因${nameOf(n)}来电`;
const words = (n: number): string[] => [nameOf(n), numberOf(n), phoneOf(n)];

/** Of these operations, the words that are still in the bytes. */
export const foundIn = (bytes: Uint8Array, ...ns: number[]): string[] => {
  const text = Buffer.from(bytes).toString('utf8');
  return ns.flatMap(words).filter((word) => text.includes(word));
};

type Outcome = 'applied' | 'refused' | 'waiting-review';

/**
 * A desk without its window, on whatever disk it is given, with a platform whose clock is moved by hand: journal with retention, and
 * the deliverer.
 */
export class KeptDesk {
  journal!: Journal;
  delivery!: Delivery;
  trouble: Trouble | null = null;
  /** The platform's clock, and how far the device's is ahead of it, ms. */
  now = START;
  ahead = 0;
  heard = true;
  limits: DeskLimits | null = STANDING_LIMITS;
  restored = false;
  online = true;
  /** What the platform says of an operation; left out: applied. */
  readonly says = new Map<OpId, Outcome>();
  readonly received: OpId[] = [];
  readonly acts: AuditAct[] = [];
  readonly removed: string[] = [];
  remove?: (path: string) => Promise<void>;

  constructor(
    readonly folder: string,
    readonly files: Files,
    private readonly codec: Codec = plainCodec,
  ) {}

  async open(): Promise<this> {
    await this.openJournal();
    this.delivery = await startDelivery({
      ...{ journal: this.journal, folder: this.folder, files: this.files, codec: this.codec },
      transport: () => (this.online ? this.line : null),
      now: () => this.now + this.ahead,
      random: () => 0,
    });
    return this;
  }

  /** The journal alone, as a sign-in opens it. */
  async openJournal(): Promise<void> {
    const kept = await openKept({
      journal: {
        ...{ folder: this.folder, files: this.files, codec: this.codec, device: DEVICE },
        now: () => this.now + this.ahead,
      },
      limits: async () => this.limits,
      heardAt: this.heard ? this.now : null,
      restored: this.restored,
      note: async (did) => this.acts.push(did) > 0,
      ...(this.remove ? { remove: this.remove } : {}),
    });
    if (!kept.ok) throw new Error(kept.error.text);
    this.journal = kept.value.journal;
    this.trouble = kept.value.trouble;
  }

  async close(): Promise<void> {
    await this.delivery.stop();
    await this.journal.close();
  }

  /** Ends and starts again, `days` later. */
  async later(days: number): Promise<this> {
    await this.close();
    this.now += days * DAY_MS;
    return this.open();
  }

  /** Time passes while the line is up. */
  pass(days: number): void {
    this.now += days * DAY_MS;
    this.journal.heardPlatformTime(new Date(this.now).toISOString());
  }

  async accept(n: number, more: DraftOptions & { pictures?: EvidenceRef[] } = {}): Promise<JournalEntry> {
    const { pictures = [], ...options } = more;
    const answer = await this.journal.accept(this.draft(n, options), pictures);
    if (!answer.ok) throw new Error(answer.error.text);
    return answer.value;
  }

  draft(n: number, options: DraftOptions = {}) {
    const body = { personId: `P${n}`, name: nameOf(n), certNo: numberOf(n), phone: phoneOf(n) };
    return draftOf(n, { body, ...options });
  }

  /** Everything that can go has gone and has its verdict. */
  async delivered(): Promise<void> {
    const isUnderWay = (opId: OpId, state: string): boolean =>
      state === 'sending' || (state === 'queued' && !this.received.includes(opId));
    for (const until = Date.now() + 30_000; Date.now() < until; ) {
      this.delivery.now();
      await new Promise((done) => setTimeout(done, 5));
      if (!this.delivery.operations(0, 1_000).some(({ opId, state }) => isUnderWay(opId, state))) return;
    }
    throw new Error('KeptDesk: the platform was not reached');
  }

  entries(): readonly JournalEntry[] {
    return this.journal.all();
  }

  types(): string[] {
    return this.entries().map(({ content }) => content.type);
  }

  async bytes(name: string): Promise<Uint8Array> {
    return (await this.files.readAll(`${this.folder}/${name}`)) ?? new Uint8Array();
  }

  private readonly line = {
    health: async () => ok({ serverTime: new Date(this.now).toISOString() }),
    push: async (
      operations: readonly { opId: OpId; bodyHash: string; subjects: readonly { id: string }[] }[],
    ) => {
      const at = new Date(this.now).toISOString();
      const verdicts = operations.flatMap((operation): Verdict[] => {
        const { opId, bodyHash } = operation;
        const says = this.says.get(opId) ?? 'applied';
        this.received.push(opId);
        return [Verdict.parse({ opId, bodyHash, at, outcome: says, ...this.details(operation, says) })];
      });
      return ok({ verdicts, serverTime: at });
    },
    register: () => Promise.reject(new Error('not asked here')),
    feed: () => Promise.reject(new Error('not asked here')),
    snapshot: () => Promise.reject(new Error('not asked here')),
  };

  private details({ subjects }: { subjects: readonly { id: string }[] }, says: Outcome): object {
    if (says === 'waiting-review') return { cause: 'sample' };
    const n = Number(subjects[0]?.id.slice(1));
    const text = `${nameOf(n)}的证件号码是 ${numberOf(n)}`;
    if (says === 'refused')
      return {
        outcome: 'conflict',
        why: 'RECORD_GONE',
        text,
        fields: [],
        changedBy: null,
        changedAt: null,
        current: [],
      };
    return { receipt: `R${n}`, versions: { [`person:P${n}`]: 2 }, assigned: {}, parallel: false };
  }
}
