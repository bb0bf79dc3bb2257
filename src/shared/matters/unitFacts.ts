import type { Unit } from '../domain/unit';
import type { Facts } from '../rules/case';
import { arrearsFen, firstUnpaid, lateFeeFen } from '../units/arrears';
import type { MatterContext, Records } from './matter';

/**
 * Valid records of other units with the same code (R-UNIT-16-2). Undefined where this side has found none but does not see the whole
 * province: the platform looks for itself.
 */
function otherRecords(uscc: string | null, ownId: string, records: Records, context: MatterContext) {
  if (uscc === null) return undefined;
  const others = [...records.values()].flatMap((record) =>
    record.kind === 'unit' && record.uscc === uscc && record.id !== ownId && record.status === 'ACTIVE'
      ? [{ region: record.villageCode.slice(0, 6) }]
      : [],
  );
  return others.length === 0 && !context.authoritative ? undefined : others;
}

/** What the rules ask of a unit that stands in the register. */
export function unitFacts(unit: Unit, context: MatterContext): NonNullable<Facts['unit']> {
  const late = lateFeeFen(unit, context.day, context);
  const unpaid = firstUnpaid(unit, context.day);
  return {
    status: unit.status,
    arrearsFen: arrearsFen(unit, context.day),
    ...(late === null ? {} : { lateFeeFen: late }),
    ...(unpaid === undefined ? {} : { firstUnpaid: unpaid }),
  };
}

/** The registrations under a code, as the rules count them: without the one applied for, but with one that stands already. */
export function recordFacts(
  uscc: string | null,
  own: { readonly id: string; readonly standing: Unit | null },
  records: Records,
  context: MatterContext,
): Pick<NonNullable<Facts['unit']>, 'records'> {
  const others = otherRecords(uscc, own.id, records, context);
  if (others === undefined) return {};
  const { standing } = own;
  return {
    records: standing === null ? others : [{ region: standing.villageCode.slice(0, 6) }, ...others],
  };
}
