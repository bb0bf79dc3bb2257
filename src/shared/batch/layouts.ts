import { COLUMNS, type ColumnKey } from './columns';

/** The kinds of workbook a unit hands in, and the roster that comes back from the door. */
export const LAYOUTS = {
  STAFF_CHANGE: { title: '职工增减表', needs: ['certNo', 'name', 'change'] },
  BASE: { title: '缴费工资申报', needs: ['certNo', 'name', 'wage'] },
  STAFF_REGISTER: { title: '批量参保登记表', needs: ['certNo', 'name', 'hireDate'] },
  ROSTER: { title: '入户花名册', needs: ['outcome'] },
} as const satisfies Readonly<Record<string, { title: string; needs: readonly ColumnKey[] }>>;
export type LayoutCode = keyof typeof LAYOUTS;

/** Which of them a set of columns is. */
export function layoutOf(columns: ReadonlySet<ColumnKey>): LayoutCode {
  if (columns.has('outcome')) return 'ROSTER';
  if (columns.has('change')) return 'STAFF_CHANGE';
  const wages = columns.has('wage') || columns.has('base');
  return wages && !columns.has('hireDate') ? 'BASE' : 'STAFF_REGISTER';
}

/** What is missing, with the spellings that would be taken; null where nothing is. */
export function missingColumns(layout: LayoutCode, columns: ReadonlySet<ColumnKey>): string | null {
  const missing = LAYOUTS[layout].needs.filter(
    (key) => !columns.has(key) && !(key === 'wage' && columns.has('base')),
  );
  if (missing.length === 0) return null;
  const named = missing.map(
    (key) => `“${COLUMNS[key][0]}”（也可写作${COLUMNS[key].slice(1, 4).join('、')}）`,
  );
  return `按${LAYOUTS[layout].title}读取，但没有找到${named.join('、')}这一列。请在表头补上后重新读入。`;
}
