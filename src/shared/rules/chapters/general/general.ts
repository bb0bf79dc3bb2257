import { addDays, addMonths, monthsFrom } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { on, parameter, v } from '../facts';

// R-GEN: periods, gaps, rounding, scope, who does what.

/** Months strictly between two fee periods: 2022-03 and 2022-07 leave 3 (口径4). */
export const gapMonths = (lastPaid: string, firstPaid: string): number => monthsFrom(lastPaid, firstPaid) - 1;

/** The last day of a period of `days` from `from`: the first day is not counted, the last is (Civil Code 201). */
export const lastDayOf = (from: string, days: number): string => addDays(from, days);

/** `fen × share`, rounded half up to whole fen, in integers; `share` is an exact decimal such as `0.0005`. */
export function shareOf(fen: number, share: string, times = 1): number {
  const [, decimals = ''] = share.split('.');
  const scale = 10n ** BigInt(decimals.length);
  const exact = BigInt(fen) * BigInt(decimals === '' ? share : share.replace('.', '')) * BigInt(times);
  return Number((2n * exact + scale) / (2n * scale));
}

/** The exact sum of two shares written as decimals: `0.07` and `0.025` are `0.095`. */
export function sumOfShares(a: string, b: string): string {
  const digits = (share: string) => share.split('.')[1]?.length ?? 0;
  const places = Math.max(digits(a), digits(b));
  const whole = (share: string) => BigInt(share.replace('.', '')) * 10n ** BigInt(places - digits(share));
  const sum = String(whole(a) + whole(b)).padStart(places + 1, '0');
  return places === 0 ? sum : `${sum.slice(0, -places)}.${sum.slice(-places)}`;
}

const from = v.fact<string>('request.from', '起算日', '从哪一天起算？', (c) => c.request.from);
const days = v.fact<number>('request.days', '天数', '多少天？', (c) => c.request.days);
const months = v.fact<number>('request.months', '月数', '多少个月？', (c) => c.request.months);
export const periodOfDays = v.derived('期间末日', [from, days], lastDayOf);
export const periodOfMonths = v.derived('期间末日', [from, months], (day, n) => addMonths(day, n));

const lastPaid = v.fact<string>(
  'request.lastPaid',
  '最后实缴的费款所属期',
  '最后缴到哪一期？',
  (c) => c.request.lastPaid,
);
const firstPaid = v.fact<string>(
  'request.firstPaid',
  '新缴的首个费款所属期',
  '从哪一期起新缴？',
  (c) => c.request.firstPaid,
);
export const gap = v.derived('中断月数', [lastPaid, firstPaid], gapMonths);

const amountFen = v.fact<number>(
  'request.amountFen',
  '基数（分）',
  '基数是多少？',
  (c) => c.request.amountFen,
);
const dailyRate = v.fact<string>(
  'request.dailyRate',
  '日费率',
  '每日费率是多少？',
  (c) => c.request.dailyRate,
);
export const dailyCharge = v.derived('按日加收', [amountFen, dailyRate, days], (fen, rate, n) => ({
  fen: shareOf(fen, rate, n),
  how: `${(fen / 100).toFixed(2)} 元 × ${rate} × ${n} 天，四舍五入到分`,
}));

/** R-GEN-02: on which side of three months is the gap? */
export const gapSide: Question<Case, 'within' | 'over'> = {
  id: 'general.gap',
  ask: '中断是否超过三个月',
  rules: [
    {
      id: 'R-GEN-02',
      answer: 'within',
      when: v.always,
      cites: [{ document: 'ENGINE', article: '口径4' }],
      clause: '中断月数为两次实缴之间未缴的费款所属期数，恰好 3 个月属于「3 个月以内」。',
      finding: {
        code: 'GAP_WITHIN',
        severity: 'info',
        say: (e) => `中断 ${e.value(gap)} 个月，未超过 3 个月。`,
      },
    },
    {
      id: 'R-GEN-02#over',
      answer: 'over',
      exceptionTo: 'R-GEN-02',
      when: v.more(gap, parameter<number>('transfer.maxGapMonths')),
      cites: [{ document: 'ENGINE', article: '口径4' }],
      clause: '超过 3 个月（不含 3 个月）为长中断。',
      finding: { code: 'GAP_OVER', severity: 'info', say: (e) => `中断 ${e.value(gap)} 个月，超过 3 个月。` },
    },
  ],
};

/** R-GEN-05: only three registrations exist. */
export const inScope: Question<Case, 'no'> = {
  id: 'general.scope',
  ask: '是否属于参保登记事项',
  rules: [
    {
      id: 'R-GEN-05',
      answer: 'no',
      when: v.always,
      cites: [{ document: 'JL-11-2022', article: '第六条' }],
      clause: '参保登记只有单位、职工、居民三类及其信息、状态变更。',
      finding: {
        code: 'OUT_OF_SCOPE',
        severity: 'refuse',
        say: (e) =>
          `「${e.subject.request.what ?? '所办事项'}」不属于单位、职工、居民参保登记及其变更，请到相应窗口办理。`,
      },
    },
  ],
};

const unemployment = v.fact<boolean>(
  'person.drawingUnemploymentBenefit',
  '正在领取失业保险金',
  '本人是否正在领取失业保险金？',
  (c) => c.facts.person?.drawingUnemploymentBenefit,
);

/** R-GEN-07: people drawing unemployment benefit are registered by the social insurance office. */
export const unemploymentChannel: Question<Case, 'here' | 'there'> = {
  id: 'general.unemployment',
  ask: '是否应由社保机构申报',
  rules: [
    {
      id: 'R-GEN-07#here',
      answer: 'here',
      when: v.always,
      cites: [{ document: 'JL-11-2022', article: '第三条' }],
      clause: '医保经办机构负责登记、核定；实缴以税务回传为准。',
    },
    {
      id: 'R-GEN-07',
      answer: 'there',
      exceptionTo: 'R-GEN-07#here',
      when: v.holds(unemployment),
      cites: [{ document: 'JL-11-2022', article: '第三条' }],
      clause: '领取失业保险金期间由社保机构申报并缴费。',
      finding: {
        code: 'UNEMPLOYMENT_FUND_CHANNEL',
        severity: 'warn',
        say: () => '本人正在领取失业保险金，职工医保应由社保机构申报缴费，请核实后再办。',
      },
    },
  ],
};

const covered = v.fact<boolean>('region', '办理地', '在哪里办理？', (c) => c.region.startsWith('22'));

/** The book is written for Jilin from 26 May 2022; elsewhere its answer is only an indication. */
export const bookCovers: Question<Case, 'yes' | 'no'> = {
  id: 'general.book',
  ask: '规则手册是否适用',
  rules: [
    {
      id: 'R-GEN-04',
      answer: 'yes',
      when: v.always,
      cites: [{ document: 'ENGINE', article: '核查顺序' }],
      clause: '身份、死亡、同制度在保、已缴期间、跨制度、期限、费用、等待期依次核查，遇到不予办理即止。',
    },
    {
      id: 'R-GEN-04#outside',
      answer: 'no',
      exceptionTo: 'R-GEN-04',
      when: v.any(v.not(v.holds(covered)), v.before(on, v.constant('2022-05-26'))),
      cites: [{ document: 'ENGINE', article: '适用范围' }],
      clause: '规则手册按吉林省 2022 年规程编写。',
      finding: {
        code: 'OUTSIDE_BOOK',
        severity: 'info',
        say: () => '规则手册按吉林省 2022 年规程编写，这个地区或日期没有逐条核对，结论只作参考。',
      },
    },
  ],
};
