import { formatFen } from '../../domain/money';
import type { Case } from '../case';
import { confirmedIdentities, on, resActiveElsewhere, resActiveHere, year, yearEnd } from '../chapters/facts';
import {
  assisted,
  categoryFits,
  type FeeClass,
  feeClass,
  feeStandard,
  identityVerified,
  unassisted,
} from '../chapters/resident/fee';
import {
  newbornAlive,
  newbornBirth,
  newbornFeeYear,
  newbornInTime,
  newbornLastDay,
  newbornOwnName,
  newbornYear,
} from '../chapters/resident/newborn';
import { newEntrant, newEntrantFrom } from '../chapters/resident/newEntrant';
import { localTie, notElsewhere, notEmployee, yearFree, yearPaid } from '../chapters/resident/who';
import { collectiveWindow, windowFirst, windowLast, yearRunning } from '../chapters/resident/window';
import { notDeceased } from '../chapters/status/status';
import { residentNoWait, residentWait, residentWaits, waitEnds } from '../chapters/waiting/resident';
import type { Session } from '../session';
import { book, identity } from './identity';
import { studentWaiting } from './keyGroups';
import type { Step } from './step';

const CLASS_LABELS: Record<FeeClass, string> = { ADULT: '成年居民', MINOR: '未成年人', STUDENT: '学生' };
const IDENTITY_LABELS: Record<string, string> = {
  EXTREMELY_POOR: '特困人员',
  ORPHAN: '孤儿',
  MIN_LIVING: '低保对象',
  SEVERELY_DISABLED: '重度残疾人',
  LOW_INCOME_EDGE: '低保边缘家庭成员',
  RETURN_TO_POVERTY_RISK: '防止返贫监测对象',
};

/** R-RES-03: the standard, what is assisted, and what is left to pay. */
const fees: Step = (s) => {
  s.ask(identityVerified, 'output');
  s.ask(categoryFits, 'advice');
  if (s.e.maybe(yearPaid) === true) {
    const how = '本年度已缴费，不再收费';
    s.amount('payable', '个人应缴', yearPaid, () => ({ fen: 0, how }));
    return;
  }
  const kind = s.need(feeClass);
  if (kind === undefined) return;
  feesOf(s, kind);
};

function feesOf(s: Session, kind: FeeClass): void {
  const label = CLASS_LABELS[kind];
  s.amount('feeStandard', '个人缴费标准', feeStandard[kind], (fen) => ({
    fen,
    how: `${s.e.value(year)} 年度${label}个人缴费标准 ${formatFen(fen)}`,
  }));
  const confirmed = s.e.maybe(confirmedIdentities) ?? [];
  const help = confirmed.length > 0 ? assisted[kind] : unassisted[kind];
  const wordsOf = (a: { type: string | null; share: string; standard: number }) => {
    if (a.type === null) return '没有可资助的特殊身份';
    const name = IDENTITY_LABELS[a.type] ?? a.type;
    return a.share === 'ALL'
      ? `${name}，个人缴费全额资助`
      : `${name}，按 ${formatFen(a.standard)} × ${a.share} 资助，四舍五入到分`;
  };
  s.amount('assisted', '资助金额', help, (a) => ({ fen: a.fen, how: wordsOf(a) }));
  s.amount('payable', '个人应缴', help, (a) => ({
    fen: a.standard - a.fen,
    how: `${formatFen(a.standard)} − ${formatFen(a.fen)} = ${formatFen(a.standard - a.fen)}`,
  }));
}

/** R-WAIT and R-RES-02: the waiting period and the first day of benefits. */
export const residentWaiting: Step = (s) => {
  const asked = s.subject.matter === 'WAITING_PERIOD';
  // A year that is paid keeps the wait that was set when it was paid.
  if (!asked && s.e.maybe(yearPaid) === true) return;
  const waits = s.ask(residentWaits, asked ? 'gate' : 'output');
  if (waits === undefined) return;
  if (waits === 'NONE') {
    const entrant = s.ask(newEntrant, 'output') === 'entrant';
    const from = s.need(entrant ? newEntrantFrom : residentNoWait);
    if (from === undefined) return;
    s.date('coverFrom', '保障期首日', from);
    s.date('benefitFrom', '待遇开始日', from);
  } else {
    const wait = s.need(residentWait[waits], asked ? 'gate' : 'output');
    if (wait === undefined) return;
    s.date('waitingFirst', '等待期首日', wait.waitingFirst);
    s.date('waitingLast', '等待期末日', wait.waitingLast);
    s.date('coverFrom', '保障期首日', wait.waitingFirst);
    if (waits === 'FULL') s.ask(waitEnds, 'output');
    s.date('benefitFrom', '待遇开始日', wait.benefitFrom);
  }
  s.date('coverTo', '保障期末日', s.e.value(yearEnd));
};

