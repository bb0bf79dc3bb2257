import type { Fen } from '#shared/domain/money';
import type { Person } from '#shared/domain/person';
import type { Roster } from '#shared/roster';
import type { Answer } from '#shared/rules/answer';
import { theBook } from '#shared/rules/book';
import { type DecidingAt, forecastOf } from './deciding';
import { newDraftOf } from './drafts';
import { type RosterAsk, rosterOf } from './roster';
import type { View } from './view';

export interface RosterOptions {
  readonly year: number;
  readonly masked: boolean;
}

/** The roster of a village or group on today's view; what the unregistered would owe comes from the rules. */
export function rosterFor(
  view: View,
  at: DecidingAt,
  clerk: string,
  villageCode: string,
  group: number | null,
  options: RosterOptions,
): Roster {
  return rosterOf(rosterAskOf(view, at, clerk, villageCode, group, options));
}

/** What such a roster is made from. */
export function rosterAskOf(
  view: View,
  at: DecidingAt,
  clerk: string,
  villageCode: string,
  group: number | null,
  options: RosterOptions,
): RosterAsk {
  const village = view.village(villageCode);
  if (!village) throw new RangeError(`no village ${villageCode}`);
  const persons = view.personsOf(villageCode, group);
  const registered = (person: Person): Answer | null => {
    const prefill = { personId: person.id, year: options.year };
    const draft = newDraftOf({ matter: 'RES_REGISTER', prefill, supersedes: null }, view, at.day);
    return forecastOf(draft, view, at).answer;
  };
  const dueFen = (person: Person): Fen | null =>
    registered(person)?.amounts.find(({ name }) => name === 'payable')?.fen ?? null;
  const fee = theBook.table.find('resident.fee.adult', at.jurisdiction.region, at.day);
  return {
    village,
    group,
    persons,
    ...options,
    day: at.day,
    clerk,
    synthetic: fee?.status === 'synthetic',
    dueFen,
  };
}
