import type { Person } from '#shared/domain/person';
import { coverStatus } from '../desk/coverStatus';

export interface CampaignCount {
  /** Everybody alive on the list. */
  readonly target: number;
  readonly paid: number;
  readonly due: number;
  /** Insured as employees or in another place: not to be asked again. */
  readonly covered: number;
  readonly open: number;
}

export const NO_COUNT: CampaignCount = { target: 0, paid: 0, due: 0, covered: 0, open: 0 };

/** Adds people to a campaign's count; each counts once. */
export function countCampaign(persons: readonly Person[], year: number, start = NO_COUNT): CampaignCount {
  let { target, paid, due, covered, open } = start;
  for (const person of persons) {
    const status = coverStatus(person, year);
    if (status === '死亡') continue;
    target++;
    if (status === '已缴费') paid++;
    else if (status === '已登记未缴') due++;
    else if (status === '未参保') open++;
    else covered++;
  }
  return { target, paid, due, covered, open };
}
