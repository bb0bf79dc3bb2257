import { type Operation, sagaOf } from '#shared/domain/operation';
import { recordKey } from '#shared/domain/record';
import type { Verdict } from '#shared/protocol/verdict';
import { outcomeOf, type Standing } from './ledger';

/** The mirror as far as folding looks at it. */
export interface MirrorVersions {
  readonly asOf: string;
  /** Null: the mirror has no such record. */
  versionOf(key: string): number | null;
}

/**
 * Operations whose effect the mirror does not show yet, in the order of acceptance: those that wait, and those applied whose change
 * has not come with the feed. Without the latter the view would flicker back between verdict and feed.
 *
 * One that waits is left out where a later one of its lane is applied and in the mirror: lanes keep their order (SY4), so it was
 * decided too, and only its verdict is not known here yet, as after a restored backup. Its older values must not cover the newer.
 */
export function foldable(standings: readonly Standing[], mirror: MirrorVersions): Operation[] {
  const overtaken = newestArrived(standings, mirror);
  return standings
    .filter((standing) => {
      const { verdict, operation } = standing;
      if (outcomeOf(standing) === 'pending') return !isOvertaken(operation, overtaken);
      return verdict?.outcome === 'applied' && outcomeOf(standing) === 'applied' && !hasCome(verdict, mirror);
    })
    .map(({ operation }) => operation);
}

type Applied = Extract<Verdict, { outcome: 'applied' }>;

/** Its effect is in the mirror, or the mirror is of a later time and has been changed since. */
const hasCome = (verdict: Applied, mirror: MirrorVersions): boolean =>
  mirror.asOf > verdict.at || hasArrived(verdict, mirror);

const hasArrived = ({ versions, assigned }: Applied, mirror: MirrorVersions): boolean =>
  Object.entries(versions).every(
    ([key, version]) => (mirror.versionOf(assignedKey(key, assigned)) ?? -1) >= version,
  );

/** Of each lane the last operation that is applied and in the mirror. */
function newestArrived(
  standings: readonly Standing[],
  mirror: MirrorVersions,
): ReadonlyMap<string, Operation> {
  const newest = new Map<string, Operation>();
  for (const { verdict, operation } of standings)
    if (verdict?.outcome === 'applied' && hasArrived(verdict, mirror))
      for (const lane of operation.subjects.map(recordKey)) newest.set(lane, operation);
  return newest;
}

/** A step that replaces a failed one goes before the steps that were accepted earlier: within a saga `seq` says nothing. */
function isOvertaken(operation: Operation, newest: ReadonlyMap<string, Operation>): boolean {
  const saga = sagaOf(operation)?.id ?? null;
  return operation.subjects.some((subject) => {
    const later = newest.get(recordKey(subject));
    if (later === undefined || later.seq < operation.seq) return false;
    return saga === null || sagaOf(later)?.id !== saga;
  });
}

/** The key under which the platform now holds a record that had a placeholder. */
function assignedKey(key: string, assigned: Readonly<Record<string, string>>): string {
  const at = key.indexOf(':');
  const id = assigned[key.slice(at + 1)];
  return id === undefined ? key : `${key.slice(0, at)}:${id}`;
}
