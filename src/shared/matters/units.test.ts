import { describe, expect, test } from 'vitest';
import {
  CONTEXT,
  DAY,
  employeeEnrolment,
  operationOf,
  person,
  recordsOf,
  UNIT,
  VILLAGE_CODE,
} from '#fixtures/matterWorld';
import { Enrolment } from '../domain/enrolment';
import type { MatterCode } from '../domain/matter';
import type { PlatformRecord } from '../domain/record';
import { Unit } from '../domain/unit';
import { decideOnArrival } from './arrival';
import { forecast, mayBeAccepted } from './decideOperation';
import { formOf, matterOf } from './index';
import type { Records } from './matter';
import { type Body, parseBody, readFields } from './readFields';

const OTHER: Unit = { ...UNIT, id: 'D0002', name: '青禾米业有限公司', uscc: '91990000MA0000023J' };
const TMP = 'TMP-01JD0000000000000000000001';

const newUnit = (over: Body = {}): Body => ({
  empNo: TMP,
  establishedOn: '2026-11-01',
  name: '青禾新厂',
  uscc: null,
  villageCode: VILLAGE_CODE,
  address: null,
  legalPerson: null,
  contactName: null,
  contactPhone: null,
  bankName: null,
  bankAccount: null,
  ...over,
});

const applied = (code: MatterCode, body: Body, records: Records): readonly PlatformRecord[] => {
  const { answer } = forecast(code, body, records, CONTEXT);
  expect(mayBeAccepted(answer)).toBe(true);
  expect(matterOf(code).fit(body, records)).toBeNull();
  return matterOf(code).apply(body, records, { ...CONTEXT, opId: 'X', answer });
};

