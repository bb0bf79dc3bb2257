import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { MatterCode } from '#shared/domain/matter';
import type { Operation } from '#shared/domain/operation';
import { recordKey } from '#shared/domain/record';
import { canonicalJson, type Json } from '#shared/json';
import type { Verdict } from '#shared/protocol/verdict';
import {
  type Act,
  Deliverer,
  deskOf,
  type EndState,
  HOUSEHOLDS,
  OfflineDesk,
  PEOPLE,
  Register,
  type Turn,
} from './twoDesks';

/** The same weeks every time, so that what they must contain at least does not hang on the dice of the day. */
const SEED = 20_261_123;
/** Each run is two weeks on the platform's own database. */
const RUNS = 20;
const WITHIN_MS = 300_000;

vi.setConfig({ testTimeout: WITHIN_MS });

let register: Register;
beforeAll(async () => {
  register = await Register.open();
});
afterAll(() => register?.close());

const WEEK = ['16', '17', '18', '19', '20', '21', '22'].map((day) => `2026-11-${day}`);
const phone = fc
  .integer({ min: 0, max: 9999 })
  .map((n): Record<string, Json> => ({ phone: `154008${String(n).padStart(5, '0')}` }));
const nation = fc.constantFrom('02', '03', '05').map((code): Record<string, Json> => ({ nation: code }));
const name = fc.constantFrom('河一', '河二', '河三').map((to): Record<string, Json> => ({ name: to }));
const house = fc.constantFrom(...HOUSEHOLDS).map((householdId): Record<string, Json> => ({ householdId }));
const change = (...of: fc.Arbitrary<Record<string, Json>>[]) =>
  fc.oneof(...of).map((fields) => ({ matter: 'RES_CHANGE' as MatterCode, fields }));
const pause = fc.constantFrom(...WEEK).map((effectiveOn) => ({
  matter: 'RES_PAUSE' as MatterCode,
  fields: { reason: 'LEFT_FOR_EMP', effectiveOn },
}));
const act = (
  clerk: fc.Arbitrary<Act['clerk']>,
  what: fc.Arbitrary<Pick<Act, 'matter' | 'fields'>>,
): fc.Arbitrary<Act> =>
  fc
    .tuple(clerk, fc.nat(PEOPLE.length - 1), what, fc.constantFrom(...WEEK))
    .map(([by, who, { matter, fields }, day]) => ({ clerk: by, who, matter, fields, day }));

const anyClerk = fc.constantFrom<Act['clerk']>('clerk-1', 'clerk-2', 'clerk-3');
const anything = fc.oneof(
  { weight: 6, arbitrary: change(phone, nation, name, house) },
  { weight: 1, arbitrary: pause },
);
const schedule = fc.array(
  fc.record<Turn>({ desk: fc.constantFrom(0, 1), size: fc.integer({ min: 1, max: 4 }), lost: fc.boolean() }),
  { maxLength: 12 },
);

type Desks = readonly [OfflineDesk, OfflineDesk];

function worked(acts: readonly Act[]): Desks {
  const desks: Desks = [new OfflineDesk('A'), new OfflineDesk('B')];
  for (const one of acts) desks[deskOf(one)].act(one);
  return desks;
}

interface Played {
  readonly end: EndState;
  /** In the order in which the platform first decided them. */
  readonly arrived: readonly { readonly desk: 0 | 1; readonly operation: Operation }[];
  readonly held: readonly string[];
}

/** Both desks come back as the schedule says, then until nothing more can go. */
async function play(desks: Desks, turns: readonly Turn[]): Promise<Played> {
  await register.begin();
  const arrived: { desk: 0 | 1; operation: Operation }[] = [];
  const note = (desk: 0 | 1) => (operation: Operation) => {
    if (arrived.every((known) => known.operation.opId !== operation.opId)) arrived.push({ desk, operation });
  };
  const deliverers = [
    new Deliverer(desks[0], register, note(0)),
    new Deliverer(desks[1], register, note(1)),
  ] as const;
  for (const turn of turns) await deliverers[turn.desk].turn(turn);
  for (const deliverer of deliverers) while (await deliverer.turn({ size: 3, lost: false }));
  return {
    end: await register.endState(),
    arrived,
    held: deliverers.flatMap((deliverer) => deliverer.held()),
  };
}

/** The fields of a conflict without the time of the other's change. */
const timeless = (verdict: Verdict) =>
  verdict.outcome === 'conflict'
    ? { fields: verdict.fields.map((field) => ({ ...field, changedAt: '' })) }
    : {};

/** What must be equal: the platform's clock and its running receipt number are not. */
const comparable = ({ records, verdicts, kept }: EndState) => ({
  records,
  verdicts: Object.fromEntries(
    [...verdicts].map(([id, verdict]) => [
      id,
      { ...verdict, at: '', receipt: '', changedAt: '', ...timeless(verdict) },
    ]),
  ),
  kept: Object.fromEntries(kept),
});

