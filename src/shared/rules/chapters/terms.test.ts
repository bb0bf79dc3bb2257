import { describe, expect, it } from 'vitest';
import { theBook } from '../book';
import { Case } from '../case';
import { Evaluation } from '../kernel/evaluate';
import { yuanToFen } from './contribution/parts';
import { runOfMonths } from './facts';
import { sumOfShares } from './general/general';
import { male } from './retirement/retirement';

describe('what chapters compute', () => {
  it('[RU139] yuan are read as fen with two decimals or none, and nothing else is an amount', () => {
    expect([yuanToFen('7482'), yuanToFen('7482.50'), yuanToFen('0.07')]).toEqual([748_200, 748_250, 7]);
    expect([yuanToFen('7482.5'), yuanToFen(7482), yuanToFen(null), yuanToFen('')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('[RU139] shares are added exactly, with the decimals of the longer one', () => {
    expect(sumOfShares('0.07', '0.025')).toBe('0.095');
    expect(sumOfShares('0.025', '0.07')).toBe('0.095');
    expect(sumOfShares('0.05', '0.05')).toBe('0.10');
    expect([sumOfShares('1', '0.5'), sumOfShares('2', '3')]).toEqual(['1.5', '5']);
  });

  it('[RU139] the run of paid months ends at the first month without payment, or at the most that is asked for', () => {
    const paid = [{ scheme: 'EMP' as const, period: '2025-11', until: '2026-02', state: 'PAID' as const }];
    expect([3, 4, 5].map((most) => runOfMonths(paid, '2026-02', most))).toEqual([3, 4, 4]);
    expect(runOfMonths(paid, '2026-01', 12)).toBe(3);
    expect(runOfMonths(paid, '2026-03', 12)).toBe(0);
  });

  it('[RU139] the sex is what is recorded, else what the 17th digit of an identity number says', () => {
    const sexOf = (person: object) => {
      const c = Case.parse({
        id: 'T-1',
        matter: 'MEDICAL_RETIREMENT',
        on: '2026-11-22',
        region: '220199',
        facts: { person },
        request: {},
      });
      return new Evaluation(c, c.region, c.on, theBook.table).maybe(male);
    };
    expect(sexOf({ certType: '01', certNo: '220199199003071234' })).toBe(true);
    expect(sexOf({ certType: '01', certNo: '220199199003071224' })).toBe(false);
    expect(sexOf({ certType: '01', certNo: '220199199003071234', sex: '2' })).toBe(false);
    expect(sexOf({ certType: '02', certNo: '220199199003071234' })).toBe(undefined);
    expect(sexOf({ certType: '01' })).toBe(undefined);
  });
});
