import type { Operation } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { feesAsHeld, type Paper, promisedFees, taskOf } from '#shared/papers/paper';
import { receiptNo } from '#shared/papers/receiptNo';
import { err, ok, type Result } from '#shared/result';
import type { Desktop } from '../desktop';
import type { JournalStore } from '../store/journalStore';
import type { PaperDue } from './api';
import { outcomeOf, type Standing } from './ledger';
import type { View } from './view';

/** The papers this desk has handed out, and those that the platform's decision has made wrong (SY19). */
export interface Papers {
  /** The receipt as it would be printed now, with the number of its copy; nothing is noted. */
  next(standing: Standing, at: string): Paper;
  /** The receipt is about to be printed: noted before it is, so that no paper is out that nobody knows of. */
  printing(standing: Standing, at: string): Promise<Result<Paper, Trouble>>;
  /** The clerk has taken it back, or given a new one. */
  settle(opId: string, how: string): Promise<Result<void, Trouble>>;
  due(standings: readonly Standing[], whoOf: (operation: Operation) => string): PaperDue[];
}

const UNSTORED: Trouble = {
  code: 'PAPER_UNSTORED',
  text: '回执的打印记录写不进本机磁盘（可能已满），没有打印。业务已保存，不受影响；请清理磁盘空间后再打印。',
};

const PAGE = 500;

/** Every paper of this desk: as the file has it; what only the store has, from before there was a file, is given to the file. */
export async function papersOf(desktop: Desktop, store: JournalStore): Promise<Paper[]> {
  const known = new Map<string, Paper>();
  for (;;) {
    const { papers } = await desktop.call('papers/read', { after: known.size, limit: PAGE });
    for (const paper of papers) known.set(paper.opId, paper);
    if (papers.length < PAGE) break;
  }
  const stored = await store.readPapers().catch(() => []);
  for (const paper of stored.filter(({ opId }) => !known.has(opId))) {
    await desktop.call('papers/put', { paper });
    known.set(paper.opId, paper);
  }
  return [...known.values()];
}

export function papersOver(desktop: Desktop, view: View, known: readonly Paper[]): Papers {
  const papers = new Map(known.map((paper) => [paper.opId, paper]));

  const put = async (paper: Paper): Promise<Result<Paper, Trouble>> => {
    const stored = await desktop.call('papers/put', { paper }).catch(() => null);
    if (!stored?.ok) return err(UNSTORED);
    papers.set(paper.opId, paper);
    return ok(paper);
  };
  const personOf = (operation: Operation): string | undefined =>
    operation.subjects.find(({ kind }) => kind === 'person')?.id;

  const next = ({ operation, entry, verdict }: Standing, at: string): Paper => {
    const before = papers.get(operation.opId);
    const id = personOf(operation);
    const held = id === undefined ? null : confirmedPayments(view, id, verdict);
    const fees =
      before !== undefined && held !== null
        ? feesAsHeld(before.fees, held)
        : promisedFees(id === undefined ? [] : (view.confirmed(id)?.payments ?? []), paymentsOf(view, id));
    return {
      opId: operation.opId,
      receiptNo: receiptNo(entry),
      printedAt: at,
      copies: (before?.copies ?? 0) + 1,
      fees,
      platformReceipt: verdict?.outcome === 'applied' ? verdict.receipt : null,
      settled: null,
    };
  };

  return {
    next,
    printing: (standing, at) => put(next(standing, at)),
    async settle(opId, how) {
      const paper = papers.get(opId);
      const words = how.trim();
      if (words === '') return err({ code: 'REASON', text: '请写明怎样处理的，例如“已收回”。' });
      if (paper === undefined) return err({ code: 'NO_PAPER', text: '没有这张回执的打印记录。' });
      const noted = await put({ ...paper, settled: words.slice(0, 500) });
      return noted.ok ? ok(undefined) : noted;
    },
    due(standings, whoOf) {
      return standings.flatMap((standing) => {
        const { operation, verdict } = standing;
        const paper = papers.get(operation.opId);
        if (paper === undefined) return [];
        const outcome = outcomeOf(standing);
        const id = personOf(operation);
        const task = taskOf(paper, {
          verdict,
          ended: outcome === 'withdrawn' || outcome === 'resolved',
          payments: id === undefined ? null : confirmedPayments(view, id, verdict),
        });
        return task === null ? [] : [{ paper, operation, who: whoOf(operation), ...task }];
      });
    },
  };
}

const paymentsOf = (view: View, id: string | undefined) =>
  id === undefined ? [] : (view.person(id)?.payments ?? []);

/** The platform's own record once it holds what the operation did; under its number where it had a placeholder. */
function confirmedPayments(view: View, id: string, verdict: Standing['verdict']) {
  if (verdict?.outcome !== 'applied') return null;
  const now = verdict.assigned[id] ?? id;
  const record = view.confirmed(now);
  const version = verdict.versions[`person:${id}`] ?? verdict.versions[`person:${now}`] ?? 0;
  return record !== null && record.version >= version ? record.payments : null;
}