const window: Step = (s) => {
  s.ask(collectiveWindow, 'output');
  const first = s.e.maybe(windowFirst);
  const last = s.e.maybe(windowLast);
  if (first !== undefined) s.date('windowFirst', '集中缴费期首日', first);
  if (last !== undefined) s.date('lastDay', '集中缴费期末日', last);
};

/** When it is paid, what is paid, and from when it counts; students may have windows of their own. */
function terms(s: Session): void {
  const paidHere = s.e.maybe(yearPaid) === true && s.e.maybe(resActiveElsewhere) !== true;
  // Nothing is paid now for a year that is paid, so no window is asked about.
  const settled = paidHere || studentWaiting(s);
  for (const step of settled ? [fees] : [window, fees, residentWaiting]) if (!s.refused) step(s);
}

const materials: Step = (s) => {
  const person = s.subject.facts.person ?? {};
  if (person.certType === null || person.certType === '99') {
    s.material('NO_DOCUMENT_PROOF', '身份证明（社区或公安出具）');
  } else s.material('IDENTITY', '有效身份证件');
  if (person.hukouRegion === s.subject.region) s.material('HUKOU_BOOK', '户口簿', false);
  else if (person.residencePermit) s.material('RESIDENCE_PERMIT', '居住证');
  else if (person.studentHere) s.material('STUDENT_PROOF', '学籍证明');
  if (person.identities?.length)
    s.material('IDENTITY_PROOF', '特殊身份认定材料（系统已有部门认定的免交）', false);
  s.material('FORM', '城乡居民基本医疗保险参保登记表');
};

const relation: Step = (s) => {
  const renews = s.e.maybe(resActiveHere) === true;
  const text = renews ? '居民关系延续，核定该年度医保费' : '建立居民参保关系，核定该年度医保费';
  s.effect(renews ? 'RENEW_RES' : 'REGISTER_RES', s.e.value(on), text);
};

export const residentRegister: readonly Step[] = [
  book,
  ...identity,
  (s) => void s.ask(notDeceased),
  (s) => void s.need(year, 'gate'),
  (s) => void s.ask(notElsewhere),
  (s) => void s.ask(yearFree),
  (s) => void s.ask(notEmployee),
  (s) => void s.ask(localTie),
  (s) => void s.ask(yearRunning),
  (s) => void terms(s),
  relation,
  materials,
];

/** Born within 90 days: covered from birth, no waiting; later: as any first enrolment. */
export const newbornRegister: readonly Step[] = [
  book,
  ...identity,
  (s) => void s.ask(newbornAlive),
  (s) => void s.ask(notElsewhere),
  (s) => void s.ask(newbornOwnName),
  (s) => {
    const inTime = s.ask(newbornInTime);
    const last = s.e.maybe(newbornLastDay);
    if (last !== undefined) s.date('newbornLastDay', '出生后登记期限末日', last);
    if (inTime === 'inTime') covered(s);
    else if (inTime === 'late') for (const step of ordinary) if (!s.refused) step(s);
  },
  relation,
  (s) => {
    s.material('BIRTH_CERTIFICATE', '出生医学证明');
    s.material('HUKOU_BOOK', '户口簿（新生儿已落户的）', false);
    s.material('GUARDIAN_IDENTITY', '监护人有效身份证件');
    if (s.subject.facts.person?.alive === false) s.material('DEATH_PROOF', '死亡证明');
    if (s.subject.facts.newborn?.underParentName)
      s.effect('REQUEST_UPDATE', null, '提请监护人更新为新生儿本人信息');
    s.material('FORM', '城乡居民基本医疗保险参保登记表');
  },
];

const ordinary: readonly Step[] = [
  (s) => void s.need(year, 'gate'),
  (s) => void s.ask(yearFree),
  (s) => void s.ask(yearRunning),
  window,
  fees,
  residentWaiting,
];

function covered(s: Session): void {
  const birth = s.e.value(newbornBirth);
  s.date('coverFrom', '保障期首日', birth);
  s.date('benefitFrom', '待遇开始日', birth);
  const which = s.ask(newbornYear, 'output');
  const due = which === undefined ? undefined : s.need(newbornFeeYear[which]);
  if (due === undefined) return;
  s.date('coverTo', '保障期末日', `${due}-12-31`);
  // The fee is that of the year the rules name, whatever year was asked for.
  const named: Case = { ...s.subject, request: { ...s.subject.request, year: due, category: 'NEWBORN' } };
  const inner = s.nested(named);
  inner.ask(yearFree);
  if (!inner.refused) fees(inner);
  s.take(inner);
}
