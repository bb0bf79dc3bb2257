import { accountPaysOut, balance } from '../chapters/contribution/account';
import {
  assessable,
  assessedMode,
  assessedOnce,
  assessedPeriod,
  cycle,
  flexibleMode,
} from '../chapters/contribution/assess';
import {
  backpayAmounts,
  backpayEffect,
  backpayOwed,
  type OwedMonth,
  owedMonth,
  owedPeriods,
} from '../chapters/contribution/backpay';
import {
  baseFrom,
  baseLimits,
  baseOf,
  cycleEnd,
  cycleStart,
  declaredInTime,
  declareFrom,
  declareTo,
  limits,
  settlement,
} from '../chapters/contribution/base';
import { flagEntered, flags } from '../chapters/contribution/identities';
import { feeBearer, lateness } from '../chapters/contribution/lateFee';
import { due, dueDay, feeFrom, lateFee, lateFrom, parts, period } from '../chapters/contribution/parts';
import { employerInTime, hireDate, registerLastDay } from '../chapters/employee/register';
import { type CaseTerm, on, paidOn, v } from '../chapters/facts';
import type { Session } from '../session';
import { book } from './identity';
import type { Step } from './step';

type Part = CaseTerm<{ fen: number; how: string }>;

/** Unit and personal part of a period, as far as a base or an assessed amount is given. */
function unitAndPerson(s: Session): void {
  const { request } = s.subject;
  if (request.unitPartFen === undefined && request.baseFen === undefined) return;
  s.amount('unitPart', '单位缴费部分', unitPart(s), (part) => part);
  if (request.personPartFen !== undefined)
    s.amount('personPart', '个人缴费部分', parts.personGiven, (part) => part);
  else if (request.baseFen !== undefined)
    s.amount('personPart', '个人缴费部分', parts.person, (part) => part);
  else return;
  const person = request.personPartFen === undefined ? parts.person : parts.personGiven;
  s.amount('premium', '应缴合计', both(unitPart(s), person), (sum) => sum);
}
const both = (unit: Part, person: Part): Part =>
  v.derived('应缴合计', [unit, person], (a, b) => ({ fen: a.fen + b.fen, how: '单位部分与个人部分之和' }));
const unitPart = (s: Session): Part =>
  s.subject.request.unitPartFen === undefined ? parts.unit : parts.unitGiven;

/** R-FEE: one fee period paid on a day. */
export const lateFeeSteps: readonly Step[] = [
  book,
  (s) => {
    if (s.need(period, 'gate') === undefined) return;
    s.ask(lateness);
    s.date('dueOn', '缴费期限', s.e.value(due));
    s.date('lateFeeFrom', '滞纳金起算日', s.e.value(feeFrom));
    unitAndPerson(s);
    s.amount('lateFee', '滞纳金', lateFee(unitPart(s)), (fee) => fee);
    s.ask(feeBearer, 'advice');
  },
];

/** R-ASM: assessment of the next fee period. */
export const assessment: readonly Step[] = [
  book,
  (s) => void s.ask(cycle),
  (s) => void s.ask(assessable),
  // Whether it was assessed already is the platform's to say.
  (s) => {
    const again = s.ask(assessedOnce, 'advice') === 'again';
    const month = s.e.maybe(assessedPeriod);
    if (month === undefined) return;
    if (!again) s.effect('ASSESS', s.e.value(on), `核定 ${month} 的费款，送税务征收，以税务回传为实缴`);
    if (month.length !== 7) return;
    s.date('periodFrom', '费款所属期首日', `${month}-01`);
    s.date('dueOn', '缴费期限', dueDay(month));
    s.date('lateFeeFrom', '滞纳金起算日', lateFrom(month));
    premium(s, month);
  },
];

/** The fee of a month from the base, where one is given. */
function premium(s: Session, month: string): void {
  const { request, matter } = s.subject;
  if (request.baseFen === undefined) return;
  const inner = s.nested({ ...s.subject, request: { ...request, period: month } });
  if (request.subKind !== 'FLEX' && matter !== 'FLEX_REGISTER') unitAndPerson(inner);
  else {
    const mode = inner.need(assessedMode);
    const term = mode === 'POOL_ONLY' ? parts.flexPool : mode ? parts.flexPoolAccount : undefined;
    if (term) inner.amount('premium', '灵活就业缴费', term, (part) => part);
  }
  s.take(inner);
}

/** R-FLX-01 with the fee of the first month. */
export const flexMode: Step = (s) => {
  s.ask(flexibleMode);
  if (s.refused || s.subject.request.baseFen === undefined) return;
  const month = s.subject.request.firstPeriod ?? s.e.maybe(assessedPeriod);
  if (month !== undefined) premium(s, month);
};

