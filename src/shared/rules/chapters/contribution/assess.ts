import { addToMonth } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { isIn, parameter, payments, thisMonth, v } from '../facts';

// 规程第十五条: who applies for the assessment of which fee period, and how a flexible worker takes part (R-ASM, R-FLX-01).

const cites = [{ document: 'JL-11-2022', article: '第十五条' }] as const;

const monthsAhead = parameter<number>('assess.monthsAhead');
export const nextPeriod = v.derived('应核定的费款所属期', [thisMonth, monthsAhead], addToMonth);
const asked = v.fact<string | null>(
  'request.period',
  '申请核定的费款所属期',
  '申请核定哪一期？',
  (c) =>
    c.request.period ??
    (c.request.scheme === 'RES' ? (c.request.year === undefined ? undefined : String(c.request.year)) : null),
);
/** The period that is assessed: the one asked for, else the next. */
export const assessedPeriod = v.derived('核定的费款所属期', [asked, nextPeriod], (p, next) => p ?? next);
const isYear = v.derived('按年核定', [asked], (p) => p?.length === 4);
const resident = v.fact<boolean>(
  'request.scheme',
  '居民参保',
  '职工医保还是居民医保？',
  (c) => c.request.scheme === 'RES',
);
const flexible = v.fact<boolean>(
  'request.subKind',
  '灵活就业',
  '随单位还是灵活就业？',
  (c) => c.request.subKind === 'FLEX',
);
const already = v.derived('该期已核定', [payments, assessedPeriod], (list, p) =>
  isIn(list, p.length === 4 ? 'RES' : 'EMP', p, ['DUE', 'PAID']),
);

/** R-ASM-01 to 03: whose cycle is it? */
export const cycle: Question<Case, 'unit' | 'flex' | 'resident'> = {
  id: 'contribution.cycle',
  ask: '由谁按什么周期申请核定',
  rules: [
    {
      id: 'R-ASM-01',
      answer: 'unit',
      when: v.always,
      cites,
      clause: '单位按月自主申请核定次月费款，当月缴纳；核定金额送税务，以税务回传为实缴。',
      finding: {
        code: 'UNIT_ASSESSES',
        severity: 'info',
        say: (e) => `单位申请核定 ${e.maybe(nextPeriod) ?? '次月'} 的费款，本月缴纳。`,
      },
    },
    {
      id: 'R-ASM-02',
      answer: 'flex',
      exceptionTo: 'R-ASM-01',
      when: v.all(v.holds(flexible), v.not(v.holds(resident))),
      cites,
      clause: '灵活就业参保人员本人按月申请核定次月费款。',
      finding: {
        code: 'PERSON_ASSESSES',
        severity: 'info',
        say: (e) => `本人申请核定 ${e.maybe(nextPeriod) ?? '次月'} 的费款，本月缴纳。`,
      },
    },
    {
      id: 'R-ASM-03',
      answer: 'resident',
      exceptionTo: 'R-ASM-01',
      when: v.holds(resident),
      cites,
      clause: '居民按年申请核定全年费款。',
      finding: {
        code: 'YEAR_ASSESSED',
        severity: 'info',
        say: (e) => `居民按年核定，一次核定 ${e.maybe(asked)?.slice(0, 4) ?? '参保年度'} 全年的费款。`,
      },
    },
  ],
};

/** R-ASM: can this period be assessed now? */
export const assessable: Question<Case, 'yes' | 'no' | 'late' | 'again'> = {
  id: 'contribution.assessable',
  ask: '该期现在能否核定',
  rules: [
    { id: 'R-ASM-01#now', answer: 'yes', when: v.always, cites, clause: '当月核定次月的费款。' },
    {
      id: 'R-ASM-01#early',
      answer: 'no',
      exceptionTo: 'R-ASM-01#now',
      when: v.all(v.not(v.holds(resident)), v.any(v.holds(isYear), v.after(assessedPeriod, nextPeriod))),
      cites,
      clause: '不能提前核定更后的月份。',
      finding: {
        code: 'PERIOD_NOT_ASSESSABLE',
        severity: 'refuse',
        say: (e) =>
          `本月只能核定 ${e.value(nextPeriod)}，${e.value(assessedPeriod)} 还不能核定，请到该期的上一个月再申请。`,
      },
    },
    {
      id: 'R-ASM-01#late',
      answer: 'late',
      exceptionTo: 'R-ASM-01#now',
      when: v.all(v.not(v.holds(resident)), v.not(v.holds(isYear)), v.before(assessedPeriod, nextPeriod)),
      cites: [{ document: 'JL-11-2022', article: '第二十三条' }],
      clause: '没有按时申请核定的仍予核定；单位部分自费款所属期次月起加收滞纳金。',
      finding: {
        code: 'ASSESSED_LATE',
        severity: 'warn',
        say: (e) =>
          `${e.value(assessedPeriod)} 应在上月核定并缴纳，已逾期；用工以来未登记的月份请按补缴办理。`,
      },
    },
    {
      id: 'R-ASM-03#month',
      answer: 'no',
      exceptionTo: 'R-ASM-01#now',
      when: v.all(v.holds(resident), v.not(v.holds(isYear))),
      cites,
      clause: '居民不按月核定。',
      finding: {
        code: 'PERIOD_NOT_ASSESSABLE',
        severity: 'refuse',
        say: () => '居民医保按年核定，不能只核定某个月，请按参保年度申请。',
      },
    },
  ],
};

