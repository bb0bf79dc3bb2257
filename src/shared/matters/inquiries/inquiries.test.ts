import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paidMonths } from '#fixtures/matterTable';
import {
  CONTEXT,
  certNoOf,
  DAY,
  employeeEnrolment,
  person,
  recordsOf,
  residentEnrolment,
  residentYear,
} from '#fixtures/matterWorld';
import { MATTER_CODES } from '../../domain/matter';
import type { Json } from '../../json';
import { Case } from '../../rules/case';
import { decide } from '../../rules/decide';
import { CASE_MATTER_CODES } from '../../rules/matters';
import { type Fields, isShown } from '../form';
import { INQUIRIES, inquiryOf } from './index';

const years = [2022, 2023, 2024, 2025, 2026].map((y) => residentYear(y));
const records = recordsOf(
  person('P1', { enrolments: [residentEnrolment()], payments: years }),
  person('P2', {
    enrolments: [employeeEnrolment()],
    payments: [paidMonths('2024-05', '2026-11')],
    certNo: certNoOf('1988-01-01', 3),
  }),
);

/** What is typed, what is answered: decision, a code of a finding, a date, an amount or a number. */
const LINES: readonly [code: string, typed: Record<string, Json>, decision: string, holds: Json][] = [
  ['BENEFIT_STATE', { personId: 'P1' }, 'ALLOW', 'ELIGIBLE_DIRECT'],
  ['BENEFIT_STATE', { personId: 'P1', day: '2027-02-01' }, 'REFUSE', 'NOT_COVERED'],
  ['WAITING_PERIOD', { personId: 'P1', year: '2027' }, 'ALLOW', { benefitFrom: '2027-01-01' }],
  ['CONTRIBUTION_YEARS', { personId: 'P2' }, 'ALLOW', { empMonths: 31 }],
  ['PAY_STATE', { year: '2026', assessedFen: '400', receivedFen: '400' }, 'ALLOW', 'PAID'],
  ['INCENTIVE', { personId: 'P1', fundPaid: '无' }, 'ALLOW', { ceilingOriginal: 40_000_000 }],
  ['KEY_GROUP', { personId: 'P1', soldier: 'YES' }, 'ALLOW', null],
  ['IDENTIFIER_CHECK', { certNo: certNoOf('1992-05-16', 22) }, 'ALLOW', { birthDate: '1992-05-16' }],
  ['IDENTIFIER_CHECK', { certNo: '220199199205160228' }, 'REFUSE', 'ID_INVALID'],
  ['ARREARS', { firstUnpaid: '2026-09' }, 'ALLOW_WARN', { suspendedFrom: '2026-09-01' }],
  ['LATE_FEE', { period: '2026-09', baseFen: '5000', paidOn: '2026-11-22' }, 'ALLOW_WARN', 'LATE_FEE'],
  ['CAMPAIGN', { target: '1000', enrolled: '960' }, 'ALLOW', { ratePerTenThousand: 9_600 }],
  ['ARITHMETIC', { what: 'DAYS', from: '2026-11-22', days: '90' }, 'ALLOW', { lastDay: '2027-02-20' }],
  [
    'TAINING_FEE',
    {
      on: '2009-11-20',
      birthDate: '1970-01-01',
      sex: '2',
      urbanHukou: 'YES',
      employed: 'NO',
      pupil: 'NO',
      year: '2010',
      at: 'COMMUNITY',
    },
    'ALLOW',
    { feeStandard: 24_000 },
  ],
  ['TAINING_HOSPITAL', { on: '2009-05-20', hospitalLevel: 'L2', eligibleFen: '3000' }, 'ALLOW', null],
];

const asked = (code: string, typed: Record<string, Json>) => {
  const inquiry = inquiryOf(code);
  if (inquiry === null) throw new Error(`no inquiry ${code}`);
  let fields: Fields = inquiry.initial(DAY);
  for (const [name, value] of Object.entries(typed))
    fields = inquiry.prefill({ ...fields, [name]: value }, name, records, DAY);
  return inquiry.ask(fields, records, CONTEXT);
};

describe('questions to the rules', () => {
  test.each(LINES)(
    '[MA69] %s is answered from what is typed and the person’s record',
    (code, typed, decision, holds) => {
      const read = asked(code, typed);
      expect(read).toMatchObject({ ok: true });
      if (!read.ok) return;
      const answer = decide(Case.parse(read.value));
      // Papers are listed as materials until they are there.
      const open = answer.needsFacts.filter(({ fact }) => fact !== 'urban.documents');
      expect([answer.decision, open]).toEqual([decision, []]);
      if (typeof holds === 'string') expect(answer.reasons.map(({ code: found }) => found)).toContain(holds);
      const named = {
        ...Object.fromEntries(answer.dates.map(({ name, date }) => [name, date])),
        ...Object.fromEntries(answer.amounts.map(({ name, fen }) => [name, fen])),
        ...Object.fromEntries((answer.numbers ?? []).map(({ name, value }) => [name, value])),
      };
      if (typeof holds === 'object' && holds !== null) expect(named).toMatchObject(holds);
    },
  );

  test('[MA69] every question of the engine that registers nothing has a form', () => {
    const counter = new Set<string>(MATTER_CODES);
    const elsewhere = ['OTHER', 'HOUSEHOLD_MIGRATION', 'REVIEW'];
    const units = ['UNIT_REGISTER', 'UNIT_CHANGE', 'UNIT_DISSOLVE', 'ASSESSMENT', 'BASE_DECLARATION'];
    const open = CASE_MATTER_CODES.filter((code) => !counter.has(code) && inquiryOf(code) === null);
    expect(open.filter((code) => ![...elsewhere, ...units].includes(code))).toEqual([]);
  });

  test('[MA69] whatever is typed is problems at fields or a case, and nothing throws', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...INQUIRIES)
          .chain((inquiry) =>
            fc
              .record(
                Object.fromEntries(
                  inquiry.fields.map((field) => [
                    field.name,
                    fc.oneof(
                      fc.constantFrom<Json>('P1', 'P9', '2026', '2026-12', DAY, '12.5', '', null, '350429'),
                      fc.constantFrom<Json>(...(field.options ?? []).map(({ value }) => value), ''),
                      fc.jsonValue() as fc.Arbitrary<Json>,
                    ),
                  ]),
                ),
                { requiredKeys: [] },
              )
              .map((typed) => ({ inquiry, typed: typed as Fields })),
          ),
        ({ inquiry, typed }) => {
          const fields = { ...inquiry.initial(DAY), ...typed };
          for (const { name } of inquiry.fields) inquiry.prefill(fields, name, records, DAY);
          const read = inquiry.ask(fields, records, CONTEXT);
          if (read.ok) return void decide(Case.parse(read.value));
          const shown = new Set([
            'body',
            ...inquiry.fields.filter((f) => isShown(f, fields)).map((f) => f.name),
          ]);
          for (const [name, text] of Object.entries(read.error)) {
            expect(shown.has(name), `${inquiry.code}.${name}: ${text}`).toBe(true);
            expect(text).toMatch(/[\u4e00-\u9fff]/);
          }
        },
      ),
      { numRuns: 600 },
    );
  });
});
