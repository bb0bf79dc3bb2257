import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addToMonth, daysBetween, monthOf } from '../domain/civilDate';
import { Case } from './case';
import { shareOf } from './chapters/general/general';
import { decide } from './decide';

const day = (first: string, days: number) => fc.integer({ min: 0, max: days }).map((n) => addDays(first, n));
const datesOf = (subject: unknown) => {
  const answer = decide(Case.parse(subject));
  return { answer, dates: Object.fromEntries(answer.dates.map((d) => [d.name, d.date])) };
};
const waiting = (on: string, request: object, payments: unknown[]) =>
  datesOf({ id: '1', matter: 'WAITING_PERIOD', on, region: '220199', facts: { payments }, request });

describe('waiting periods', () => {
  it('[RU30] a first employee wait is 90 days from the day after payment, benefits the day after it', () => {
    fc.assert(
      fc.property(day('2022-05-26', 3000), (paid) => {
        const firstPeriod = addToMonth(monthOf(paid), 1);
        const { dates } = waiting(paid, { scheme: 'EMP', firstPeriod }, []);
        expect(daysBetween(paid, dates.waitingFirst ?? '')).toBe(1);
        expect(daysBetween(dates.waitingFirst ?? '', dates.waitingLast ?? '')).toBe(89);
        expect(dates.benefitFrom).toBe(addDays(dates.waitingLast ?? '', 1));
      }),
      { numRuns: 300 },
    );
  });

  it('[RU31] an employee waits exactly when the gap is over three months', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), day('2022-06-01', 1500), (gap, paid) => {
        const firstPeriod = addToMonth(monthOf(paid), 1);
        const last = addToMonth(firstPeriod, -gap - 1);
        const { dates } = waiting(paid, { scheme: 'EMP', firstPeriod }, [
          { scheme: 'EMP', period: last, state: 'PAID' },
        ]);
        expect(dates.waitingFirst !== undefined).toBe(gap > 3);
      }),
      { numRuns: 300 },
    );
  });

  it('[RU32] paying a resident year later never brings benefits earlier, and never before the year', () => {
    const payments = [{ scheme: 'RES', period: '2026', state: 'PAID' }];
    const benefit = (on: string) =>
      waiting(on, { scheme: 'RES', year: 2027 }, payments).dates.benefitFrom ?? '';
    fc.assert(
      fc.property(day('2026-09-01', 480), day('2026-09-01', 480), (one, two) => {
        const [early, late] = [one, two].sort() as [string, string];
        expect(benefit(early) <= benefit(late)).toBe(true);
        expect(benefit(early) >= '2027-01-01').toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('[RU33] each more broken year adds 30 days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), (broken) => {
        const year = 2025 + broken;
        const payments = [{ scheme: 'RES', period: '2024', state: 'PAID' }];
        const { dates } = waiting(`${year}-05-01`, { scheme: 'RES', year }, payments);
        expect(daysBetween(dates.waitingFirst ?? '', dates.benefitFrom ?? '')).toBe(90 + 30 * broken);
      }),
    );
  });

  it('[RU34] a newborn is in time on day 90 and late on day 91, whenever born', () => {
    const born = (birthDate: string, on: string) =>
      datesOf({
        id: '1',
        matter: 'NEWBORN_REGISTER',
        on,
        region: '220199',
        facts: {
          person: { certType: null, certNo: null, birthDate, alive: true },
          relations: [],
          payments: [],
        },
        request: { year: Number(on.slice(0, 4)), category: 'NEWBORN' },
      });
    fc.assert(
      fc.property(day('2022-06-01', 2000), (birth) => {
        expect(born(birth, addDays(birth, 90)).dates.benefitFrom).toBe(birth);
        expect(born(birth, addDays(birth, 91)).dates.benefitFrom ?? 'later').not.toBe(birth);
      }),
      { numRuns: 200 },
    );
  });
});

describe('shares of money', () => {
  it('[RU35] a share is rounded half up to whole fen, in integers of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 11 }), fc.integer({ min: 1, max: 9999 }), (fen, units) => {
        const share = `0.${String(units).padStart(4, '0')}`;
        const rest = (BigInt(fen) * BigInt(units)) % 10_000n;
        const down = (BigInt(fen) * BigInt(units)) / 10_000n;
        expect(BigInt(shareOf(fen, share))).toBe(down + (rest >= 5_000n ? 1n : 0n));
      }),
    );
  });
});
