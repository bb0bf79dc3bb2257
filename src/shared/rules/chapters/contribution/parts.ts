import {
  addToMonth,
  type CivilDate,
  type CivilMonth,
  daysBetween,
  lastDayOfMonth,
} from '../../../domain/civilDate';
import { type CaseTerm, paidOn, parameter, v } from '../facts';
import { shareOf } from '../general/general';

// 规程第二十三条: what a fee period costs, when it is due, and what paying late adds. Amounts in fen.

/** `"7482"` or `"7482.50"` yuan as fen. */
export const yuanToFen = (raw: unknown): number | undefined => {
  const m = typeof raw === 'string' ? /^(\d+)(?:\.(\d{2}))?$/.exec(raw) : null;
  return m ? Number(m[1]) * 100 + Number(m[2] ?? 0) : undefined;
};
export const yuan = (fen: number): string => (fen / 100).toFixed(2);

export const period = v.fact<CivilMonth>('request.period', '费款所属期', '哪一个费款所属期？', (c) =>
  c.request.period?.length === 7 ? c.request.period : undefined,
);
/** The last day to pay an employee month: the last day of the month before it. */
export const dueDay = (month: CivilMonth): CivilDate => lastDayOfMonth(addToMonth(month, -1));
/** The first day that bears a late fee (口径7). */
export const lateFrom = (month: CivilMonth): CivilDate => `${addToMonth(month, 1)}-01`;
export const due = v.derived('缴费期限', [period], dueDay);
export const feeFrom = v.derived('滞纳金起算日', [period], lateFrom);

const base = v.fact<number>(
  'request.baseFen',
  '月缴费基数',
  '该期的月缴费基数是多少？',
  (c) => c.request.baseFen,
);
const periodStart = v.derived('费款所属期首日', [period], (month) => `${month}-01`);
/** A contribution rate of the fee period. */
export const rate = (
  name: 'rates.unit' | 'rates.person' | 'rates.flexPool' | 'rates.flexPoolAccount',
  at: CaseTerm<string>,
) => parameter<string>(name, { at });
const byRate = (text: string, name: Parameters<typeof rate>[0]) =>
  v.derived(text, [base, rate(name, periodStart)], (fen, share) => ({
    fen: shareOf(fen, share),
    how: `${yuan(fen)} 元 × ${share}`,
  }));
const given = (text: string, member: 'unitPartFen' | 'personPartFen', ask: string) =>
  v.derived(text, [v.fact<number>(`request.${member}`, text, ask, (c) => c.request[member])], (fen) => ({
    fen,
    how: '已核定的金额',
  }));
/** The parts of one period, as assessed or from the base. */
export const parts = {
  unitGiven: given('单位缴费部分', 'unitPartFen', '该期单位缴费部分是多少？'),
  unit: byRate('单位缴费部分', 'rates.unit'),
  personGiven: given('个人缴费部分', 'personPartFen', '该期个人缴费部分是多少？'),
  person: byRate('个人缴费部分', 'rates.person'),
  flexPool: byRate('单建统筹缴费', 'rates.flexPool'),
  flexPoolAccount: byRate('统账结合缴费', 'rates.flexPoolAccount'),
};

/** Days that bear a late fee: from the first of the month after the period to the payment day. */
export const lateDays = (month: CivilMonth, paid: CivilDate, lastDayCounts: boolean): number =>
  Math.max(0, daysBetween(lateFrom(month), paid) + (lastDayCounts ? 1 : 0));
export const paymentDayCounts = parameter<boolean>('lateFee.includePaymentDay');
export const dailyRate = parameter<string>('lateFee.dailyRate');

/** The late fee of one period: whole fen, never more than the unit part (R-FEE-02, 03). */
export const lateFeeOf = (unitFen: number, share: string, days: number): number =>
  Math.min(unitFen, shareOf(unitFen, share, days));

export const days = v.derived('滞纳天数', [period, paidOn, paymentDayCounts], lateDays);
/** Unit parts can be given or computed; each has its own fee. */
export const lateFee = (unit: CaseTerm<{ fen: number; how: string }>) =>
  v.derived('滞纳金', [unit, dailyRate, days, feeFrom, paidOn], (part, share, n, from, paid) => {
    const capped = shareOf(part.fen, share, n) > part.fen;
    const rest = capped ? '，超过单位缴费部分本金，按本金计' : '，四舍五入到分';
    return {
      fen: lateFeeOf(part.fen, share, n),
      how:
        n === 0
          ? `${from} 起才计收，没有滞纳金`
          : `${yuan(part.fen)} 元 × ${share} × ${n} 天（${from} 至 ${paid}）${rest}`,
    };
  });
