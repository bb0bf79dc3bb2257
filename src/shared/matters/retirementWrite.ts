import type { Retirement } from '../domain/retirement';
import type { Answer } from '../rules/answer';
import type { Facts } from '../rules/case';
import { effectOn } from './answerRead';
import { choice, count, day, optional } from './declare';
import type { Fields } from './form';
import type { Deciding } from './personMatter';

/** What both retirement and lump sum ask of the file: the age of a woman, the day and the months that are certified. */
export const RETIREMENT_FIELDS = {
  retirementGroup: optional(
    choice('女职工原退休年龄', { FIFTY: '50 岁', FIFTY_FIVE: '55 岁' }, { hint: '男职工不填' }),
  ),
  retirementDay: optional(day('档案记载的退休日', { hint: '档案没有记载的不填，按出生日期推算' })),
  contributionMonths: optional(
    count('认定的缴费月数', 1_200, { hint: '含视同缴费；不填则按本机缴费记录计算' }),
  ),
};

interface Told {
  retirementGroup: 'FIFTY' | 'FIFTY_FIVE' | null;
  retirementDay: string | null;
  contributionMonths: number | null;
}
export const retirementFacts = (told: Told): Partial<Facts> => ({
  ...(told.retirementGroup === null ? {} : { retirementGroup: told.retirementGroup }),
  ...(told.retirementDay === null ? {} : { retirementDay: told.retirementDay }),
  ...(told.contributionMonths === null ? {} : { contributionMonths: told.contributionMonths }),
});

const numberOf = (answer: Answer, name: string): number | null =>
  answer.numbers?.find((one) => one.name === name)?.value ?? null;

/** The application as decided; without RETIRE_MEDICAL in the answer it stays open. */
export const retirementAfter = (
  context: Deciding,
  settled: Pick<Retirement, 'lumpFen' | 'creditFen' | 'instead'>,
): Retirement => ({
  ...settled,
  appliedOn: context.day,
  from: effectOn(context.answer, 'RETIRE_MEDICAL', context.day),
  months: numberOf(context.answer, 'empMonths'),
  requiredMonths: numberOf(context.answer, 'requiredMonths'),
});

/** Nobody retires twice. */
export const retiredAlready = (who: { name: string; retirement: Retirement | null }): string | null =>
  who.retirement?.from == null ? null : `${who.name}已于 ${who.retirement.from} 办理医保退休。`;

/** The months counted at the application, to begin with. */
export const fromApplication = (typed: Fields, retirement: Retirement | null): Fields =>
  retirement?.months == null || typed.contributionMonths != null
    ? typed
    : { ...typed, contributionMonths: retirement.months };
