import type { RevealCount } from '#shared/audit/state';
import { dayInChina } from '../environment';

const MOST_DAYS = 31;

/** How many numbers, pictures and papers each clerk saw or made, a day. */
export class RevealCounts {
  private readonly counts = new Map<string, RevealCount>();

  add(at: string, clerk: string | null, what: 'revealed' | 'looked' | 'issued' | 'exported'): void {
    const day = dayInChina(new Date(at));
    const name = `${day}/${clerk ?? ''}`;
    const before = this.counts.get(name) ?? { day, clerk, revealed: 0, looked: 0, issued: 0, exported: 0 };
    this.counts.set(name, { ...before, [what]: before[what] + 1 });
  }

  /** Those of the last days on which there was anything, the last first. */
  all(): RevealCount[] {
    const rows = [...this.counts.values()].sort(
      (a, b) => b.day.localeCompare(a.day) || (a.clerk ?? '').localeCompare(b.clerk ?? ''),
    );
    const days = [...new Set(rows.map(({ day }) => day))].slice(0, MOST_DAYS);
    return rows.filter(({ day }) => days.includes(day));
  }
}
