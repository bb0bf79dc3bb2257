import { recordKey, type Subject } from '../domain/record';
import type { Json } from '../json';
import type { Records } from './matter';

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

/** Certificate numbers of the persons an operation is about: those on record, and the one its body brings. */
export const ownCertNos = (
  subjects: readonly Subject[],
  body: Readonly<Record<string, Json>>,
  records: Records,
): (string | null)[] => [
  typeof body.certNo === 'string' ? body.certNo : null,
  ...subjects.map((subject) => {
    const record = records.get(recordKey(subject));
    return record?.kind === 'person' ? record.certNo : null;
  }),
];
