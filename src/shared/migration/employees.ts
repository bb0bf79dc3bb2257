import { z } from 'zod';
import { readDay } from '../batch/cells';
import { cellText, type GridCell, type GridSheet } from '../batch/grid';
import { readTable, readTables } from '../batch/table';
import { CivilDate } from '../domain/civilDate';
import { ok, type Result } from '../result';
import { EMPLOYEE_COLUMNS, type EmployeeColumn, employeeColumnOf, lackOf } from './columns';
import { numberOf, readWrittenNumber } from './writtenNumber';

/** Somebody insured as an employee (职工医保正常参保), and who says so. */
export const Employee = z.strictObject({
  certNo: z.string().min(1).max(30),
  /** Employer, or what stands for one. */
  unit: z.string().max(200),
  since: CivilDate.nullable(),
  source: z.enum(['desk', 'file']),
});
export type Employee = z.infer<typeof Employee>;

const ENDED = /停|终止|中断|注销|退|减|未参保|^否$/;

const readSheet = (sheet: GridSheet) =>
  readTable<EmployeeColumn>(sheet, {
    columnOf: employeeColumnOf,
    missing: (columns) =>
      lackOf(
        '职工参保名单',
        EMPLOYEE_COLUMNS,
        (['certNo', 'name'] as const).filter((key) => !columns.has(key)),
      ),
  });

/** A list of employees; whoever it says has stopped is none. `unreadable`: rows without a number that can be right. */
export function readEmployees(
  sheets: readonly GridSheet[],
  on: CivilDate,
): Result<{ readonly employees: readonly Employee[]; readonly unreadable: number }, string> {
  const tables = readTables(sheets, readSheet);
  if (!tables.ok) return tables;
  const employees: Employee[] = [];
  let unreadable = 0;
  for (const { at, rows } of tables.value) {
    for (const { cells } of rows) {
      const cell = (key: EmployeeColumn): GridCell | undefined => {
        const column = at.get(key);
        return column === undefined ? undefined : cells[column];
      };
      if (ENDED.test(cellText(cell('status')))) continue;
      const certNo = numberOf(readWrittenNumber(cell('certNo'), on));
      const since = readDay(cell('since'), '参保时间');
      if (certNo === null) unreadable += 1;
      else
        employees.push({
          certNo,
          unit: cellText(cell('unit')).slice(0, 200),
          since: since.ok ? (since.value?.date ?? null) : null,
          source: 'file',
        });
    }
  }
  return ok({ employees, unreadable });
}
