import { year, yearEnd, yearStart } from '../chapters/facts';
import {
  interrupted,
  landExpropriated,
  newbornGroup,
  poverty,
  studentGroup,
  veteran,
} from '../chapters/keyGroups/groups';
import { assistanceTravels, coverJoins, schoolPlace } from '../chapters/keyGroups/students';
import { feeClass, feeStandard } from '../chapters/resident/fee';
import { repairAllowed, repairCost, repairedWait } from '../chapters/waiting/repair';
import { studentLate, studentWait, studentWindowKnown } from '../chapters/waiting/student2021';
import type { Session } from '../session';
import { book } from './identity';
import type { Step } from './step';

/** What is said to key groups: advice, so what is not known is left out, except a student's change of year. */
export const keyGroups: readonly Step[] = [
  book,
  (s) => void s.ask(poverty, 'advice'),
  (s) => void s.ask(studentGroup, 'advice'),
  (s) => void s.ask(schoolPlace, 'advice'),
  (s) => void s.ask(assistanceTravels, 'advice'),
  (s) => {
    if (s.subject.facts.school !== undefined) s.ask(coverJoins);
  },
  (s) => void s.ask(newbornGroup, 'advice'),
  (s) => void s.ask(veteran, 'advice'),
  (s) => void s.ask(interrupted, 'advice'),
  (s) => void s.ask(landExpropriated, 'advice'),
];

const dates = (s: Session, wait: { waitingFirst: string; waitingLast: string; benefitFrom: string }) => {
  s.date('waitingFirst', '等待期首日', wait.waitingFirst);
  s.date('waitingLast', '等待期末日', wait.waitingLast);
  s.date('coverFrom', '保障期首日', wait.waitingFirst);
  s.date('benefitFrom', '待遇开始日', wait.benefitFrom);
  s.date('coverTo', '保障期末日', s.e.value(yearEnd));
};

/** R-WAIT-07: the wait that is left after the repair, and its cost. */
export const waitRepair: readonly Step[] = [
  book,
  (s) => void s.need(year, 'gate'),
  (s) => void s.ask(repairAllowed),
  (s) => {
    const wait = s.need(repairedWait, 'gate');
    if (wait !== undefined) dates(s, wait);
    const kind = s.need(feeClass);
    if (kind !== undefined) {
      s.amount('repairCost', '补缴修复费用', repairCost(feeStandard[kind]), (cost) => cost);
    }
  },
];

/** R-WAIT-08, where the region had windows of its own for students of that year; true when they settle when and from when. */
export function studentWaiting(s: Session): boolean {
  const { category, year: asked } = s.subject.request;
  const here = s.subject.facts.person?.studentHere;
  const student = category === undefined ? here === true : category === 'STUDENT' && here !== false;
  if (!student || asked === undefined) return false;
  if (s.e.judge(studentWindowKnown).value !== true) return false;
  const when = s.ask(studentLate);
  if (when === 'late') {
    const wait = s.need(studentWait, 'gate');
    if (wait !== undefined) dates(s, wait);
  } else if (when === 'inTime') {
    s.date('coverFrom', '保障期首日', s.e.value(yearStart));
    s.date('benefitFrom', '待遇开始日', s.e.value(yearStart));
    s.date('coverTo', '保障期末日', s.e.value(yearEnd));
  }
  return true;
}
