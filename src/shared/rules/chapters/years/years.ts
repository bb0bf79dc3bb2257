import { addToMonth, type CivilMonth } from '../../../domain/civilDate';
import type { Case, PaymentFact } from '../../case';
import type { ServiceFact } from '../../caseContribution';
import type { Question } from '../../kernel/rule';
import { on, parameter, payments, periodsOf, v } from '../facts';

// 规程第十一条、第十三条: contribution years, by months that are counted once (R-YRS).

const region = v.fact<string>('region', '办理地', '在哪里办理？', (c) => c.region);
const service = v.fact<readonly ServiceFact[]>(
  'service',
  '工龄、军龄等',
  '有没有经认定的工龄、军龄、随军年限？',
  (c) => c.facts.service ?? [],
);
const start = parameter<string>('years.schemeStart');

function monthsOf(s: ServiceFact): CivilMonth[] {
  const months: CivilMonth[] = [];
  for (let m = s.from; m <= s.until && months.length < 1200; m = addToMonth(m, 1)) months.push(m);
  return months;
}
/** The parts are counted in the order of the article; a month belongs to the first part that has it. */
function unique(...lists: readonly (readonly CivilMonth[])[]): number[] {
  const seen = new Set<CivilMonth>();
  return lists.map((list) => {
    const before = seen.size;
    for (const m of list) seen.add(m);
    return seen.size - before;
  });
}

/**
 * Months paid in the employee scheme, within the province of `place` and outside, and months taken part in as a resident:
 * those up to `today`, and none that was paid as an employee.
 */
export function countPaid(list: readonly PaymentFact[], place: string, today: string) {
  const emp = list.filter((p) => p.scheme === 'EMP' && p.state === 'PAID');
  const inside = (p: PaymentFact) => (p.region ?? place).slice(0, 2) === place.slice(0, 2);
  const months = (some: PaymentFact[]) => some.flatMap(periodsOf);
  const resident = months(list.filter((p) => p.scheme === 'RES' && p.state === 'PAID'))
    .flatMap((year) => Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`))
    .filter((month) => month <= today.slice(0, 7));
  const [here = 0, elsewhere = 0, res = 0] = unique(
    months(emp.filter(inside)),
    months(emp.filter((p) => !inside(p))),
    resident,
  );
  return { here, elsewhere, resident: res };
}
export const paidMonths = v.derived('实际缴费月数', [payments, region, on], countPaid);
const paidList = v.derived('已缴费的月份', [payments], (list) =>
  list.filter((p) => p.scheme === 'EMP' && p.state === 'PAID').flatMap(periodsOf),
);
/**
 * Recognised time, split at the beginning of the provincial scheme: service in the army after it is actual time within the
 * province (第十一条第一项), work after it counts only where it was paid.
 */
export const serviceMonths = v.derived('认定的年限', [service, start, paidList], (list, day, paid) => {
  const first = day.slice(0, 7);
  const pick = (kinds: readonly ServiceFact['kind'][], test: (m: CivilMonth) => boolean) =>
    list
      .filter((s) => kinds.includes(s.kind))
      .flatMap(monthsOf)
      .filter(test);
  const [, army = 0, other = 0, deemed = 0] = unique(
    paid,
    pick(['MILITARY', 'SPOUSE'], (m) => m >= first),
    pick(['OTHER'], () => true),
    pick(['WORK', 'MILITARY', 'SPOUSE'], (m) => m < first),
  );
  return { army, other, deemed };
});
const hasService = v.derived('有需认定的年限', [service], (list) => list.length > 0);
/** `15` → `1 年 3 个月`. */
export const inYears = (months: number): string => `${Math.floor(months / 12)} 年 ${months % 12} 个月`;

/** R-YRS-01: is there recognised time besides what was paid? */
export const yearsFrom: Question<Case, 'paid' | 'recognised'> = {
  id: 'years.parts',
  ask: '缴费年限由哪些部分构成',
  rules: [
    {
      id: 'R-YRS-01',
      answer: 'paid',
      when: v.always,
      cites: [{ document: 'JL-11-2022', article: '第十一条' }],
      clause: '缴费年限由省内、省外实际缴费年限构成。',
    },
    {
      id: 'R-YRS-01#recognised',
      answer: 'recognised',
      exceptionTo: 'R-YRS-01',
      when: v.holds(hasService),
      cites: [{ document: 'JL-11-2022', article: '第十一条' }],
      clause:
        '制度实施后的军龄、部队保障的随军年限和其他应认定的为实际缴费年限；制度实施前的工龄、军龄、工作年限和随军年限为视同缴费年限。',
      finding: {
        code: 'RECOGNISED_YEARS',
        severity: 'info',
        say: () => '有工龄、军龄或随军年限，按职工医保制度实施日前后分别认定为视同或实际缴费年限。',
      },
    },
  ],
};

/** R-YRS-02: how months are counted. */
export const monthsCounted: Question<Case, 'once'> = {
  id: 'years.months',
  ask: '参保月数怎样计算',
  rules: [
    {
      id: 'R-YRS-02',
      answer: 'once',
      when: v.always,
      cites: [{ document: 'JL-11-2022', article: '第十三条' }],
      clause: '职工月数按费款所属期计；居民月数按实际参保月计，不计入职工年限；同一月份重复参保的只计一次。',
      finding: {
        code: 'MONTHS_COUNTED',
        severity: 'info',
        say: (e) => {
          const paid = e.maybe(paidMonths);
          return paid === undefined
            ? '同一月份重复参保的只计一次，居民月数不计入职工年限。'
            : `职工医保缴费 ${inYears(paid.here + paid.elsewhere)}，居民医保参保 ${paid.resident} 个月（不计入职工年限）。`;
        },
      },
    },
  ],
};
