import { setImmediate as afterOthers } from 'node:timers/promises';
import { fingerprint, type PublicKeys } from '#shared/bag/keys';
import type { CryptoSuite, Random } from '#shared/crypto/suite';
import type { OpId } from '#shared/domain/operation';
import { type Envelope, sealEnvelope } from '#shared/envelope/envelope';
import type { Recheck } from '#shared/review/recheck';
import { type Item, isRechecked } from '#shared/sync/item';
import { isItsTurn } from '#shared/sync/sagaProgress';
import type { DeliveryState } from '#shared/sync/state';
import type { OwnKeys } from '../bag/bagKeys';
import { rechecksOf } from '../delivery/rechecksOf';
import type { PlatformTrust } from '../delivery/trust';
import type { Files } from '../journal/fileLayer';
import { frames, header } from '../journal/frames';
import type { Journal } from '../journal/journal';
import { RecordFile } from '../journal/recordFile';
import { replaceFile } from '../journal/replaceFile';
import { LaneNumbers } from './lanes';
import { envelopesIn, lineBytes, OUTBOX, type OutboxLine } from './outboxFile';

/** Whom envelopes are sealed to, and with what the desk signs them. */
export interface OutboxKeys {
  readonly url: string;
  readonly trust: PlatformTrust | null;
  readonly platform: PublicKeys;
  readonly own: OwnKeys;
}

export interface OutboxOptions {
  readonly folder: string;
  readonly files: Files;
  readonly journal: Pick<Journal, 'read' | 'recheckOf' | 'bytes'>;
  readonly device: string;
  /** Null: the platform has not told its keys yet, so nothing is sealed. Asked at every change. */
  readonly keys: () => OutboxKeys | null;
  readonly random: Random;
  readonly suite: CryptoSuite;
  /** Device time, ms. */
  readonly now: () => number;
}

/** How long a disk that refused is left alone, ms. */
const AGAIN_MS = 60_000;

interface Target {
  readonly state: DeliveryState;
  readonly bytes: number;
}

/**
 * Writes down, behind the commit and without making it wait, what the night may send: each operation that waits for a verdict, sealed,
 * and each that must not go, by its place alone. What is on the disk is always how things stood at one moment; the journal's length
 * tells which. Made anew at every start and when the platform's keys change.
 */
export class Outbox {
  private target: Target | null = null;
  private written: Target | null = null;
  private working: Promise<void> | null = null;
  private file: RecordFile | null = null;
  /** Which operations the file has, and whether they go. */
  private readonly lines = new Map<OpId, { readonly goes: boolean; readonly lanes: string }>();
  private lanes = new LaneNumbers();
  private sealedFor = '';
  private refusedAt: number | null = null;
  private closed = false;

  constructor(private readonly options: OutboxOptions) {}

  /** Told after every step of delivery. */
  follow(state: DeliveryState): void {
    const bytes = this.options.journal.bytes();
    const same = this.target?.state.open === state.open && this.target.bytes === bytes;
    if (this.closed || (same && this.written === this.target && this.sealedFor === this.keysNow())) return;
    if (!same) this.target = { state, bytes };
    if (this.refusedAt !== null && Math.abs(this.options.now() - this.refusedAt) < AGAIN_MS) return;
    this.working ??= this.work().finally(() => {
      this.working = null;
    });
  }

  /** The night can go on where the day ends: something is sealed for, and the disk took all of it so far. */
  isReady(): boolean {
    return this.options.keys() !== null && this.refusedAt === null;
  }

  /** Resolves when the disk knows what was told so far, or has refused. */
  async settled(): Promise<void> {
    await this.working;
  }

  async close(): Promise<void> {
    await this.settled();
    this.closed = true;
    await this.file?.close();
    this.file = null;
  }

  private async work(): Promise<void> {
    // Whoever waits for the commit that brought us here goes first.
    await afterOthers();
    while (this.target !== null && (this.target !== this.written || this.sealedFor !== this.keysNow())) {
      const { target } = this;
      const anew = this.file === null || this.sealedFor !== this.keysNow();
      const done = anew ? await this.writeAnew(target) : await this.append(target);
      this.refusedAt = done ? null : this.options.now();
      if (!done) {
        await this.file?.close();
        this.file = null;
        return;
      }
      this.written = target;
    }
  }

