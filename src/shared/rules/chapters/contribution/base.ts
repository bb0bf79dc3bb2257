import { lastDayOfMonth } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { WageFact } from '../../caseContribution';
import type { Question } from '../../kernel/rule';
import { on, parameter, v } from '../facts';
import { shareOf } from '../general/general';
import { yuan, yuanToFen } from './parts';

// 规程第二十二条: the contribution base, a month, in fen (R-BASE).

const JL = 'JL-11-2022';
const cites = [{ document: JL, article: '第二十二条' }] as const;

const startMonth = parameter<number>('base.cycleStartMonth');
const asked = v.fact<number | null>(
  'request.cycle',
  '执行年度',
  '申报哪一年起执行的基数？',
  (c) => c.request.cycle ?? null,
);
const hired = v.fact<string | null>(
  'request.hireDate',
  '用工之日',
  '哪一天开始用工？',
  (c) => c.request.hireDate ?? null,
);
/** The year whose base a day or month belongs to. */
export const cycleYear = (day: string, first: number): number =>
  Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) >= first ? 0 : 1);
/** The year in which the base begins to apply: of a new hire the running one, else the one that is declared for. */
export const cycle = v.derived(
  '执行年度',
  [asked, hired, on, startMonth],
  (year, hire, day, first) => year ?? (hire === null ? Number(day.slice(0, 4)) : cycleYear(hire, first)),
);
const two = (n: number) => String(n).padStart(2, '0');
export const cycleStart = v.derived(
  '执行首日',
  [cycle, startMonth],
  (year, first) => `${year}-${two(first)}-01`,
);
export const cycleEnd = v.derived('执行末日', [cycle, startMonth], (year, first) =>
  first === 1 ? `${year}-12-31` : lastDayOfMonth(`${year + 1}-${two(first - 1)}`),
);
const dayText = (text: string, year: number): string => {
  if (text.length > 6) return text;
  return text.endsWith('END') ? lastDayOfMonth(`${year}-${text.slice(0, 2)}`) : `${year}-${text}`;
};
const declareDay = (text: string, name: 'base.declareFrom' | 'base.declareTo') =>
  v.derived(text, [parameter<string>(name, { at: cycleStart }), cycle], dayText);
export const declareFrom = declareDay('申报首日', 'base.declareFrom');
export const declareTo = declareDay('申报末日', 'base.declareTo');

const declared = v.fact<boolean>(
  'request.declared',
  '已申报',
  '单位有没有申报？',
  (c) => c.request.declared ?? true,
);
export const wages = v.fact<readonly WageFact[]>(
  'wages',
  '本人历年工资',
  '本人上年度工资总额是多少，工作了几个月？',
  (c) => c.facts.wages,
);
/** What a year's wages are a month: the total by the months worked, to the fen. */
export const monthly = (w: WageFact): number => Math.round(w.totalFen / (w.months ?? 12));
const lastYear = v.derived(
  '上年度本人工资',
  [wages, cycle],
  (list, year) => list.find((w) => w.year === year - 1) ?? null,
);
const hiredThisYear = v.derived(
  '当年新入职',
  [hired, cycle],
  (hire, year) => hire !== null && hire >= `${year}-01-01`,
);
const noLastYear = v.derived('没有上年度工资', [lastYear], (w) => w === null);
const firstWage = v.fact<number>(
  'request.firstWageFen',
  '当月应发或核定工资',
  '到本单位当月应发工资或核定工资是多少？',
  (c) => c.request.firstWageFen,
);
export const lastBase = v.fact<number>(
  'lastBaseFen',
  '上年度缴费基数',
  '上年度缴费基数是多少？',
  (c) => c.facts.lastBaseFen,
  true,
);
const factor = parameter<string>('base.undeclaredFactor');
const times = (n: string | undefined): string => (n === undefined ? '的规定倍数' : `的 ${n} 倍`);

/** R-BASE-02 to 04: what is the base taken from? */
export const baseFrom: Question<Case, 'WAGES' | 'FIRST_WAGE' | 'LAST_BASE'> = {
  id: 'contribution.base',
  ask: '缴费基数按什么确定',
  rules: [
    {
      id: 'R-BASE-02',
      answer: 'WAGES',
      when: v.always,
      cites,
      clause: '以职工上年度本人月平均工资为缴费基数；工作不满一年的按实际月数平均。',
    },
    {
      id: 'R-BASE-03',
      answer: 'FIRST_WAGE',
      exceptionTo: 'R-BASE-02',
      when: v.all(v.holds(declared), v.any(v.holds(hiredThisYear), v.holds(noLastYear))),
      cites,
      clause: '新入职职工以到本单位当月应发工资或核定的工资为当年基数，到执行期末为止。',
      finding: {
        code: 'NEW_HIRE_BASE',
        severity: 'info',
        say: (e) => `新入职或没有上年度工资，按当月应发或核定的工资确定，执行到 ${e.value(cycleEnd)}。`,
      },
    },
    {
      id: 'R-BASE-04',
      answer: 'LAST_BASE',
      exceptionTo: 'R-BASE-02',
      when: v.not(v.holds(declared)),
      cites: [...cites, { document: 'ENGINE', article: '口径17' }],
      clause: '单位未按规定申报的，暂按上年度缴费基数的 110% 确定。',
      finding: {
        code: 'BASE_PROVISIONAL',
        severity: 'warn',
        say: (e) => `单位未申报，暂按上年度缴费基数${times(e.maybe(factor))}确定，请督促单位补申报。`,
      },
    },
  ],
};

