import type { Json } from '../json';

/** The certificate number a body brings, at whatever depth its matter keeps it; null: none. */
export function certNoIn(value: Json): string | null {
  if (value === null || typeof value !== 'object') return null;
  if (!Array.isArray(value) && typeof value.certNo === 'string') return value.certNo;
  for (const item of Object.values(value)) {
    const found = certNoIn(item);
    if (found !== null) return found;
  }
  return null;
}
