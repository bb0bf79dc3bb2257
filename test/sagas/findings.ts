import { type Operation, type OpId, sagaOf } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { recordsById } from '../../src/platform/register/recordStore';
import { operationsIn, rowOf } from '../faults/claims/about';
import { CHECKED } from '../faults/claims/registry';
import { type Evidence, evidenceOf } from '../faults/world/evidence';
import type { End } from './courses';
import type { Scene } from './scene';

interface Found {
  readonly end: End;
  readonly people: string;
  readonly wrong: readonly string[];
}

/** Looks at everything when a course is over: platform, journal, window, watch-list; `rebuild`: also a browser store made anew. */
export async function findings(scene: Scene, rebuild: boolean): Promise<Found> {
  const { run, machine } = scene;
  const window = machine.readyWindow();
  if (window === null) throw new Error('the desk is not up at the end');
  const watched = window.desk.sagas();
  const wrong: string[] = [];
  for (const { text, redoable, hasEffect, state } of watched)
    if (text === '' || (state === 'broken' && redoable === null && !hasEffect))
      wrong.push(`the watch-list does not say what to do: ${text}`);
  const { drafts, sagaDrafts } = window.desk.snapshot();
  const accepted = window.desk.operations().length > 0;
  if (accepted && drafts.length + sagaDrafts.length > 0)
    wrong.push('the form of what was accepted is a draft that waits to be finished');
  const evidence = await evidenceOf(run, rebuild);
  for (const claim of CHECKED) wrong.push(...claim.check(evidence).map((text) => `${claim.id}: ${text}`));
  wrong.push(...run.witnesses.flatMap((witness) => witness.wrong.map(({ id, text }) => `${id}: ${text}`)));
  wrong.push(...run.thrown.map((text) => `thrown: ${text}`));
  const file = evidence.machines[0]?.file ?? [];
  const all = operationsIn(file);
  const sagas = new Set(all.flatMap((operation) => sagaOf(operation)?.id ?? []));
  if (sagas.size > 1) wrong.push(`${sagas.size} sagas were accepted for one`);
  const steps = stepsOf(evidence, all);
  const stands = steps.filter(({ applied, reversals }) => applied === 1 && reversals === 0);
  for (const { step, applied, reversals, accepted } of steps) {
    if (applied > 1) wrong.push(`step ${step} was applied ${applied} times`);
    if (reversals > 1) wrong.push(`step ${step} was taken back ${reversals} times`);
    if (accepted > 1) wrong.push(`${accepted} operations that take step ${step} back were accepted`);
  }
  const end: End =
    watched.length > 0
      ? 'watched'
      : stands.length > 0
        ? 'whole'
        : steps.some(({ applied }) => applied > 0)
          ? 'taken back'
          : 'former';
  if (end === 'whole' && stands.length < steps.length)
    wrong.push(`${stands.length} of ${steps.length} steps stand, and it is on no watch-list`);
  return { end, people: await peopleOf(scene), wrong };
}

/** The people as the platform holds them, in words that are the same in every village. */
export async function peopleOf({ run, folk }: Scene): Promise<string> {
  const { db } = run.ground.platform;
  const stored = await run.sim.outside(() =>
    recordsById(
      db,
      folk.persons.map(({ id }) => id),
    ),
  );
  const now = new Map(stored.map(({ record }) => [record.id, record]));
  return folk.persons
    .map((person) => {
      const record = now.get(person.id);
      return record?.kind === 'person' ? standingOf(record, person) : 'gone';
    })
    .join('; ');
}

interface StepFound {
  readonly step: number;
  /** How often it took effect on the platform, and was taken back there by operations outside the saga. */
  readonly applied: number;
  readonly reversals: number;
  /** Operations of the journal that take it back; no course has a second attempt. */
  readonly accepted: number;
}

function stepsOf(evidence: Evidence, all: readonly Operation[]): StepFound[] {
  const isApplied = ({ opId }: Operation): boolean => rowOf(evidence, opId)?.verdict.outcome === 'applied';
  const inPlaceOf = (opId: OpId): Operation[] =>
    all.filter((one) => one.supersedes === opId && sagaOf(one) === null);
  const ofSaga = all.flatMap((operation) => {
    const ref = sagaOf(operation);
    return ref === null ? [] : [{ operation, ref }];
  });
  const of = Math.max(0, ...ofSaga.map(({ ref }) => ref.of));
  return Array.from({ length: of }, (_, i) => {
    const mine = ofSaga.filter(({ ref }) => ref.step === i + 1).map(({ operation }) => operation);
    const backs = mine.flatMap(({ opId }) => inPlaceOf(opId));
    return {
      step: i + 1,
      applied: mine.filter(isApplied).length,
      reversals: backs.filter(isApplied).length,
      accepted: backs.length,
    };
  });
}

/** What a person has and where they live, in words that are the same in every village. */
function standingOf(now: Person, before: Person): string {
  const enrolments = now.enrolments
    .map(({ scheme, status, empNo }) => {
      const isSame = before.enrolments.some((one) => one.empNo === empNo);
      return `${scheme} ${status}${isSame ? '' : ' elsewhere'}`;
    })
    .toSorted();
  return `${enrolments.join(' ')}${now.householdId === before.householdId ? '' : ' moved'}`;
}
