import { type JournalEntry, opIdOf } from '../domain/journalEntry';
import { type Operation, type OpId, sagaOf } from '../domain/operation';
import { type Decided, isDone, isStuck } from '../sync/item';
import { type StepState, sagasOf } from '../sync/saga';
import { type DeliveryState, itemIn } from '../sync/state';
import { moment, writtenBy } from './settledBy';

/** What the disk says when it is looked at what may be let go of (到期清除). */
export interface RetentionFacts {
  /** The whole journal, verified. */
  readonly entries: readonly JournalEntry[];
  /** What delivery makes of journal and verdicts at a start. */
  readonly delivery: DeliveryState;
  /** The verdicts on the disk. */
  readonly verdicts: readonly Decided[];
  /** Operations that something else still needs, e.g. whose pictures wait for the line. */
  readonly needed: ReadonlySet<OpId>;
  /** Moment of the platform's clock, ms: what was settled later stays. */
  readonly until: number;
}

/**
 * The operations that may be let go of: settled, applied by the platform or closed by the clerk, at `until` or before, as far as the
 * platform's clock proves it. Operations that hang together (a saga, a replacement and what it replaced) go together or stay together,
 * and whoever anything is still open about keeps everything.
 */
export function dueOperations(facts: RetentionFacts): OpId[] {
  const { entries, delivery, needed } = facts;
  const operations = entries.flatMap(({ content }) =>
    content.type === 'operation' ? [content.operation] : [],
  );
  const settledAt = settledTimes(facts, operations);
  const broken = openSagas(operations, delivery);
  const numbers = assignedNumbers(facts.verdicts);
  const open = new Set(
    operations.filter(({ opId }) => !isSettled(delivery, opId)).flatMap((one) => peopleOf(one, numbers)),
  );
  const mayGo = (operation: Operation): boolean => {
    const at = settledAt.get(operation.opId) ?? null;
    const saga = sagaOf(operation)?.id;
    return (
      at !== null &&
      at <= facts.until &&
      isSettled(delivery, operation.opId) &&
      !needed.has(operation.opId) &&
      !(saga !== undefined && broken.has(saga)) &&
      !peopleOf(operation, numbers).some((id) => open.has(id))
    );
  };
  return groupsOf(operations)
    .filter((group) => group.every(mayGo))
    .flatMap((group) => group.map(({ opId }) => opId));
}

const isSettled = (delivery: DeliveryState, opId: OpId): boolean => {
  const item = itemIn(delivery, opId);
  return item !== undefined && isDone(item);
};

/** When each operation was settled at the latest, by the platform's clock, and everything that was written about it; null: not provable. */
function settledTimes(
  { entries, delivery, verdicts }: RetentionFacts,
  operations: readonly Operation[],
): Map<OpId, number | null> {
  const byOpId = new Map(verdicts.map((verdict) => [verdict.opId, verdict]));
  const verdictOn = ({ opId, bodyHash }: Operation): Decided | null => {
    const verdict = byOpId.get(opId);
    return verdict?.bodyHash === bodyHash ? verdict : null;
  };
  const decidedAt = ({ content }: JournalEntry): number | null => {
    const verdict = content.type === 'operation' ? verdictOn(content.operation) : null;
    return verdict === null ? null : moment(verdict.at);
  };
  const written = writtenBy(entries, decidedAt);
  const times = new Map<OpId, (number | null)[]>(operations.map(({ opId }) => [opId, []]));
  for (const [i, { content }] of entries.entries()) {
    if (content.type === 'operation') {
      const { opId, supersedes } = content.operation;
      const verdict = verdictOn(content.operation);
      if (verdict !== null) times.get(opId)?.push(moment(verdict.at));
      // Done anew: settled when the one in its place was accepted.
      if (supersedes !== null && itemIn(delivery, supersedes)?.resolved === 'superseded')
        times.get(supersedes)?.push(written[i] ?? null);
    } else times.get(opIdOf(content))?.push(written[i] ?? null);
  }
  return new Map([...times].map(([opId, all]) => [opId, latest(all)]));
}

/** Null where there is nothing, or one of them is not known. */
const latest = (times: readonly (number | null)[]): number | null => {
  const known = times.flatMap((time) => time ?? []);
  return known.length === 0 || known.length < times.length ? null : Math.max(...known);
};

/** Sagas (联办) that are on their way, or on the watch-list. */
function openSagas(operations: readonly Operation[], delivery: DeliveryState): Set<OpId> {
  const stateOf = (opId: OpId): StepState => {
    const item = itemIn(delivery, opId);
    if (item === undefined) return 'waiting';
    if (!isDone(item)) return isStuck(item) ? 'failed' : 'waiting';
    return item.resolved === null && item.outcome === 'applied' ? 'applied' : 'ended';
  };
  return new Set(
    sagasOf(operations, stateOf)
      .filter(({ state, watched }) => watched || state === 'open' || state === 'compensating')
      .map(({ id }) => id),
  );
}

/** Placeholder → the number that the platform gave, and the other way round. */
function assignedNumbers(verdicts: readonly Decided[]): Map<string, string> {
  const given = verdicts.flatMap((verdict) =>
    verdict.outcome === 'applied' ? Object.entries(verdict.assigned) : [],
  );
  return new Map(
    given.flatMap(([placeholder, number]) => [
      [placeholder, number],
      [number, placeholder],
    ]),
  );
}

/** Whom an operation is about, under every number that they have. */
const peopleOf = ({ subjects }: Operation, numbers: ReadonlyMap<string, string>): string[] =>
  subjects.flatMap(({ id }) => [id, ...(numbers.has(id) ? [numbers.get(id) ?? id] : [])]);

/** Operations that hang together: the steps of a saga, and what stands in another's place or takes it back. */
function groupsOf(operations: readonly Operation[]): Operation[][] {
  const parents = new Map<string, string>();
  const root = (of: string): string => {
    let at = of;
    for (let up = parents.get(at); up !== undefined && up !== at; up = parents.get(at)) at = up;
    parents.set(of, at);
    return at;
  };
  const join = (a: string, b: string): void => void parents.set(root(a), root(b));
  for (const operation of operations) {
    const saga = sagaOf(operation);
    if (saga !== null) join(operation.opId, `saga ${saga.id}`);
    if (operation.supersedes !== null) join(operation.opId, operation.supersedes);
  }
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = root(operation.opId);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [operation]);
    else group.push(operation);
  }
  return [...groups.values()];
}
