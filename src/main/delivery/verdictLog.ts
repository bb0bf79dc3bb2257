import { z } from 'zod';
import type { Codec } from '#shared/codec';
import { type OpId, OpId as OpIdSchema } from '#shared/domain/operation';
import type { StoredVerdict, Trouble } from '#shared/host';
import { Json } from '#shared/json';
import { ChainHead, Epoch } from '#shared/protocol/chain';
import { readNewer, wholeOf } from '#shared/protocol/newer';
import { Verdict } from '#shared/protocol/verdict';
import { err, ok, type Result } from '#shared/result';
import { type ChainNote, NOTHING_NOTED } from '#shared/sync/chain';
import type { Decided } from '#shared/sync/item';
import { isDecided } from '#shared/sync/state';
import type { Files } from '../journal/fileLayer';
import { NEWER } from '../journal/findings';
import { RecordFile } from '../journal/recordFile';
import { BagLine, BagNotes } from './bagNotes';
import { TryLine, TryNotes } from './tryNotes';

export const DELIVERY_FILE = { name: 'delivery.jnl', kind: { magic: 'CBDLVR', version: 1 } } as const;
export const DELIVERY_CONTEXT = 'delivery/record/1';

/**
 * `sent` is written before an operation is first handed to the line, `unsent` when it turned out that nothing can have left; a
 * program that does not know that word leaves the mark, which is the safe side. A verdict is written before it counts; `chain` is what the platform
 * acknowledged of the desk's chain, and which verdicts so far count no more since the platform has lost them.
 */
const Line = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('sent'),
    opIds: z.array(OpIdSchema).min(1),
    /** Device time. */
    at: z.iso.datetime().optional(),
  }),
  z.strictObject({ type: z.literal('unsent'), opIds: z.array(OpIdSchema).min(1) }),
  z.strictObject({
    type: z.literal('verdict'),
    n: z.number().int().positive(),
    verdict: Verdict,
    /** All a newer platform said, where that is more than this program could read (SY14). */
    whole: Json.optional(),
  }),
  z.strictObject({
    type: z.literal('chain'),
    epoch: Epoch,
    known: z.strictObject({ head: ChainHead, register: z.string().min(1).max(60) }).nullable(),
    forked: z.boolean(),
    again: z.array(OpIdSchema),
  }),
  ...BagLine.options,
  TryLine,
  /** Verdicts up to this number were given, also those that were let go of since (到期清除): numbers are not used again. */
  z.strictObject({ type: z.literal('numbered'), n: z.number().int().positive() }),
]);
type Line = z.infer<typeof Line>;
export type DeliveryLine = Line;

export interface VerdictLogOptions {
  readonly folder: string;
  readonly files: Files;
  readonly codec: Codec;
}

/**
 * What delivery must not forget: which operations were ever sent, the platform's verdicts, numbered from 1, and what the
 * platform acknowledged of the chain. It can be
 * lost without harm to anybody: the operations are sent again and the platform gives the stored verdicts again (SY2).
 */
export class VerdictLog {
  private readonly stored: StoredVerdict[] = [];
  private readonly sentBefore = new Set<OpId>();
  private readonly firstSent = new Map<OpId, string>();
  /** Verdicts up to this number count no more, by operation. */
  private readonly lost = new Map<OpId, number>();
  private note: ChainNote = NOTHING_NOTED;
  /** Which operations are in which bag. */
  readonly bags = new BagNotes();
  /** Which attempts came to nothing. */
  readonly tries = new TryNotes();

  private numbered = 0;
  private mayLack = false;
  private readonly doubted = new Set<OpId>();
  private readonly nightly = new Set<OpId>();

  private file: RecordFile | Trouble;

  private constructor(
    private readonly options: VerdictLogOptions,
    opened: Result<RecordFile, Trouble>,
  ) {
    this.file = this.readIn(opened);
  }

