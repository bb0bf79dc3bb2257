import type { z } from 'zod';
import {
  type EntryContent,
  type Evidence,
  Finding,
  type JournalEntry,
  Resolution,
  type Review,
  Withdrawal,
} from '#shared/domain/journalEntry';
import type { OperationDraft, OpId } from '#shared/domain/operation';
import { type EvidenceRef, EvidenceRefs, roomTrouble } from '#shared/evidence/evidence';
import type { JournalHead, Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { verify } from './chain';
import { checkDraft, checkSaga, checkSagaEnd } from './draftCheck';
import { openGroup, sealGroup } from './entryGroup';
import { finding, NEWER } from './findings';
import { HeldEntries } from './heldEntries';
import type { AcceptanceGate, DeliveryWord, JournalOptions, Settle } from './neighbours';
import type { RecheckWord, ReviewRule } from './rechecks';
import { RecordFile } from './recordFile';
import { planRestore } from './restore';
import {
  type JournalNow,
  NO_DELIVERY,
  type Wanted,
  wantedByDrafts,
  wantedByPictures,
  wantedBySagaEnd,
  wantedBySettle,
} from './wanted';

export type { AcceptanceGate, DeliveryWord, JournalOptions, Settle } from './neighbours';

export const JOURNAL_FILE = { name: 'journal.jnl', kind: { magic: 'CBJRNL', version: 1 } } as const;

/** The journal's file as it stands between two writes. */
export interface JournalOnDisk {
  /** Length up to which it is whole; null: a newer version's, of which that is not known. */
  readonly bytes: number | null;
  /** Head of the chain. */
  readonly seq: number;
  readonly hash: string;
  readonly entries: number;
}

const OPENED_AT_ONCE = 100;
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const trouble = (code: string, text: string): Result<never, Trouble> => err({ code, text });

interface Pending {
  /** Looks at the journal as it stands when its turn comes. */
  readonly content: () => Result<Wanted, Trouble>;
  readonly done: (answer: Result<readonly JournalEntry[], Trouble>) => void;
  readonly fail: (bug: unknown) => void;
}

/**
 * The journal (流水账) of this desk: append-only, chained by hash, one entry per accepted operation. An answer `ok` is the
 * commit: the entry is on the disk. What arrives while the disk is busy is written together and shares one fsync.
 */
export class Journal {
  private readonly listeners = new Set<(entries: readonly JournalEntry[], restored: boolean) => void>();
  private queue: Pending[] = [];
  private turns: Promise<void> = Promise.resolve();
  private tidying = false;
  private word: DeliveryWord | null = null;
  private gate: AcceptanceGate = () => null;
  private reviewRule: () => ReviewRule | null = () => null;
  private platformTime: string | null = null;
  private toldBytes: number;

  private constructor(
    private readonly options: JournalOptions,
    private readonly file: RecordFile,
    private readonly entries: HeldEntries,
    private readonly found: Trouble | null,
  ) {
    this.toldBytes = file.wholeEnd ?? 0;
  }

  static async open(options: JournalOptions): Promise<Result<Journal, Trouble>> {
    const opened = await RecordFile.open({ folder: options.folder, files: options.files, ...JOURNAL_FILE });
    if (!opened.ok) return opened;
    const file = opened.value;
    const entries: JournalEntry[] = [];
    let unreadable = 0;
    for (const [n, content] of file.found.contents.entries()) {
      // A rehearsal opens a journal while clerks work: nobody waits for more than some milliseconds.
      if (n % OPENED_AT_ONCE === OPENED_AT_ONCE - 1) await breath();
      const group = openGroup(options.codec, content);
      if (group === null) unreadable++;
      else entries.push(...group.map((entry) => asPurged(entry, options.purged)));
    }
    const verified = verify(entries);
    const said = finding(file.found, verified, unreadable);
    return ok(new Journal(options, file, new HeldEntries([...verified.entries]), said));
  }

  /** The last entry up to which nothing is missing, and what was found when the file was opened. */
  head(): z.infer<typeof JournalHead> {
    return this.entries.head(this.found);
  }

  /** Length of the file with everything that was told of. */
  bytes(): number {
    return this.toldBytes;
  }

  /** Entries after `seq`, in order; numbers that the file has lost are missing from it. */
  read(after: number, limit: number): JournalEntry[] {
    return this.entries.after(after, limit);
  }

  all(): readonly JournalEntry[] {
    return this.entries.all();
  }

  /** Told after the commit, in the order of the journal. `restored`: given back by the window, may have been sent before. */
  onAppended(listener: (entries: readonly JournalEntry[], restored: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Delivery gives its word here when it starts; until then nothing can be withdrawn or resolved. */
  askDelivery(word: DeliveryWord): void {
    this.word = word;
  }

  /** Asked before anything new is accepted; what was accepted already is given again whatever it says. */
  askGate(gate: AcceptanceGate): void {
    this.gate = gate;
  }

  /** Asked, when operations are accepted, which of them a second clerk has to re-check. */
  askReview(rule: () => ReviewRule | null): void {
    this.reviewRule = rule;
  }

  /** The platform's time as last heard; the next entries carry it (SY15). */
  heardPlatformTime(serverTime: string): void {
    this.platformTime = serverTime;
  }

  /**
   * Accepts an operation: resolves `ok` only when it is on the disk, with the pictures (材料图片) that belong to it in the same
   * commit. The same id and body again gives the stored entry.
   */
  async accept(
    unparsed: OperationDraft,
    pictures: readonly EvidenceRef[] = [],
  ): Promise<Result<JournalEntry, Trouble>> {
    const checked = checkDraft(unparsed);
    if (!checked.ok) return checked;
    const evidence = checkPictures(pictures);
    if (!evidence.ok) return evidence;
    const draft = checked.value;
    return first(await this.enqueue(() => this.wanted([draft], evidence.value)));
  }

  /** Gives an operation pictures that were taken after it; those it has already are not written again. */
  async attach(
    opId: OpId,
    clerk: string,
    pictures: readonly EvidenceRef[],
  ): Promise<Result<readonly JournalEntry[], Trouble>> {
    const evidence = checkPictures(pictures);
    if (!evidence.ok) return evidence;
    return this.enqueue(() =>
      wantedByPictures({ opId, clerk, pictures: evidence.value }, this.entries.index, this.word),
    );
  }

  /** The pictures of an operation. */
  picturesOf(opId: OpId): readonly Evidence[] {
    return this.entries.index.picturesOf(opId);
  }

  /** Whether any operation has this picture. */
  hasPicture(sha256: string): boolean {
    return this.entries.index.isNamed(sha256);
  }

  /** Accepts the steps of a saga together: all of them are on the disk, in one record, or none (SY20). */
  async acceptSaga(unparsed: readonly OperationDraft[]): Promise<Result<readonly JournalEntry[], Trouble>> {
    const drafts: OperationDraft[] = [];
    for (const one of unparsed) {
      const checked = checkDraft(one);
      if (!checked.ok) return checked;
      drafts.push(checked.value);
    }
    const whole = checkSaga(drafts);
    if (!whole.ok) return whole;
    const answer = await this.enqueue(() => this.wanted(drafts));
    return answer.ok ? ok(answer.value.filter(({ content }) => content.type === 'operation')) : answer;
  }

  /** Writes down a second clerk's word on an operation that waits for it (R-WF-03); of a saga on all its steps. */
  async recheck(word: RecheckWord): Promise<Result<readonly JournalEntry[], Trouble>> {
    const reason = word.reason.trim();
    if (reason.length > 500 || (word.outcome === 'returned' && reason === ''))
      return trouble('REASON', '退回请写明原因（500 字以内），经办人要照着改。现在什么都没有改变。');
    return this.enqueue(() => {
      const not = this.word?.appendTrouble('closing') ?? null;
      if (not !== null) return err(not);
      const { index } = this.entries;
      return index.rechecks.wanted({ ...word, reason }, (opId) => index.closing(opId) !== undefined);
    });
  }

  /** The re-check made here of an operation, if one was made. */
  recheckOf(opId: OpId): Review | null {
    return this.entries.index.rechecks.wordOn(opId);
  }

  /** Writes down what a clerk found of two records (疑似重复). The same finding again gives the stored entry. */
  async find(unparsed: Finding): Promise<Result<JournalEntry, Trouble>> {
    const parsed = Finding.safeParse(unparsed);
    if (!parsed.success || parsed.data.pair[0] >= parsed.data.pair[1])
      return trouble('FINDING_INVALID', '请选择判断并写明理由（500 字以内）再保存，现在什么都没有改变。');
    return first(
      await this.enqueue(() => {
        const there = this.entries.index.finding(parsed.data.opId);
        if (there !== undefined) return ok({ there: [there] });
        const not = this.word?.appendTrouble('closing') ?? null;
        return not === null ? ok({ write: [parsed.data] }) : err(not);
      }),
    );
  }

  /** Takes back an operation that was never sent, or closes one that the platform did not apply. */
  async settle(unparsed: Settle): Promise<Result<JournalEntry, Trouble>> {
    const parsed =
      unparsed.type === 'withdrawal' ? Withdrawal.safeParse(unparsed) : Resolution.safeParse(unparsed);
    if (!parsed.success)
      return trouble('SETTLE_INVALID', '请写明理由（500 字以内）后再提交，现在什么都没有改变。');
    const settle: Settle = parsed.data;
    const word = this.word;
    if (word === null) return NO_DELIVERY;
    let reserved = false;
    const answer = await this.enqueue(() => {
      const wanted = wantedBySettle(settle, this.entries.index, word);
      reserved = wanted.ok && wanted.value.reserved;
      return wanted;
    });
    if (reserved && !answer.ok) word.release(settle.opId);
    return first(answer);
  }

  /**
   * Ends a saga before it is whole: the operations that take applied steps back and what closes the other steps are on the disk
   * together, in one record, or nothing of it is (SY20).
   */
  async endSaga(
    unparsed: readonly OperationDraft[],
    unparsedSettles: readonly Settle[],
  ): Promise<Result<readonly JournalEntry[], Trouble>> {
    const checked = checkSagaEnd(unparsed, unparsedSettles);
    if (!checked.ok) return checked;
    const { reversals, settles } = checked.value;
    let reserved: readonly OpId[] = [];
    const answer = await this.enqueue(() => {
      const wanted = wantedBySagaEnd(reversals, settles, this.asItIs());
      reserved = wanted.ok ? wanted.value.reserved : [];
      return wanted;
    });
    if (!answer.ok) for (const opId of reserved) this.word?.release(opId);
    return answer;
  }

  /** Takes back what only the window's store still has. Everything fits the chain, or nothing is written. */
  restore(entries: readonly JournalEntry[]): Promise<Result<{ restored: number }, Trouble>> {
    if (this.file.found.newer) return Promise.resolve(err(NEWER));
    const turn = this.turns.then(async () => {
      const plan = planRestore(this.entries.all(), entries);
      if (!plan.ok) return plan;
      if (plan.value.length === 0) return ok({ restored: 0 });
      const written = await this.append(plan.value.map((entry) => [entry]));
      if (!written.ok) return written;
      this.entries.restore(plan.value);
      this.tell(plan.value, true);
      return ok({ restored: plan.value.length });
    });
    this.turns = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  /** The file between two writes: how long it is, and which entries that is. */
  onDisk(): Promise<JournalOnDisk> {
    const turn = this.turns.then(() => {
      const { seq, hash } = this.head();
      return { bytes: this.file.wholeEnd, seq, hash, entries: this.entries.count() };
    });
    this.turns = turn.then(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.turns;
    await this.file.close();
  }

  /** What a failed write left in the file is taken out as soon as the disk lets it: it was refused, and must not come back. */
  tidy(): void {
    if (this.tidying || !this.file.isDirty) return;
    this.tidying = true;
    this.turns = this.turns.then(() => this.file.tidy()).finally(() => (this.tidying = false));
  }

  private wanted(
    drafts: readonly OperationDraft[],
    pictures: readonly EvidenceRef[] = [],
  ): Result<Wanted, Trouble> {
    return wantedByDrafts(drafts, this.asItIs(), pictures);
  }

  private asItIs(): JournalNow {
    return {
      index: this.entries.index,
      word: this.word,
      gate: this.gate,
      review: this.reviewRule(),
      device: this.options.device,
      last: this.entries.last()?.seq ?? 0,
    };
  }

  private enqueue(content: Pending['content']): Promise<Result<readonly JournalEntry[], Trouble>> {
    if (this.file.found.newer) return Promise.resolve(err(NEWER));
    return new Promise((done, fail) => {
      this.queue.push({ content, done, fail });
      if (this.queue.length === 1) this.turns = this.turns.then(() => this.turn());
    });
  }

  /** Writes everything that is waiting with one fsync and answers each. */
  private async turn(): Promise<void> {
    const batch = this.queue;
    this.queue = [];
    const before = this.entries.count();
    const answers: { pending: Pending; entries: readonly JournalEntry[]; fresh: boolean }[] = [];
    for (const pending of batch) {
      const mark = this.entries.count();
      try {
        const wanted = pending.content();
        if (!wanted.ok) pending.done(wanted);
        else if ('there' in wanted.value)
          answers.push({ pending, entries: wanted.value.there, fresh: false });
        else
          answers.push({
            pending,
            entries: wanted.value.write.map((content) => this.stage(content)),
            fresh: true,
          });
      } catch (bug) {
        this.entries.forget(this.entries.hide(mark));
        pending.fail(bug);
      }
    }
    // Staged entries are in view only while the batch is put together: nobody may read what is not on the disk.
    const staged = this.entries.hide(before);
    const groups = answers.flatMap(({ entries, fresh }) => (fresh ? [entries] : []));
    const written = groups.length === 0 ? ok(undefined) : await this.append(groups);
    if (written.ok) {
      this.entries.show(staged);
      if (staged.length > 0) this.tell(staged, false);
    } else this.entries.forget(staged);
    // One that was found in this very batch is on the disk only if the batch is.
    for (const { pending, entries } of answers) {
      pending.done(written.ok || !entries.some((entry) => staged.includes(entry)) ? ok(entries) : written);
    }
  }

  private stage(content: EntryContent): JournalEntry {
    const device = new Date((this.options.now ?? Date.now)()).toISOString();
    return this.entries.stage(content, { device, platform: this.platformTime });
  }

  /** Each group is one record of the file, under one checksum: a torn write leaves all of it or nothing. */
  private append(groups: readonly (readonly JournalEntry[])[]): Promise<Result<void, Trouble>> {
    return this.file.append(groups.map((group) => sealGroup(this.options.codec, group)));
  }

  private tell(entries: readonly JournalEntry[], restored: boolean): void {
    this.toldBytes = this.file.wholeEnd ?? 0;
    for (const listener of this.listeners) listener(entries, restored);
  }
}

/** Pictures as they may be written, or why not. */
function checkPictures(pictures: readonly EvidenceRef[]): Result<readonly EvidenceRef[], Trouble> {
  const parsed = EvidenceRefs.safeParse(pictures);
  const text = parsed.success ? roomTrouble([], parsed.data) : '材料图片的说明有误或太多。';
  return parsed.success && text === null
    ? ok(parsed.data)
    : trouble('EVIDENCE_INVALID', `没有保存：${text}请打开“材料图片”核对后再受理，填写的内容还在。`);
}

/** A tombstone of what was let go of says so from here on; the file itself does not. */
function asPurged(entry: JournalEntry, purged: ReadonlySet<OpId> | undefined): JournalEntry {
  const { content } = entry;
  return content.type === 'tombstone' && purged?.has(content.opId)
    ? { ...entry, content: { ...content, purged: true } }
    : entry;
}

/** The one entry of an answer about one. */
const first = (answer: Result<readonly JournalEntry[], Trouble>): Result<JournalEntry, Trouble> => {
  if (!answer.ok) return answer;
  const [entry] = answer.value;
  if (entry === undefined) throw new Error('Journal: an answer without an entry');
  return ok(entry);
};

/** Opens the journal of a folder, creates it where there is none, and says what was found (`head().finding`). */
export const openJournal = (options: JournalOptions): Promise<Result<Journal, Trouble>> =>
  Journal.open(options);
