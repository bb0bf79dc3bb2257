import { assistedGroup, peopleLeft, pupilsComplete, targetReached } from '../chapters/campaign/campaign';
import type { Step } from './step';

/** R-CMP: what can be said from the figures that are given; about a person, whether assistance is due. */
export const campaign: readonly Step[] = [
  (s) => {
    const { campaign: figures = {}, person } = s.subject.facts;
    const asksGap = figures.registered !== undefined || figures.employees !== undefined;
    const asksPupils = figures.pupils !== undefined || figures.pupilsEnrolled !== undefined;
    if (person !== undefined) s.ask(assistedGroup);
    else if (figures.enrolled !== undefined || !(asksGap || asksPupils))
      s.ask(targetReached, asksGap ? 'output' : 'gate');
    if (asksPupils) s.ask(pupilsComplete);
    if (asksGap) s.ask(peopleLeft);
  },
];
