import type { Village } from '#shared/domain/region';
import type { Counted } from '#shared/statistics/counted';
import {
  byCategory,
  byClerk,
  byGroup,
  byIdentity,
  byVillage,
  type StatisticsTable,
} from '#shared/statistics/tables';
import type { StatisticsDesk } from '../../desk/statisticsDesk';

export const VIEWS = ['village', 'group', 'category', 'identity', 'clerk'] as const;
export type StatisticsView = (typeof VIEWS)[number];

export const VIEW_WORDS: Readonly<Record<StatisticsView, string>> = {
  village: '按村（居）',
  group: '按社（组）',
  category: '按人员类别',
  identity: '资助对象',
  clerk: '按经办人',
};
/** Heading of the first column. */
export const ROW_WORDS: Readonly<Record<StatisticsView, string>> = {
  village: '村（居）',
  group: '社（组）',
  category: '人员类别',
  identity: '身份',
  clerk: '经办人',
};

export interface ViewAsk {
  readonly people: readonly Counted[];
  readonly villages: readonly Village[];
  /** Of the view by group. */
  readonly village: Village;
  readonly year: number;
  readonly statistics: StatisticsDesk;
}

export function tableFor(view: StatisticsView, ask: ViewAsk): StatisticsTable {
  const { people, statistics } = ask;
  switch (view) {
    case 'village':
      return byVillage(people, ask.villages);
    case 'group':
      return byGroup(people, ask.village);
    case 'category':
      return byCategory(people);
    case 'identity':
      return byIdentity(people);
    case 'clerk':
      return byClerk(people, statistics.registered(ask.year), statistics.clerkName);
  }
}
