import type { Household } from '../domain/household';
import type { Person } from '../domain/person';
import { recordKey } from '../domain/record';
import type { Village } from '../domain/region';
import type { Unit } from '../domain/unit';
import { TMP_ID } from './fields';
import type { Records } from './matter';

/** The person by id, also by the placeholder the person was registered under before the platform gave a number. */
export function findPerson(records: Records, id: string): Person | null {
  const found = records.get(recordKey({ kind: 'person', id }));
  if (found?.kind === 'person') return found;
  if (!TMP_ID.test(id)) return null;
  for (const record of records.values())
    if (record.kind === 'person' && record.formerId === id) return record;
  return null;
}

export function findHousehold(records: Records, id: string): Household | null {
  const found = records.get(recordKey({ kind: 'household', id }));
  return found?.kind === 'household' ? found : null;
}

export function findVillage(records: Records, code: string): Village | null {
  const found = records.get(recordKey({ kind: 'village', id: code }));
  return found?.kind === 'village' ? found : null;
}

/** The unit by empNo, also by the placeholder it was registered under. */
export function findUnit(records: Records, id: string): Unit | null {
  const found = records.get(recordKey({ kind: 'unit', id }));
  if (found?.kind === 'unit') return found;
  if (!TMP_ID.test(id)) return null;
  for (const record of records.values()) if (record.kind === 'unit' && record.formerId === id) return record;
  return null;
}
