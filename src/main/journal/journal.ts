import type { z } from 'zod';
import type { Codec } from '#shared/codec';
import {
  CHAIN_START,
  type EntryContent,
  type EntryTime,
  entryHash,
  Finding,
  isNote,
  JournalEntry,
  Resolution,
  type Review,
  Withdrawal,
} from '#shared/domain/journalEntry';
import type { OperationDraft, OpId } from '#shared/domain/operation';
import type { JournalHead, Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { ownChain } from '#shared/sync/chain';
import { verify } from './chain';
import { checkDraft, checkSaga } from './draftCheck';
import { openGroup, sealGroup } from './entryGroup';
import type { Files } from './fileLayer';
import { finding, NEWER } from './findings';
import { Rechecks, type RecheckWord, type ReviewRule } from './rechecks';
import { RecordFile } from './recordFile';
import { replacementTrouble } from './replacement';
import { planRestore } from './restore';

export interface JournalOptions {
  readonly folder: string;
  readonly files: Files;
  readonly codec: Codec;
  /** Device id of this desk; every operation carries it. */
  readonly device: string;
  /** Device clock in milliseconds; the order of entries never depends on it. */
  readonly now?: () => number;
}

/**
 * What delivery knows of an operation when the clerk wants to take it back or be done with it. `reserved`: it was never sent
 * and will not be until `release` is called or its withdrawal is in the journal.
 */
export interface DeliveryWord {
  reserveUnsent(opId: OpId): boolean;
  release(opId: OpId): void;
  /** Refused, in conflict, or set aside: something the clerk can deal with. */
  hasFailed(opId: OpId): boolean;
  /** Why nothing may be appended now, as far as the chain is concerned; null when it may. */
  appendTrouble(what: 'operation' | 'closing'): Trouble | null;
  /** Waits or is on its way: what becomes of it is open. */
  isUndecided(opId: OpId): boolean;
}

/** Why these drafts may not be accepted now, or null: limits and clock, asked before anything new is written. */
export type AcceptanceGate = (drafts: readonly OperationDraft[]) => Trouble | null;

export type Settle = z.infer<typeof Withdrawal> | z.infer<typeof Resolution>;

const FILE = { name: 'journal.jnl', kind: { magic: 'CBJRNL', version: 1 } } as const;

const trouble = (code: string, text: string): Result<never, Trouble> => err({ code, text });

/** What is to be written together, or the entries that are there already. */
type Wanted = { readonly write: readonly EntryContent[] } | { readonly there: readonly JournalEntry[] };

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
  private readonly byOpId = new Map<OpId, JournalEntry>();
  private readonly closings = new Map<OpId, JournalEntry>();
  /** Operation → the one that was accepted in its place. */
  private readonly replacements = new Map<OpId, JournalEntry>();
  private readonly listeners = new Set<(entries: readonly JournalEntry[], restored: boolean) => void>();
  private queue: Pending[] = [];
  private turns: Promise<void> = Promise.resolve();
  private word: DeliveryWord | null = null;
  private gate: AcceptanceGate = () => null;
  private reviewRule: () => ReviewRule | null = () => null;
  private readonly rechecks = new Rechecks();
  private readonly findings = new Map<OpId, JournalEntry>();
  private platformTime: string | null = null;

  private constructor(
    private readonly options: JournalOptions,
    private readonly file: RecordFile,
    private entries: JournalEntry[],
    private readonly found: Trouble | null,
  ) {
    for (const entry of entries) this.index(entry);
  }

  static async open(options: JournalOptions): Promise<Result<Journal, Trouble>> {
    const opened = await RecordFile.open({ folder: options.folder, files: options.files, ...FILE });
    if (!opened.ok) return opened;
    const file = opened.value;
    const entries: JournalEntry[] = [];
    let unreadable = 0;
    for (const content of file.found.contents) {
      const group = openGroup(options.codec, content);
      if (group === null) unreadable++;
      else entries.push(...group);
    }
    const verified = verify(entries);
    const said = finding(file.found, verified, unreadable);
    return ok(new Journal(options, file, [...verified.entries], said));
  }

  /**
   * The last entry up to which nothing is missing. While the file lacks an entry in the middle, that is the one before the
   * gap, so that the window gives back what it still has; the entries behind the gap are read and delivered all the same.
   */
  head(): z.infer<typeof JournalHead> {
    const gap = this.entries.findIndex((entry, i) => entry.seq !== i + 1);
    const last = gap < 0 ? this.entries.at(-1) : this.entries[gap - 1];
    const { lost } = ownChain(this.entries);
    return {
      seq: last?.seq ?? 0,
      hash: last?.hash ?? CHAIN_START,
      finding: this.found,
      ...(lost.length === 0 ? {} : { lost: [...lost] }),
    };
  }

  /** Entries after `seq`, in order; numbers that the file has lost are missing from it. */
  read(after: number, limit: number): JournalEntry[] {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle]?.seq ?? 0) <= after) low = middle + 1;
      else high = middle;
    }
    return this.entries.slice(low, low + limit);
  }

  all(): readonly JournalEntry[] {
    return this.entries;
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

  /** Accepts an operation: resolves `ok` only when it is on the disk. The same id and body again gives the stored entry. */
  async accept(unparsed: OperationDraft): Promise<Result<JournalEntry, Trouble>> {
    const checked = checkDraft(unparsed);
    if (!checked.ok) return checked;
    const draft = checked.value;
    return first(await this.enqueue(() => this.wanted([draft])));
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
      return this.rechecks.wanted({ ...word, reason }, (opId) => this.closings.has(opId));
    });
  }

  /** The re-check made here of an operation, if one was made. */
  recheckOf(opId: OpId): Review | null {
    return this.rechecks.wordOn(opId);
  }

  /** Writes down what a clerk found of two records (疑似重复). The same finding again gives the stored entry. */
  async find(unparsed: Finding): Promise<Result<JournalEntry, Trouble>> {
    const parsed = Finding.safeParse(unparsed);
    if (!parsed.success || parsed.data.pair[0] >= parsed.data.pair[1])
      return trouble('FINDING_INVALID', '请选择判断并写明理由（500 字以内）再保存，现在什么都没有改变。');
    return first(
      await this.enqueue(() => {
        const there = this.findings.get(parsed.data.opId);
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
    if (word === null) return trouble('NOT_READY', '上传服务还没有启动，现在不能撤回或处理。请稍后再试。');
    let reserved = false;
    const answer = await this.enqueue(() => {
      const { opId } = settle;
      const target = this.byOpId.get(opId);
      if (target === undefined) return trouble('OP_UNKNOWN', '流水账里没有这一笔，什么都没有改变。');
      const closing = this.closings.get(opId);
      if (closing !== undefined) {
        if (closing.content.type === settle.type) return ok({ there: [closing] });
        return trouble('ALREADY_SETTLED', `第 ${target.seq} 笔已经处理过了，什么都没有改变。`);
      }
      const not = word.appendTrouble('closing');
      if (not !== null) return err(not);
      if (settle.type === 'resolution') {
        if (word.hasFailed(opId)) return ok({ write: [settle] });
        return trouble('NOT_FAILED', `第 ${target.seq} 笔没有被平台退回，不需要处理。`);
      }
      reserved = word.reserveUnsent(opId);
      if (reserved) return ok({ write: [settle] });
      return trouble(
        'ALREADY_SENT',
        `第 ${target.seq} 笔已经上传过或装进过离线包，平台可能已经收到，不能撤回。平台答复后，请用新的一笔更正。`,
      );
    });
    if (reserved && !answer.ok) word.release(settle.opId);
    return first(answer);
  }

  /** Takes back what only the window's store still has. Everything fits the chain, or nothing is written. */
  restore(entries: readonly JournalEntry[]): Promise<Result<{ restored: number }, Trouble>> {
    if (this.file.found.newer) return Promise.resolve(err(NEWER));
    const turn = this.turns.then(async () => {
      const plan = planRestore(this.entries, entries);
      if (!plan.ok) return plan;
      if (plan.value.length === 0) return ok({ restored: 0 });
      const written = await this.append(plan.value.map((entry) => [entry]));
      if (!written.ok) return written;
      for (const entry of plan.value) this.index(entry);
      const back = new Set(plan.value.map(({ seq }) => seq));
      const kept = this.entries.filter(({ seq }) => !back.has(seq));
      this.entries = [...kept, ...plan.value].sort((a, b) => a.seq - b.seq);
      this.tell(plan.value, true);
      return ok({ restored: plan.value.length });
    });
    this.turns = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  async close(): Promise<void> {
    await this.turns;
    await this.file.close();
  }

  /** What drafts ask to be written together, in view of what is there; the same again asks for nothing. */
  private wanted(drafts: readonly OperationDraft[]): Result<Wanted, Trouble> {
    const there = drafts.flatMap(({ opId }) => this.byOpId.get(opId) ?? []);
    const other = there.find(({ content }, i) => {
      const hash = drafts[i]?.bodyHash;
      return content.type !== 'operation' || content.operation.bodyHash !== hash;
    });
    if (other !== undefined || (there.length > 0 && there.length < drafts.length)) {
      return trouble(
        'OP_ID_REUSED',
        `这张表单先前已保存为第 ${(other ?? there[0])?.seq} 笔，内容不同，不能再存一次。请在“同步”页查看那一笔，另开新表单办理。`,
      );
    }
    if (there.length > 0) return ok({ there });
    const not = this.word?.appendTrouble('operation') ?? this.gate(drafts);
    if (not !== null) return err(not);
    if (drafts.some(({ opId }) => this.closings.has(opId)))
      return trouble('OP_ID_REUSED', '这张表单的业务已经撤回，不能再存一次。请另开新表单办理。');
    for (const { supersedes } of drafts) {
      if (supersedes === null) continue;
      const [target, by] = [this.byOpId.get(supersedes), this.replacements.get(supersedes)];
      const taken = replacementTrouble(target, by, (opId) => this.word?.isUndecided(opId) ?? false);
      if (taken !== null) return err(taken);
    }
    const from = (this.entries.at(-1)?.seq ?? 0) + 1;
    const { device } = this.options;
    const write = drafts.map(
      (draft, i): EntryContent => ({ type: 'operation', operation: { ...draft, device, seq: from + i } }),
    );
    return ok({ write: [...write, ...this.rechecks.callsFor(drafts, this.reviewRule())] });
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
    const before = this.entries.length;
    const answers: { pending: Pending; entries: readonly JournalEntry[]; fresh: boolean }[] = [];
    for (const pending of batch) {
      const mark = this.entries.length;
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
        for (const entry of this.entries.splice(mark)) this.unindex(entry);
        pending.fail(bug);
      }
    }
    // Staged entries are in view only while the batch is put together: nobody may read what is not on the disk.
    const staged = this.entries.splice(before);
    const groups = answers.flatMap(({ entries, fresh }) => (fresh ? [entries] : []));
    const written = groups.length === 0 ? ok(undefined) : await this.append(groups);
    if (written.ok) {
      this.entries.push(...staged);
      if (staged.length > 0) this.tell(staged, false);
    } else {
      for (const entry of staged) this.unindex(entry);
    }
    // One that was found in this very batch is on the disk only if the batch is.
    for (const { pending, entries } of answers) {
      pending.done(written.ok || !entries.some((entry) => staged.includes(entry)) ? ok(entries) : written);
    }
  }

  /** Makes the next entry of the chain, in view of the rest of its batch, so that a double in the batch is found. */
  private stage(content: EntryContent): JournalEntry {
    const last = this.entries.at(-1);
    const at: z.infer<typeof EntryTime> = {
      device: new Date((this.options.now ?? Date.now)()).toISOString(),
      counter: (last?.at.counter ?? 0) + 1,
      platform: this.platformTime,
    };
    const bare = {
      v: isNote(content) ? (3 as const) : (2 as const),
      seq: (last?.seq ?? 0) + 1,
      prevHash: last?.hash ?? CHAIN_START,
      at,
      content,
    };
    const entry = JournalEntry.parse({ ...bare, hash: entryHash(bare) });
    this.entries.push(entry);
    this.index(entry);
    return entry;
  }

  /** Each group is one record of the file, under one checksum: a torn write leaves all of it or nothing. */
  private append(groups: readonly (readonly JournalEntry[])[]): Promise<Result<void, Trouble>> {
    return this.file.append(groups.map((group) => sealGroup(this.options.codec, group)));
  }

  private tell(entries: readonly JournalEntry[], restored: boolean): void {
    for (const listener of this.listeners) listener(entries, restored);
  }

  private index(entry: JournalEntry): void {
    const { content } = entry;
    if (content.type === 'operation') {
      this.byOpId.set(content.operation.opId, entry);
      if (content.operation.supersedes !== null) this.replacements.set(content.operation.supersedes, entry);
    }
    if (content.type === 'withdrawal' || content.type === 'resolution')
      this.closings.set(content.opId, entry);
    if (content.type === 'withdrawal') this.freeReplaced(content.opId);
    if (content.type === 'finding') this.findings.set(content.opId, entry);
    this.rechecks.index(entry);
  }

  /** A replacement that was taken back before it was sent stands in nobody's place any more (SY18). */
  private freeReplaced(opId: OpId): void {
    const content = this.byOpId.get(opId)?.content;
    const replaced = content?.type === 'operation' ? content.operation.supersedes : null;
    if (replaced === null || replaced === undefined) return;
    const by = this.replacements.get(replaced)?.content;
    if (by?.type === 'operation' && by.operation.opId === opId) this.replacements.delete(replaced);
  }

  private unindex(entry: JournalEntry): void {
    const { content } = entry;
    if (content.type === 'operation') {
      this.byOpId.delete(content.operation.opId);
      if (content.operation.supersedes !== null) this.replacements.delete(content.operation.supersedes);
    }
    if (content.type === 'withdrawal' || content.type === 'resolution') this.closings.delete(content.opId);
    if (content.type === 'finding') this.findings.delete(content.opId);
    this.rechecks.unindex(entry);
  }
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