  private keysNow(): string {
    const keys = this.options.keys();
    return keys === null
      ? 'none'
      : [keys.url, ...(keys.trust?.pins ?? []), fingerprint(keys.platform), fingerprint(keys.own.keys)].join(
          ' ',
        );
  }

  private async writeAnew(target: Target): Promise<boolean> {
    const { folder, files, device } = this.options;
    const keys = this.options.keys();
    const sealedFor = this.keysNow();
    await this.file?.close();
    this.file = null;
    this.lines.clear();
    this.lanes = new LaneNumbers();
    const before = keys === null ? new Map<OpId, Envelope>() : await envelopesIn(folder, files);
    const lines: OutboxLine[] =
      keys === null
        ? []
        : [
            { type: 'desk', device, url: keys.url, trust: keys.trust },
            ...(await this.changes(target, keys, before)),
          ];
    try {
      const records = lines.map((line) => frames([lineBytes(line)]));
      await replaceFile(files, folder, OUTBOX.name, [header(OUTBOX.kind), ...records]);
    } catch {
      return false;
    }
    const opened = await RecordFile.open({ folder, files, ...OUTBOX });
    if (!opened.ok || opened.value.found.newer) return false;
    this.file = opened.value;
    this.sealedFor = sealedFor;
    return true;
  }

  private async append(target: Target): Promise<boolean> {
    const keys = this.options.keys();
    if (keys === null) return true;
    const lines = await this.changes(target, keys, new Map());
    const written = await this.file?.append(lines.map(lineBytes));
    return written?.ok === true;
  }

  /** What the file does not say yet of how things stand, and last how far of the journal that is. */
  private async changes(
    { state, bytes }: Target,
    keys: OutboxKeys,
    before: ReadonlyMap<OpId, Envelope>,
  ): Promise<OutboxLine[]> {
    this.lanes.hear(state.given);
    const lines: OutboxLine[] = [];
    for (const item of [...state.open.values()].sort((a, b) => a.seq - b.seq)) {
      const goes = mayGo(item, state);
      const lanes = this.lanes.of(item.lanes);
      const there = this.lines.get(item.opId);
      if (there?.goes === goes && there.lanes === lanes.join()) continue;
      this.lines.set(item.opId, { goes, lanes: lanes.join() });
      const envelope = goes ? await this.envelopeOf(item, keys, before) : null;
      lines.push({ type: 'operation', opId: item.opId, seq: item.seq, lanes, envelope });
    }
    for (const opId of this.lines.keys()) {
      if (state.open.has(opId)) continue;
      this.lines.delete(opId);
      lines.push({ type: 'done', opId });
    }
    return [...lines, { type: 'journal', bytes }];
  }

  private async envelopeOf(
    { opId, seq }: Item,
    { platform, own }: OutboxKeys,
    before: ReadonlyMap<OpId, Envelope>,
  ): Promise<Envelope | null> {
    const { journal, random, suite } = this.options;
    const there = before.get(opId);
    if (there?.to === fingerprint(platform) && there.from === fingerprint(own.keys)) return there;
    const [entry] = journal.read(seq - 1, 1);
    if (entry?.content.type !== 'operation' || entry.content.operation.opId !== opId) return null;
    const { operation } = entry.content;
    // A morning's worth of them must not keep the clerk waiting.
    await afterOthers();
    const recheck: Recheck | null = rechecksOf(journal, [opId])?.[0] ?? null;
    try {
      return sealEnvelope({ operation, recheck, from: own, to: platform, random, suite });
    } catch {
      // Nothing can be sealed to some public keys: such a platform gets it by day.
      return null;
    }
  }
}

/**
 * May it be sent while nobody is there? Whatever the line would send by day, but of a saga only the step whose turn it is already: the
 * next one waits until this one has been read back.
 */
const mayGo = (item: Item, { sagas }: DeliveryState): boolean =>
  (item.phase === 'queued' || item.phase === 'sending' || item.phase === 'reviewing') &&
  isRechecked(item) &&
  isItsTurn(sagas, item);
