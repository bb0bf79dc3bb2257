import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CONTEXT,
  certNoOf,
  DAY,
  employeeEnrolment,
  knownAdult,
  leaving,
  newAdult,
  operationOf,
  person,
  recordsOf,
  residentEnrolment,
  residentYear,
  TOWN,
  UNIT,
} from '#fixtures/matterWorld';
import { MATTER_CODES, type MatterCode } from '../domain/matter';
import { type NewOperation, Operation } from '../domain/operation';
import { Person } from '../domain/person';
import type { PlatformRecord } from '../domain/record';
import { canonicalJson, type Json, sha256Hex } from '../json';
import { Reason } from '../rules/answer';
import { decideOnArrival } from './arrival';
import type { Fields } from './form';
import { formOf } from './index';
import type { MatterContext, Records } from './matter';
import { readFields } from './readFields';
import { foldView } from './view';

const PLATFORM: MatterContext = { ...CONTEXT, authoritative: true };
const years = [2022, 2023, 2024, 2025, 2026].map((y) => residentYear(y));
const seen = person('P1', { enrolments: [residentEnrolment()], payments: years });
/** The same person as another desk or the platform has changed them since. */
const since = (over: Partial<Person>): Person => ({ ...seen, version: 4, ...over });
const arrive = (operation: Operation, current: Records, context: Partial<MatterContext> = {}) =>
  decideOnArrival({ operation, current, context: { ...PLATFORM, ...context } });
/** What the platform writes: its own number in the place of the placeholder, versions raised. */
const written = (changes: readonly PlatformRecord[], placeholder: string, number: string): PlatformRecord[] =>
  changes.map((record): PlatformRecord => {
    if (record.kind === 'person') return { ...record, id: number, formerId: placeholder, version: 1 };
    if (record.kind === 'household') return { ...record, headPersonId: number, version: 1 };
    return record;
  });
const register = () => operationOf('RES_REGISTER', knownAdult('P1'), recordsOf(seen));
const phoneTo = (phone: string) =>
  operationOf('RES_CHANGE', { personId: 'P1', note: null, phone }, recordsOf(seen));