/** Another order of arrival with the same order in each lane, as the numbers choose. */
function reordered(arrived: Played['arrived'], choices: readonly number[]): Played['arrived'][number][] {
  const left = [...arrived];
  const order: Played['arrived'][number][] = [];
  for (let n = 0; left.length > 0; n++) {
    const free = left.filter((one, i) =>
      left.slice(0, i).every((earlier) => !sharesLane(earlier.operation, one.operation)),
    );
    const next = free[(choices[n % choices.length] ?? 0) % free.length];
    if (next === undefined) throw new Error('nothing is free');
    left.splice(left.indexOf(next), 1);
    order.push(next);
  }
  return order;
}

const sharesLane = (a: Operation, b: Operation): boolean =>
  a.subjects.some((subject) => b.subjects.some((other) => recordKey(other) === recordKey(subject)));

test('[DL40] two desks, three clerks, one household, a week without a line: whatever the order of lanes, the platform ends in the same state', async () => {
  let conflicts = 0;
  let decided = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(act(anyClerk, anything), { minLength: 6, maxLength: 16 }),
      schedule,
      fc.array(fc.nat(), { minLength: 1, maxLength: 30 }),
      async (acts, turns, choices) => {
        const desks = worked(acts);
        const first = await play(desks, turns);
        await register.begin();
        for (const { desk, operation } of reordered(first.arrived, choices))
          await register.decide(desks[desk], [operation]);
        const second = await register.endState();
        expect(comparable(second)).toEqual(comparable(first.end));
        decided += first.arrived.length;
        conflicts += [...first.end.verdicts.values()].filter(({ outcome }) => outcome === 'conflict').length;
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
  // The property would hold idly where nothing met.
  expect(decided).toBeGreaterThan(60);
  expect(conflicts).toBeGreaterThan(5);
});

test('[DL41] where the desks touched different fields, every order whatever ends in the same state', async () => {
  const apart = fc.oneof(
    act(fc.constantFrom<Act['clerk']>('clerk-1', 'clerk-2'), change(phone, name)),
    act(fc.constant<Act['clerk']>('clerk-3'), change(nation, house)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(apart, { minLength: 6, maxLength: 16 }),
      schedule,
      schedule,
      async (acts, one, other) => {
        const desks = worked(acts);
        const [first, second] = [await play(desks, one), await play(desks, other)];
        expect(first.held).toEqual([]);
        expect(outcomes(first.end)).toEqual(new Set(['applied']));
        expect(second.end.records).toEqual(first.end.records);
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
});

const outcomes = ({ verdicts }: EndState) => new Set([...verdicts.values()].map(({ outcome }) => outcome));

test('[DL42] both sides of every conflict are kept: the ledger has what the desk wanted, the register what came first, and nothing else is lost', async () => {
  let conflicts = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(act(anyClerk, anything), { minLength: 6, maxLength: 16 }),
      schedule,
      async (acts, turns) => {
        const desks = worked(acts);
        const { end, arrived, held } = await play(desks, turns);
        const all = desks.flatMap(({ operations }) => operations);
        expect([...end.verdicts.keys(), ...held].sort()).toEqual(all.map(({ opId }) => opId).sort());
        for (const { opId, body } of all.filter(({ opId }) => end.kept.has(opId)))
          expect(canonicalJson(end.kept.get(opId) ?? null)).toBe(canonicalJson(body));
        for (const { operation } of arrived) {
          const verdict = end.verdicts.get(operation.opId);
          if (verdict?.outcome !== 'conflict') continue;
          conflicts += 1;
          expectBothSides(operation, verdict);
        }
        expectLastApplied(end, arrived);
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
  expect(conflicts).toBeGreaterThan(5);
});

/** The answer names, per field, what the desk saw, what it wanted and what stands; and who was there before. */
function expectBothSides(operation: Operation, verdict: Extract<Verdict, { outcome: 'conflict' }>): void {
  expect(verdict.changedBy).not.toBeNull();
  if (verdict.why !== 'FIELDS_CHANGED') return;
  expect(verdict.fields.length).toBeGreaterThan(0);
  for (const { field, base, desk: wanted, platform } of verdict.fields) {
    const seen = operation.base.find(({ fields }) => Object.hasOwn(fields, field))?.fields[field];
    expect(base).toEqual(seen);
    expect(platform).not.toEqual(base);
    if (Object.hasOwn(operation.body, field) && !matches(operation.body[field], platform))
      expect(wanted).toEqual(operation.body[field]);
  }
}

const matches = (a: Json | undefined, b: Json): boolean => canonicalJson(a ?? null) === canonicalJson(b);

/** Each field of a person is what the last applied operation on it says. */
function expectLastApplied(end: EndState, arrived: Played['arrived']): void {
  const wanted = new Map<string, Json>();
  for (const { operation } of arrived) {
    if (end.verdicts.get(operation.opId)?.outcome !== 'applied' || operation.matter !== 'RES_CHANGE')
      continue;
    const { personId, note: _note, ...fields } = operation.body;
    for (const [field, value] of Object.entries(fields)) wanted.set(`${String(personId)} ${field}`, value);
  }
  for (const [key, value] of wanted) {
    const [id = '', field = ''] = key.split(' ');
    const record = end.records[recordKey({ kind: 'person', id })] as unknown as Record<string, Json>;
    expect(record[field]).toEqual(value);
  }
}
