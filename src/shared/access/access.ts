import { z } from 'zod';
import { OpId } from '../domain/operation';
import { Sha256Hex } from '../json';

/** The numbers of a person or a unit that are masked until somebody asks for them with a reason. */
export const MaskedField = z.enum(['certNo', 'phone', 'bankAccount']);
export type MaskedField = z.infer<typeof MaskedField>;
/** Those that a person's record has. */
export type PersonNumber = Exclude<MaskedField, 'bankAccount'>;

/** Papers of which every copy is counted here; receipts are counted with their operation (`src/shared/papers/paper.ts`). */
export const CountedPaper = z.enum(['form', 'certificate']);
export type CountedPaper = z.infer<typeof CountedPaper>;

/** `printer`: handed to the printer; `pdf`: saved as a file. */
export const PaperWay = z.enum(['printer', 'pdf']);
export type PaperWay = z.infer<typeof PaperWay>;

/**
 * Files that may carry whole numbers: a village's roster, the workbook of a batch, one a household, a report, rows that were not taken.
 */
export const ExportedFile = z.enum(['roster', 'book', 'households', 'report', 'errors']);
export type ExportedFile = z.infer<typeof ExportedFile>;

/** What a clerk calls such a file. */
export const EXPORTED_WORDS: Readonly<Record<ExportedFile, string>> = {
  roster: '花名册',
  book: '下放工作簿',
  households: '每户一份工作簿',
  report: '报表',
  errors: '没有收下的行',
};

const DATE = /(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}/g;

/** What a log may not hold: a run of digits as long as the shortest number of a person, however it is written; a date is none. */
export const holdsNumber = (text: string): boolean =>
  /\d{7}/.test(
    text
      .normalize('NFKC')
      .replace(DATE, ' ')
      .replace(/(?<=\d)[\s\-–—_.·,，、/]+(?=\d)/g, ''),
  );

/** Longest and shortest reason, characters. */
const REASON_MAX = 200;
const REASON_MIN = 2;

/** What is wrong with a reason, in a clerk's words; null: nothing is. */
export function reasonTrouble(reason: string): string | null {
  const words = reason.trim();
  if ([...words].length < REASON_MIN) return '请写明为什么要看，例如“核对身份证件”。';
  if (words.length > REASON_MAX) return `原因最长 ${REASON_MAX} 个字。`;
  return holdsNumber(words) ? '原因里不要写证件号码、电话等号码；这里的记录不保存任何人的号码。' : null;
}

export const AccessReason = z
  .string()
  .refine((text) => reasonTrouble(text) === null, { message: '原因不合要求' });

/** Whose numbers: one person's, a unit's, or those of everybody on a village's roster. The id is the register's, nobody's number. */
export const RevealedRecord = z.strictObject({
  kind: z.enum(['person', 'unit', 'village']),
  id: z.string().min(1).max(40),
});
export type RevealedRecord = z.infer<typeof RevealedRecord>;

const line = {
  /** Gapless from 1 in the order of writing. */
  n: z.number().int().positive(),
  /** Device time, ISO. */
  at: z.string().min(1).max(40),
  clerk: z.strictObject({ id: z.string().max(60), name: z.string().max(60) }),
};

/** One line of the access log (查看记录): who looked at whose number or at which picture of a document, when and why; which paper was made. Nobody's number is in it. */
export const AccessEntry = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('revealed'),
    ...line,
    of: RevealedRecord,
    field: MaskedField,
    reason: AccessReason,
  }),
  /** A picture of a document (材料图片) of an operation was shown. */
  z.strictObject({
    type: z.literal('looked'),
    ...line,
    about: OpId,
    picture: Sha256Hex,
    reason: AccessReason,
  }),
  z.strictObject({
    type: z.literal('issued'),
    ...line,
    paper: CountedPaper,
    /** The operation of a form, the person of a certificate. */
    about: z.string().min(1).max(60),
    way: PaperWay,
    /** Which copy of this paper it is, counted from 1. */
    copy: z.number().int().positive(),
  }),
  /** A file with whole numbers was saved, or was about to be. */
  z.strictObject({
    type: z.literal('exported'),
    ...line,
    file: ExportedFile,
    /** Whole numbers in it. */
    numbers: z.number().int().positive(),
    /** Who agreed to it with a secret of their own, and what it is for; null: so few that nobody had to. */
    second: z.strictObject({ id: z.string().max(60), name: z.string().max(60) }).nullable(),
    purpose: z.string().max(200),
  }),
]);
export type AccessEntry = z.infer<typeof AccessEntry>;
