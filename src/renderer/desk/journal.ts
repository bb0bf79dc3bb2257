import type { JournalEntry } from '#shared/domain/journalEntry';
import type { OperationDraft } from '#shared/domain/operation';
import type { EvidenceRef } from '#shared/evidence/evidence';
import type { Ask, Trouble } from '#shared/host';
import { err, type Result } from '#shared/result';
import type { Desktop } from '../desktop';
import type { JournalStore } from '../store/journalStore';
import type { Reconciled } from '../store/reconcile';
import { secondCopyOf } from '../store/secondCopy';

type Settle = Ask<'journal/settle'>['settle'];

const PAGE = 500;

/** The journal at work: the file first (已保存), then the window's store; what the store could not take is tried again. */
export interface DeskJournal {
  entries(): readonly JournalEntry[];
  /** The file's answer is the commit. The same draft twice gives the same entry. */
  accept(draft: OperationDraft, pictures?: readonly EvidenceRef[]): Promise<Result<JournalEntry, Trouble>>;
  /** All steps of a saga, or none. */
  acceptSaga(drafts: readonly OperationDraft[]): Promise<Result<readonly JournalEntry[], Trouble>>;
  /** Gives an accepted operation pictures that were taken after it. */
  attach(opId: string, pictures: readonly EvidenceRef[]): Promise<Result<readonly JournalEntry[], Trouble>>;
  settle(settle: Settle): Promise<Result<JournalEntry, Trouble>>;
  /** Everything that ends a saga before it is whole, or nothing. */
  endSaga(ask: Ask<'journal/endSaga'>): Promise<Result<readonly JournalEntry[], Trouble>>;
  /** The signed-in clerk's word on what another entered; of a saga one entry a step. */
  recheck(word: Ask<'journal/recheck'>): Promise<Result<readonly JournalEntry[], Trouble>>;
  /** What the signed-in clerk found of two records. */
  find(finding: Ask<'journal/finding'>['finding']): Promise<Result<JournalEntry, Trouble>>;
  /** Reads what the file has beyond what is known here, got back from the platform; `total` is its count. True when something was new. */
  readUpTo(total: number): Promise<boolean>;
  /** Makes the window's store whole again where it lags behind the file. Costs nothing where it does not. */
  mendStore(): void;
}

export function journalOver(
  desktop: Desktop,
  store: JournalStore,
  { entries: known, isBehind }: Pick<Reconciled, 'entries' | 'isBehind'>,
): DeskJournal {
  const entries = [...known];
  const copy = secondCopyOf(store, () => entries, isBehind);
  /** Appends whose answer has not come: what they wrote is theirs to tell. */
  const underWay = new Set<Promise<unknown>>();

  const committed = (entry: JournalEntry): void => {
    if (entries.some(({ seq }) => seq === entry.seq)) return;
    entries.push(entry);
    entries.sort((a, b) => a.seq - b.seq);
    copy.follow(entry);
  };

  const append = async <T extends JournalEntry | readonly JournalEntry[]>(
    ask: () => Promise<Result<T, Trouble>>,
  ): Promise<Result<T, Trouble>> => {
    const asked = ask();
    underWay.add(asked);
    try {
      const answer = await asked;
      if (answer.ok) for (const entry of [answer.value].flat()) committed(entry);
      return answer;
    } catch (error) {
      console.error(error instanceof Error ? error.message : 'journal');
      return err({
        code: 'NOT_SAVED',
        text: '没有得到流水账的保存结果。表单内容还在，请再按一次受理；同一笔业务不会重复。',
      });
    } finally {
      underWay.delete(asked);
    }
  };

  return {
    entries: () => entries,
    mendStore: copy.mend,
    accept: (draft, pictures = []) =>
      append(() =>
        desktop.call('journal/accept', {
          draft,
          ...(pictures.length === 0 ? {} : { pictures: [...pictures] }),
        }),
      ),
    attach: (opId, pictures) =>
      append(() => desktop.call('evidence/attach', { opId, pictures: [...pictures] })),
    acceptSaga: (drafts) => append(() => desktop.call('journal/acceptSaga', { drafts: [...drafts] })),
    settle: (settle) => append(() => desktop.call('journal/settle', { settle })),
    endSaga: (ask) => append(() => desktop.call('journal/endSaga', ask)),
    recheck: (word) => append(() => desktop.call('journal/recheck', word)),
    find: (finding) => append(() => desktop.call('journal/finding', { finding })),
    async readUpTo(total) {
      await Promise.allSettled(underWay);
      const before = entries.length;
      // The file may have lost one in the middle that is back now: from the first number that is missing here.
      let after = entries.findIndex(({ seq }, i) => seq !== i + 1);
      if (after < 0) after = entries.length;
      while (entries.length < total) {
        const page = await desktop.call('journal/read', { after, limit: PAGE });
        const last = page.entries.at(-1);
        if (last === undefined) break;
        for (const entry of page.entries) committed(entry);
        after = last.seq;
      }
      return entries.length > before;
    },
  };
}
