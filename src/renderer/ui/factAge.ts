import type { Case } from '#shared/rules/case';
import { longMoment } from './moments';

/** Where the facts of one answer come from. */
export interface FactAges {
  /** Platform time of the last word this desk has of its records. */
  readonly asOf: string;
  /** True: the platform has no record of the person, everything about them was typed. */
  readonly newPerson: boolean;
  /** True: operations of this desk that the platform has not confirmed are in the person's facts. */
  readonly pending: boolean;
  /** True: the question was not typed but asked by a timeline, day by day. */
  readonly timeline?: boolean;
}

/** What the records of this desk hold of a person (`personFacts`); anything else is answered without them. */
export const HELD_OF_PERSONS: ReadonlySet<string> = new Set([
  'certType',
  'certNo',
  'name',
  'sex',
  'birthDate',
  'nationality',
  'alive',
  'deathDate',
  'hukouRegion',
  'residencePermit',
  'studentHere',
  'identities',
]);

/** The placeholder under which somebody is registered before the platform numbers them. */
const PLACEHOLDER = /:TMP-/;

/** The ages of a case's facts; null where they are not the platform's (a case tried by hand). */
export const factAgesOf = (subject: Case, pending: boolean): FactAges | null =>
  subject.asOf === undefined
    ? null
    : { asOf: subject.asOf, newPerson: PLACEHOLDER.test(subject.id), pending };

/** How old a fact is, by its name in a case, e.g. `平台资料，截至 2026-11-22 10:09:12`. */
export function factAgeWords(fact: string, { asOf, newPerson, pending, timeline }: FactAges): string {
  if (fact === 'region') return '本窗口';
  if (fact === 'on') return '业务日期';
  if (fact.startsWith('request.')) return timeline ? '时间线逐日所问' : '本次填写';
  if (fact.startsWith('person.') && !HELD_OF_PERSONS.has(fact.slice('person.'.length))) {
    return '本机资料里没有这一项';
  }
  if (fact === 'benefitFrom') return '由规则库按缴费记录推算';
  if (newPerson && fact.startsWith('person.')) return '经办人填写，平台还没有此人的资料';
  if (newPerson && (fact === 'relations' || fact === 'payments')) {
    return '本机没有此人的记录，按没有处理，由平台复核';
  }
  const platform = `平台资料，截至 ${longMoment(asOf)}`;
  return pending ? `${platform}，另含本机尚未确认的业务` : platform;
}
