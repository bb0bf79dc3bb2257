import { arrearsDay, arrearsState, retroLimit, suspendedFrom } from '../chapters/arrears/arrears';
import { noActiveEmployee, periodFree, refundOffer, residentRelation } from '../chapters/employee/register';
import { on } from '../chapters/facts';
import { unemploymentChannel } from '../chapters/general/general';
import { approvedDay, classChange } from '../chapters/retirement/benefitClass';
import { creditFor, lumpChoice, lumpCredit, lumpFor } from '../chapters/retirement/lump';
import {
  ageReached,
  male,
  months,
  monthsEnough,
  reachedOn,
  required,
  sexOf,
} from '../chapters/retirement/retirement';
import { resumable } from '../chapters/status/resume';
import { notDeceased } from '../chapters/status/status';
import { inYears, monthsCounted, paidMonths, serviceMonths, yearsFrom } from '../chapters/years/years';
import type { Session } from '../session';
import { flexMode } from './contribution';
import { employeeWaiting, first } from './employee';
import { book, identity } from './identity';
import type { Step } from './step';

/** R-YRS: months by part; recognised time needs the first day of the provincial scheme. */
export const contributionYears: readonly Step[] = [
  book,
  (s) => {
    s.ask(yearsFrom);
    s.ask(monthsCounted);
    const paid = s.need(paidMonths, 'gate');
    if (paid === undefined) return;
    const served = s.subject.facts.service?.length ? s.need(serviceMonths) : { army: 0, other: 0, deemed: 0 };
    s.number('outOfProvince', '省外实际缴费月数', paid.elsewhere);
    s.number('resMonths', '居民医保参保月数', paid.resident);
    if (served === undefined) {
      // Work adds nothing to what was paid in the province; service in the army does.
      const army = s.subject.facts.service?.some((x) => x.kind === 'MILITARY' || x.kind === 'SPOUSE');
      if (army !== true) s.number('inProvince', '省内实际缴费月数', paid.here);
      return;
    }
    const inProvince = paid.here + served.army;
    s.number('inProvince', '省内实际缴费月数（含制度实施后的军龄、随军年限）', inProvince);
    if (s.subject.facts.service?.length) {
      s.number('otherActual', '其他应认定的实际月数', served.other);
      s.number('deemed', '视同缴费月数', served.deemed);
    }
    const total = inProvince + paid.elsewhere + served.other + served.deemed;
    s.number('empMonths', `职工医保缴费年限（${inYears(total)}）`, total);
    s.number('years', '其中整年数', Math.floor(total / 12));
    s.number('restMonths', '其余月数', total % 12);
  },
];

function compare(s: Session): void {
  const isMale = s.e.maybe(male);
  const have = s.e.maybe(months);
  if (have !== undefined) s.number('empMonths', '职工医保缴费月数', have);
  if (isMale === undefined) return;
  const need = s.e.maybe(required(sexOf(isMale)));
  if (need === undefined) return;
  s.number('requiredMonths', '规定缴费月数', need);
  if (have !== undefined) s.number('shortMonths', '还差月数', Math.max(0, need - have));
}

const age: Step = (s) => {
  s.ask(ageReached);
  const day = s.e.maybe(reachedOn(s.subject));
  if (day !== undefined) s.date('retirementDay', '到法定退休年龄之日', day);
};
const retire = (s: Session): void => {
  s.effect('RETIRE_MEDICAL', s.e.value(on), '办理医保退休，享受退休人员职工医保待遇');
  s.effect('STOP_PREMIUM', s.e.value(on), '不再缴纳职工医保费（补充保险除外）');
};
/** R-LUMP-02, 03: what the missing months cost. */
function lumpAmounts(s: Session): void {
  const isMale = s.need(male, 'gate');
  if (isMale === undefined) return;
  s.amount('lumpSum', '一次性趸缴', lumpFor(s.subject, isMale), (lump) => ({ fen: lump.fen, how: lump.how }));
  s.ask(lumpCredit);
  s.amount('accountCredit', '个人账户补计', creditFor(s.subject, isMale), (credit) => credit);
}

