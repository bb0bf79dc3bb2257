import { describe, expect, test } from 'vitest';
import {
  CONTEXT,
  DAY,
  employeeEnrolment,
  freeze,
  household,
  knownAdult,
  leaving,
  newAdult,
  OTHER_VILLAGE,
  OTHER_VILLAGE_CODE,
  person,
  recordsOf,
  residentEnrolment,
  residentYear,
  UNIT,
  VILLAGE,
} from '#fixtures/matterWorld';
import type { MatterCode } from '../domain/matter';
import { Person } from '../domain/person';
import { PlatformRecord } from '../domain/record';
import type { Answer } from '../rules/answer';
import { Case } from '../rules/case';
import { matterOf } from './index';
import type { Records } from './matter';
import { type Body, parseBody } from './readFields';

const ANSWER: Answer = {
  decision: 'ALLOW',
  provisional: true,
  reasons: [],
  effects: [],
  amounts: [
    { name: 'payable', label: '个人缴费', fen: 42_000, how: '', needs: null },
    { name: 'assisted', label: '资助', fen: 0, how: '', needs: null },
  ],
  dates: [],
  materials: [],
  needsFacts: [],
  needsParams: [],
  params: [],
  trace: [],
  book: { version: 'test', packs: [] },
};

/** Parses, checks that it fits and applies, on frozen input, with every result parsed by its own schema. */
function done(code: MatterCode, body: Body, records: Records, answer: Partial<Answer> = {}) {
  const parsed = parseBody(code, body);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const matter = matterOf(code);
  freeze(parsed.value);
  expect(matter.fit(parsed.value, records)).toBeNull();
  Case.parse(matter.toCase(parsed.value, records, CONTEXT));
  const context = { ...CONTEXT, opId: '01JD000000000000000000ZZZZ', answer: { ...ANSWER, ...answer } };
  const first = matter.apply(parsed.value, records, context);
  expect(matter.apply(parsed.value, records, context)).toEqual(first);
  for (const record of first) PlatformRecord.parse(record);
  return {
    person: Person.parse(first.find((r) => r.kind === 'person')),
    household: first.find((r) => r.kind === 'household') ?? null,
  };
}

