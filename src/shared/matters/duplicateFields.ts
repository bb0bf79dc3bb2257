import { lastDayOfMonth } from '../domain/civilDate';
import type { Scheme } from '../domain/enrolment';
import type { Person } from '../domain/person';
import type { Facts, Request } from '../rules/case';
import { type BodyOf, choice, day, optional, person, region, section, yesNo } from './declare';
import { currentEnrolment } from './enrolments';
import { personFacts } from './facts';
import type { Fields } from './form';
import type { MatterContext } from './matter';

/** What is asked about insurance at two places or in two schemes: the other relation, and where the person belongs. */
export const DUPLICATE_FIELDS = {
  ...section('人员', { personId: person() }),
  ...section('另一条关系', {
    otherScheme: choice('制度', { RES: '居民医保', EMP: '职工医保' }),
    otherRegion: region('参保地'),
    otherFrom: day('已缴费的首日'),
    otherUntil: day('已缴费的末日'),
    otherAssisted: optional(yesNo('是否资助参保')),
  }),
  ...section('本人情况', {
    habitualRegion: optional(region('常住地')),
    workRegion: optional(region('就业地', { hint: '不就业的不填' })),
    schoolRegion: optional(region('学籍地', { hint: '不在校的不填' })),
    keepRegion: optional(region('要求保留的参保地')),
    statementRegion: optional(region('书面声明交给哪里的经办机构')),
  }),
};
type Body = BodyOf<typeof DUPLICATE_FIELDS>;

const firstDay = (period: string): string => (period.length === 4 ? `${period}-01-01` : `${period}-01`);
const lastDay = (period: string): string =>
  period.length === 4 ? `${period}-12-31` : lastDayOfMonth(period);

/** The time a scheme is paid for here, by the record; nothing where nothing is paid. */
function paidHere(who: Person, scheme: Scheme): { paidFrom?: string; paidUntil?: string } {
  const paid = who.payments.filter((p) => p.scheme === scheme && p.state === 'PAID');
  const from = paid.map(({ period }) => firstDay(period)).sort()[0];
  const until = paid
    .map(({ period, until: last }) => lastDay(last ?? period))
    .sort()
    .at(-1);
  return from === undefined || until === undefined ? {} : { paidFrom: from, paidUntil: until };
}

export const duplicateFacts = (body: Body, who: Person, context: MatterContext): Partial<Facts> => ({
  relations: [
    ...who.enrolments.map(({ scheme, subKind, status, region: place, from }) => ({
      scheme,
      subKind,
      status,
      region: place,
      from,
      ...paidHere(who, scheme),
      assisted: who.payments.some((p) => p.scheme === scheme && p.state === 'PAID' && p.assistFen > 0),
    })),
    {
      scheme: body.otherScheme,
      status: 'ACTIVE' as const,
      region: body.otherRegion,
      paidFrom: body.otherFrom,
      paidUntil: body.otherUntil,
      assisted: body.otherAssisted === 'YES',
    },
  ],
  person: {
    ...personFacts(who, context),
    workRegion: body.workRegion,
    schoolRegion: body.schoolRegion,
    ...(body.habitualRegion === null ? {} : { habitualRegion: body.habitualRegion }),
  },
});

export const duplicateRequest = ({ keepRegion, statementRegion }: Body): Request => ({
  keepRegion,
  statementRegion,
});

export const otherAfterSelf = ({ otherFrom, otherUntil }: Body): string | null =>
  otherUntil < otherFrom ? '另一条关系已缴费的末日早于首日，请核对日期。' : null;

/** What the form asks about the relation of another record of the same person; null where that record has none that goes on. */
export function relationOf(other: Person): Fields | null {
  const relation = (['EMP', 'RES'] as const)
    .flatMap((scheme) => currentEnrolment(other, scheme) ?? [])
    .find(({ status }) => status !== 'TERMINATED');
  if (relation === undefined) return null;
  const { paidFrom = null, paidUntil = null } = paidHere(other, relation.scheme);
  return {
    otherScheme: relation.scheme,
    otherRegion: relation.region,
    otherFrom: paidFrom ?? relation.from,
    otherUntil: paidUntil,
  };
}

/** The other relation and the school as the record knows them. */
export function fromElsewhere(typed: Fields, changed: string, who: Person | null): Fields {
  if (changed !== 'personId' || who === null) return typed;
  const other = who.elsewhere.find(({ status }) => status === 'ACTIVE');
  return {
    ...typed,
    otherScheme: other?.scheme ?? null,
    otherRegion: other?.region ?? null,
    otherFrom: other?.from ?? null,
    schoolRegion: who.schooling?.region ?? null,
  };
}
