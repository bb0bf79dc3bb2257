import {
  assistedGroup,
  open,
  peopleLeft,
  pupilsComplete,
  rate,
  stillMissing,
  targetReached,
} from '../chapters/campaign/campaign';
import type { CaseTerm } from '../chapters/facts';
import { coverageGoal } from '../chapters/keyGroups/groups';
import type { Session } from '../session';
import type { Step } from './step';

function count(s: Session, name: string, label: string, term: CaseTerm<number>): void {
  const n = s.e.maybe(term);
  if (n !== undefined) s.number(name, label, n);
}

/** R-CMP: what can be said from the figures that are given; about a person, whether assistance is due. */
export const campaign: readonly Step[] = [
  (s) => {
    const { campaign: figures = {}, person } = s.subject.facts;
    // Enrolled and registered people alone give the share that is covered (R-GOAL-01); who is left needs the employees too.
    const asksGoal = figures.enrolled !== undefined && figures.registered !== undefined;
    const asksGap = figures.employees !== undefined || (figures.registered !== undefined && !asksGoal);
    const asksPupils = figures.pupils !== undefined || figures.pupilsEnrolled !== undefined;
    if (person !== undefined) s.ask(assistedGroup);
    else if (figures.enrolled !== undefined || !(asksGap || asksPupils))
      s.ask(targetReached, asksGap || asksGoal ? 'output' : 'gate');
    count(s, 'ratePerTenThousand', '完成率（万分之）', rate);
    count(s, 'remaining', '还差人数', stillMissing);
    if (asksPupils) s.ask(pupilsComplete);
    if (asksGap) s.ask(peopleLeft);
    count(s, 'notEnrolled', '应保未保人数', open);
    if (asksGoal) s.ask(coverageGoal, 'advice');
  },
];
