import type { CSSProperties, ReactNode } from 'react';
import { type RosterBook, sheetCodeText } from '#shared/rosterBook';
import {
  HOW_TO,
  INDEX_COLUMNS,
  INDEX_NAME,
  indexLine,
  indexRows,
  type NamedSheet,
  namedSheets,
} from '#shared/rosterPaper/bookIndex';
import {
  BOOK_HEIGHTS,
  INDEX_HEIGHTS,
  indexPages,
  paperOfSheet,
  pointsWide,
  shrinkOf,
} from '#shared/rosterPaper/bookPages';
import { BODY_SIZE } from '#shared/rosterPaper/rosterColumns';
import { SIGNATURES, watermark } from '#shared/rosterPaper/rosterLines';
import { QrCode } from '../../ui/print/QrCode';
import type { PaperSheet } from '../../ui/print/sheet';
import { Written } from '../../ui/print/Written';

/** Columns before the caution and before the date, the first one aside, which has the square code. */
const UNIT_COLUMNS = 5;
const CAUTION_COLUMNS = 6;

/** A batch's book as the pages of its workbook: the same columns, rows and page ends. `printedAt`: 打印时间. */
export function bookPaper(book: RosterBook, printedAt: string): PaperSheet {
  const sheets = namedSheets(book);
  const pages = [...indexOf(book, sheets), ...sheets.flatMap((sheet) => sheetOf(book, sheet))];
  return {
    title: book.title,
    mark: '',
    foot: '',
    blocks: [],
    laid: pages.map(({ key, node }, at) => ({
      key,
      node: (
        <div className="roster-paper">
          <div className="roster-water">
            <Written>{watermark(book)}</Written>
          </div>
          {node}
          <div className="roster-foot">
            <span>
              经办人：<Written>{book.clerk}</Written>
            </span>
            <span>
              第 {at + 1} 页 共 {pages.length} 页
            </span>
            <span>打印时间：{printedAt}</span>
          </div>
        </div>
      ),
    })),
    names: book.sheets.flatMap(({ rows }) =>
      rows.map(({ name, code }) => ({ text: name, of: `${name}（行码 ${code}）的姓名` })),
    ),
  };
}

type Page = { key: string; node: ReactNode };
const points = (height: number, shrink = 1): CSSProperties => ({ height: `${height * shrink}pt` });

function Grid(props: {
  columns: readonly { header: string; width: number }[];
  shrink: number;
  children: ReactNode;
}) {
  const { columns, shrink } = props;
  const style = { width: `${pointsWide(columns) * shrink}pt`, fontSize: `${BODY_SIZE * shrink}pt` };
  return (
    <table className="roster-grid" style={style}>
      <colgroup>
        {columns.map((column) => (
          <col key={column.header} style={{ width: `${pointsWide([column]) * shrink}pt` }} />
        ))}
      </colgroup>
      {props.children}
    </table>
  );
}

const Headings = ({ columns, height }: { columns: readonly { header: string }[]; height: CSSProperties }) => (
  <tr style={height}>
    {columns.map(({ header }) => (
      <th scope="col" key={header}>
        {header}
      </th>
    ))}
  </tr>
);

