import type { BookRow, RosterBook } from '../rosterBook';
import { BODY_SIZE, type RosterColumn } from './rosterColumns';

/** A column of a roster that comes back. */
export interface BookColumn extends Omit<RosterColumn, 'text'> {
  readonly text: (row: BookRow) => string;
  /** `filled`: written at the door, the only cells that are not protected. `hidden`: key and checksum. */
  readonly kind: 'printed' | 'filled' | 'hidden';
}

const WORD_SIZE = 9;
export const OUTCOME = '核实\n结果';

const printed = (
  header: string,
  width: number,
  align: RosterColumn['align'],
  text: BookColumn['text'],
  size: number = BODY_SIZE,
): BookColumn => ({ header, width, size, align, text, kind: 'printed' });
const filled = (header: string, width: number, align: RosterColumn['align']): BookColumn => ({
  header,
  width,
  size: BODY_SIZE,
  align,
  text: () => '',
  kind: 'filled',
});
const hidden = (header: string, width: number, text: BookColumn['text']): BookColumn => ({
  header,
  width,
  size: BODY_SIZE,
  align: 'left',
  text,
  kind: 'hidden',
});

/** The columns from left to right. What is read back is known by its heading (`src/shared/batch/columns.ts`), wherever it stands then. */
export const bookColumns = (book: Pick<RosterBook, 'year' | 'tier'>): readonly BookColumn[] => [
  printed('行码', 11, 'center', (row) => row.code),
  printed('户号', 11, 'center', (row) => row.household),
  printed('姓名', 10, 'left', (row) => row.name),
  printed('与户主\n关系', 7, 'center', (row) => row.relation, WORD_SIZE),
  printed('性别', 5, 'center', (row) => row.sex),
  printed('出生\n日期', 11.5, 'center', (row) => row.birthDate),
  printed('证件号码', 20, 'center', (row) => row.certNo),
  printed('手机号', 12.5, 'center', (row) => row.phone),
  printed('特殊\n身份', 10, 'left', (row) => row.identity, WORD_SIZE),
  printed(
    `${book.year}年度\n参保状态`,
    10,
    'left',
    (row) => [row.status, row.note].filter(Boolean).join('\n'),
    WORD_SIZE,
  ),
  printed('应缴\n（元）', 8, 'right', (row) => row.dueYuan),
  filled(OUTCOME, 10, 'center'),
  filled('实缴金额\n（元）', 9, 'right'),
  filled('发生日期', 11, 'center'),
  filled('新手机号', 12.5, 'center'),
  filled('原因说明', 12.5, 'left'),
  hidden('人员标识', 18, (row) => row.personId),
  hidden('校验', 10, (row) => row.checksum),
];
