import { maskCertNo, maskPhone } from '../codes/masking';
import type { RosterRow } from '../roster';
import type { BookRow, RosterBook } from '../rosterBook';
import { linesIn, type RosterColumn } from './rosterColumns';

/** What every roster has on paper, whoever prints it: how households stand, how high a row is, what is at its head and foot. */

const LINE_HEIGHT = 13.5;
/** Points; room enough to write in by hand. */
const LOWEST_ROW = 22;
const TALLEST_ROW = 400;

/** A row as it stands among its household's. */
export interface Line<R> {
  readonly row: R;
  readonly opens: boolean;
  readonly closes: boolean;
}

/** Rows with households together, in the order in which the households first appear. */
export function byHousehold<R extends { readonly household: string }>(rows: readonly R[]): Line<R>[] {
  const households = new Map<string, R[]>();
  for (const row of rows) {
    const members = households.get(row.household);
    if (members) members.push(row);
    else households.set(row.household, [row]);
  }
  return [...households.values()].flatMap((members) =>
    members.map((row, i) => ({ row, opens: i === 0, closes: i === members.length - 1 })),
  );
}

/** Neither masked already nor a word such as 无证件. */
const isWhole = (text: string): boolean => !text.includes('*') && /\p{Nd}/u.test(text);

/** A masked roster never carries a whole number, whatever its rows hold. */
export const masked = <R extends Pick<RosterRow, 'certNo' | 'phone'>>(row: R): R => ({
  ...row,
  certNo: isWhole(row.certNo) ? maskCertNo(row.certNo) : row.certNo,
  phone: isWhole(row.phone) ? maskPhone(row.phone) : row.phone,
});

/** A posted sheet tells nobody's number, birthday or need. */
export const posted = (row: BookRow): BookRow => ({
  ...masked(row),
  birthDate: row.birthDate.slice(0, 4),
  identity: '',
});

/** Points that a row needs for what its cells say. */
export const rowHeight = (
  columns: readonly Pick<RosterColumn, 'width' | 'size'>[],
  texts: readonly string[],
): number => {
  const tallest = Math.max(...columns.map((column, col) => linesIn(texts[col] ?? '', column)));
  return Math.min(TALLEST_ROW, Math.max(LOWEST_ROW, tallest * LINE_HEIGHT + 3));
};

export const SIGNATURES =
  '经办人（签字）：＿＿＿＿＿＿＿＿　　　入户人员（签字）：＿＿＿＿＿＿＿＿　　　村（社区）负责人（签字）：＿＿＿＿＿＿＿＿　　　日期：＿＿＿＿年＿＿月＿＿日';

/** Receiver and batch, on every page. */
export const watermark = (book: Pick<RosterBook, 'tier' | 'receiver' | 'batchId'>): string =>
  `${book.tier === 'office' ? '内部资料　含完整证件号码　不得张贴、拍照、转发　' : ''}领用人：${book.receiver}　批次：${book.batchId}${
    book.tier === 'office' ? '　用后收回' : ''
  }`;
