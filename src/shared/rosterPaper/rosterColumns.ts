import type { Roster, RosterRow } from '../roster';

/** One column of the printed roster. `width` counts digits of the sheet's default font; a Han character takes two. */
export interface RosterColumn {
  readonly header: string;
  readonly width: number;
  /** Points. */
  readonly size: number;
  readonly align: 'left' | 'center' | 'right';
  readonly text: (row: RosterRow, index: number) => string;
}

/** Points: numbers and names, and the longer words beside them. */
export const BODY_SIZE = 10;
const WORD_SIZE = 9;

/** The columns from left to right: together as wide as A4 landscape takes at nine tenths of the size. */
export const rosterColumns = (roster: Roster): readonly RosterColumn[] => [
  { header: '序号', width: 5.5, size: BODY_SIZE, align: 'center', text: (_, index) => String(index + 1) },
  { header: '户号', width: 11, size: BODY_SIZE, align: 'center', text: (row) => row.household },
  { header: '社（组）', width: 7, size: BODY_SIZE, align: 'center', text: (row) => row.group },
  { header: '姓名', width: 10, size: BODY_SIZE, align: 'left', text: (row) => row.name },
  { header: '与户主\n关系', width: 7.5, size: WORD_SIZE, align: 'center', text: (row) => row.relation },
  { header: '性别', width: 5, size: BODY_SIZE, align: 'center', text: (row) => row.sex },
  { header: '出生日期', width: 11.5, size: BODY_SIZE, align: 'center', text: (row) => row.birthDate },
  { header: '证件号码', width: 20, size: BODY_SIZE, align: 'center', text: (row) => row.certNo },
  { header: '手机号', width: 12.5, size: BODY_SIZE, align: 'center', text: (row) => row.phone },
  { header: '人员类别', width: 14.5, size: WORD_SIZE, align: 'left', text: (row) => row.personType },
  { header: '特殊身份', width: 11.5, size: WORD_SIZE, align: 'left', text: (row) => row.identity },
  {
    header: `${roster.year}年度\n参保状态`,
    width: 11,
    size: WORD_SIZE,
    align: 'left',
    text: (row) => row.status,
  },
  { header: '应缴\n（元）', width: 8, size: BODY_SIZE, align: 'right', text: (row) => row.dueYuan },
  { header: OUTCOME_HEADER, width: 10, size: BODY_SIZE, align: 'center', text: (row) => row.outcome },
  { header: '备注', width: 13, size: WORD_SIZE, align: 'left', text: (row) => row.note },
];

/** The column an assistant fills in at the door. */
export const OUTCOME_HEADER = '入户核实\n结果';

const isWide = (char: string): boolean => {
  const point = char.codePointAt(0) ?? 0;
  return point >= 0x1100 && !(point >= 0x2000 && point <= 0x200f);
};

/** How many character widths a text takes: two for Han and full-width characters. */
export const displayWidth = (text: string): number =>
  [...text].reduce((sum, char) => sum + (isWide(char) ? 2 : 1), 0);

/** How many lines a text takes in a column, counted a little too high rather than too low. */
export function linesIn(text: string, { width, size }: Pick<RosterColumn, 'width' | 'size'>): number {
  const room = (width * BODY_SIZE) / size - 1;
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / room)), 0);
}