function indexOf(book: RosterBook, sheets: readonly NamedSheet[]): Page[] {
  const rows = indexRows(sheets);
  return indexPages(sheets.length).map((page, n) => ({
    key: `${INDEX_NAME}/${n}`,
    node: (
      <Grid columns={INDEX_COLUMNS} shrink={shrinkOf(INDEX_COLUMNS)}>
        <thead>
          <tr style={points(INDEX_HEIGHTS.title)}>
            <td className="bare" colSpan={INDEX_COLUMNS.length} style={{ fontSize: '16pt' }}>
              <h3>
                <Written>{book.title}</Written>
              </h3>
            </td>
          </tr>
          <tr style={points(INDEX_HEIGHTS.line)}>
            <td className="bare" colSpan={INDEX_COLUMNS.length}>
              <Written>{indexLine(book)}</Written>
            </td>
          </tr>
          <Headings columns={INDEX_COLUMNS} height={points(INDEX_HEIGHTS.line)} />
        </thead>
        <tbody>
          {page.map((at) => {
            const row = rows[at];
            return row ? (
              <tr key={at} style={points(INDEX_HEIGHTS.line)}>
                {INDEX_COLUMNS.map(({ header, align }, col) => (
                  <td key={header} style={{ textAlign: align }}>
                    <Written>{String(row[col] ?? '')}</Written>
                  </td>
                ))}
              </tr>
            ) : (
              <tr key={at} style={points(INDEX_HEIGHTS.how)}>
                <td className="bare" colSpan={INDEX_COLUMNS.length}>
                  {HOW_TO[at - rows.length]}
                </td>
              </tr>
            );
          })}
        </tbody>
      </Grid>
    ),
  }));
}

function sheetOf(book: RosterBook, named: NamedSheet): Page[] {
  const { sheet, n, hash } = named;
  const paper = paperOfSheet(book, sheet);
  const { columns } = paper;
  const shrink = shrinkOf(columns);
  const size = (of: number): CSSProperties => ({ fontSize: `${of * shrink}pt` });
  return paper.pages.map((page, at) => ({
    key: `${n}/${at}`,
    node: (
      <Grid columns={columns} shrink={shrink}>
        <thead>
          <tr style={points(BOOK_HEIGHTS.title, shrink)}>
            <td className="bare" rowSpan={2}>
              <QrCode text={sheetCodeText(book.batchId, n, hash)} label={`第 ${n} 表的二维码`} />
            </td>
            <td className="bare" colSpan={columns.length - 1} style={size(18)}>
              <h3>
                <Written>{book.title}</Written>
              </h3>
            </td>
          </tr>
          <tr style={{ ...points(BOOK_HEIGHTS.unit, shrink), ...size(10.5) }}>
            <td className="bare" colSpan={UNIT_COLUMNS}>
              <Written>{`填报单位：${book.unit}　${sheet.label}`}</Written>
            </td>
            <td className="bare" colSpan={CAUTION_COLUMNS} style={{ textAlign: 'center' }}>
              {book.synthetic && <b>【虚构数据，仅供试用】</b>}
            </td>
            <td
              className="bare"
              colSpan={columns.length - 1 - UNIT_COLUMNS - CAUTION_COLUMNS}
              style={{ textAlign: 'right' }}
            >
              制表日期：{book.date}　第 {n} 表
            </td>
          </tr>
          <Headings columns={columns} height={points(BOOK_HEIGHTS.header, shrink)} />
        </thead>
        <tbody>
          {page.map((index) => {
            const line = paper.lines[index];
            return (
              line && (
                <tr
                  key={line.row.code}
                  className={`${line.opens ? '' : 'within'} ${line.closes ? '' : 'goes-on'}`}
                  style={points(line.height, shrink)}
                >
                  {columns.map((column, col) => (
                    <td key={column.header} style={{ textAlign: column.align, ...size(column.size) }}>
                      <Written>{line.texts[col] ?? ''}</Written>
                    </td>
                  ))}
                </tr>
              )
            );
          })}
          {at === paper.pages.length - 1 && (
            <>
              <tr style={{ ...points(BOOK_HEIGHTS.sum, shrink), ...size(10.5) }}>
                <td className="bare" colSpan={columns.length}>
                  {paper.sum}
                </td>
              </tr>
              <tr style={{ ...points(BOOK_HEIGHTS.signatures, shrink), ...size(10.5) }}>
                <td className="bare nowrap" colSpan={columns.length}>
                  {SIGNATURES}
                </td>
              </tr>
            </>
          )}
        </tbody>
      </Grid>
    ),
  }));
}