describe('an operation that arrives is decided again (SY7)', () => {
  test('[MA36] on the records it was made on it is applied', () => {
    const found = arrive(register(), recordsOf(seen));
    expect(found).toMatchObject({ outcome: 'applied', parallel: false });
    if (found.outcome !== 'applied') return;
    expect((found.changes[0] as Person).payments.at(-1)).toMatchObject({
      period: '2027',
      state: 'DUE',
      personFen: 42_000,
    });
    expect(found.answer.provisional).toBe(false);
  });
  test('[MA36] the record moved on in what does not matter: applied, marked parallel, nothing of the other side lost', () => {
    const found = arrive(register(), recordsOf(since({ phone: '15400000005' })));
    expect(found).toMatchObject({ outcome: 'applied', parallel: true });
    if (found.outcome === 'applied') expect((found.changes[0] as Person).phone).toBe('15400000005');
  });
  test('[MA37] what the law refuses on the current facts is refused with rule and article', () => {
    const found = arrive(
      register(),
      recordsOf(since({ enrolments: [residentEnrolment(), employeeEnrolment()] })),
    );
    expect(found.outcome).toBe('refused');
    if (found.outcome !== 'refused') return;
    expect(found.reasons.length).toBeGreaterThan(0);
    for (const reason of found.reasons) {
      expect(Reason.parse(reason)).toMatchObject({ severity: 'refuse' });
      expect(reason.article).not.toBe('');
    }
  });
  test('[MA37] a duplicate number that only the platform knows is refused', () => {
    const found = arrive(operationOf('RES_REGISTER', newAdult(), recordsOf()), recordsOf(), {
      sameNumber: ['P55'],
    });
    expect(found).toMatchObject({
      outcome: 'refused',
      reasons: [{ rule: 'R-ID-06', code: 'ID_DUPLICATE_PERSON' }],
    });
  });
  test('[MA38] what cannot be decided on the platform is refused with what is missing, in words', () => {
    const found = arrive(register(), recordsOf(since({ survival: '9' })));
    expect(found).toMatchObject({
      outcome: 'refused',
      reasons: [{ code: 'NEEDS_FACT', severity: 'refuse' }],
    });
    if (found.outcome === 'refused') expect(found.reasons[0]?.text).toMatch(/还缺一项情况/);
  });
  test('[MA39] [SY7] a field both sides changed is a conflict with the value of base, desk and platform', () => {
    const found = arrive(phoneTo('15400000007'), recordsOf(since({ phone: '15400000005' })));
    expect(found).toMatchObject({
      outcome: 'conflict',
      why: 'FIELDS_CHANGED',
      fields: [
        {
          subject: { kind: 'person', id: 'P1' },
          field: 'phone',
          base: null,
          desk: '15400000007',
          platform: '15400000005',
        },
      ],
    });
    if (found.outcome === 'conflict') expect(found.text).toContain('联系电话由“无”变为“154****0005”');
  });
  test('[MA39] a status changed elsewhere is a conflict although the matter could be done', () => {
    const paused = residentEnrolment({ status: 'PAUSED', statusFrom: '2026-11-01', reason: 'MOVED' });
    const found = arrive(register(), recordsOf(since({ enrolments: [paused] })));
    expect(found).toMatchObject({
      outcome: 'conflict',
      fields: [{ field: 'res.status', base: 'ACTIVE', platform: 'PAUSED' }],
    });
    if (found.outcome === 'conflict') expect(found.text).toContain('居民参保状态由“正常参保”变为“暂停参保”');
  });
  test('[MA39] the same value typed twice is no conflict', () => {
    const found = arrive(phoneTo('15400000007'), recordsOf(since({ phone: null })));
    expect(found).toMatchObject({ outcome: 'applied', parallel: true });
  });
  test('[MA39] somebody who moved out or is gone is never overwritten', () => {
    const away = since({ villageCode: '220199101201' });
    expect(arrive(phoneTo('15400000007'), recordsOf(away))).toMatchObject({
      outcome: 'conflict',
      why: 'OUT_OF_SCOPE',
    });
    expect(arrive(phoneTo('15400000007'), recordsOf())).toMatchObject({
      outcome: 'conflict',
      why: 'RECORD_GONE',
    });
  });
  test('[MA52] a new warning on changed facts goes back to the clerk', () => {
    const flagged = since({
      identities: [{ type: 'MIN_LIVING', source: null, from: '2026-10-01', until: null }],
    });
    const found = arrive(register(), recordsOf(flagged));
    expect(found).toMatchObject({ outcome: 'conflict', why: 'DECISION_CHANGED', fields: [] });
    if (found.outcome === 'conflict') expect(found.text).toContain('特殊身份');
    const warned = register();
    warned.forecast.decision = 'ALLOW_WARN';
    expect(arrive(warned, recordsOf(flagged))).toMatchObject({ outcome: 'applied', parallel: true });
  });
  test('[MA48] a new person of another jurisdiction is out of scope', () => {
    const elsewhere = { ...TOWN, prefixes: ['220199101'] };
    const operation = operationOf('RES_REGISTER', newAdult(), recordsOf());
    expect(arrive(operation, recordsOf(), { jurisdiction: elsewhere })).toMatchObject({
      why: 'OUT_OF_SCOPE',
    });
  });
  test('[MA49] the next operation on somebody new follows the number the platform gave', () => {
    const mirror = recordsOf();
    const first = operationOf(
      'RES_REGISTER',
      newAdult({ householdId: '0201-900', householdNew: true, relation: '02' }),
      mirror,
    );
    const view = foldView(mirror, [first], { jurisdiction: TOWN, asOf: CONTEXT.asOf }).records;
    const second = operationOf(
      'RES_CHANGE',
      { personId: 'TMP-desk1-1', note: null, phone: '15400000007' },
      view,
    );
    const applied = arrive(first, mirror);
    expect(applied.outcome).toBe('applied');
    if (applied.outcome !== 'applied') return;
    const stored = written(applied.changes, 'TMP-desk1-1', 'P77');
    expect(stored).toMatchObject([
      { id: 'P77', formerId: 'TMP-desk1-1' },
      { kind: 'household', headPersonId: 'P77' },
    ]);
    const found = arrive(second, recordsOf(...stored));
    expect(found).toMatchObject({
      outcome: 'applied',
      parallel: true,
      changes: [{ id: 'P77', phone: '15400000007' }],
    });
  });
  test('[MA49] two members of a household made offline are both applied', () => {
    const mirror = recordsOf();
    const home = { householdId: '0201-900', householdNew: true };
    const first = operationOf('RES_REGISTER', newAdult({ ...home, relation: '02' }), mirror);
    const view = foldView(mirror, [first], { jurisdiction: TOWN, asOf: CONTEXT.asOf }).records;
    const child = newAdult({
      ...home,
      personId: 'TMP-desk1-2',
      certType: '99',
      certNo: null,
      name: '李小满',
      relation: '20',
    });
    const second = operationOf('RES_REGISTER', child, view);
    const one = arrive(first, mirror);
    if (one.outcome !== 'applied') throw new Error(one.outcome);
    const stored = written(one.changes, 'TMP-desk1-1', 'P77');
    const two = arrive(second, recordsOf(...stored));
    expect(two).toMatchObject({
      outcome: 'applied',
      changes: [{ id: 'TMP-desk1-2', householdId: '0201-900' }],
    });
    expect(two.outcome === 'applied' && two.changes).toHaveLength(1);
  });
});

