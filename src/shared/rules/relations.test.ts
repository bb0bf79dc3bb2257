import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../domain/civilDate';
import { makeBook } from './book';
import { Case } from './case';
import { decide } from './decide';
import { PACK_FILES } from './params/packs';

const value = (v: unknown) => ({ value: v, source: '试验', status: 'assumed' });
const bookWith = (values: object) =>
  makeBook([
    ...PACK_FILES,
    { id: 'T-1', name: '试验', region: '220198', validFrom: '2021-01-01', validTo: null, values },
  ]);
const at = (matter: string, on: string, facts: object, request: object, region = '220198') =>
  Case.parse({ id: 'x', matter, on, region, facts, request });
const amount = (answer: ReturnType<typeof decide>, name: string) =>
  answer.amounts.find((a) => a.name === name)?.fen;
const date = (answer: ReturnType<typeof decide>, name: string) =>
  answer.dates.find((d) => d.name === name)?.date;
const codes = (answer: ReturnType<typeof decide>) => answer.reasons.map((r) => `${r.rule}:${r.code}`);

describe('what only a region’s own pack can show', () => {
  const refund = (refundReason: string) =>
    at(
      'REFUND',
      '2022-12-28',
      { relations: [], payments: [{ scheme: 'RES', period: '2023', state: 'PAID', personFen: 35000 }] },
      { scheme: 'RES', year: 2023, refundReason },
    );
  it('[RU90] other cases of a refund follow the province’s list: listed is paid back, not listed is refused', () => {
    const listed = decide(refund('OTHER'), bookWith({ 'refund.otherCases': value(['OTHER']) }));
    expect(codes(listed)).toContain('R-REF-06:FULL_REFUND');
    expect(amount(listed, 'refundPerson')).toBe(35000);
    const refused = decide(refund('OTHER'), bookWith({ 'refund.otherCases': value([]) }));
    expect(refused.decision).toBe('REFUSE');
    expect(codes(refused)).toContain('R-REF-06:REFUND_NOT_LISTED');
    const employee = (list: string[]) =>
      decide(
        at(
          'REFUND',
          '2022-12-28',
          { relations: [], payments: [{ scheme: 'EMP', period: '2023-01', state: 'PAID', personFen: 8000 }] },
          { scheme: 'EMP', period: '2023-01', refundReason: 'OTHER' },
        ),
        bookWith({ 'refund.otherCases': value(list) }),
      );
    expect(employee(['OTHER']).decision).toBe('ALLOW');
    expect(employee(['DEATH']).decision).toBe('REFUSE');
  });

  it('[RU91] a subsidy of 610 yuan is deducted once for 15 months in the employee scheme, and not for 5', () => {
    const book = bookWith({ 'subsidy.perHead': value('610.00') });
    const since = (first: string) =>
      decide(
        at(
          'SUBSIDY_DEDUCTION',
          '2022-09-05',
          {
            relations: [
              {
                scheme: 'RES',
                status: 'ACTIVE',
                region: '220298',
                paidFrom: '2022-01-01',
                paidUntil: '2022-12-31',
              },
              {
                scheme: 'EMP',
                status: 'ACTIVE',
                region: '220198',
                paidFrom: `${first}-01`,
                paidUntil: '2022-08-31',
              },
            ],
            payments: [{ scheme: 'EMP', period: first, until: '2022-08', state: 'PAID' }],
          },
          {},
        ),
        book,
      );
    expect(amount(since('2021-06'), 'subsidyDeducted')).toBe(61000);
    expect(
      since('2021-06')
        .reasons.map((r) => r.text)
        .join(),
    ).toContain('15 个月');
    expect(codes(since('2022-04'))).toContain('R-SUB-02:NO_DEDUCTION');
    expect(amount(since('2022-04'), 'subsidyDeducted')).toBeUndefined();
  });

  it('[RU92] a holiday is no working day, a Sunday that is worked on is one', () => {
    const facts = {
      person: { retired: false },
      relations: [
        { scheme: 'EMP', status: 'PAUSED', region: '220298' },
        { scheme: 'EMP', status: 'ACTIVE', region: '220198' },
      ],
      payments: [],
    };
    const request = { fromScheme: 'EMP', toScheme: 'EMP', originRegion: '220298', firstPeriod: '2022-07' };
    const last = (off: string[], work: string[]) => {
      const book = bookWith({ 'calendar.holidays': value({ off, work }) });
      return date(decide(at('RELATION_TRANSFER', '2022-06-06', facts, request), book), 'originLastDay');
    };
    expect(last([], [])).toBe('2022-06-20');
    expect(last(['2022-06-08'], [])).toBe('2022-06-21');
    expect(last(['2022-06-08'], ['2022-06-12'])).toBe('2022-06-20');
  });

  it('[RU93] one of two broken years repaired at 400 yuan costs 400 and leaves 120 days', () => {
    const days = { 'resident.wait.fixedDays': value(90), 'resident.wait.perBrokenYearDays': value(30) };
    const book = bookWith({ ...days, 'resident.fee.adult': value('400.00') });
    const answer = decide(
      at(
        'WAIT_REPAIR',
        '2027-03-10',
        { person: { birthDate: '1990-03-07' }, payments: [{ scheme: 'RES', period: '2024', state: 'PAID' }] },
        { year: 2027, category: 'ADULT', repairYears: 1 },
      ),
      book,
    );
    expect(amount(answer, 'repairCost')).toBe(40000);
    expect(date(answer, 'benefitFrom')).toBe(addDays('2027-03-11', 120));
  });
});

