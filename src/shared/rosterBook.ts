import { z } from 'zod';
import { rowChecksum } from './campaign/rowCode';
import { CivilDate } from './domain/civilDate';
import { VillageCode } from './domain/region';
import { canonicalJson, sha256Hex } from './json';
import { RosterRow } from './roster';

/** Most people of one book, as many as the row codes of a batch tell apart. */
const MOST_PEOPLE = 65_536;

/**
 * What a workbook may carry of people. `posting` (张贴): numbers masked, no birthday and no special identity; `office` (内部): whole
 * numbers, after a reason was logged, with receiver and batch on every page.
 */
export const PrivacyTier = z.enum(['posting', 'office']);
export type PrivacyTier = z.infer<typeof PrivacyTier>;

/** A person's line that comes back: what a roster prints, the row code, and the hidden key and checksum. */
export const BookRow = RosterRow.extend({
  /** 行码, `rowCodeOf`. */
  code: z.string().min(1).max(12),
  personId: z.string().min(1).max(40),
  /** `bookChecksum`. */
  checksum: z.string().regex(/^[0-9a-f]{8}$/),
});
export type BookRow = z.infer<typeof BookRow>;

export const BookSheet = z.strictObject({
  /** The group's name (社/组), or who the household's head is. */
  label: z.string().min(1).max(100),
  rows: z.array(BookRow).max(20_000),
});
export type BookSheet = z.infer<typeof BookSheet>;

/** The roster workbook of a dispatch batch: a file a village with a sheet a group, or a file a household. */
export const RosterBook = z
  .strictObject({
    title: z.string().min(1).max(100),
    /** 填报单位. */
    unit: z.string().min(1).max(100),
    /** 制表日期. */
    date: CivilDate,
    year: z.number().int(),
    clerk: z.string().max(40),
    /** 领用人: who takes it along. */
    receiver: z.string().min(1).max(40),
    batchId: z.string().min(1).max(40),
    villageCode: VillageCode,
    tier: PrivacyTier,
    /** True when amounts come from an invented pack. */
    synthetic: z.boolean(),
    sheets: z.array(BookSheet).min(1).max(60),
  })
  .refine(({ sheets }) => sheets.reduce((sum, { rows }) => sum + rows.length, 0) <= MOST_PEOPLE, {
    message: 'more people than a batch has row codes',
  });
export type RosterBook = z.infer<typeof RosterBook>;

/** What a book's file is called, without its end. */
export const bookFileName = ({ title, tier }: Pick<RosterBook, 'title' | 'tier'>): string =>
  `${title.replace(/[\\/:*?"<>|]/g, '').slice(0, 90)}-${tier === 'office' ? '内部' : '张贴'}`;

/** What a row is tested by when it comes back: that code, person and name still stand together. */
export const bookChecksum = (batchId: string, row: Pick<BookRow, 'code' | 'personId' | 'name'>): string =>
  rowChecksum([batchId, row.code, row.personId, row.name]);

/** A roster's people as the sheets of a book; `groupOf` names the sheet a row goes to, sheets in the order in which they come. */
export function bookSheets(rows: readonly BookRow[], groupOf: (row: BookRow) => string): BookSheet[] {
  const sheets = new Map<string, BookRow[]>();
  for (const row of rows) {
    const label = groupOf(row);
    const of = sheets.get(label);
    if (of) of.push(row);
    else sheets.set(label, [row]);
  }
  return [...sheets].map(([label, of]) => ({ label, rows: of }));
}

/** The same book for the door of one household; null where it has none of its people. */
export function bookOfHousehold(book: RosterBook, household: string): RosterBook | null {
  return householdBooks(book).find((one) => one.household === household)?.book ?? null;
}

/** A book a household, in the order in which they first come. */
export function householdBooks(book: RosterBook): { household: string; book: RosterBook }[] {
  const households = new Map<string, BookRow[]>();
  for (const row of book.sheets.flatMap(({ rows }) => rows)) {
    const members = households.get(row.household);
    if (members) members.push(row);
    else households.set(row.household, [row]);
  }
  return [...households].map(([household, rows]) => {
    const head = rows[0]?.name ?? household;
    return {
      household,
      book: { ...book, title: titled(book.title, `（${head}户）`), sheets: [{ label: head, rows }] },
    };
  });
}

/** The end of a title says what it is of: the beginning gives way. */
const titled = (title: string, end: string): string => `${title.slice(0, 100 - end.length)}${end}`;

/** The people of some households, for the books of which one process is asked. */
export const bookOfHouseholds = (book: RosterBook, households: ReadonlySet<string>): RosterBook => ({
  ...book,
  sheets: book.sheets
    .map(({ label, rows }) => ({ label, rows: rows.filter((row) => households.has(row.household)) }))
    .filter(({ rows }) => rows.length > 0),
});

/** Households and people of a sheet, as the index (目录) counts them. */
export const countsOf = ({ rows }: BookSheet): { households: number; people: number } => ({
  households: new Set(rows.map(({ household }) => household)).size,
  people: rows.length,
});

/** What a sheet holds, as sixteen hex digits: the checksums of its rows in the order of their codes, so that sorting changes nothing. */
export const sheetHash = ({ rows }: BookSheet): string =>
  sha256Hex(
    canonicalJson(
      rows.map(({ code, checksum }) => [code, checksum]).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    ),
  ).slice(0, 16);

/** What the square code of a sheet says: batch, sheet (counted from 1) and what it holds; nothing of anybody, in QR's small alphabet. */
export const sheetCodeText = (batchId: string, n: number, hash: string): string =>
  `CANBAO:R1/${batchId}/${n}/${hash}`.toUpperCase();

/** Null: this is not the code of a roster's sheet. */
export function readSheetCode(text: string): { batchId: string; n: number; hash: string } | null {
  const [head, batchId = '', n = '', hash = '', ...rest] = text
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .split('/');
  const good = head === 'CANBAO:R1' && rest.length === 0 && /^\S{1,40}$/.test(batchId);
  if (!good || !/^\d{1,3}$/.test(n) || !/^[0-9A-F]{16}$/.test(hash)) return null;
  return { batchId, n: Number(n), hash: hash.toLowerCase() };
}
