import type { Operation } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import type { Json } from '#shared/json';
import { certNoIn } from '#shared/matters/certNoIn';
import type { Sql } from '../database/database';
import { personsByCertNo, recordsById, type StoredRecord } from '../register/recordStore';

/** What the platform knows that bears on one operation. */
export interface Known {
  /** Records by key: those the operation names, and the households, villages and units these belong to. */
  readonly records: ReadonlyMap<string, StoredRecord>;
  /** Persons of the whole register, other than the operation's own, with the number it brings. */
  readonly sameNumber: readonly Person[];
}

const ID_LENGTH = 40;

function textsIn(value: Json, found: Set<string>): Set<string> {
  if (typeof value === 'string') {
    if (value.length > 0 && value.length <= ID_LENGTH) found.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value) textsIn(item, found);
  } else if (value !== null) {
    for (const item of Object.values(value)) textsIn(item, found);
  }
  return found;
}

/** The records a record points to. */
function neighbours(record: PlatformRecord): string[] {
  switch (record.kind) {
    case 'person':
      return [
        record.householdId,
        record.villageCode,
        ...(record.guardianId === null ? [] : [record.guardianId]),
        ...record.enrolments.map((e) => e.empNo),
      ];
    case 'household':
      return [record.villageCode, ...(record.headPersonId === null ? [] : [record.headPersonId])];
    case 'unit':
      return [record.villageCode];
    case 'village':
      return [record.empNo];
  }
}

/** Reads everything that a decision on the operation may need; call it when the locks are held. */
export async function gather(sql: Sql, operation: Operation): Promise<Known> {
  const records = new Map<string, StoredRecord>();
  let wanted = textsIn(operation.body, new Set(operation.subjects.map((s) => s.id)));
  for (const { subject } of operation.base) wanted.add(subject.id);
  const asked = new Set<string>();
  // From what the operation names to the household and village, and from there to the head and the virtual unit.
  for (let step = 0; step < 3 && wanted.size > 0; step++) {
    for (const id of wanted) asked.add(id);
    const found = await recordsById(sql, [...wanted]);
    wanted = new Set();
    for (const one of found) {
      records.set(recordKey(one.record), one);
      for (const id of neighbours(one.record)) if (!asked.has(id)) wanted.add(id);
    }
  }
  const own = operation.subjects.find((s) => s.kind === 'person');
  const standing = own === undefined ? undefined : records.get(recordKey(own))?.record;
  const certNo = certNoIn(operation.body) ?? (standing?.kind === 'person' ? standing.certNo : null);
  const sameNumber =
    certNo === null
      ? []
      : (await personsByCertNo(sql, certNo))
          .map((s) => s.record)
          .filter((r): r is Person => r.kind === 'person' && r.id !== own?.id);
  return { records, sameNumber };
}