describe('arithmetic that holds for any numbers', () => {
  it('[RU94] paying for one more broken year never brings benefits later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 300 }), (broken, offset) => {
        const year = 2025 + broken;
        const on = addDays(`${year}-01-01`, offset);
        const from = (repairYears: number) =>
          date(
            decide(
              at(
                'WAIT_REPAIR',
                on,
                { payments: [{ scheme: 'RES', period: '2024', state: 'PAID' }] },
                { year, repairYears },
                '220199',
              ),
            ),
            'benefitFrom',
          ) ?? '';
        for (let n = 1; n <= broken; n++) expect(from(n) <= from(n - 1)).toBe(true);
        expect(from(broken) > addDays(on, 90)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('[RU95] what a flexible worker gets back and what stays never exceed what was paid', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 1, max: 12 }), (fen, month) => {
        const refund = (first: number) =>
          amount(
            decide(
              at(
                'REFUND',
                '2022-12-01',
                {
                  payments: [
                    { scheme: 'EMP', period: '2022-01', until: '2022-12', state: 'PAID', personFen: fen },
                  ],
                },
                {
                  scheme: 'EMP',
                  refundReason: 'FLEX_TO_UNIT',
                  firstPeriod: `2022-${String(first).padStart(2, '0')}`,
                },
              ),
            ),
            'refundPerson',
          ) ?? 0;
        expect(refund(month)).toBeLessThanOrEqual(fen);
        expect(Math.abs(refund(month) * 12 - fen * (13 - month))).toBeLessThanOrEqual(6);
        expect(refund(1)).toBe(fen);
      }),
      { numRuns: 100 },
    );
  });

  it('[RU96] reserved quotas and what the giver may use add up to the balance, before and after the end', () => {
    const parts = fc.array(fc.tuple(fc.nat(100_000), fc.nat(100_000)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(parts, fc.nat(1_000_000), (list, own) => {
        const agreements = list.map(([quota, spent], i) => ({
          receiver: `R${i}`,
          quotaFen: Math.max(quota, spent),
          spentFen: Math.min(quota, spent),
        }));
        const held = agreements.reduce((sum, a) => sum + a.quotaFen - a.spentFen, 0);
        const answer = decide(
          at(
            'MUTUAL_AID_END',
            '2026-03-10',
            { mutualAid: { account: true, balanceFen: own + held, agreements } },
            { mutual: { event: 'TERMINATE' } },
          ),
        );
        expect(amount(answer, 'returned')).toBe(held);
        expect(amount(answer, 'ownUse')).toBe(own + held);
      }),
      { numRuns: 100 },
    );
  });

  it('[RU97] the incentive never exceeds a fifth of the original ceiling', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2025, max: 2070 }), (year) => {
        const answer = decide(
          at(
            'INCENTIVE',
            `${year}-06-01`,
            {
              payments: [{ scheme: 'RES', period: '2025', until: String(year), state: 'PAID' }],
              incentive: { fundPaidYears: [] },
            },
            { year },
            '220199',
          ),
        );
        const bonus = amount(answer, 'bonus') ?? -1;
        expect(bonus).toBe(Math.min(8_000_000, 400_000 * (Math.max(0, year - 2028) + year - 2025)));
        expect(amount(answer, 'ceiling')).toBe(40_000_000 + bonus);
      }),
      { numRuns: 50 },
    );
  });
});
