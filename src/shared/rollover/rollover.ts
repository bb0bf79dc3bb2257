import { campaignStanding } from '../campaign/target';
import { maskCertNo } from '../codes/masking';
import { type CivilDate, isCivilDate } from '../domain/civilDate';
import { type Fen, fenToYuan } from '../domain/money';
import type { Person } from '../domain/person';
import { SPECIAL_IDENTITY_WORDS } from '../domain/specialIdentity';
import type { MatterContext } from '../matters/matter';
import { FEE_CLASS_WORDS, feeFor, type YearFee } from './fee';

/** What the turn of the year changes for somebody; the first that holds counts, so that everybody is in one class. */
export const ROLLOVER_CLASSES = {
  out: '不用在本地参保',
  unknown: '没有标准',
  identity: '失去资助身份',
  category: '类别变化',
  standard: '标准变化',
  same: '照旧',
} as const;
export type RolloverClass = keyof typeof ROLLOVER_CLASSES;
export const ROLLOVER_CLASS_CODES = Object.keys(ROLLOVER_CLASSES) as RolloverClass[];

/** What somebody has to look after before the year begins; one person may have several. */
export const PROMPTS = {
  unverified: '身份还没有部门确认',
  schooling: '学籍在新年度前结束',
  noPhone: '没有联系电话',
  lapse: '今年已缴，明年还没有登记',
} as const;
export type Prompt = keyof typeof PROMPTS;
export const PROMPT_CODES = Object.keys(PROMPTS) as Prompt[];

export interface RolledPerson {
  readonly person: Person;
  readonly class: RolloverClass;
  /** In a clerk's words. */
  readonly text: string;
  readonly before: YearFee | null;
  readonly after: YearFee | null;
  readonly prompts: readonly Prompt[];
}

const owed = (fee: YearFee): Fen => fee.standardFen - fee.assistFen;
const yuan = (fee: YearFee): string => `${FEE_CLASS_WORDS[fee.class]} ${fenToYuan(owed(fee))} 元`;

/** How somebody goes over into the insured year `to`; nothing is changed by it. */
export function rolledPerson(person: Person, to: number, context: MatterContext): RolledPerson {
  const { day } = context;
  const first: CivilDate = `${to}-01-01`;
  const standing = campaignStanding(person, { year: to, day });
  const before = feeFor(person, to - 1, day, context);
  const after = feeFor(person, to, day > first ? day : first, context);
  const as = (of: RolloverClass, text: string): RolledPerson => ({
    person,
    class: of,
    text,
    before,
    after,
    prompts: of === 'out' ? [] : promptsOf(person, to, first),
  });
  if (standing.class === 'excluded') return as('out', standing.evidence.words);
  if (after === null) return as('unknown', `没有 ${to} 年度的缴费标准，不能核定。`);
  const change = before === null ? yuan(after) : `${yuan(before)} → ${yuan(after)}`;
  if (before?.assistedAs && before.assistedAs !== after.assistedAs)
    return as('identity', `${SPECIAL_IDENTITY_WORDS[before.assistedAs]}身份到期，${change}。`);
  if (before !== null && before.class !== after.class) return as('category', `${change}。`);
  if (before === null || owed(before) !== owed(after)) return as('standard', `${change}。`);
  return as('same', `${change}。`);
}

function promptsOf(person: Person, to: number, first: CivilDate): Prompt[] {
  const paid = (year: number): boolean =>
    person.payments.some(
      ({ scheme, period, state }) => scheme === 'RES' && period === String(year) && state === 'PAID',
    );
  const assessed = person.payments.some(({ scheme, period }) => scheme === 'RES' && period === String(to));
  const ends = person.schooling?.until ?? null;
  return [
    ...(person.identities.some(({ source, until }) => source === null && until === null)
      ? (['unverified'] as const)
      : []),
    ...(ends !== null && isCivilDate(ends) && ends < first ? (['schooling'] as const) : []),
    ...(person.phone === null ? (['noPhone'] as const) : []),
    ...(paid(to - 1) && !assessed ? (['lapse'] as const) : []),
  ];
}

/** How many stand where, and what is asked of those who pay here. */
export interface RolloverCount {
  readonly people: number;
  readonly of: Readonly<Record<RolloverClass, number>>;
  readonly prompts: Readonly<Record<Prompt, number>>;
  /** What they owe themselves, both years; of those whom both years have a standard for. */
  readonly beforeFen: Fen;
  readonly afterFen: Fen;
}

export function countRolled(rolled: readonly RolledPerson[]): RolloverCount {
  const of = Object.fromEntries(ROLLOVER_CLASS_CODES.map((code) => [code, 0])) as Record<
    RolloverClass,
    number
  >;
  const prompts = Object.fromEntries(PROMPT_CODES.map((code) => [code, 0])) as Record<Prompt, number>;
  let beforeFen = 0;
  let afterFen = 0;
  for (const one of rolled) {
    of[one.class] += 1;
    for (const prompt of one.prompts) prompts[prompt] += 1;
    if (one.class === 'out' || one.before === null || one.after === null) continue;
    beforeFen += owed(one.before);
    afterFen += owed(one.after);
  }
  return { people: rolled.length, of, prompts, beforeFen, afterFen };
}

/** Somebody as they stand in a table: masked. */
export const rolledRow = ({ person, class: of, text, prompts }: RolledPerson): readonly string[] => [
  person.name,
  person.certNo === null ? '无证件号码' : maskCertNo(person.certNo),
  person.householdId,
  ROLLOVER_CLASSES[of],
  text,
  prompts.map((prompt) => PROMPTS[prompt]).join('；'),
];
