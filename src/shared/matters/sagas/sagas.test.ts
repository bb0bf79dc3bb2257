import { describe, expect, test } from 'vitest';
import {
  CONTEXT,
  DAY,
  employeeEnrolment,
  household,
  leaving,
  OTHER_VILLAGE,
  operationOf,
  person,
  recordsOf,
  residentEnrolment,
} from '#fixtures/matterWorld';
import type { Json } from '../../json';
import { decide } from '../../rules/decide';
import { matterOf } from '../index';
import type { Records } from '../matter';
import { readFields } from '../readFields';
import { reversalOf } from '../reversal';
import { foldOne } from '../view';
import { decideSteps } from './decideSteps';
import { SAGA_KINDS } from './index';
import type { ReadStep, SagaKind } from './kind';

const HEAD = person('P1', { enrolments: [residentEnrolment()] });
const WIFE = person('P2', {
  name: '李春苗',
  relation: '10',
  birthDate: '1992-05-16',
  enrolments: [employeeEnrolment()],
});
const CHILD = person('P3', { name: '张小禾', relation: '20', birthDate: '2015-02-03' });
const FAMILY = [CHILD, WIFE, HEAD];
const HOME = recordsOf(household('0201-001', { headPersonId: 'P1' }), ...FAMILY);
const NEW_ID = 'TMP-01JD0000000000000000000001';
/** To a household of its own in the other village, as the page gives it. */
const ELSEWHERE = {
  householdNew: true,
  householdId: null,
  villageCode: OTHER_VILLAGE.id,
  group: 2,
  address: '西岭村二社 8 号',
};
const { HOUSEHOLD_MOVE: MOVE, EMP_TERMINATE: ENDS } = SAGA_KINDS;

/** The steps as they would be read from the page, in the order to be taken. */
function read(
  common: Record<string, Json>,
  records: Records = HOME,
  typed: (at: number) => Readonly<Record<string, Json>> = () => ({}),
  going: (at: number) => boolean = () => true,
): ReadStep[] {
  const starts = MOVE.begin(HEAD, FAMILY).map(({ matter, fields }, at) => {
    const of = person(
      String(fields.personId),
      FAMILY.find(({ id }) => id === fields.personId),
    );
    const known = { ...of, ...fields } as unknown as Record<string, Json>;
    return { matter, fields: { ...known, ...typed(at) }, going: going(at) };
  });
  const spread = MOVE.spread(common, starts, NEW_ID);
  return MOVE.order(spread).map((at) => {
    const step = spread[at];
    if (step === undefined) throw new Error('no step');
    const body = readFields(step.matter, step.fields, records, NEW_ID);
    if (!body.ok) throw new Error(JSON.stringify(body.error));
    return { matter: step.matter, body: body.value };
  });
}
const decided = (kind: SagaKind, steps: readonly ReadStep[], records: Records) => {
  const whole = decideSteps(
    kind,
    steps.map((step) => ({ ...step, context: CONTEXT })),
    records,
  );
  if (!whole.ok) throw new Error(whole.error.text);
  return whole.value;
};

