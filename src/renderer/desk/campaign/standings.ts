import { type OutAt, outNow, reportsOf } from '#shared/campaign/dispatch';
import type { DoorReport } from '#shared/campaign/doorReport';
import { byPriority, priorityOf } from '#shared/campaign/priority';
import { type CampaignStanding, campaignStanding, type StandingAsk } from '#shared/campaign/target';
import type { Person } from '#shared/domain/person';
import type { DeskCore } from '../startDesk';
import type { CampaignDesk, CampaignPlace, CampaignRow } from './api';

/** What follows from lists and returns, once a revision. */
interface Known {
  readonly revision: number;
  readonly out: ReadonlyMap<string, OutAt>;
  readonly reports: Map<number, ReadonlyMap<string, DoorReport>>;
}

/** Where everybody stands: the view's people with what the lists brought back. */
export interface Standings {
  now(): Known;
  /** Lists or returns may be others than at this revision. */
  forget(): void;
  /** They are: the pages draw anew. */
  changed(): void;
  standingsOf(place: CampaignPlace): {
    readonly person: Person;
    readonly ask: StandingAsk;
    readonly standing: CampaignStanding;
  }[];
  readonly list: CampaignDesk['list'];
}

export function standings(core: DeskCore): Standings {
  const { view } = core;
  const book = () => core.parts()?.campaign ?? null;
  const idNow = (id: string): string => view.person(id)?.id ?? id;

  let known: Known | null = null;
  const now = (): Known => {
    const { revision } = core.snapshot();
    if (known?.revision !== revision) {
      const here = book();
      const out = here ? outNow(here.batches(), here.returns(), idNow) : new Map<string, OutAt>();
      known = { revision, out, reports: new Map() };
    }
    return known;
  };
  const reports = (year: number): ReadonlyMap<string, DoorReport> => {
    const here = book();
    const at = now();
    const made =
      at.reports.get(year) ?? (here ? reportsOf(here.batches(), here.returns(), year, idNow) : new Map());
    at.reports.set(year, made);
    return made;
  };
  const forget = (): void => {
    known = null;
  };
  const changed = (): void => {
    forget();
    core.publish({ revision: core.snapshot().revision + 1 });
  };

  const standingsOf = ({ villageCode, group, year }: CampaignPlace) => {
    const { day } = core.snapshot();
    const told = reports(year);
    return view.personsOf(villageCode, group).map((person) => {
      const ask = { year, day, report: told.get(person.id) ?? null };
      return { person, ask, standing: campaignStanding(person, ask) };
    });
  };
  const list: CampaignDesk['list'] = (place, of) => {
    const { out } = now();
    return standingsOf(place)
      .filter(({ standing }) => standing.class === of)
      .map(
        ({ person, ask, standing }): CampaignRow => ({
          person,
          standing,
          priority: priorityOf(person, standing, ask),
          report: ask.report,
          out: out.get(person.id) ?? null,
        }),
      )
      .toSorted(byPriority);
  };

  return { now, forget, changed, standingsOf, list };
}