describe('RES_REGISTER', () => {
  test('[MA1] a new adult gets an active relation with the village unit and a due year', () => {
    const { person: p, household: h } = done('RES_REGISTER', newAdult(), recordsOf());
    expect(p).toMatchObject({ id: 'TMP-desk1-1', version: 0, name: '李春苗', householdId: '0201-001' });
    expect(p.enrolments).toEqual([
      { ...residentEnrolment(), id: 'E01JD000000000000000000ZZZZ', from: DAY, statusFrom: DAY },
    ]);
    expect(p.payments).toEqual([
      {
        scheme: 'RES',
        period: '2027',
        until: null,
        state: 'DUE',
        personFen: 42_000,
        assistFen: 0,
        paidOn: null,
        voucherNo: null,
      },
    ]);
    expect(h).toBeNull();
  });
  test('[MA2] somebody in force keeps the relation and gets only the year', () => {
    const before = person('P1', { enrolments: [residentEnrolment()], payments: [residentYear(2026)] });
    const { person: p } = done('RES_REGISTER', knownAdult('P1', { phone: '15400000009' }), recordsOf(before));
    expect(p.enrolments).toEqual(before.enrolments);
    expect(p.payments.map((x) => [x.period, x.state])).toEqual([
      ['2026', 'PAID'],
      ['2027', 'DUE'],
    ]);
    expect(p.phone).toBe('15400000009');
  });
  test('[MA3] a paused relation goes on from the day, an ended one is followed by a new one', () => {
    const paused = person('P1', {
      enrolments: [residentEnrolment({ status: 'PAUSED', statusFrom: '2026-03-01', reason: 'MOVED' })],
    });
    expect(done('RES_REGISTER', knownAdult('P1'), recordsOf(paused)).person.enrolments).toEqual([
      residentEnrolment({ statusFrom: DAY }),
    ]);
    const ended = person('P1', {
      enrolments: [residentEnrolment({ status: 'TERMINATED', reason: 'TRANSFERRED_OUT' })],
    });
    expect(
      done('RES_REGISTER', knownAdult('P1'), recordsOf(ended)).person.enrolments.map((e) => e.status),
    ).toEqual(['TERMINATED', 'ACTIVE']);
  });
  test('[MA4] a paid year is never assessed again; a due one is assessed anew', () => {
    const paid = person('P1', { enrolments: [residentEnrolment()], payments: [residentYear(2027)] });
    expect(done('RES_REGISTER', knownAdult('P1'), recordsOf(paid)).person.payments).toEqual([
      residentYear(2027),
    ]);
    const due = person('P1', { enrolments: [residentEnrolment()], payments: [residentYear(2027, 'DUE')] });
    expect(
      done('RES_REGISTER', knownAdult('P1'), recordsOf(due)).person.payments.map((x) => x.personFen),
    ).toEqual([42_000]);
  });
  test('[MA5] without a known fee the relation begins and nothing is assessed', () => {
    const { person: p } = done('RES_REGISTER', newAdult(), recordsOf(), { amounts: [] });
    expect(p.enrolments).toHaveLength(1);
    expect(p.payments).toEqual([]);
  });
  test.each([
    ['ADULT', '1966-11-22', '1601'],
    ['ADULT', '1966-11-23', '1501'],
    ['MINOR', '2020-11-22', '1405'],
    ['MINOR', '2020-11-23', '1402'],
    ['STUDENT', '2008-11-22', '1404'],
    ['STUDENT', '2008-11-23', '1403'],
  ])('[MA6] %s born %s is person type %s', (category, birthDate, personType) => {
    const school = category === 'STUDENT' ? '青禾中学' : null;
    const before = person('P1', { birthDate, certType: '99', certNo: null });
    const { person: p } = done('RES_REGISTER', knownAdult('P1', { category, school }), recordsOf(before));
    expect(p.enrolments[0]?.personType).toBe(personType);
    expect(p.schooling?.school ?? null).toBe(school);
  });
  test('[MA7] a new household is created, with its head where the person is the head', () => {
    const body = newAdult({
      householdId: '0201-900',
      householdNew: true,
      address: '东河村一社 9 号',
      relation: '02',
    });
    const made = done('RES_REGISTER', body, recordsOf()).household;
    expect(made).toEqual(
      household('0201-900', { version: 0, address: '东河村一社 9 号', headPersonId: 'TMP-desk1-1' }),
    );
    const subjects = matterOf('RES_REGISTER').subjects(body);
    expect(subjects).toEqual([
      { kind: 'person', id: 'TMP-desk1-1' },
      { kind: 'household', id: '0201-900' },
    ]);
    const second = newAdult({ householdId: '0201-900', householdNew: true, personId: 'TMP-desk1-2' });
    expect(
      done('RES_REGISTER', second, recordsOf(household('0201-900', { version: 0 }))).household,
    ).toBeNull();
  });
  test('[MA8] the unit of a village outside the mirror, an unknown household or group is said, not written', () => {
    const fit = (body: Body) => matterOf('RES_REGISTER').fit(body, recordsOf());
    expect(fit(newAdult({ villageCode: '220199101201' }))).toContain('没有代码为 220199101201');
    expect(fit(newAdult({ householdId: '0201-999' }))).toContain('没有户号为 0201-999');
    expect(fit(newAdult({ group: 4 }))).toContain('没有第 4 社');
    expect(fit(newAdult({ group: 2 }))).toContain('不在所选的村（居）社（组）');
    expect(fit(knownAdult('P404'))).toContain('没有此人');
  });
});

describe('NEWBORN_REGISTER', () => {
  const newborn = (over: Body = {}): Body => {
    const { category: _c, school: _s, outsideWindowReason: _o, ...rest } = newAdult();
    return {
      ...rest,
      certType: '99',
      certNo: null,
      name: '张小满',
      birthDate: '2026-10-20',
      relation: '20',
      guardianId: 'P1',
      guardianName: '张秋禾',
      birthCertNo: 'Y220000001',
      underParentName: false,
      ...over,
    };
  };
  test('[MA9] a child without a number is registered under a placeholder, with its guardian', () => {
    const { person: child } = done('NEWBORN_REGISTER', newborn(), recordsOf(person('P1')));
    expect(child).toMatchObject({ certNo: null, guardianId: 'P1', id: 'TMP-desk1-1' });
    expect(child.enrolments.map((e) => [e.scheme, e.personType, e.status])).toEqual([
      ['RES', '1401', 'ACTIVE'],
    ]);
  });
  test('[MA9] the year assessed is the one the rules name, whatever year was asked for', () => {
    const dates = [{ name: 'coverTo', label: '', date: '2026-12-31' }];
    const { person: child } = done('NEWBORN_REGISTER', newborn(), recordsOf(), { dates });
    expect(child.payments.map((p) => p.period)).toEqual(['2026']);
  });
  test('[MA9] without a number there must be a birth certificate', () => {
    const parsed = parseBody('NEWBORN_REGISTER', newborn({ birthCertNo: null }));
    expect(parsed).toEqual({
      ok: false,
      error: { birthCertNo: '没有公民身份号码时，请填写出生医学证明编号。' },
    });
  });
  test('[MA9] a child that is on file is registered as it is', () => {
    const { guardianId, guardianName, birthCertNo, underParentName } = newborn();
    const body = {
      who: 'existing',
      personId: 'P9',
      phone: null,
      year: 2027,
      guardianId,
      guardianName,
      birthCertNo,
      underParentName,
    } as Body;
    const { person: child } = done(
      'NEWBORN_REGISTER',
      body,
      recordsOf(person('P9', { birthDate: '2026-10-20' })),
    );
    expect(child.payments.map((p) => p.period)).toEqual(['2027']);
  });
});

