import type { OpId } from '#shared/domain/operation';
import { canonicalJson } from '#shared/json';
import { verify } from '../../../src/main/journal/chain';
import type { Evidence, MachineEvidence } from '../world/evidence';
import { closedIn, laneMates, onEach, operationsIn, rowOf } from './about';
import type { Claim } from './claim';

const receiptOf = (verdict: { outcome: string; receipt?: string }): string | null =>
  verdict.outcome === 'applied' ? (verdict.receipt ?? null) : null;

/** What holds of operations: none lost, none twice, in order, each to its end. */
export const OPERATIONS: readonly Claim[] = [
  {
    id: 'I1',
    kind: 'checked',
    claim: 'an operation shown as 已保存 is in the journal file and in the browser store',
    check: onEach(({ witness, file, store }) => {
      const inFile = new Map(file.map((entry) => [entry.seq, entry.hash]));
      const inStore = new Map(store.map((entry) => [entry.seq, entry.hash]));
      return [...witness.saved.values()].flatMap(({ seq, hash }) => [
        ...(inFile.get(seq) === hash ? [] : [`entry ${seq} was saved and is not in the file`]),
        ...(inStore.get(seq) === hash ? [] : [`entry ${seq} was saved and is not in the browser store`]),
      ]);
    }),
  },
  {
    id: 'I2',
    kind: 'checked',
    claim: 'the platform applies an operation at most once',
    check: ({ ledger, changes }) => {
      const due = ledger.flatMap(({ verdict }) =>
        verdict.outcome === 'applied'
          ? Object.entries(verdict.versions).map(([key, version]) => ({
              key:
                verdict.assigned[key.slice(key.indexOf(':') + 1)] === undefined
                  ? key
                  : renamed(key, verdict.assigned),
              version,
            }))
          : [],
      );
      const text = ({ key, version }: { key: string; version: number }): string => `${key} v${version}`;
      const made = changes.map(text).toSorted();
      const wanted = due.map(text).toSorted();
      return canonicalJson(made) === canonicalJson(wanted)
        ? []
        : [
            `changes ${made.filter((one) => !wanted.includes(one)).join(', ')} belong to no operation, ${wanted.filter((one) => !made.includes(one)).join(', ')} are missing, of ${made.length} and ${wanted.length}`,
          ];
    },
  },
  {
    id: 'I3',
    kind: 'checked',
    claim:
      'with a fair line every operation comes to an end or stands before a clerk, and no clerk waits for ever',
    check: (evidence) => [
      ...evidence.run.thrown.map((bug) => `thrown: ${bug}`),
      ...evidence.run.sim.bugs.map((bug) => `thrown at a window: ${bug}`),
      ...(evidence.run.waitingClerks() > 0 ? ['a clerk waits for an answer that never comes'] : []),
      ...onEach((of) => [
        ...of.deliveries
          .filter(({ opId }) => !behindPoison(of, evidence).has(opId))
          .filter(({ state }) => state === 'queued' || state === 'sending')
          .map(({ seq, state }) => `operation ${seq} is still ${state}`),
        ...(of.status.paused === null ? [] : [`delivery is paused: ${of.status.paused.code}`]),
      ])(evidence),
    ],
  },
  {
    id: 'I4',
    kind: 'checked',
    claim:
      'effects of a lane follow the order of acceptance; none goes before an earlier one that is not done',
    check: onEach((of, evidence) =>
      laneMates(evidence, of).flatMap(([earlier, later]) => {
        const [first, second] = [
          rowOf(evidence, earlier.opId)?.verdict,
          rowOf(evidence, later.opId)?.verdict,
        ];
        if (second?.outcome !== 'applied') return [];
        if (first?.outcome === 'applied') {
          const inOrder = (receiptOf(first) ?? '') < (receiptOf(second) ?? '');
          return inOrder ? [] : [`operation ${later.seq} took effect before ${earlier.seq}`];
        }
        return closedIn(of.file, earlier.opId) === null
          ? [
              `operation ${later.seq} took effect behind ${earlier.seq}, which is ${first?.outcome ?? 'unknown'}`,
            ]
          : [];
      }),
    ),
  },
  {
    id: 'I5',
    kind: 'checked',
    claim: 'an operation waits only behind one of its own lanes that failed',
    check: onEach((of, evidence) => {
      const byId = new Map(of.deliveries.map((delivery) => [delivery.opId, delivery]));
      const mates = laneMates(evidence, of);
      return of.deliveries
        .filter(({ state }) => state === 'held')
        .flatMap(({ opId, seq }) => {
          const before = mates.filter(([, later]) => later.opId === opId).map(([earlier]) => earlier.opId);
          const stuck = before.filter((id) => {
            const state = byId.get(id)?.state;
            return state === 'held' || state === 'quarantined' || (state === 'settled' && !isApplied(of, id));
          });
          return stuck.length > 0 ? [] : [`operation ${seq} is held and nothing of its lanes has failed`];
        });
    }),
  },
  {
    id: 'I6',
    kind: 'checked',
    claim: 'numbers are 1 to n without gap or repeat in file and store, and once each on the platform',
    check: onEach(({ file, store, machine }, { ledger }) => {
      const gapless = (entries: readonly { seq: number }[]): boolean =>
        entries.every(({ seq }, at) => seq === at + 1);
      const sent = ledger
        .filter(({ device }) => device === machine.identity.device)
        .map(({ operation }) => operation.seq);
      return [
        ...(gapless(file) ? [] : ['the numbers of the file have a gap']),
        ...(gapless(store) ? [] : ['the numbers of the browser store have a gap']),
        ...(new Set(sent).size === sent.length ? [] : ['the platform has a number twice']),
      ];
    }),
  },
  {
    id: 'I7',
    kind: 'checked',
    claim: 'the hash chain holds in file and store',
    check: onEach(({ file, store }) =>
      [file, store].flatMap((entries, at) => {
        const { gaps, broken } = verify(entries);
        return gaps.length + broken.length === 0
          ? []
          : [`the chain of the ${at === 0 ? 'file' : 'browser store'} is broken`];
      }),
    ),
  },
  {
    id: 'I8',
    kind: 'checked',
    eachStep: true,
    claim: 'an entry never changes after its commit',
    check: onEach(({ witness, file }) =>
      file
        .filter(({ seq, hash }) => (witness.entries.get(seq) ?? hash) !== hash)
        .map(({ seq }) => `entry ${seq} is another one than before`),
    ),
  },
  {
    id: 'I9',
    kind: 'checked',
    eachStep: true,
    claim: 'an operation goes from state to state only as the plan says; what is final stays',
    check: onEach(({ witness, deliveries }) => {
      const states = new Map(deliveries.map(({ opId, state }) => [opId, state]));
      // Of what a backup lost unsent and taken back nothing is left but its place.
      return [
        ...[...witness.withdrawn]
          .filter((opId) => (states.get(opId) ?? 'withdrawn') !== 'withdrawn')
          .map(() => 'a withdrawal did not stay'),
      ];
    }),
  },
  {
    id: 'I12',
    kind: 'checked',
    claim: 'what the platform holds under an id is what this desk accepted under it',
    check: onEach(({ file, machine }, { ledger }) => {
      const own = new Map(operationsIn(file).map((operation) => [operation.opId, operation]));
      return ledger
        .filter(({ device }) => device === machine.identity.device)
        .flatMap(({ operation, bodyHash }) => {
          const ours = own.get(operation.opId);
          if (ours === undefined) return [`the platform has operation ${operation.seq}, the file has not`];
          return ours.bodyHash === bodyHash && canonicalJson(ours) === canonicalJson(operation)
            ? []
            : [`operation ${operation.seq} is another one on the platform`];
        });
    }),
  },
  {
    id: 'I22',
    kind: 'checked',
    claim: 'an operation made under one policy pack is never decided anew on the desk under another',
    check: onEach(({ witness, file, operations }, evidence) => {
      const inFile = new Map(operationsIn(file).map((operation) => [operation.opId, operation]));
      const shown = new Map(operations.map(({ operation }) => [operation.opId, operation]));
      return [...witness.saved].flatMap(([opId, { seq, content }]) => {
        if (content.type !== 'operation') return [];
        const forecast = canonicalJson(content.operation.forecast);
        const others = [inFile.get(opId), shown.get(opId), rowOf(evidence, opId)?.operation];
        return others.every((one) => one === undefined || canonicalJson(one.forecast) === forecast)
          ? []
          : [`operation ${seq} was decided anew`];
      });
    }),
  },
  {
    id: 'I34',
    kind: 'checked',
    claim: 'the states of all operations add up to what was accepted',
    check: onEach(({ file, deliveries, operations }) => {
      const accepted = operationsIn(file).length;
      return [
        ...(deliveries.length === accepted ? [] : [`${accepted} accepted, ${deliveries.length} in delivery`]),
        ...(operations.length <= accepted
          ? []
          : [`${accepted} accepted, ${operations.length} in the window`]),
      ];
    }),
  },
];

/**
 * Operations on which the platform fails for ever, and those behind them: while nobody else is there to pass, nothing says
 * whether the operation or the platform is to blame, and it is tried again and again.
 */
function behindPoison(of: MachineEvidence, evidence: Evidence): Set<OpId> {
  const behind = new Set(evidence.run.poison);
  for (const [earlier, later] of laneMates(evidence, of))
    if (behind.has(earlier.opId)) behind.add(later.opId);
  return behind;
}

const isApplied = (
  of: { verdicts: readonly { verdict: { opId: string; outcome: string } }[] },
  opId: string,
): boolean => of.verdicts.some(({ verdict }) => verdict.opId === opId && verdict.outcome === 'applied');

function renamed(key: string, assigned: Readonly<Record<string, string>>): string {
  const at = key.indexOf(':');
  return `${key.slice(0, at)}:${assigned[key.slice(at + 1)] ?? key.slice(at + 1)}`;
}
