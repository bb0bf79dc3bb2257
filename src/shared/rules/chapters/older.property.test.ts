import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../domain/civilDate';
import type { Answer } from '../answer';
import { Case } from '../case';
import { decide } from '../decide';
import { percent } from './campaign/campaign';
import { OLDER_QUESTIONS } from './older';
import { partsOf } from './taining/fee';

const LOCAL_MATTERS = [
  'CAMPAIGN',
  'HOUSEHOLD_MIGRATION',
  'REVIEW',
  'TAINING_FEE',
  'TAINING_HOSPITAL',
] as const;
const ask = (matter: string, on: string, region: string, facts: object, request: object): Answer =>
  decide(Case.parse({ id: 'x', matter, on, region, facts, request }));
const fen = (answer: Answer, name: string) => answer.amounts.find((a) => a.name === name)?.fen ?? null;
const day = (answer: Answer, name: string) => answer.dates.find((d) => d.name === name)?.date;

describe('the older documents', () => {
  it('[RU70] what government, additional help and person pay is the whole fee, and nobody pays less than nothing', () => {
    const yuan = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(yuan, yuan, yuan, (government, person, help) => {
        const parts = partsOf({ total: government + person, government, person }, help);
        expect(parts.government + parts.extra + parts.payable).toBe(parts.total);
        expect(parts.payable).toBeGreaterThanOrEqual(0);
        expect(parts.extra).toBeLessThanOrEqual(help * 100);
      }),
    );
  });

  it('[RU71] fund and patient pay the whole stay, a dearer stay never costs the fund less, and a lower level never pays less', () => {
    const stay = (level: string, eligibleFen: number, excludedFen: number) =>
      ask(
        'TAINING_HOSPITAL',
        '2009-03-02',
        '350429',
        { urban: { designated: true } },
        { hospitalLevel: level, eligibleFen, excludedFen },
      );
    const cost = fc.integer({ min: 0, max: 5_000_000 });
    fc.assert(
      fc.property(cost, cost, fc.integer({ min: 0, max: 100_000 }), (eligible, outside, more) => {
        const funds = ['L3', 'L2', 'TOWNSHIP'].map((level) => {
          const answer = stay(level, eligible, outside);
          const fund = fen(answer, 'fundPays') ?? -1;
          expect(fund + (fen(answer, 'patientPays') ?? -1)).toBe(eligible + outside);
          expect(fen(stay(level, eligible + more, outside), 'fundPays')).toBeGreaterThanOrEqual(fund);
          return fund;
        });
        expect(funds).toEqual([...funds].sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });

  it('[RU72] paying later never brings the benefits of a year earlier', () => {
    const person = { sex: '2', birthDate: '1970-05-06', alive: true, hukouRegion: '350429' };
    const facts = { person, relations: [], urban: { urbanHukou: true, employed: false, pupil: false } };
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom(2008, 2009, 2010),
        (a, b, year) => {
          const [first, later] = [a, a + b].map((n) =>
            day(ask('TAINING_FEE', addDays('2008-04-01', n), '350429', facts, { year }), 'benefitFrom'),
          );
          if (first !== undefined && later !== undefined) expect(later >= first).toBe(true);
        },
      ),
    );
  });

  it('[RU73] a rate in per cent is rounded half up to two decimals, in integers', () => {
    expect(percent(68_000, 70_000)).toBe('97.14%');
    expect(percent(1, 20_000)).toBe('0.01%');
    expect(percent(1, 20_001)).toBe('0.00%');
    expect(percent(3, 2)).toBe('150.00%');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        (part, whole) => {
          const hundredths = Number(percent(part, whole).replace(/[.%]/g, ''));
          expect(Math.abs(hundredths * whole - part * 10_000) * 2).toBeLessThanOrEqual(whole);
        },
      ),
    );
  });

  it('[RU74] around each of their days and ages no question is without an answer and no two rules disagree', () => {
    const days = [
      '2007-09-04',
      '2008-04-01',
      '2008-10-08',
      '2008-12-10',
      '2010-02-28',
      '2010-03-01',
      '2010-12-31',
      '2016-07-01',
    ];
    const births = [
      '1948-02-29',
      '1950-02-28',
      '1953-03-01',
      '1955-02-28',
      '1992-02-29',
      '1992-03-01',
      '2007-01-01',
    ];
    const silent: string[] = [];
    for (const on of days.flatMap((d) => [addDays(d, -1), d, addDays(d, 1)])) {
      for (const region of ['350429', '410402', '150599', '220199']) {
        for (const matter of LOCAL_MATTERS) {
          for (const birthDate of births) {
            for (const flag of [true, false, undefined]) {
              const urban = { urbanHukou: flag, employed: flag === false, pupil: flag };
              const facts = {
                person: { birthDate, sex: flag ? '1' : '2', alive: true },
                relations: [],
                urban,
              };
              const answer = ask(matter, on, region, facts, {
                year: Number(on.slice(0, 4)) + 1,
                step: 'REGISTER',
              });
              const without =
                (answer.decision === 'NEEDS_FACT' && answer.needsFacts.length === 0) ||
                (answer.decision === 'NEEDS_PARAM' && answer.needsParams.length === 0);
              if (without) silent.push(`${matter} ${region} ${on} ${birthDate}`);
            }
          }
        }
      }
    }
    expect(silent).toEqual([]);
  });

  it('[RU75] no region is named in a rule: the same county scheme works for another county whose pack sets its values', () => {
    const facts = {
      person: { sex: '2', birthDate: '1970-05-06', alive: true },
      relations: [],
      urban: { urbanHukou: true, employed: false, pupil: false },
    };
    const subject = Case.parse({
      id: 'x',
      matter: 'TAINING_FEE',
      on: '2008-11-03',
      region: '350430',
      pack: 'FJ-TN-2008',
      facts,
      request: { year: 2009 },
    });
    expect(fen(decide(subject), 'payable')).toBe(14_000);
    for (const rule of OLDER_QUESTIONS.flatMap((q) => q.rules))
      expect(JSON.stringify(rule.when)).not.toMatch(/\d{6}/);
  });
});