/** A period that is assessed is not assessed again. */
export const assessedOnce: Question<Case, 'first' | 'again'> = {
  id: 'contribution.once',
  ask: '该期是否已经核定',
  rules: [
    { id: 'R-ASM-01#first', answer: 'first', when: v.always, cites, clause: '每一费款所属期核定一次。' },
    {
      id: 'R-ASM-01#again',
      answer: 'again',
      exceptionTo: 'R-ASM-01#first',
      when: v.holds(already),
      cites,
      clause: '已核定的费款所属期不再核定。',
      finding: {
        code: 'ALREADY_ASSESSED',
        severity: 'warn',
        say: (e) => `${e.value(assessedPeriod)} 的费款已经核定，不再重复核定，请核对。`,
      },
    },
  ],
};

/** Not chosen is known here: without a choice there is nothing to register. */
const mode = v.fact<string | null>(
  'request.mode',
  '选择的参保方式',
  '单建统筹还是统账结合？',
  (c) => c.request.mode ?? c.facts.flexMode ?? null,
);
const before = v.fact<string | null>(
  'flexMode',
  '现在的参保方式',
  '现在按哪种方式参保？',
  (c) => c.facts.flexMode ?? null,
);
const none = v.constant(null, '没有选择');
const fromAccount = v.fact<boolean>(
  'request.fromAccount',
  '要求用个人账户支付',
  '是否用个人账户支付？',
  (c) => c.request.fromAccount ?? false,
);
const settled = v.derived('已有变更办法', [parameter<string>('flex.modeChange')], () => true);
export const offeredModes = parameter<readonly string[]>('flex.modes');

/** The mode that the fee of an assessment goes by; unlike at registration, a mode not said is unknown. */
export const assessedMode = v.fact<'POOL_ONLY' | 'POOL_PLUS_ACCOUNT'>(
  mode.name,
  mode.text,
  '单建统筹还是统账结合？',
  (c) => c.request.mode ?? c.facts.flexMode ?? undefined,
);

/** R-FLX-01: with or without a personal account. */
export const flexibleMode: Question<Case, 'chosen' | 'missing' | 'changes' | 'noAccount'> = {
  id: 'contribution.flexible',
  ask: '灵活就业人员选择哪种参保方式',
  rules: [
    {
      id: 'R-FLX-01',
      answer: 'chosen',
      when: v.always,
      cites,
      clause: '灵活就业人员自主选择单建统筹（不建个人账户）或统账结合。',
    },
    {
      id: 'R-FLX-01#missing',
      answer: 'missing',
      exceptionTo: 'R-FLX-01',
      when: v.is(mode, none),
      cites,
      clause: '没有选择的不能登记。',
      finding: {
        code: 'FLEX_MODE_REQUIRED',
        severity: 'refuse',
        say: () => '灵活就业人员须先选择单建统筹或统账结合，请本人选定后再办。',
      },
    },
    {
      id: 'R-FLX-01#changes',
      answer: 'changes',
      exceptionTo: 'R-FLX-01',
      when: v.all(v.isNot(before, none), v.isNot(before, mode), v.holds(settled)),
      cites,
      clause: '参保期间改变方式的，按当地规定；规程没有规定。',
    },
    {
      id: 'R-FLX-01#noAccount',
      answer: 'noAccount',
      exceptionTo: 'R-FLX-01',
      when: v.all(v.holds(fromAccount), v.is(mode, v.constant('POOL_ONLY', '单建统筹'))),
      cites,
      clause: '单建统筹不建立个人账户，不能用个人账户支付。',
      finding: {
        code: 'NO_PERSONAL_ACCOUNT',
        severity: 'refuse',
        say: () => '单建统筹没有个人账户，不能用个人账户支付，请用其他方式缴费。',
      },
    },
  ],
};