describe('[MA36] every matter goes from form to platform', () => {
  const employee = person('P2', {
    certNo: certNoOf('1988-01-05', 21),
    birthDate: '1988-01-05',
    enrolments: [employeeEnrolment()],
  });
  const records = recordsOf(seen, employee);
  const job = { empNo: UNIT.id, hireDate: '2026-11-10', firstPeriod: '2026-12' };
  const child = {
    certType: '99',
    name: '张小满',
    birthDate: '2026-10-20',
    relation: '20',
    birthCertNo: 'y2200 00001',
  };
  test.each<[MatterCode, Record<string, Json>, Partial<Person>]>([
    ['RES_REGISTER', { who: 'existing', personId: 'P1', category: 'ADULT' }, {}],
    [
      'NEWBORN_REGISTER',
      { ...child, sex: '2', guardianId: 'P1', underParentName: false },
      { guardianId: 'P1', certNo: null },
    ],
    ['RES_PAUSE', leaving('P1', 'MOVED', '2026-11-20'), {}],
    ['RES_TERMINATE', leaving('P1', 'DEATH', '2026-11-20'), { survival: '2' }],
    ['RES_CHANGE', { personId: 'P1', nation: '10' }, { nation: '10' }],
    ['EMP_REGISTER', { ...job, who: 'existing', personId: 'P1' }, {}],
    ['EMP_PAUSE', leaving('P2', 'RESIGNATION', '2026-11-20'), {}],
    ['EMP_TERMINATE', leaving('P2', 'SETTLED_ABROAD', '2026-11-20'), {}],
    [
      'EMP_CHANGE',
      { personId: 'P2', certNo: certNoOf('1988-01-06', 21), birthDate: '1988-01-06' },
      { birthDate: '1988-01-06' },
    ],
  ])('%s', (code, typed, becomes) => {
    const form = formOf(code);
    let fields: Fields = form.initial(DAY);
    for (const [name, value] of Object.entries(typed))
      fields = form.prefill({ ...fields, [name]: value }, name, records, DAY);
    const body = readFields(code, fields, records, 'TMP-desk1-9');
    if (!body.ok) throw new Error(JSON.stringify(body.error));
    const operation = Operation.parse(operationOf(code, body.value, records));
    const found = arrive(operation, records);
    expect(found).toMatchObject({ outcome: 'applied', parallel: false });
    if (found.outcome !== 'applied') return;
    const after = Person.parse(found.changes.find((record) => record.kind === 'person'));
    expect(after).toMatchObject(becomes);
    expect(arrive(operation, records)).toEqual(found);
  });
});

describe('[MA50] what is no operation of the matter is invalid, and nothing throws', () => {
  const rehashed = (operation: NewOperation, over: Partial<NewOperation>): NewOperation => {
    const next = { ...operation, ...over };
    return { ...next, bodyHash: sha256Hex(canonicalJson(next.body)) };
  };
  const good = () => register();
  test.each([
    ['another body under the same hash', () => ({ ...good(), body: knownAdult('P1', { year: 2026 }) })],
    ['an unknown member', () => rehashed(good(), { body: knownAdult('P1', { more: 1 }) })],
    ['a body of another matter', () => rehashed(good(), { body: leaving('P1', 'MOVED', '2026-11-20') })],
    ['a 10,000-character name', () => rehashed(good(), { body: newAdult({ name: '王'.repeat(10_000) }) })],
    [
      'markup for a name',
      () => rehashed(good(), { body: newAdult({ name: '<img src=x onerror=alert(1)>' }) }),
    ],
    [
      'prototype keys',
      () => rehashed(good(), { body: JSON.parse('{"__proto__":{"who":"existing"},"constructor":1}') }),
    ],
    ['another subject', () => ({ ...good(), subjects: [{ kind: 'person' as const, id: 'P2' }] })],
    ['no base', () => ({ ...good(), base: [] })],
    [
      'a base without its fields',
      () => ({ ...good(), base: good().base.map((b) => ({ ...b, fields: {} })) }),
    ],
  ])('%s', (_what, make) => {
    const found = arrive(make(), recordsOf(seen));
    expect(found.outcome).toBe('invalid');
    if (found.outcome === 'invalid') expect(found.text).toMatch(/[\u4e00-\u9fff]/);
  });
  test('anything at all in a body, under any matter', () => {
    const members = [
      'who',
      'personId',
      'certNo',
      'certType',
      'year',
      'category',
      'reason',
      'effectiveOn',
      'empNo',
      'householdId',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...MATTER_CODES),
        fc.dictionary(fc.constantFrom(...members), fc.jsonValue()),
        (matter, wild) => {
          const operation = rehashed(good(), {
            matter,
            body: { ...knownAdult('P1'), ...wild } as Record<string, Json>,
          });
          expect(['applied', 'invalid', 'refused', 'conflict']).toContain(
            arrive(operation, recordsOf(seen)).outcome,
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});
