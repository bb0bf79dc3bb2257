import { WORKBOOK_LIMITS, type WorkbookLimits } from '#shared/batch/grid';
import { err, ok, type Result } from '#shared/result';
import { unpack, zipParts } from './zipParts';

/** What was found in a packed workbook before anything of it was understood. */
export interface Inside {
  /** What the clerk is told of a file that is read all the same. */
  readonly notices: readonly string[];
  /** Number of the last row of any sheet in which a cell has a value. */
  readonly lastFilledRow: number;
}

const MOST_PARTS = 5_000;
const HUGE = '文件解压后过大，不像是人员表，没有读取。请另存为新的工作簿后再试。';
const tooFull = ({ cells }: WorkbookLimits): string =>
  `表里有内容的格子超过 ${cells / 10_000} 万个，不像是人员表，没有读取。请删去多余的列和工作表，或拆成几个文件。`;
const BOMB = '文件的内容比它自己说的大得多，可能是恶意文件，没有读取。请向交来的人要原始文件。';

export const MACROS = '文件带有宏。宏没有运行，只读了单元格里的内容。';
export const LINKED = '文件引用了别的文件。那些文件没有打开，用的是表里存下的数值。';
export const FORMULAS = '表里有公式。公式没有计算，用的是保存时算好的结果；没有结果的格按空白读。';

/** Looks through the parts of an .xlsx one by one, within bounds; the error is a sentence for the clerk, `damaged` where it cannot be told. */
export function lookInside(
  bytes: Uint8Array,
  damaged: string,
  limits: WorkbookLimits = WORKBOOK_LIMITS,
): Result<Inside, string> {
  const parts = zipParts(bytes);
  if (parts === null) return err(damaged);
  const total = parts.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (total > limits.unpacked || parts.length > MOST_PARTS) return err(HUGE);
  let lastFilledRow = 0;
  let cells = 0;
  let formulas = false;
  for (const part of parts) {
    const content = unpack(bytes, part);
    if (typeof content === 'string') return err(content === 'longer' ? BOMB : damaged);
    if (part.name === 'xl/sharedStrings.xml' && content.length > limits.strings) return err(HUGE);
    if (!/^xl\/worksheets\/[^/]+\.xml$/.test(part.name)) continue;
    const sheet = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    cells += filledCells(sheet, limits.cells);
    if (cells > limits.cells) return err(tooFull(limits));
    lastFilledRow = Math.max(lastFilledRow, lastRowWithValue(sheet));
    formulas ||= sheet.includes('<f>') || sheet.includes('<f ');
  }
  const has = (start: string): boolean => parts.some(({ name }) => name.startsWith(start));
  const notices = [
    ...(has('xl/vbaProject.bin') ? [MACROS] : []),
    ...(has('xl/externalLinks/') ? [LINKED] : []),
    ...(formulas ? [FORMULAS] : []),
  ];
  return ok({ notices, lastFilledRow });
}

/** Cells that have a value, counted no further than is of interest. */
function filledCells(sheet: Buffer, most: number): number {
  let count = 0;
  for (const mark of ['<v>', '<is>'])
    for (let at = sheet.indexOf(mark); at >= 0 && count <= most; at = sheet.indexOf(mark, at + 3)) count += 1;
  return count;
}

function lastRowWithValue(sheet: Buffer): number {
  const value = Math.max(sheet.lastIndexOf('<v>'), sheet.lastIndexOf('<is>'));
  if (value < 0) return 0;
  const row = sheet.lastIndexOf('<row ', value);
  const number = /^<row [^>]*?\br="(\d+)"/.exec(sheet.subarray(row, row + 200).toString('latin1'))?.[1];
  return Number(number ?? 0);
}