/** R-BASE-01: is it declared in the two months of the year? */
export const declaredInTime: Question<Case, 'inTime' | 'late' | 'early'> = {
  id: 'contribution.declaration',
  ask: '是否在申报期内申报',
  rules: [
    {
      id: 'R-BASE-01',
      answer: 'inTime',
      when: v.always,
      cites,
      clause: '每年 1 月至 2 月申报；执行期为当年 4 月至次年 3 月的费款所属期。新入职的随登记申报。',
    },
    {
      id: 'R-BASE-01#late',
      answer: 'late',
      exceptionTo: 'R-BASE-01',
      when: v.all(v.holds(declared), v.not(v.holds(hiredThisYear)), v.after(on, declareTo)),
      cites,
      clause: '过了申报期的，已暂按上年度基数的 110% 执行；补申报后以申报的基数为准。',
      finding: {
        code: 'BASE_DECL_LATE',
        severity: 'warn',
        say: (e) =>
          `申报期到 ${e.value(declareTo)} 为止，已逾期；此前暂按上年度基数${times(e.maybe(factor))}，差额怎样结算没有规定。`,
      },
    },
    {
      id: 'R-BASE-01#early',
      answer: 'early',
      exceptionTo: 'R-BASE-01',
      when: v.all(v.holds(declared), v.not(v.holds(hiredThisYear)), v.before(on, declareFrom)),
      cites,
      clause: '申报期开始以后才申报。',
      finding: {
        code: 'BASE_DECL_EARLY',
        severity: 'warn',
        say: (e) => `申报期自 ${e.value(declareFrom)} 起，现在还没有开始。`,
      },
    },
  ],
};

/** Each kind of base before limits, with how it was found. */
export const baseOf = {
  WAGES: v.derived('上年度月平均工资', [lastYear], (w) => ({
    fen: w === null ? 0 : monthly(w),
    how: w === null ? '' : `${yuan(w.totalFen)} 元 ÷ ${w.months ?? 12} 个月`,
  })),
  FIRST_WAGE: v.derived('当月应发或核定工资', [firstWage], (fen) => ({ fen, how: '当月应发或核定的工资' })),
  LAST_BASE: v.derived('上年度基数的 110%', [lastBase, factor], (fen, times) => ({
    fen: shareOf(fen, times),
    how: `${yuan(fen)} 元 × ${times}`,
  })),
};

const limitOf = (name: 'base.floor' | 'base.ceiling') =>
  parameter<number>(name, { at: cycleStart, pick: yuanToFen });
const floor = limitOf('base.floor');
const ceiling = limitOf('base.ceiling');
/** Both limits; a region that publishes only one has not set them. */
export const limits = v.derived('缴费基数上下限', [floor, ceiling], (low, high) => ({ low, high }));
const perhaps = (c: Case) => ({
  wages: c.facts.wages,
  first: c.request.firstWageFen,
  last: c.facts.lastBaseFen,
});
const known = v.fact('wages', '已知的工资和基数', '工资是多少？', perhaps);
/** The base that the limits are held against; null while it is not known. */
const unlimited = v.derived(
  '限前基数',
  [known, declared, hiredThisYear, cycle, factor],
  (k, yes, isNew, year, times) => {
    if (!yes) return k.last === undefined ? null : shareOf(k.last, times);
    const w = k.wages?.find((one) => one.year === year - 1);
    if (isNew || (k.wages !== undefined && w === undefined)) return k.first ?? null;
    return w === undefined ? null : monthly(w);
  },
) as Parameters<typeof v.less>[0];

/** R-BASE-05: the base lies between floor and ceiling. */
export const baseLimits: Question<Case, 'within' | 'floor' | 'ceiling' | 'open'> = {
  id: 'contribution.limits',
  ask: '缴费基数是否在上下限内',
  rules: [
    {
      id: 'R-BASE-05',
      answer: 'within',
      when: v.always,
      cites: [{ document: 'ENGINE', article: '缴费基数上下限' }],
      clause: '在上下限之间的照实。',
    },
    {
      id: 'R-BASE-05#floor',
      answer: 'floor',
      exceptionTo: 'R-BASE-05',
      when: v.all(v.known(limits), v.less(unlimited, floor)),
      cites: [{ document: 'ENGINE', article: '缴费基数上下限' }],
      clause: '低于下限的按下限。',
      finding: {
        code: 'BASE_FLOOR',
        severity: 'info',
        say: (e) => `低于缴费基数下限，按下限 ${yuan(e.value(floor))} 元。`,
      },
    },
    {
      id: 'R-BASE-05#ceiling',
      answer: 'ceiling',
      exceptionTo: 'R-BASE-05',
      when: v.all(v.known(limits), v.more(unlimited, ceiling)),
      cites: [{ document: 'ENGINE', article: '缴费基数上下限' }],
      clause: '高于上限的按上限。',
      finding: {
        code: 'BASE_CEILING',
        severity: 'info',
        say: (e) => `高于缴费基数上限，按上限 ${yuan(e.value(ceiling))} 元。`,
      },
    },
    {
      id: 'R-BASE-05#open',
      answer: 'open',
      exceptionTo: 'R-BASE-05',
      when: v.not(v.known(limits)),
      cites: [{ document: 'ENGINE', article: '缴费基数上下限' }],
      clause: '该执行年度没有加载上下限的，不作限制并说明。',
      finding: {
        code: 'LIMITS_NOT_LOADED',
        severity: 'info',
        say: () => '该执行年度的缴费基数上下限还没有加载，基数未作限制，公布后请重新核对。',
      },
    },
  ],
};
export const settlement = v.derived('差额结算', [parameter<string>('base.settlement')], () => ({
  fen: 0,
  how: '',
}));
