import type { Operation } from '../domain/operation';
import { type PlatformRecord, type RecordKind, recordKey } from '../domain/record';
import type { Records } from '../matters/matter';
import { idsNamedBy, neighboursOf, STEPS } from '../matters/neighbours';

/** The mirror with what the earlier operations of the queue will have written. */
export interface QueueFacts {
  write(record: PlatformRecord): void;
  /** The few records that bear on one operation, as the platform gathers them; a whole township is not walked for each. */
  about(operation: Operation): Records;
}

const KINDS: readonly RecordKind[] = ['person', 'household', 'unit', 'village'];

export function factsOver(mirror: Records): QueueFacts {
  const written = new Map<string, PlatformRecord>();
  /** Placeholder → the number the platform gave. */
  const numbered = new Map<string, string>();
  for (const record of mirror.values())
    if ((record.kind === 'person' || record.kind === 'unit') && record.formerId !== null)
      numbered.set(record.formerId, record.id);
  const coded = [...mirror.values()].filter(({ kind }) => kind === 'unit');

  const withId = (id: string): PlatformRecord[] =>
    KINDS.flatMap((kind) => {
      const key = recordKey({ kind, id });
      return written.get(key) ?? mirror.get(key) ?? [];
    });

  return {
    write: (record) => void written.set(recordKey(record), record),
    about(operation) {
      const found = new Map<string, PlatformRecord>();
      const asked = new Set<string>();
      let wanted = idsNamedBy(operation);
      for (let step = 0; step < STEPS && wanted.size > 0; step++) {
        const next = new Set<string>();
        for (const id of wanted) {
          asked.add(id);
          for (const record of withId(numbered.get(id) ?? id)) {
            found.set(recordKey(record), record);
            for (const neighbour of neighboursOf(record)) if (!asked.has(neighbour)) next.add(neighbour);
          }
        }
        wanted = next;
      }
      // Other registrations of the same unit (R-UNIT-16-2).
      const { uscc } = operation.body;
      if (typeof uscc === 'string')
        for (const unit of [...coded, ...written.values()])
          if (unit.kind === 'unit' && unit.uscc === uscc) found.set(recordKey(unit), unit);
      return found;
    },
  };
}
