import type { Operation } from '../domain/operation';
import type { PlatformRecord } from '../domain/record';
import type { Json } from '../json';

/** Longer texts name no record. */
const ID_LENGTH = 40;
/** From what an operation names to household and village, and from there to head and virtual unit. */
export const STEPS = 3;

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

/** Ids of records that an operation may name: its subjects, its base, and every short text of its body. */
export function idsNamedBy({
  subjects,
  base,
  body,
}: Pick<Operation, 'subjects' | 'base' | 'body'>): Set<string> {
  const named = textsIn(body, new Set(subjects.map(({ id }) => id)));
  for (const { subject } of base) named.add(subject.id);
  return named;
}

/** The records a record points to. */
export function neighboursOf(record: PlatformRecord): string[] {
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
      return [record.villageCode, ...(record.ended?.successors ?? [])];
    case 'village':
      return [record.empNo];
  }
}