  /**
   * Always gives a log: one that cannot be opened, or was written by a newer version, is empty or read, and refuses every
   * write. Delivery then sends nothing, since it could not note it; the clerk goes on accepting.
   */
  static async open(options: VerdictLogOptions): Promise<VerdictLog> {
    return new VerdictLog(options, await openFile(options));
  }

  /** The file does not open, for a reason that may pass. */
  get isHeld(): boolean {
    return !(this.file instanceof RecordFile) && this.file !== NEWER;
  }

  /** Tries again to open a file that did not open so far. True when it does: what it holds is known only now. */
  async reopen(): Promise<boolean> {
    if (!this.isHeld) return false;
    this.file = this.readIn(await openFile(this.options));
    return !this.isHeld;
  }

  private readIn(opened: Result<RecordFile, Trouble>): RecordFile | Trouble {
    // What a file that does not open says of any operation is unknown, as if it were lost.
    this.mayLack = true;
    if (!opened.ok) return opened.error;
    const { found } = opened.value;
    this.mayLack = found.isNew || found.headerRebuilt || found.damage.length > 0;
    this.doubted.clear();
    for (const content of found.contents) this.takeIn(readLine(this.options.codec, content));
    return found.newer ? NEWER : opened.value;
  }

  /** Highest number given; verdicts lost to damage, or let go of, leave their numbers unused. */
  count(): number {
    return Math.max(this.stored.at(-1)?.n ?? 0, this.numbered);
  }

  after(n: number, limit: number): StoredVerdict[] {
    const start = this.stored.findIndex((stored) => stored.n > n);
    return start < 0 ? [] : this.stored.slice(start, start + limit);
  }

  decided(): Decided[] {
    return this.stored
      .filter(({ n, verdict }) => n > (this.lost.get(verdict.opId) ?? 0))
      .map((stored) => stored.verdict)
      .filter(isDecided);
  }

  sent(): ReadonlySet<OpId> {
    if (this.doubted.size + this.nightly.size === 0) return this.sentBefore;
    return new Set([...this.sentBefore, ...this.doubted, ...this.nightly]);
  }

  /** Takes the mark of what certainly never left back; a power cut before leaves it, which only keeps the clerk from a withdrawal. */
  markUnsent(opIds: readonly OpId[]): Promise<Result<void, Trouble>> {
    return this.write(opIds.length === 0 ? [] : [{ type: 'unsent', opIds: [...opIds] }]);
  }

  /** Those of the operations of which the disk does not say yet that they were sent. */
  unmarked(opIds: readonly OpId[]): OpId[] {
    return opIds.filter((opId) => !this.sentBefore.has(opId));
  }

  /**
   * Where the log was lost or damaged, or does not open, any accepted operation may have been handed to the line, and is noted
   * so. The log is made before anything can be accepted, so that it is missing means that it was taken away. `restored`: so is one from a
   * backup, for the desk went on after it.
   */
  async suspect(accepted: readonly OpId[], restored: boolean): Promise<void> {
    if (!this.mayLack && !restored) return;
    // Also where that cannot be written: until the next start it holds all the same.
    for (const opId of accepted) this.doubted.add(opId);
    await this.markSent(this.unmarked(accepted));
  }

  /** They may have been handed to the line while nobody was signed in; that holds also where it cannot be written. */
  sentAtNight(opIds: readonly OpId[]): Promise<Result<void, Trouble>> {
    for (const opId of opIds) this.nightly.add(opId);
    return this.markSent(this.unmarked(opIds));
  }

  chain(): ChainNote {
    return this.note;
  }

  noteChain(note: ChainNote, again: readonly OpId[]): Promise<Result<void, Trouble>> {
    return this.write([{ type: 'chain', ...note, again: [...again] }]);
  }

  /** An operation that is put into a bag may be sent from then on. */
  bag(of: Omit<Extract<BagLine, { type: 'bag' }>, 'type'>): Promise<Result<void, Trouble>> {
    return this.write([{ type: 'bag', ...of }]);
  }

