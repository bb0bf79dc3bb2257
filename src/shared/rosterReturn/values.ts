import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { Fen } from '../domain/money';
import { ROSTER_OUTCOMES } from '../roster';

export const RosterOutcome = z.enum(ROSTER_OUTCOMES);
export type RosterOutcome = z.infer<typeof RosterOutcome>;

/** What was written at the door in one row. */
export const ReturnValues = z.strictObject({
  outcome: RosterOutcome.nullable(),
  /** 实缴金额, what was said to be paid; a payment comes from the tax feedback alone. */
  paidFen: Fen.nullable(),
  /** 发生日期. */
  on: CivilDate.nullable(),
  /** 新手机号. */
  phone: z.string().max(30).nullable(),
  /** 原因说明. */
  why: z.string().max(200).nullable(),
});
export type ReturnValues = z.infer<typeof ReturnValues>;

const FIELDS = ['outcome', 'paidFen', 'on', 'phone', 'why'] as const;

export const isBlank = (values: ReturnValues): boolean => FIELDS.every((field) => values[field] === null);

export const sameValues = (a: ReturnValues, b: ReturnValues): boolean =>
  FIELDS.every((field) => a[field] === b[field]);

/** What else is written for an outcome, as it is met in returned sheets. */
const OTHER_WORDS: readonly (readonly [RegExp, RosterOutcome])[] = [
  [/^(已死亡|去世|已故|身故|亡故)$/, '死亡'],
  [/^(拒绝|拒绝参保|不参保|不愿参保)$/, '拒参'],
  [/^(已参加?|参保|已交费?|已缴费?)$/, '已参保'],
  [/^(当兵|现役|参军|军人)$/, '服役'],
  [/^(在押|判刑|收监)$/, '服刑'],
  [/^(外地|异地参保|在外地参保)$/, '外地参保'],
  [/^(职工|职工医保|单位参保)$/, '职工参保'],
  [/^(迁出|已迁出|户口已迁)$/, '户口迁出'],
  [/^(联系不上|找不到人|打不通)$/, '无法联系'],
  [/^(学生|在校生|上学)$/, '在校'],
];

/** The outcome that a cell says, also in other words for it; null: it is none of the list. */
export function outcomeIn(text: string): RosterOutcome | null {
  const word = text.normalize('NFKC').replace(/[\s。.、,，;；]/gu, '');
  return (
    ROSTER_OUTCOMES.find((outcome) => outcome === word) ??
    OTHER_WORDS.find(([words]) => words.test(word))?.[1] ??
    null
  );
}