/** R-LUMP-01: age and months; where months are missing, what a one-off payment would cost. */
export const medicalRetirement: readonly Step[] = [
  book,
  (s) => void s.ask(notDeceased),
  age,
  (s) => {
    const enough = s.ask(monthsEnough);
    compare(s);
    if (enough === 'enough') retire(s);
    if (enough === 'short') lumpAmounts(s);
    s.material('IDENTITY', '有效身份证件');
    s.material('RETIREMENT_APPROVAL', '退休审批材料');
  },
];

/** R-LUMP-02 to 04. */
export const lumpSum: readonly Step[] = [
  book,
  (s) => void s.ask(notDeceased),
  age,
  (s) => {
    const enough = s.ask(monthsEnough);
    compare(s);
    if (enough === 'enough') return retire(s);
    if (enough === undefined) return;
    const how = s.ask(lumpChoice, s.subject.request.instead === null ? 'gate' : 'output');
    if (s.refused) return;
    if (how === 'FLEX') s.effect('REGISTER_FLEX', null, '在户籍地或居住地以灵活就业身份参加职工医保');
    else if (how === 'RES') {
      s.effect('PAUSE_EMP', s.e.value(on), '职工医保关系暂停，已有缴费年限保留');
      s.effect('REGISTER_RES', null, '在户籍地或居住地参加居民医保');
    } else {
      lumpAmounts(s);
      if (how === 'whole') retire(s);
    }
  },
];

/** R-CHG-02. */
export const benefitClass: readonly Step[] = [
  book,
  (s) => void s.ask(classChange),
  (s) => {
    const day = s.e.maybe(approvedDay);
    if (day !== undefined) s.effect('CHANGE_BENEFIT_CLASS', day, `待遇类别自 ${day} 起变更，原类别留存`);
    s.material('APPROVAL', '特殊身份认定或职务职级批准文件');
  },
];

/** R-ARR: as a whole, and on one day where one is asked about. */
export const arrears: readonly Step[] = [
  book,
  (s) => {
    if (s.subject.request.day === undefined) s.ask(arrearsState);
    else arrearsOnDay(s);
    const from = s.e.maybe(suspendedFrom);
    if (from === undefined || s.subject.facts.unit?.firstUnpaid === null) return;
    s.date('suspendedFrom', '暂停待遇首日', from);
    const limit = s.e.maybe(retroLimit);
    if (limit !== undefined) s.date('retroLimit', '满追溯期限之日（须在此前足额补缴）', limit);
  },
];
export const arrearsOnDay: Step = (s) => {
  s.ask(arrearsDay);
  if (!s.refused) s.ask(arrearsState, 'advice');
};

const beginnings: readonly Step[] = [
  (s) => void s.ask(noActiveEmployee),
  (s) => void s.ask(periodFree),
  (s) => void s.ask(residentRelation),
  (s) => void s.ask(refundOffer, 'advice'),
  (s) => void s.ask(unemploymentChannel, 'advice'),
];

/** R-STA-02: a paused employee relation is taken up again. */
export const employeeResume: readonly Step[] = [
  book,
  ...identity,
  (s) => void s.ask(notDeceased),
  (s) => void s.ask(resumable),
  ...beginnings,
  first,
  employeeWaiting,
  (s) => {
    s.material('IDENTITY', '有效身份证件');
  },
];

/** R-FLX-01, and as for any employee registration. */
export const flexRegister: readonly Step[] = [
  book,
  ...identity,
  (s) => void s.ask(notDeceased),
  ...beginnings,
  flexMode,
  first,
  employeeWaiting,
  (s) => {
    s.material('IDENTITY', '有效身份证件');
    s.material('FORM', '灵活就业人员参保登记表');
  },
];
