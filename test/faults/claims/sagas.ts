import { type Operation, type OpId, type SagaRef, sagaOf } from '#shared/domain/operation';
import type { Evidence, MachineEvidence } from '../world/evidence';
import { closedIn, onEach, operationsIn, rowOf } from './about';
import type { Claim } from './claim';

interface Step {
  readonly operation: Operation;
  readonly ref: SagaRef;
}

/** The steps of each saga of a machine's file, those done anew too, in the order of acceptance. */
function sagasIn({ file }: MachineEvidence): Map<OpId, Step[]> {
  const sagas = new Map<OpId, Step[]>();
  for (const operation of operationsIn(file)) {
    const ref = sagaOf(operation);
    if (ref !== null) sagas.set(ref.id, [...(sagas.get(ref.id) ?? []), { operation, ref }]);
  }
  return sagas;
}

const isApplied = (evidence: Evidence, { opId }: Operation): boolean =>
  rowOf(evidence, opId)?.verdict.outcome === 'applied';

const receiptOf = (evidence: Evidence, { opId }: Operation): string => {
  const verdict = rowOf(evidence, opId)?.verdict;
  return verdict?.outcome === 'applied' ? verdict.receipt : '';
};

/** Operations outside the saga that the platform applied in the place of a step: they take it back. */
function isReversed(of: MachineEvidence, evidence: Evidence, step: Operation): boolean {
  const inPlaceOf = (opId: OpId): Operation[] =>
    operationsIn(of.file).filter((one) => one.supersedes === opId && sagaOf(one) === null);
  const reaches = (opId: OpId): boolean =>
    inPlaceOf(opId).some((one) => isApplied(evidence, one) || reaches(one.opId));
  return reaches(step.opId);
}

/** What holds of operations that are only whole together. */
export const SAGAS: readonly Claim[] = [
  {
    id: 'I24',
    kind: 'checked',
    eachStep: true,
    claim: 'an atomic group is accepted whole or not at all, and goes on as a whole',
    check: onEach((of, evidence) => {
      const lost = new Set(
        of.file.flatMap(({ seq, content }) => (content.type === 'tombstone' ? [seq] : [])),
      );
      return [...sagasIn(of)].flatMap(([, steps]) => {
        const [first] = steps;
        const begun = steps.filter(({ operation }) => operation.supersedes === null);
        const whole =
          first !== undefined &&
          Array.from({ length: first.ref.of }, (_, i) => i + 1).every((step) => {
            const seq = first.operation.seq - first.ref.step + step;
            return (
              begun.some(({ ref, operation }) => ref.step === step && operation.seq === seq) || lost.has(seq)
            );
          });
        const early = steps.flatMap(({ operation, ref }) => {
          if (!isApplied(evidence, operation)) return [];
          const receipt = receiptOf(evidence, operation);
          const needed = Array.from({ length: ref.step - 1 }, (_, i) => i + 1);
          return needed
            .filter(
              (step) =>
                !steps.some(
                  (one) =>
                    one.ref.step === step &&
                    isApplied(evidence, one.operation) &&
                    receiptOf(evidence, one.operation) < receipt,
                ),
            )
            .map((step) => `operation ${operation.seq} took effect without step ${step} of its saga`);
        });
        return [
          ...(whole ? [] : [`the saga of operation ${first?.operation.seq} is there by half`]),
          ...early,
        ];
      });
    }),
  },
  {
    id: 'I32',
    kind: 'checked',
    claim: 'no partial saga is unseen',
    check: onEach((of, evidence) => {
      const states = new Map(of.deliveries.map(({ opId, state }) => [opId, state]));
      return [...sagasIn(of)].flatMap(([id, steps]) => {
        const count = steps[0]?.ref.of ?? 0;
        const applied = steps.filter(({ operation }) => isApplied(evidence, operation));
        const standing = applied.filter(({ operation }) => !isReversed(of, evidence, operation));
        const number = steps[0]?.operation.seq;
        if (standing.length === count)
          return of.watched.has(id) ? [`the saga of operation ${number} is whole and on the watch-list`] : [];
        const failed = steps.some(
          ({ operation: { opId } }) =>
            (states.get(opId) === 'quarantined' && closedIn(of.file, opId) === null) ||
            (states.get(opId) === 'settled' &&
              rowOf(evidence, opId)?.verdict.outcome !== 'applied' &&
              closedIn(of.file, opId) === null),
        );
        const partial = standing.length > 0 || failed;
        return partial && !of.watched.has(id)
          ? [`the saga of operation ${number} stands by half and is not on the watch-list`]
          : [];
      });
    }),
  },
];
