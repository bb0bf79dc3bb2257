import { type PlatformRecord, recordKey } from '#shared/domain/record';
import type { Json } from '#shared/json';
import type { Desk } from '../desk/api';

/** The records that typed fields speak of, as this desk sees them; what forms are prefilled from. */
export function recordsFor(
  desk: Desk,
  fields: Readonly<Record<string, Json>>,
): ReadonlyMap<string, PlatformRecord> {
  const records = new Map<string, PlatformRecord>();
  const put = (record: PlatformRecord) => records.set(recordKey(record), record);
  const households = new Set<string>();
  if (typeof fields.householdId === 'string') households.add(fields.householdId);
  for (const name of ['personId', 'guardianId', 'receiverId', 'agentId']) {
    const id = fields[name];
    const person = typeof id === 'string' && id !== '' ? desk.person(id)?.person : null;
    if (!person) continue;
    put(person);
    households.add(person.householdId);
  }
  for (const id of households) {
    const found = desk.household(id);
    if (found) put(found.household);
  }
  for (const village of desk.villages()) put(village);
  const unit = typeof fields.empNo === 'string' ? desk.units().find((u) => u.id === fields.empNo) : undefined;
  if (unit) put(unit);
  return records;
}