describe('pause and termination', () => {
  const resident = person('P1', {
    enrolments: [residentEnrolment()],
    payments: [residentYear(2025), residentYear(2026, 'DUE'), residentYear(2027, 'DUE')],
  });
  test('[MA10] a pause sets status, day and reason, breaks the running unpaid year and withdraws the next', () => {
    const { person: p } = done('RES_PAUSE', leaving('P1', 'MOVED', '2026-11-20'), recordsOf(resident));
    expect(p.enrolments).toEqual([
      residentEnrolment({ status: 'PAUSED', statusFrom: '2026-11-20', reason: 'MOVED' }),
    ]);
    expect(p.payments.map((x) => [x.period, x.state])).toEqual([
      ['2025', 'PAID'],
      ['2026', 'BROKEN'],
    ]);
  });
  test('[MA11] a death terminates from the next day and is kept on the person', () => {
    const { person: p } = done('RES_TERMINATE', leaving('P1', 'DEATH', '2026-11-10'), recordsOf(resident));
    expect(p).toMatchObject({ survival: '2', deathDate: '2026-11-10' });
    expect(p.enrolments[0]).toMatchObject({
      status: 'TERMINATED',
      statusFrom: '2026-11-11',
      reason: 'DEATH',
    });
  });
  test('[MA12] employee months after the day are withdrawn, a run is cut, paid months stay', () => {
    const month = {
      scheme: 'EMP',
      state: 'DUE',
      personFen: 1,
      assistFen: 0,
      paidOn: null,
      voucherNo: null,
    } as const;
    const employee = person('P2', {
      enrolments: [employeeEnrolment()],
      payments: [
        { ...month, period: '2026-01', until: '2026-09', state: 'PAID' },
        { ...month, period: '2026-10', until: '2026-12' },
        { ...month, period: '2027-01', until: null },
      ],
    });
    const { person: p } = done('EMP_PAUSE', leaving('P2', 'RESIGNATION', '2026-11-20'), recordsOf(employee));
    expect(p.payments.map((x) => [x.period, x.until, x.state])).toEqual([
      ['2026-01', '2026-09', 'PAID'],
      ['2026-10', '2026-11', 'BROKEN'],
    ]);
    expect(
      done('EMP_TERMINATE', leaving('P2', 'SETTLED_ABROAD', '2026-11-01'), recordsOf(employee)).person
        .payments[1],
    ).toMatchObject({
      until: '2026-10',
    });
  });
  test('[MA13] with nothing to end the operation does not fit, and says so', () => {
    const fit = (code: MatterCode, id: string) =>
      matterOf(code).fit(leaving(id, 'MOVED', DAY), recordsOf(resident));
    expect(fit('EMP_PAUSE', 'P1')).toContain('没有职工参保关系');
    expect(fit('RES_PAUSE', 'P404')).toContain('没有此人');
  });
});

describe('change', () => {
  test('[MA14] only the named fields change', () => {
    const before = person('P1', { enrolments: [residentEnrolment()] });
    const { person: p } = done(
      'RES_CHANGE',
      { personId: 'P1', note: null, name: '张秋和', phone: '15400000007' },
      recordsOf(before),
    );
    expect(p).toEqual({ ...before, name: '张秋和', phone: '15400000007' });
  });
  test('[MA15] moving to another household takes village, group and the resident unit along', () => {
    const before = person('P1', { enrolments: [residentEnrolment()] });
    const there = household('0202-007', { villageCode: OTHER_VILLAGE_CODE, group: 3 });
    const { person: p } = done(
      'RES_CHANGE',
      { personId: 'P1', note: null, householdId: '0202-007' },
      recordsOf(before, there),
    );
    expect(p).toMatchObject({ villageCode: OTHER_VILLAGE_CODE, group: 3, householdId: '0202-007' });
    expect(p.enrolments[0]?.empNo).toBe(OTHER_VILLAGE.empNo);
  });
  test('[MA16] a change of nothing, or of a number that is none, is a problem of the field', () => {
    expect(parseBody('EMP_CHANGE', { personId: 'P1', note: null })).toEqual({
      ok: false,
      error: { personId: '还没有改动任何一项。' },
    });
    const bad = parseBody('EMP_CHANGE', {
      personId: 'P1',
      note: null,
      certType: '01',
      certNo: '220199199003070000',
    });
    expect(bad).toMatchObject({ ok: false, error: { certNo: expect.stringContaining('校验位不符') } });
  });
});