/** R-BASE: declaration of the base, or what stands in for it. */
export const baseDeclaration: readonly Step[] = [
  book,
  (s) => void s.ask(declaredInTime),
  (s) => {
    const which = s.ask(baseFrom);
    const first = s.e.maybe(cycleStart);
    const last = s.e.maybe(cycleEnd);
    if (first !== undefined) s.date('cycleFirst', '执行首日', first);
    if (last !== undefined) s.date('cycleLast', '执行末日', last);
    const [from, to] = [s.e.maybe(declareFrom), s.e.maybe(declareTo)];
    if (from !== undefined) s.date('declareFirst', '申报期首日', from);
    if (to !== undefined) s.date('lastDay', '申报期末日', to);
    if (which === undefined || s.need(baseOf[which], 'gate') === undefined) return;
    s.ask(baseLimits);
    s.amount('base', '月缴费基数', baseOf[which], (found) => within(s, found));
    if (s.ask(declaredInTime, 'advice') !== 'late') return;
    // Until the late declaration, 110 % of the last base applied.
    if (s.subject.facts.lastBaseFen !== undefined) {
      s.amount('provisionalBase', '申报前的暂定基数', baseOf.LAST_BASE, (found) => within(s, found));
    }
    s.amount('settlement', '差额结算', settlement, (found) => found);
  },
  (s) => void s.effect('SET_BASE', null, '按核定的基数计收执行期内各费款所属期'),
];

function within(s: Session, found: { fen: number; how: string }) {
  const bounds = s.e.maybe(limits);
  if (bounds === undefined) return found;
  if (found.fen < bounds.low) return { fen: bounds.low, how: `${found.how}，低于下限，按下限` };
  if (found.fen > bounds.high) return { fen: bounds.high, how: `${found.how}，高于上限，按上限` };
  return found;
}

/** R-EMP-19-2, 19-3: what is owed since the first day of work. */
export const backpay: readonly Step[] = [
  book,
  (s) => {
    s.ask(employerInTime);
    const last = s.e.maybe(registerLastDay);
    if (last !== undefined) s.date('lastDay', '用工之日起登记期限末日', last);
  },
  (s) => {
    if (s.need(hireDate, 'gate') === undefined) return;
    const owes = s.ask(backpayOwed);
    const months = s.need(owedPeriods);
    if (owes === 'nothing' || months === undefined) return;
    const [first, last] = [months[0], months.at(-1)];
    if (first !== undefined) s.date('backpayFirst', '补缴首个所属期的首日', `${first}-01`);
    if (last !== undefined) s.date('backpayLast', '补缴末个所属期的首日', `${last}-01`);
    s.number('backpayMonths', '补缴月数', months.length);
    const found = months.map((month) => s.need(owedMonth(month, s.subject)));
    if (found.every((m): m is OwedMonth => m !== undefined)) {
      for (const amount of backpayAmounts(found)) s.amount(amount.name, amount.label, paidOn, () => amount);
    }
    s.effect('CREDIT_YEARS', null, '足额补缴后补记缴费年限和个人账户');
    s.ask(backpayEffect);
    s.ask(feeBearer, 'advice');
    s.material('LABOUR_CONTRACT', '劳动合同或用工证明');
    s.material('WAGE_PROOF', '补缴各年的工资发放凭证', false);
  },
];

/** R-SPC-01: flags of special identity. */
export const specialIdentity: readonly Step[] = [
  book,
  (s) => void s.ask(flagEntered),
  (s) => {
    for (const flag of s.e.maybe(flags) ?? []) {
      if (flag.source === null) continue;
      s.effect('ENTER_FLAG', flag.from, `录入 ${flag.type}，来源：${flag.source}，自 ${flag.from} 起生效`);
    }
    s.material('IDENTITY', '有效身份证件');
    s.material('IDENTITY_PROOF', '特殊身份认定材料（系统已有部门认定的免交）', false);
  },
];

/** R-ACC: the personal account when the relation moves. */
export const accountWithdrawal: readonly Step[] = [
  book,
  (s) => {
    const what = s.ask(accountPaysOut);
    if (s.refused || what === undefined) return;
    s.amount('payOut', what === 'inherited' ? '由继承人继承的余额' : '一次性支取', balance, (fen) => ({
      fen,
      how: '个人账户本金和利息的全部余额',
    }));
    s.effect(what === 'inherited' ? 'INHERIT_ACCOUNT' : 'PAY_OUT_ACCOUNT', s.e.value(on), '个人账户清零');
    s.material('IDENTITY', '参保人或继承人有效身份证件');
    if (what === 'inherited') s.material('DEATH_PROOF', '死亡证明及继承关系证明');
    else s.material('NOT_RECEIVED_PROOF', '转入地不能接收个人账户的证明');
  },
];
