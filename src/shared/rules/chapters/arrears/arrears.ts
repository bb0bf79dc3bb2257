import { addMonths } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { parameter, v } from '../facts';

// 规程第二十四条: benefits while a unit owes, and after it has paid (R-ARR).

const cites = [{ document: 'JL-11-2022', article: '第二十四条' }] as const;

/** Stands for a day that has not come. */
const NEVER = '9999-12-31';

const firstUnpaid = v.fact<string | null>(
  'unit.firstUnpaid',
  '首个欠费的费款所属期',
  '单位从哪一个费款所属期起没有缴费？',
  (c) => c.facts.unit?.firstUnpaid,
  true,
);
const none = v.constant(null, '没有欠费');
/** The day benefits are suspended from: the first day of the first period that is not paid (口径16). */
export const suspendedFrom = v.derived('暂停待遇首日', [firstUnpaid], (month) =>
  month === null ? NEVER : `${month}-01`,
);
/** The first day on which paying is too late for the gap to be covered. */
export const retroLimit = v.derived(
  '满追溯期限之日',
  [suspendedFrom, parameter<number>('arrears.retroMonths')],
  (from, n) => (from === NEVER ? from : addMonths(from, n)),
);
/** The day everything was paid; `NEVER`: not yet, or not all of it. */
const paid = v.fact<string>('request.paidOn', '足额补缴日', '哪一天足额补缴？', (c) =>
  c.request.paidInFull === false ? NEVER : (c.request.paidOn ?? NEVER),
);
const unpaid = v.is(paid, v.constant(NEVER, '尚未足额补缴'));
const owes = v.isNot(firstUnpaid, none);
/** Where nobody says that the retirement was completed, the person is at work. */
const retired = v.fact<boolean>(
  'person.retired',
  '已办医保退休的退休人员',
  '是否已办医保退休？',
  (c) => c.facts.person?.retired ?? false,
);
const inTime = v.before(paid, retroLimit);

/** R-ARR-01 to 03: what the arrears do to benefits as a whole. */
export const arrearsState: Question<Case, 'none' | 'suspended' | 'retroactive' | 'later' | 'retiree'> = {
  id: 'arrears.state',
  ask: '单位欠费期间的待遇怎样处理',
  rules: [
    {
      id: 'R-ARR-01#none',
      answer: 'none',
      when: v.always,
      cites,
      clause: '单位没有中断缴费的，待遇不受影响。',
      finding: { code: 'NO_ARREARS', severity: 'info', say: () => '单位没有中断缴费，待遇不受影响。' },
    },
    {
      id: 'R-ARR-01',
      answer: 'suspended',
      exceptionTo: 'R-ARR-01#none',
      when: v.all(owes, v.not(v.holds(retired)), unpaid),
      cites,
      clause: '单位中断缴费的，自中断之日起暂停职工待遇；只补缴一部分的仍然暂停。',
      finding: {
        code: 'SUSPENDED_ARREARS',
        severity: 'warn',
        say: (e) =>
          `单位自 ${e.value(firstUnpaid)} 起欠费，${e.value(suspendedFrom)} 起暂停职工医保待遇，足额补缴后恢复。`,
      },
    },
    {
      id: 'R-ARR-01#retiree',
      answer: 'retiree',
      exceptionTo: 'R-ARR-01#none',
      when: v.all(owes, v.holds(retired)),
      cites,
      clause: '缴费达到规定年限且已办医保退休的退休人员，待遇不暂停。',
      finding: {
        code: 'RETIREE_NOT_SUSPENDED',
        severity: 'info',
        say: () => '本人已办医保退休，单位欠费不影响待遇。',
      },
    },
    {
      id: 'R-ARR-02',
      answer: 'retroactive',
      exceptionTo: 'R-ARR-01#none',
      when: v.all(owes, v.not(v.holds(retired)), inTime),
      cites: [...cites, { document: 'ENGINE', article: '口径16' }],
      clause: '3 个月内（含）足额补缴的，恢复待遇，并追溯中断期间的待遇。',
      finding: {
        code: 'ARREARS_RETROACTIVE',
        severity: 'info',
        say: (e) => `${e.value(paid)} 已在期限内足额补缴，自 ${e.value(suspendedFrom)} 起的待遇予以追溯。`,
      },
    },
    {
      id: 'R-ARR-03',
      answer: 'later',
      exceptionTo: 'R-ARR-01#none',
      when: v.all(v.not(v.holds(retired)), v.not(unpaid), v.not(inTime)),
      cites: [...cites, { document: 'ENGINE', article: '口径16' }],
      clause: '超过 3 个月补缴的，补记年限和个人账户，中断期间待遇不追溯，补缴后恢复待遇。',
      finding: {
        code: 'ARREARS_NOT_RETROACTIVE',
        severity: 'warn',
        say: (e) =>
          `补缴已超过期限，${e.value(suspendedFrom)} 至 ${e.value(paid)} 前的待遇不追溯，只补记年限和个人账户。`,
      },
    },
  ],
};

const day = v.fact<string>('request.day', '所问的日期', '问的是哪一天？', (c) => c.request.day ?? c.on);
/** A unit that owes nothing suspends from a day that never comes. */
const affected = v.all(v.not(v.holds(retired)), v.notBefore(day, suspendedFrom));

/** R-ARR-01 to 03 on one day: may benefits be used, as far as the unit's arrears go? */
export const arrearsDay: Question<Case, 'usable' | 'suspended' | 'notCovered'> = {
  id: 'arrears.day',
  ask: '当日待遇是否因单位欠费暂停',
  rules: [
    {
      id: 'R-ARR-02#usable',
      answer: 'usable',
      when: v.always,
      cites,
      clause: '欠费之前、追溯期间和补缴之后的待遇照常。',
    },
    {
      id: 'R-ARR-01#day',
      answer: 'suspended',
      exceptionTo: 'R-ARR-02#usable',
      when: v.all(affected, unpaid),
      cites,
      clause: '欠费尚未足额补缴的，自中断之日起不享受待遇。',
      finding: {
        code: 'SUSPENDED_ARREARS',
        severity: 'refuse',
        say: (e) => `${e.value(day)} 单位欠费，待遇自 ${e.value(suspendedFrom)} 起暂停，请单位足额补缴。`,
      },
    },
    {
      id: 'R-ARR-03#day',
      answer: 'notCovered',
      exceptionTo: 'R-ARR-02#usable',
      when: v.all(affected, v.not(unpaid), v.not(inTime), v.before(day, paid)),
      cites,
      clause: '超过期限补缴的，中断期间发生的费用不予报销。',
      finding: {
        code: 'GAP_NOT_COVERED',
        severity: 'refuse',
        say: (e) => `${e.value(day)} 在单位欠费期间，单位超过期限才补缴，当日发生的费用不追溯报销。`,
      },
    },
  ],
};