describe('EMP_REGISTER', () => {
  const hired = (personId: string): Body => ({
    who: 'existing',
    personId,
    phone: null,
    empNo: UNIT.id,
    hireDate: '2026-11-10',
    firstPeriod: '2026-12',
  });
  const effect = { effects: [{ code: 'TERMINATE_RES', on: DAY, text: '' }] };
  test('[MA17] the employee relation begins and the resident one ends where the answer says so', () => {
    const before = person('P1', {
      enrolments: [residentEnrolment()],
      payments: [residentYear(2026), residentYear(2027, 'DUE')],
    });
    const { person: p } = done('EMP_REGISTER', hired('P1'), recordsOf(before), effect);
    expect(p.enrolments).toEqual([
      residentEnrolment({ status: 'TERMINATED', statusFrom: DAY, reason: 'EMP_REGISTRATION' }),
      employeeEnrolment({ id: 'E01JD000000000000000000ZZZZ', from: '2026-11-10', statusFrom: DAY }),
    ]);
    expect(p.payments).toEqual([residentYear(2026)]);
    expect(done('EMP_REGISTER', hired('P1'), recordsOf(before)).person.enrolments[0]).toEqual(
      residentEnrolment(),
    );
  });
  test('[MA18] a pause at the same unit is resumed, not doubled', () => {
    const paused = person('P1', {
      enrolments: [employeeEnrolment({ status: 'PAUSED', statusFrom: '2026-08-01', reason: 'RESIGNATION' })],
    });
    expect(done('EMP_REGISTER', hired('P1'), recordsOf(paused)).person.enrolments).toEqual([
      employeeEnrolment({ statusFrom: DAY }),
    ]);
  });
  test('[MA19] the unit is read, not held: colleagues do not wait for each other', () => {
    const records = recordsOf(person('P1'));
    expect(matterOf('EMP_REGISTER').subjects(hired('P1'))).toEqual([{ kind: 'person', id: 'P1' }]);
    expect(matterOf('EMP_REGISTER').base(hired('P1'), records)).toContainEqual({
      subject: { kind: 'unit', id: UNIT.id },
      version: 1,
      fields: { status: 'ACTIVE' },
    });
    expect(matterOf('EMP_REGISTER').fit({ ...hired('P1'), empNo: 'D404' }, records)).toContain('D404');
  });
  test('[MA17] somebody new is registered with household and unit', () => {
    const { year: _y, category: _c, school: _s, outsideWindowReason: _o, ...rest } = newAdult();
    const { person: p } = done(
      'EMP_REGISTER',
      { ...rest, empNo: UNIT.id, hireDate: DAY, firstPeriod: '2026-12' },
      recordsOf(),
    );
    expect(p.enrolments.map((e) => [e.scheme, e.empNo, e.personType])).toEqual([['EMP', UNIT.id, '1101']]);
  });
});

test('[MA20] the base holds version and value of each touched field, version 0 where there is no record', () => {
  const before = person('P1', { enrolments: [residentEnrolment()], payments: [residentYear(2026)] });
  const base = matterOf('RES_REGISTER').base(knownAdult('P1'), recordsOf(before));
  expect(base[0]).toEqual({
    subject: { kind: 'person', id: 'P1' },
    version: 3,
    fields: {
      certNo: before.certNo,
      villageCode: before.villageCode,
      survival: '1',
      'res.status': 'ACTIVE',
      'emp.status': null,
      'res.payment.2027': null,
    },
  });
  expect(base[1]).toMatchObject({
    subject: { kind: 'village', id: VILLAGE.id },
    fields: { empNo: VILLAGE.empNo },
  });
  expect(matterOf('RES_PAUSE').base(leaving('P404', 'MOVED', DAY), recordsOf())).toEqual([
    { subject: { kind: 'person', id: 'P404' }, version: 0, fields: {} },
  ]);
});