describe('units', () => {
  test('[UN1] a unit registers under a placeholder with what was typed, in good standing and without arrears', () => {
    const records = recordsOf();
    const fields = {
      ...formOf('UNIT_REGISTER').initial(DAY),
      name: ' 青禾新厂 ',
      uscc: '91990000ma0000015q',
      establishedOn: '2026-11-01',
      villageCode: VILLAGE_CODE,
    };
    const read = readFields('UNIT_REGISTER', fields, new Map(), TMP);
    expect(read).toMatchObject({
      ok: true,
      value: { empNo: TMP, name: '青禾新厂', uscc: '91990000MA0000015Q' },
    });
    const [unit] = applied('UNIT_REGISTER', newUnit(), records);
    expect(unit).toMatchObject({ kind: 'unit', id: TMP, version: 0, status: 'ACTIVE', arrearsFen: 0 });
    expect(parseBody('UNIT_REGISTER', newUnit({ uscc: '91990000MA0000015X' })).ok).toBe(false);
    expect(parseBody('UNIT_REGISTER', newUnit({ bankAccount: '12' })).ok).toBe(false);
  });

  test('[UN2] a code that another valid registration has is refused with the article; a late registration warns', () => {
    const records = recordsOf();
    const { answer } = forecast('UNIT_REGISTER', newUnit({ uscc: UNIT.uscc }), records, CONTEXT);
    expect(answer.decision).toBe('REFUSE');
    expect(answer.reasons.map(({ code }) => code)).toContain('UNIT_MULTIPLE_RECORDS');
    const late = forecast('UNIT_REGISTER', newUnit({ establishedOn: '2026-09-01' }), records, CONTEXT);
    expect(late.answer.decision).toBe('ALLOW_WARN');
  });

  test('[UN3] a change writes what differs and nothing else', () => {
    const records = recordsOf();
    const form = formOf('UNIT_CHANGE');
    const shown = form.prefill({ ...form.initial(DAY), empNo: UNIT.id }, 'empNo', records, DAY);
    const typed = { ...shown, changedOn: '2026-11-10', address: '东河村一社 3 号' };
    const read = readFields('UNIT_CHANGE', typed, records, TMP);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    expect(read.value).toEqual({
      empNo: UNIT.id,
      changedOn: '2026-11-10',
      note: null,
      address: '东河村一社 3 号',
    });
    expect(applied('UNIT_CHANGE', read.value, records)).toEqual([{ ...UNIT, address: '东河村一社 3 号' }]);
    const nothing = readFields('UNIT_CHANGE', { ...shown, changedOn: '2026-11-10' }, records, TMP);
    expect(nothing).toMatchObject({ ok: false, error: { empNo: '还没有改动任何一项。' } });
  });

  const ending = (over: Body = {}): Body => ({
    empNo: UNIT.id,
    reason: 'CANCELLED',
    approvedOn: '2026-11-05',
    successor: null,
    secondSuccessor: null,
    note: null,
    ...over,
  });

  test('[UN4] what is overdue, with its late fee, keeps a unit from ending; a merger names who goes on', () => {
    const owes: Unit = {
      ...UNIT,
      assessments: [
        {
          period: '2026-09',
          staff: 3,
          baseSumFen: 1_500_000,
          unitFen: 105_000,
          personFen: 30_000,
          state: 'DUE',
          dueOn: '2026-08-31',
          assessedOn: '2026-08-20',
          paidOn: null,
          voucherNo: null,
        },
      ],
    };
    const { answer } = forecast('UNIT_DISSOLVE', ending(), recordsOf(owes), CONTEXT);
    expect(answer.decision).toBe('REFUSE');
    // 53 days from 1 October: 105,000 fen × 0.0005 × 53 = 2,782.5 fen.
    expect(answer.reasons.map(({ text }) => text).join('')).toContain('医保费 1350.00 元、滞纳金 27.83 元');

    const records = recordsOf(OTHER);
    const merged = ending({ reason: 'MERGED', successor: OTHER.id });
    expect(applied('UNIT_DISSOLVE', merged, records)).toMatchObject([
      {
        id: UNIT.id,
        status: 'ENDED',
        ended: { on: DAY, reason: 'MERGED', approvedOn: '2026-11-05', successors: [OTHER.id] },
      },
    ]);
    expect(parseBody('UNIT_DISSOLVE', ending({ reason: 'MERGED' })).ok).toBe(false);
    expect(parseBody('UNIT_DISSOLVE', ending({ successor: OTHER.id })).ok).toBe(false);
    expect(matterOf('UNIT_DISSOLVE').fit(ending({ reason: 'MERGED', successor: 'D9' }), records)).toContain(
      '承接单位',
    );
  });

  test('[UN5] a month is assessed with the parts of the answer, due by the last day of the month before; never twice', () => {
    const records = recordsOf();
    const body: Body = { empNo: UNIT.id, period: '2026-12', staff: 3, baseSumFen: 1_500_000 };
    const [unit] = applied('UNIT_ASSESSMENT', body, records);
    expect((unit as Unit).assessments).toEqual([
      {
        period: '2026-12',
        staff: 3,
        baseSumFen: 1_500_000,
        unitFen: 105_000,
        personFen: 30_000,
        state: 'DUE',
        dueOn: '2026-11-30',
        assessedOn: DAY,
        paidOn: null,
        voucherNo: null,
      },
    ]);
    const again = recordsOf(unit as Unit);
    const second = forecast('UNIT_ASSESSMENT', body, again, CONTEXT).answer;
    expect(second.reasons.map(({ code }) => code)).toContain('ALREADY_ASSESSED');
    expect(matterOf('UNIT_ASSESSMENT').apply(body, again, { ...CONTEXT, opId: 'X', answer: second })).toEqual(
      [unit],
    );
    const early = forecast('UNIT_ASSESSMENT', { ...body, period: '2027-02' }, records, CONTEXT).answer;
    expect(early.decision).toBe('REFUSE');
  });

  const worker = (bases?: Enrolment['bases']) =>
    person('P1', { enrolments: [employeeEnrolment(bases === undefined ? {} : { bases })] });
  const declaring = (over: Body = {}): Body => ({
    personId: 'P1',
    empNo: UNIT.id,
    cycle: 2026,
    basis: 'WAGES',
    wagesFen: 6_600_000,
    months: 12,
    firstWageFen: null,
    ...over,
  });

  test('[UN6] a declared base is that of the answer, within floor and ceiling, kept on the relation by cycle', () => {
    const [declared] = applied('BASE_DECLARATION', declaring(), recordsOf(worker()));
    expect(declared).toMatchObject({
      enrolments: [{ bases: [{ cycle: 2026, baseFen: 550_000, from: 'WAGES', declaredOn: DAY }] }],
    });
    const [low] = applied('BASE_DECLARATION', declaring({ wagesFen: 1_200_000 }), recordsOf(worker()));
    expect(low).toMatchObject({ enrolments: [{ bases: [{ baseFen: 420_000 }] }] });
    const last = [{ cycle: 2025, baseFen: 500_000, from: 'WAGES' as const, declaredOn: '2025-02-10' }];
    const none = declaring({ basis: 'NONE', wagesFen: null, months: null });
    const [provisional] = applied('BASE_DECLARATION', none, recordsOf(worker(last)));
    expect(provisional).toMatchObject({
      enrolments: [{ bases: [{ cycle: 2025 }, { cycle: 2026, baseFen: 550_000, from: 'PROVISIONAL' }] }],
    });
    expect(forecast('BASE_DECLARATION', none, recordsOf(worker()), CONTEXT).answer.decision).toBe(
      'NEEDS_FACT',
    );
    expect(matterOf('BASE_DECLARATION').fit(declaring(), recordsOf(person('P1')))).toContain('没有在');
  });

  test('[UN7] records of before these members were kept read as before', () => {
    const { formerId, legalPerson, contactName, contactPhone, ...rest } = UNIT;
    const { address, bankName, bankAccount, assessments, ended, ...old } = rest;
    expect(Unit.parse(old)).toEqual(UNIT);
    expect([formerId, legalPerson, contactName, contactPhone, address, bankName, bankAccount, ended]).toEqual(
      Array(8).fill(null),
    );
    expect(assessments).toEqual([]);
    expect(Enrolment.parse(employeeEnrolment())).toEqual(employeeEnrolment());
  });

  test('[UN8] on arrival a unit that changed elsewhere in the same field is a conflict, in another it is not', () => {
    const seen = recordsOf(UNIT);
    const body: Body = { empNo: UNIT.id, changedOn: '2026-11-10', note: null, address: '新址' };
    const operation = operationOf('UNIT_CHANGE', body, seen);
    const arrive = (unit: Unit) =>
      decideOnArrival({
        operation,
        current: recordsOf(unit),
        context: { ...CONTEXT, authoritative: true },
      });
    expect(arrive({ ...UNIT, version: 2, legalPerson: '王五' })).toMatchObject({
      outcome: 'applied',
      parallel: true,
      changes: [{ address: '新址', legalPerson: '王五' }],
    });
    expect(arrive({ ...UNIT, version: 2, address: '别处' })).toMatchObject({
      outcome: 'conflict',
      fields: [{ field: 'address', desk: '新址', platform: '别处' }],
    });
    expect(arrive({ ...UNIT, version: 2, address: '新址' })).toMatchObject({ outcome: 'applied' });
  });
});
