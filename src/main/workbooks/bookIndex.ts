import type { WriteSheet } from 'hucre';
import { type BookSheet, countsOf, type RosterBook } from '#shared/rosterBook';
import { BOOK_PAGE, headerFooterOf, PROTECTION } from './bookSheet';
import { BODY_SIZE } from './rosterColumns';
import { across, bodyStyle, HEADER_STYLE, plain } from './rosterParts';

export const INDEX_NAME = '目录';

const COLUMNS = [
  { header: '表号', width: 8, align: 'center' },
  { header: '社（组）', width: 24, align: 'left' },
  { header: '工作表', width: 24, align: 'left' },
  { header: '户数', width: 10, align: 'right' },
  { header: '人数', width: 10, align: 'right' },
  { header: '首行码', width: 12, align: 'center' },
  { header: '末行码', width: 12, align: 'center' },
  { header: '内容摘要', width: 22, align: 'center' },
] as const;

const HOW_TO = [
  '填写：只填“核实结果、实缴金额、发生日期、新手机号、原因说明”五栏，其余各栏已锁定。核实结果从下拉列表选；死亡、迁出、职工参保、服役、服刑、失踪要写发生日期，其他要写原因。',
  '没有情况的行留空，不要删行；名单上没有的人不要添加，请带到窗口登记。交回时用原文件，可以用 WPS 或 Excel 保存。',
];

/** The index (目录): every sheet with its households, people and codes, and sums that are those of the book. */
export function bookIndexOf(
  book: RosterBook,
  sheets: readonly { sheet: BookSheet; name: string; n: number; hash: string }[],
): WriteSheet {
  const counts = sheets.map(({ sheet }) => countsOf(sheet));
  const sum = (of: (count: { households: number; people: number }) => number): number =>
    counts.reduce((total, count) => total + of(count), 0);
  const last = COLUMNS.length - 1;
  const blank = (): (string | number | null)[] => COLUMNS.map(() => null);
  const rows = [
    blank().with(0, book.title),
    blank().with(
      0,
      `填报单位：${book.unit}　制表日期：${book.date}　领用人：${book.receiver}　批次：${book.batchId}${book.synthetic ? '　【虚构数据，仅供试用】' : ''}`,
    ),
    COLUMNS.map(({ header }): string | number | null => header),
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
    blank()
      .with(0, '合计')
      .with(
        3,
        sum(({ households }) => households),
      )
      .with(
        4,
        sum(({ people }) => people),
      ),
    ...HOW_TO.map((text) => blank().with(0, text)),
  ];
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  cells.set('0,0', { style: plain(16, 'center', '黑体') });
  cells.set('1,0', { style: plain(10.5, 'left') });
  const sumRow = 3 + sheets.length;
  COLUMNS.forEach(({ align }, col) => {
    cells.set(`2,${col}`, { style: HEADER_STYLE });
    const { numFmt: _, ...style } = bodyStyle({ size: BODY_SIZE, align }, true, true);
    for (let at = 3; at <= sumRow; at++) cells.set(`${at},${col}`, { style });
  });
  HOW_TO.forEach((_, i) => {
    cells.set(`${sumRow + 1 + i},0`, {
      style: { font: { name: '宋体', size: BODY_SIZE }, alignment: { vertical: 'center', wrapText: true } },
    });
  });
  const heights = rows.map((_, at): [number, { height: number }] => [
    at,
    { height: at === 0 ? 30 : at > sumRow ? 34 : 22 },
  ]);
  return {
    name: INDEX_NAME,
    rows,
    cells,
    columns: COLUMNS.map(({ width }) => ({ width })),
    rowDefs: new Map(heights),
    merges: [
      across(0, 0, last),
      across(1, 0, last),
      ...HOW_TO.map((_, i) => across(sumRow + 1 + i, 0, last)),
    ],
    protection: PROTECTION,
    freezePane: { rows: 3, columns: 0 },
    pageSetup: BOOK_PAGE,
    headerFooter: headerFooterOf(book),
  };
}
