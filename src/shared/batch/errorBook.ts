import { z } from 'zod';
import type { Answer } from '../rules/answer';
import type { ColumnKey } from './columns';
import { cellText } from './grid';
import type { Fault } from './rowReader';
import type { DataRow, ReadSheet } from './sheet';

const Text = z.string().max(5_000);

/** The workbook of rows that were not taken: as they were, with the wrong cells marked and the reasons beside them. */
export const ErrorBook = z.strictObject({
  title: z.string().min(1).max(120),
  /** Who handed in what, and how to go on. */
  note: Text,
  headings: z.array(Text).min(1).max(130),
  rows: z
    .array(
      z.strictObject({
        cells: z.array(Text).max(130),
        /** Positions of the wrong cells. */
        wrong: z.array(z.number().int().min(0).max(129)),
        columns: Text,
        reasons: Text,
      }),
    )
    .max(20_000),
});
export type ErrorBook = z.infer<typeof ErrorBook>;

const cut = (text: string): string => (text.length > 4_000 ? `${text.slice(0, 4_000)}…` : text);

/** Puts refused rows together as a workbook that can be corrected and read again. */
export function errorBookOf(
  sheet: ReadSheet,
  refused: readonly { readonly row: DataRow; readonly faults: readonly Fault[] }[],
  words: { readonly title: string; readonly note: string },
): ErrorBook {
  const at = (column: ColumnKey | null): number => (column === null ? -1 : (sheet.at.get(column) ?? -1));
  return {
    ...words,
    headings: sheet.headings.map(cut),
    rows: refused.map(({ row, faults }) => {
      const wrong = [...new Set(faults.map(({ column }) => at(column)).filter((column) => column >= 0))];
      return {
        cells: sheet.headings.map((_, i) => cut(cellText(row.cells[i]))),
        wrong,
        columns: cut(wrong.map((column) => sheet.headings[column] ?? '').join('、')),
        reasons: cut(faults.map(({ text }) => text).join('')),
      };
    }),
  };
}

/** The field of a form that a sentence stands at, as the column it came from. */
const FIELD_COLUMNS: Readonly<Record<string, ColumnKey>> = {
  certType: 'certType',
  certNo: 'certNo',
  personId: 'certNo',
  name: 'name',
  sex: 'sex',
  birthDate: 'birthDate',
  nation: 'nation',
  phone: 'phone',
  villageCode: 'village',
  group: 'group',
  householdId: 'householdId',
  relation: 'relation',
  hukouRegion: 'hukou',
  hireDate: 'hireDate',
  firstPeriod: 'hireDate',
  effectiveOn: 'endDate',
  reason: 'reason',
  wagesFen: 'wage',
  firstWageFen: 'wage',
  cycle: 'from',
};

/** What is not right in a form's fields, as faults of the row. */
export const faultsOfProblems = (problems: Readonly<Record<string, string>>): Fault[] =>
  Object.entries(problems).map(([name, text]) => ({ column: FIELD_COLUMNS[name] ?? null, text }));

/** Findings about a day or about the number itself are shown at that cell, everything else at the person's number. */
const CODE_COLUMNS: Readonly<Record<string, ColumnKey>> = {
  HIRE_DATE_IN_FUTURE: 'hireDate',
  DATE_IN_FUTURE: 'endDate',
  WRONG_STATUS_REASON: 'reason',
};

/** Why the rules refuse, with the article; or what they lack. */
export function faultsOfAnswer(answer: Answer): Fault[] {
  const refusals = answer.reasons.filter(({ severity }) => severity === 'refuse');
  if (refusals.length > 0)
    return refusals.map(({ code, rule, documentTitle, article, text }) => ({
      column: CODE_COLUMNS[code] ?? 'certNo',
      text: `${text}（${rule}，${documentTitle}${article}）`,
    }));
  const missing = [
    ...answer.needsFacts.map(({ question }) => `还缺一项情况：${question}`),
    ...answer.needsParams.map(
      ({ param, region, on }) => `政策参数 ${param} 在 ${region} 于 ${on} 没有取值。`,
    ),
  ];
  return [{ column: null, text: missing.join('') || '按现有规则不能办理，请在窗口单独办理。' }];
}