describe('整户迁移', () => {
  test('[SG22] is one change a member, the head first, by the relation each has; nobody dead is among them', () => {
    expect(MOVE.begin(HEAD, FAMILY).map(({ matter, fields }) => [fields.personId, matter])).toEqual([
      ['P1', 'RES_CHANGE'],
      ['P2', 'EMP_CHANGE'],
      ['P3', 'RES_CHANGE'],
    ]);
    const dead = { ...CHILD, survival: '2' as const };
    expect(MOVE.begin(HEAD, [HEAD, dead]).map(({ fields }) => fields.personId)).toEqual(['P1']);
  });

  test('[SG22] is decided step by step on what the one before leaves: the household comes to be with its head, once', () => {
    const steps = read(ELSEWHERE);
    const { answer, before } = decided(MOVE, steps, HOME);
    expect(answer).toMatchObject({ decision: 'ALLOW', gap: null });
    expect(answer.text).toContain('张秋禾、李春苗、张小禾共 3 人都可以迁移');
    const made = `household:${String(steps[0]?.body.householdId)}`;
    expect(before.map((records) => records.get(made) ?? null)).toMatchObject([
      null,
      { headPersonId: 'P1', villageCode: OTHER_VILLAGE.id, group: 2, address: ELSEWHERE.address },
      { headPersonId: 'P1' },
    ]);
    expect(before[2]?.get('person:P2')).toMatchObject({ villageCode: OTHER_VILLAGE.id, group: 2 });
    expect(before[1]?.get('person:P1')).toMatchObject({
      enrolments: [{ scheme: 'RES', status: 'ACTIVE', empNo: OTHER_VILLAGE.empNo }],
    });
  });

  test('[SG23] a step names both households, so it waits for what is done to either', () => {
    for (const { matter, body } of read(ELSEWHERE)) {
      expect(matterOf(matter).subjects(body)).toEqual([
        { kind: 'person', id: body.personId },
        { kind: 'household', id: '0201-001' },
        { kind: 'household', id: body.householdId },
      ]);
    }
    const plain = { personId: 'P1', note: null, householdId: '0202-009' };
    expect(matterOf('RES_CHANGE').subjects(plain)).toEqual([{ kind: 'person', id: 'P1' }]);
  });

  test('[SG24] a new household has one head; one that has a head gets no second', () => {
    const problems = (steps: readonly ReadStep[], records: Records = HOME) => MOVE.together(steps, records);
    expect(problems(read(ELSEWHERE))).toBeNull();
    expect(
      problems(
        read(
          ELSEWHERE,
          HOME,
          () => ({}),
          (at) => at > 0,
        ),
      ),
    ).toMatchObject([{ relation: expect.stringContaining('还没有户主') }, {}]);
    const two = read(ELSEWHERE, HOME, (at): Record<string, Json> => (at === 1 ? { relation: '02' } : {}));
    expect(problems(two)).toMatchObject([{}, { relation: expect.stringContaining('只有一位户主') }, {}]);
    const uncle = person('P9', { name: '张大伯', householdId: '0202-009' });
    const there = recordsOf(
      household('0202-009', { villageCode: OTHER_VILLAGE.id, group: 2, headPersonId: 'P9' }),
      uncle,
      ...FAMILY,
    );
    const joined = { ...ELSEWHERE, householdNew: false, householdId: '0202-009' };
    expect(problems(read(joined, there), there)).toMatchObject([
      { relation: expect.stringContaining('户主是张大伯') },
      {},
      {},
    ]);
    expect(
      problems(
        read(joined, there, (at): Record<string, Json> => (at === 0 ? { relation: '50' } : {})),
        there,
      ),
    ).toBeNull();
    // Their head went away: the place is free.
    const left = recordsOf(
      household('0202-009', { villageCode: OTHER_VILLAGE.id, group: 2, headPersonId: 'P9' }),
      { ...uncle, householdId: '0203-001' },
      ...FAMILY,
    );
    expect(problems(read(joined, left), left)).toBeNull();
  });

  test('[SG24] a member who may not move stops the whole, by name', () => {
    // The second document is the other's own: the rules ask for no more than that nothing is changed.
    const steps = read(ELSEWHERE);
    const stuck = steps.map((step, at) =>
      at === 1 ? { ...step, body: { ...step.body, certType: '01', certNo: '220199199205160229' } } : step,
    );
    const { answer } = decided(MOVE, stuck, HOME);
    expect(answer.decision).toBe('REFUSE');
    expect(answer.asked).toHaveLength(2);
    expect(answer.text).toMatch(/^李春苗不能迁移：.*一个人也不迁。$/);
  });

  test('[SG24] to where they live already, or to a group that is not there, nobody moves', () => {
    const same = { ...ELSEWHERE, householdNew: false, householdId: '0201-001' };
    const fields = {
      ...(HEAD as unknown as Record<string, Json>),
      ...same,
      personId: 'P1',
      movesFrom: '0201-001',
    };
    const home = readFields('RES_CHANGE', fields, HOME, NEW_ID);
    expect(home).toMatchObject({
      ok: false,
      error: { householdId: expect.stringContaining('不能是现在的户') },
    });
    const nowhere = read({ ...ELSEWHERE, group: 9 });
    const whole = decideSteps(
      MOVE,
      nowhere.map((step) => ({ ...step, context: CONTEXT })),
      HOME,
    );
    expect(whole).toMatchObject({
      ok: false,
      error: { step: 0, text: expect.stringContaining('没有第 9 社') },
    });
  });

  test('[SG25] who has moved moves back by a change that the rules decide, as who they were; not who went on since', () => {
    const uncle = person('P9', { name: '张大伯', householdId: '0202-009' });
    const there = recordsOf(
      household('0201-001', { headPersonId: 'P1' }),
      household('0202-009', { villageCode: OTHER_VILLAGE.id, group: 2, headPersonId: 'P9' }),
      uncle,
      ...FAMILY,
    );
    const joined = { ...ELSEWHERE, householdNew: false, householdId: '0202-009' };
    const [first] = read(joined, there, (at): Record<string, Json> => (at === 0 ? { relation: '50' } : {}));
    if (first === undefined) throw new Error('no step');
    const operation = operationOf(first.matter, first.body, there);
    const folded = foldOne(there, operation, { jurisdiction: CONTEXT.jurisdiction, asOf: CONTEXT.asOf });
    if (!('changes' in folded)) throw new Error(folded.reason);
    const moved = new Map([...there, ...folded.changes.map((r) => [`${r.kind}:${r.id}`, r] as const)]);
    expect(moved.get('person:P1')).toMatchObject({ householdId: '0202-009', relation: '50' });
    const back = reversalOf(operation, moved, 2027);
    if (!back.ok) throw new Error(back.error);
    const known = moved.get('person:P1') as unknown as Record<string, Json>;
    const body = readFields(
      back.value.matter,
      { ...known, ...back.value.fields, personId: 'P1' },
      moved,
      NEW_ID,
    );
    if (!body.ok) throw new Error(JSON.stringify(body.error));
    const matter = matterOf(back.value.matter);
    expect(decide(matter.toCase(body.value, moved, CONTEXT)).decision).toBe('ALLOW');
    expect(matter.fit(body.value, moved)).toBeNull();
    const answer = decide(matter.toCase(body.value, moved, CONTEXT));
    expect(matter.apply(body.value, moved, { ...CONTEXT, opId: operation.opId, answer })).toEqual([HEAD]);
    expect(reversalOf(operation, there, 2027)).toMatchObject({
      ok: false,
      error: expect.stringContaining('没有可以迁回的'),
    });
  });
});

