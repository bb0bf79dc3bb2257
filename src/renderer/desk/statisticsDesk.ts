import type { MatterCode } from '#shared/domain/matter';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import { theBook } from '#shared/rules/book';
import { type Counted, countedOf } from '#shared/statistics/counted';
import type { Goal } from '#shared/statistics/goal';
import { monthlyReport, type ReportAsk } from '#shared/statistics/monthlyReport';
import type { Registering } from '#shared/statistics/tables';
import type { Desktop } from '../desktop';
import { answered } from './answered';
import type { CampaignDesk } from './campaign/api';
import { outcomeOf } from './ledger';
import type { DeskCore } from './startDesk';

/** Matters that enrol somebody for an insured year, which their body names. */
const ENROLS: readonly MatterCode[] = ['RES_REGISTER', 'NEWBORN_REGISTER'];

/** What the page knows of a month's report; the rest is the desk's. */
export type MonthAsk = Omit<ReportAsk, 'day' | 'registered' | 'clerkName' | 'goal' | 'clerk'>;

/** Everybody counted (统计). */
export interface StatisticsDesk {
  /** Everybody of a village as they stand in a year: one slice of the township's count. */
  counted(villageCode: string, year: number): readonly Counted[];
  /** Who registered whom here for a year, in the order of acceptance; without what was taken back or came back. */
  registered(year: number): readonly Registering[];
  clerkName(id: string): string;
  /** Writes a month's report where the clerk says. */
  saveReport(ask: MonthAsk): Promise<Result<{ path: string | null }, Trouble>>;
  /** The target in force for this jurisdiction: of people where there is one, or else of the share; null: no pack has one. */
  goal(): Goal | null;
}

export function statisticsDesk(core: DeskCore, desktop: Desktop, campaign: CampaignDesk): StatisticsDesk {
  const { view } = core;
  const desk: StatisticsDesk = {
    counted(villageCode, year) {
      const { day } = core.snapshot();
      return campaign
        .everybody({ villageCode, group: null, year })
        .map(({ person, standing }) => countedOf(person, standing, { year, day }));
    },
    registered: (year) =>
      core.standings().flatMap((standing) => {
        const { operation } = standing;
        const outcome = outcomeOf(standing);
        if (!ENROLS.includes(operation.matter) || operation.body.year !== year) return [];
        if (outcome !== 'applied' && outcome !== 'pending') return [];
        const subject = operation.subjects.find(({ kind }) => kind === 'person');
        const person = subject ? view.person(subject.id) : null;
        return person ? [{ personId: person.id, clerk: operation.clerk }] : [];
      }),
    clerkName(id) {
      const { desk } = core.snapshot();
      const known = [...(desk?.clerks ?? []), ...(desk ? [desk.clerk] : [])];
      return known.find((clerk) => clerk.id === id)?.name ?? id;
    },
    goal() {
      const { day, desk } = core.snapshot();
      const region = desk?.jurisdiction?.region ?? '';
      for (const [name, kind] of [
        ['cmp.target', 'people'],
        ['goal.coverageRate', 'rate'],
      ] as const) {
        const found = theBook.table.find(name, region, day);
        if (typeof found?.value === 'number') return { kind, value: found.value, source: found.source };
      }
      return null;
    },
    saveReport(ask) {
      const { day, desk: state } = core.snapshot();
      const book = monthlyReport({
        ...ask,
        day,
        registered: desk.registered(ask.year),
        clerkName: desk.clerkName,
        goal: desk.goal(),
        clerk: state?.clerk.name ?? '',
      });
      return answered(() => desktop.call('plain/save', { book, fileName: `${book.title}.xlsx` }));
    },
  };
  return desk;
}
