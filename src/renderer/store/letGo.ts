import { isPurged, type JournalEntry } from '#shared/domain/journalEntry';
import type { Desktop } from '../desktop';
import type { JournalStore } from './journalStore';

const PAGE = 500;

/**
 * What the file has let go of (到期清除) the window's store lets go of too, bodies, verdicts and papers; gives the entries as they are
 * worked with. `inFile`: how many the file says it has let go of; where both say the same nothing is read. A store that cannot be written is
 * asked again at the next start.
 */
export async function letGo(
  desktop: Desktop,
  store: JournalStore,
  ours: readonly JournalEntry[],
  inFile: number,
): Promise<JournalEntry[]> {
  if (ours.filter(isPurged).length === inFile) return [...ours];
  const gone = new Map<number, JournalEntry>();
  const last = ours.at(-1)?.seq ?? 0;
  for (let after = 0; after < last; ) {
    const { entries } = await desktop.call('journal/read', { after, limit: PAGE });
    const end = entries.at(-1)?.seq;
    if (end === undefined) break;
    for (const entry of entries) {
      const own = ours[entry.seq - 1];
      if (isPurged(entry) && own?.hash === entry.hash && !isPurged(own)) gone.set(entry.seq, entry);
    }
    after = end;
  }
  if (gone.size > 0) await store.letGo([...gone.values()]).catch(() => undefined);
  return ours.map((entry) => gone.get(entry.seq) ?? entry);
}