describe('暂停 or 终止, then 参保', () => {
  const worker = person('P2', { name: '李春苗', enrolments: [employeeEnrolment()] });
  const register = {
    matter: 'RES_REGISTER' as const,
    body: {
      who: 'existing',
      personId: 'P2',
      phone: null,
      year: 2027,
      category: 'ADULT',
      school: null,
      outsideWindowReason: null,
    },
  };
  const leave = (matter: 'EMP_PAUSE' | 'EMP_TERMINATE', reason: string) => ({
    matter,
    body: leaving('P2', reason, DAY),
  });

  test('[RU84] the second step is decided on the records that the first leaves', () => {
    const records = recordsOf(worker);
    const { answer, before } = decided(
      SAGA_KINDS.EMP_PAUSE,
      [leave('EMP_PAUSE', 'RESIGNATION'), register],
      records,
    );
    expect(answer.decision).toBe('ALLOW');
    expect(before[1]?.get('person:P2')).toMatchObject({
      enrolments: [{ status: 'PAUSED', statusFrom: DAY }],
    });
    expect(answer.asked[1]?.subject.facts.relations).toMatchObject([{ scheme: 'EMP', status: 'PAUSED' }]);
  });

  test('[RU130] a relation at another place is left alone by the pause', () => {
    const elsewhere = {
      scheme: 'EMP',
      region: '220198',
      status: 'ACTIVE',
      from: '2024-01-01',
      source: '平台',
    } as const;
    const records = recordsOf({ ...worker, elsewhere: [elsewhere] });
    const { answer } = decided(SAGA_KINDS.EMP_PAUSE, [leave('EMP_PAUSE', 'RESIGNATION'), register], records);
    const relations = answer.asked[1]?.subject.facts.relations?.map((r) => [r.region, r.status]);
    expect(relations).toEqual([
      ['220199', 'PAUSED'],
      ['220198', 'ACTIVE'],
    ]);
  });

  test('[SG26] a termination with a registration after it is one saga too; after a death nothing begins', () => {
    const records = recordsOf(worker);
    const cleaned = decided(ENDS, [leave('EMP_TERMINATE', 'DUPLICATE_CLEANUP'), register], records);
    expect(cleaned.answer.decision).toBe('ALLOW');
    expect(cleaned.before[1]?.get('person:P2')).toMatchObject({ enrolments: [{ status: 'TERMINATED' }] });
    const dead = decided(ENDS, [leave('EMP_TERMINATE', 'DEATH'), register], records);
    expect(dead.answer.decision).toBe('REFUSE');
    expect(dead.answer.text).toContain('整件事不开始，不先终止');
    expect(ENDS.isFor(worker)).toBe(true);
    expect(ENDS.isFor({ ...worker, enrolments: [employeeEnrolment(), residentEnrolment()] })).toBe(false);
  });

  test('[SG26] what was terminated is taken back by registering anew with the same unit', () => {
    const operation = operationOf('EMP_TERMINATE', leaving('P2', 'TRANSFERRED_OUT', DAY), recordsOf(worker));
    const ended = recordsOf({
      ...worker,
      enrolments: [employeeEnrolment({ status: 'TERMINATED', statusFrom: DAY, reason: 'TRANSFERRED_OUT' })],
    });
    expect(reversalOf(operation, ended, 2027)).toMatchObject({
      ok: true,
      value: { matter: 'EMP_REGISTER', fields: { empNo: 'D0001', hireDate: DAY } },
    });
    expect(reversalOf(operation, recordsOf(worker), 2027)).toMatchObject({ ok: false });
  });
});