  unbag(opIds: readonly OpId[], never: readonly OpId[], free: number | null): Promise<Result<void, Trouble>> {
    return this.write([{ type: 'unbagged', opIds: [...opIds], never: [...never], free }]);
  }

  /** When an operation was first handed to the line, where that is known. */
  firstSentAt(opId: OpId): string | null {
    return this.firstSent.get(opId) ?? null;
  }

  markSent(opIds: readonly OpId[], now?: number): Promise<Result<void, Trouble>> {
    const at = now === undefined ? {} : { at: new Date(now).toISOString() };
    return this.write(opIds.length === 0 ? [] : [{ type: 'sent', opIds: [...opIds], ...at }]);
  }

  /** Notes an attempt that came to nothing; where that cannot be written it is told all the same until the next start. */
  async noteFailed(opIds: readonly OpId[], now: number, met: Trouble): Promise<void> {
    await this.write(this.tries.failed(opIds, now, met));
  }

  record(verdicts: readonly Decided[]): Promise<Result<void, Trouble>> {
    const first = this.count() + 1;
    return this.write(
      verdicts.map((verdict, i) => {
        const whole = wholeOf(verdict);
        return { type: 'verdict', n: first + i, verdict, ...(whole === undefined ? {} : { whole }) };
      }),
    );
  }

  async close(): Promise<void> {
    await this.write(this.tries.rest());
    if (this.file instanceof RecordFile) await this.file.close();
  }

  private async write(lines: readonly Line[]): Promise<Result<void, Trouble>> {
    if (lines.length === 0) return ok(undefined);
    if (!(this.file instanceof RecordFile)) return err(this.file);
    const written = await this.file.append(
      lines.map((line) => this.options.codec.seal(line, DELIVERY_CONTEXT)),
    );
    // Attempts are counted when they are made, not when they are written.
    if (written.ok) for (const line of lines) if (line.type !== 'tried') this.takeIn(line);
    return written;
  }

  private takeIn(line: Line | null): void {
    if (line?.type === 'sent') {
      for (const opId of line.opIds) {
        this.sentBefore.add(opId);
        if (line.at !== undefined && !this.firstSent.has(opId)) this.firstSent.set(opId, line.at);
      }
    }
    if (line?.type === 'unsent') {
      for (const opId of line.opIds) {
        this.sentBefore.delete(opId);
        this.firstSent.delete(opId);
      }
    }
    if (line?.type === 'numbered') this.numbered = Math.max(this.numbered, line.n);
    if (line?.type === 'tried') this.tries.takeIn(line);
    if (line?.type === 'bag') for (const opId of line.opIds) this.sentBefore.add(opId);
    if (line?.type === 'unbagged') for (const opId of line.never) this.sentBefore.delete(opId);
    if (line?.type === 'bag' || line?.type === 'unbagged') this.bags.takeIn(line);
    if (line?.type === 'verdict' && line.n > this.count())
      this.stored.push({ n: line.n, verdict: line.verdict });
    if (line?.type === 'chain') {
      const { epoch, known, forked, again } = line;
      this.note = { epoch, known, forked };
      for (const opId of again) this.lost.set(opId, this.count());
      this.bags.forget(again);
    }
  }
}

const openFile = ({ folder, files }: VerdictLogOptions): Promise<Result<RecordFile, Trouble>> =>
  RecordFile.open({ folder, files, ...DELIVERY_FILE });

/** A record of the file; null when it cannot be read, so that its operation is asked about again. */
export function readLine(codec: Codec, content: Uint8Array): Line | null {
  try {
    const parsed = Line.safeParse(codec.open(content, DELIVERY_CONTEXT));
    return parsed.success ? understood(parsed.data) : null;
  } catch {
    return null;
  }
}

/** What was kept whole is read anew: a program that knows more of it than the one that wrote it down gets it back. */
function understood(line: Line): Line {
  if (line.type !== 'verdict' || line.whole === undefined) return line;
  const verdict = readNewer(Verdict, line.whole);
  return verdict === null ? line : { ...line, verdict };
}
