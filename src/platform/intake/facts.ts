import type { Operation } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { recordKey } from '#shared/domain/record';
import { certNoIn } from '#shared/matters/certNoIn';
import { idsNamedBy, neighboursOf, STEPS } from '#shared/matters/neighbours';
import type { Sql } from '../database/database';
import { personsByCertNo, recordsById, type StoredRecord, unitsByUscc } from '../register/recordStore';

/** What the platform knows that bears on one operation. */
export interface Known {
  /** Records by key: those the operation names, the households, villages and units these belong to, and units with its code. */
  readonly records: ReadonlyMap<string, StoredRecord>;
  /** Persons of the whole register, other than the operation's own, with the number it brings. */
  readonly sameNumber: readonly Person[];
}

/** The code by which a unit's other registrations are looked for (R-UNIT-16-2): the one that is brought, else the standing one. */
function usccIn({ subjects, body }: Operation, records: ReadonlyMap<string, StoredRecord>): string | null {
  const own = subjects.find((s) => s.kind === 'unit');
  if (own === undefined) return null;
  if (typeof body.uscc === 'string') return body.uscc;
  const standing = records.get(recordKey(own))?.record;
  return standing?.kind === 'unit' ? standing.uscc : null;
}

/** Reads everything that a decision on the operation may need; call it when the locks are held. */
export async function gather(sql: Sql, operation: Operation): Promise<Known> {
  const records = new Map<string, StoredRecord>();
  let wanted = idsNamedBy(operation);
  const asked = new Set<string>();
  for (let step = 0; step < STEPS && wanted.size > 0; step++) {
    for (const id of wanted) asked.add(id);
    const found = await recordsById(sql, [...wanted]);
    wanted = new Set();
    for (const one of found) {
      records.set(recordKey(one.record), one);
      for (const id of neighboursOf(one.record)) if (!asked.has(id)) wanted.add(id);
    }
  }
  const uscc = usccIn(operation, records);
  for (const unit of uscc === null ? [] : await unitsByUscc(sql, uscc))
    records.set(recordKey(unit.record), unit);
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
