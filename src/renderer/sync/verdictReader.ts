import type { StoredVerdict } from '#shared/host';
import type { Desktop } from '../desktop';
import type { JournalStore } from '../store/journalStore';

const PAGE = 200;

/** The platform's verdicts by operation, as the desktop stored them. */
export interface Verdicts {
  get(opId: string): StoredVerdict | undefined;
  /** Reads what the desktop has beyond what is known; `total` is its count. True when something is new. */
  readUpTo(total: number): Promise<boolean>;
  /**
   * Reads everything again where one of these operations, which the desktop calls decided, has no verdict here: the store lost
   * some, or could not write them. Once for each operation. True when something is new.
   */
  fillIn(decided: Iterable<string>, total: number): Promise<boolean>;
}

export function verdictsOver(
  desktop: Desktop,
  store: JournalStore,
  known: readonly StoredVerdict[],
): Verdicts {
  const byOperation = new Map(known.map((stored) => [stored.verdict.opId, stored]));
  let last = known.reduce((max, { n }) => Math.max(max, n), 0);

  /** A verdict that settles is never replaced by "waiting", in whatever order the two are read. */
  const isNews = (stored: StoredVerdict): boolean => {
    const held = byOperation.get(stored.verdict.opId);
    return !held || held.verdict.outcome === 'waiting' || stored.verdict.outcome !== 'waiting';
  };

  async function readUpTo(total: number): Promise<boolean> {
    // The desktop's log is shorter than what we read of it: it began anew, so it is read from its start.
    if (total < last) last = 0;
    let news = false;
    while (last < total) {
      const { verdicts } = await desktop.call('delivery/verdicts', { after: last, limit: PAGE });
      if (verdicts.length === 0) break;
      const fresh = verdicts.filter(isNews);
      for (const stored of fresh) byOperation.set(stored.verdict.opId, stored);
      // The desktop keeps them too; what cannot be written now is found missing at the next start.
      await store.putVerdicts(fresh).catch(() => undefined);
      last = Math.max(last, ...verdicts.map(({ n }) => n));
      news ||= fresh.length > 0;
    }
    return news;
  }

  /** Operations for whose verdict everything was read again; the desktop has none either where it is still not there. */
  const missed = new Set<string>();

  return {
    get: (opId) => byOperation.get(opId),
    readUpTo,
    async fillIn(decided, total) {
      const holes = [...decided].filter((opId) => !byOperation.has(opId) && !missed.has(opId));
      if (holes.length === 0) return false;
      for (const opId of holes) missed.add(opId);
      last = 0;
      return readUpTo(total);
    },
  };
}
