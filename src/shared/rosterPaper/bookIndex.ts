import { type BookSheet, countsOf, type RosterBook, sheetHash } from '../rosterBook';

export const INDEX_NAME = '目录';
/** Characters of a sheet's name in Excel. */
const LONGEST_NAME = 31;

/** A sheet with what the index says of it. */
export interface NamedSheet {
  readonly sheet: BookSheet;
  readonly name: string;
  /** Counted from 1. */
  readonly n: number;
  readonly hash: string;
}

/** The sheets of a book under names that every spreadsheet program takes: the labels without what is forbidden in them, each once. */
export function namedSheets(book: RosterBook): NamedSheet[] {
  const used = new Set([INDEX_NAME]);
  return book.sheets.map((sheet, i) => {
    const plain =
      sheet.label
        .replaceAll(/[[\]:*?/\\'\p{C}]/gu, '')
        .trim()
        .slice(0, LONGEST_NAME - 4) || `第${i + 1}表`;
    let name = plain;
    for (let again = 2; used.has(name.toLowerCase()); again++) name = `${plain}(${again})`;
    used.add(name.toLowerCase());
    return { sheet, name, n: i + 1, hash: sheetHash(sheet) };
  });
}

/** `width` as in a roster's columns. */
export const INDEX_COLUMNS = [
  { header: '表号', width: 8, align: 'center' },
  { header: '社（组）', width: 24, align: 'left' },
  { header: '工作表', width: 24, align: 'left' },
  { header: '户数', width: 10, align: 'right' },
  { header: '人数', width: 10, align: 'right' },
  { header: '首行码', width: 12, align: 'center' },
  { header: '末行码', width: 12, align: 'center' },
  { header: '内容摘要', width: 22, align: 'center' },
] as const;

export const HOW_TO = [
  '填写：只填“核实结果、实缴金额、发生日期、新手机号、原因说明”五栏，其余各栏已锁定。核实结果从下拉列表选；死亡、迁出、职工参保、服役、服刑、失踪要写发生日期，其他要写原因。',
  '没有情况的行留空，不要删行；名单上没有的人不要添加，请带到窗口登记。交回时用原文件，可以用 WPS 或 Excel 保存。',
];

export const indexLine = (book: RosterBook): string =>
  `填报单位：${book.unit}　制表日期：${book.date}　领用人：${book.receiver}　批次：${book.batchId}${book.synthetic ? '　【虚构数据，仅供试用】' : ''}`;

/** The index (目录), a line a sheet with its households, people and codes, and sums that are those of the book. */
export function indexRows(sheets: readonly NamedSheet[]): (string | number | null)[][] {
  const counts = sheets.map(({ sheet }) => countsOf(sheet));
  const sum = (of: 'households' | 'people'): number => counts.reduce((total, count) => total + count[of], 0);
  return [
    ...sheets.map(({ sheet, name, n, hash }, i): (string | number | null)[] => [
      n,
      sheet.label,
      name,
      counts[i]?.households ?? 0,
      counts[i]?.people ?? 0,
      sheet.rows[0]?.code ?? null,
      sheet.rows.at(-1)?.code ?? null,
      hash,
    ]),
    ['合计', null, null, sum('households'), sum('people'), null, null, null],
  ];
}
