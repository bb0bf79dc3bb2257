import { addDays } from '../../domain/civilDate';
import {
  employerInTime,
  firstPeriod,
  firstPeriodAsked,
  noActiveEmployee,
  periodFree,
  REGISTERING,
  refundOffer,
  registerLastDay,
  residentRelation,
} from '../chapters/employee/register';
import { on, resActive } from '../chapters/facts';
import { unemploymentChannel } from '../chapters/general/general';
import { notDeceased } from '../chapters/status/status';
import { coverGap, residentEnd } from '../chapters/waiting/coverGap';
import { employeeNoWait, employeeWait, employeeWaits } from '../chapters/waiting/employee';
import type { Session } from '../session';
import { book, identity } from './identity';
import type { Step } from './step';

const weight = (s: Session) =>
  (s.subject.matter === 'WAITING_PERIOD' ? 'gate' : 'output') as 'gate' | 'output';

/** R-WAIT-01 to 05: the waiting period and the first day of benefits. */
export const employeeWaiting: Step = (s) => {
  const waits = s.ask(employeeWaits, weight(s));
  if (waits === undefined) return;
  if (waits === 'NONE') {
    const from = s.need(employeeNoWait);
    if (from === undefined) return;
    s.date('benefitFrom', '待遇开始日', from);
    residentEnds(s, from, false);
    return;
  }
  const wait = s.need(employeeWait, weight(s));
  if (wait === undefined) return;
  s.date('waitingFirst', '等待期首日', wait.waitingFirst);
  s.date('waitingLast', '等待期末日', wait.waitingLast);
  s.date('benefitFrom', '待遇开始日', wait.benefitFrom);
  residentEnds(s, wait.benefitFrom, true);
};

/** R-EMP-20-4 and R-WAIT-09: the end of an active resident relation and the days without cover. */
function residentEnds(s: Session, benefitFrom: string, waits: boolean): void {
  if (!REGISTERING.has(s.subject.matter) || s.e.maybe(resActive) !== true) return;
  const end = s.need(residentEnd);
  if (end === undefined) return;
  const day = end.when === 'ON_EMP_REGISTRATION' ? s.e.value(on) : benefitFrom;
  const verb = end.kind === 'TERMINATE' ? '终止' : '暂停';
  const open = day < benefitFrom;
  const told = open && !waits ? `，职工待遇 ${benefitFrom} 才开始，请当面告知` : '';
  s.effect(`${end.kind}_RES`, day, `居民医保关系自 ${day} 起${verb}（职工参保登记）${told}`);
  if (waits && s.ask(coverGap, 'output') !== 'gap') return;
  if (!open) return;
  s.date('gapFirst', '无待遇期间首日', day);
  s.date('gapLast', '无待遇期间末日', addDays(benefitFrom, -1));
}

/** The first fee period that is assessed. */
export const first: Step = (s) => {
  const month = s.e.maybe(firstPeriod) ?? s.e.maybe(firstPeriodAsked);
  if (month === undefined) return void s.need(firstPeriod);
  s.date('firstPeriodFrom', '首个核定费款所属期的首日', `${month}-01`);
  const resumes = s.subject.matter === 'EMP_RESUME';
  s.effect(
    resumes ? 'RESUME_EMP' : 'REGISTER_EMP',
    s.e.value(on),
    `${resumes ? '恢复' : '建立'}职工参保关系，首个核定的费款所属期为 ${month}`,
  );
};

export const employeeRegister: readonly Step[] = [
  book,
  ...identity,
  (s) => void s.ask(notDeceased),
  (s) => void s.ask(noActiveEmployee),
  (s) => void s.ask(periodFree),
  (s) => void s.ask(residentRelation),
  (s) => void s.ask(refundOffer, 'advice'),
  (s) => {
    s.ask(employerInTime);
    // A flexible worker is in nobody's employ: there is no day to be late from.
    const employed = s.subject.request.hireDate !== undefined;
    const last = employed ? s.e.maybe(registerLastDay) : undefined;
    if (last !== undefined) s.date('lastDay', '用工之日起登记期限末日', last);
  },
  (s) => void s.ask(unemploymentChannel, 'advice'),
  first,
  employeeWaiting,
  (s) => {
    s.material('IDENTITY', '有效身份证件');
    if (s.subject.request.subKind === 'FLEX') s.material('FORM', '灵活就业人员参保登记表');
    else {
      s.material('LABOUR_CONTRACT', '劳动合同或用工证明', false);
      s.material('FORM', '职工基本医疗保险参保登记表（单位盖章）');
    }
  },
];
