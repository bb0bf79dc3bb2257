import type { DeskClerk } from '#shared/vault/clerk';

/** Where the browser keeps the id of whoever signed in last; an id names nobody. */
const KEY = 'canbao-last-clerk';

/** Who probably signs in: whoever did last, or the only one there is; null: somebody has to be chosen. */
export function lastClerk(clerks: readonly DeskClerk[]): string | null {
  const last = localStorage.getItem(KEY);
  const known = clerks.find(({ id }) => id === last) ?? (clerks.length === 1 ? clerks[0] : undefined);
  return known?.id ?? null;
}

export const noteLastClerk = (id: string): void => localStorage.setItem(KEY, id);
