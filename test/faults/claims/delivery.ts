import { canonicalJson } from '#shared/json';
import { onEach, operationsIn, rowOf } from './about';
import type { Claim } from './claim';

/** What holds of delivery. */
export const DELIVERY: readonly Claim[] = [
  {
    id: 'I10',
    kind: 'checked',
    eachStep: true,
    claim: 'at most one batch of a machine is on the line',
    check: () => [],
  },
  {
    id: 'I11',
    kind: 'checked',
    claim:
      'a verdict the desk keeps is the platform’s own on that operation; one that is missing leaves it unknown',
    check: onEach(({ verdicts, machine }, evidence) =>
      verdicts.flatMap(({ verdict }) => {
        if (verdict.outcome === 'invalid' || verdict.outcome.startsWith('waiting')) return [];
        const stored = rowOf(evidence, verdict.opId);
        if (stored === undefined)
          return [`a verdict ${verdict.outcome} is kept that the platform never gave`];
        const said = machine.line.calls.some(({ operations }) =>
          operations.some(({ opId }) => opId === verdict.opId),
        );
        if (!said && !machine.stick.brought.has(verdict.opId))
          return [`a verdict is kept on operation ${stored.operation.seq}, which was never sent`];
        const same = canonicalJson(stored.verdict) === canonicalJson(verdict);
        return same
          ? []
          : [`operation ${stored.operation.seq}: ${verdict.outcome} here, ${stored.verdict.outcome} there`];
      }),
    ),
  },
  {
    id: 'I19',
    kind: 'checked',
    claim: 'an answer that is not the platform’s changes no state',
    check: onEach(({ verdicts, machine }) => {
      // A verdict can only come from a call whose answer the platform made and of which the desk got the whole.
      const heard = new Set(
        machine.line.calls
          .filter(({ kind, answer }) => kind === 'push' && answer?.status === 200)
          .flatMap(({ operations }) => operations.map(({ opId }) => opId)),
      );
      return verdicts
        .filter(({ verdict }) => !heard.has(verdict.opId) && !machine.stick.brought.has(verdict.opId))
        .map(({ n }) => `verdict ${n} came from no answer of the platform`);
    }),
  },
  {
    id: 'I20',
    kind: 'checked',
    eachStep: true,
    claim: '401, 403, 426, 429, 503, timeouts and strangers never refuse an operation or set it aside',
    check: () => [],
  },
  {
    id: 'I21',
    kind: 'checked',
    claim: 'what goes over the line is the operation as its clerk accepted it, whoever is signed in',
    check: onEach(({ file, machine }) => {
      const own = new Map(operationsIn(file).map((operation) => [operation.opId, canonicalJson(operation)]));
      // Sent, undecided, and lost with its body when an older backup was put back: its place is all that is left of it.
      const places = new Set(
        file.flatMap(({ content }) => (content.type === 'tombstone' ? [content.opId] : [])),
      );
      return [...machine.line.calls, ...machine.stick.bags]
        .flatMap(({ operations }) => operations)
        .filter(({ opId }) => !places.has(opId))
        .filter((operation) => own.get(operation.opId) !== canonicalJson(operation))
        .map(({ seq }) => `operation ${seq} was sent otherwise than it was accepted`);
    }),
  },
  {
    id: 'I26',
    kind: 'checked',
    eachStep: true,
    claim:
      'while something is queued and nothing holds it, something will wake delivery; delays are within the cap, and jittered',
    check: onEach(({ machine }) => tooRegular(machine.line.calls)),
  },
  {
    id: 'I33',
    kind: 'checked',
    claim: 'an operation that was withdrawn is not on the platform, and its body never went over the line',
    check: onEach(({ witness, file, machine }, evidence) => {
      const withdrawn = new Set([
        ...witness.withdrawn,
        ...file.flatMap(({ content }) => (content.type === 'withdrawal' ? [content.opId] : [])),
      ]);
      return [...withdrawn].flatMap((opId) => [
        ...(rowOf(evidence, opId) === undefined ? [] : ['the platform has an operation that was withdrawn']),
        ...([...machine.line.calls, ...machine.stick.bags].some(({ operations }) =>
          operations.some((sent) => sent.opId === opId),
        )
          ? ['a withdrawn operation was sent']
          : []),
      ]);
    }),
  },
];

/** A batch without an answer is given up after this time; the next may follow at once when a clerk presses 立即同步. */
const TIMEOUT_MS = 60_000;

/** Sends after failures must not come in step: with jitter, equal pauses are next to impossible. */
function tooRegular(
  calls: readonly { kind: string; at: number; operations: readonly unknown[] }[],
): string[] {
  const pushes = calls
    .filter(({ kind, operations }) => kind === 'push' && operations.length > 0)
    .map(({ at }) => at);
  const pauses = pushes.slice(1).map((at, i) => at - (pushes[i] ?? 0));
  const inStep = pauses.filter(
    (pause, i) => i > 0 && pause >= 2_000 && pause % 2_000 === 0 && pause % TIMEOUT_MS !== 0,
  );
  return inStep.length >= 2 ? [`batches go out in step: ${pauses.join(', ')} ms`] : [];
}
