import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Runs a program; where it is missing the test fails with what to install. */
function run(program: string, args: readonly string[], install: string): string {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error(`${program} is not installed. On Debian: apt-get install ${install}`);
    throw error;
  }
}

/** Files as LibreOffice saves them anew (`xlsx`, `xls`, `ods`) or prints them (`pdf`), in one start of it. */
export function throughLibreOffice(
  files: readonly Uint8Array[],
  to: 'xlsx' | 'ods' | 'xls' | 'pdf',
): Uint8Array[] {
  const folder = mkdtempSync(join(tmpdir(), 'office-'));
  try {
    const names = files.map((bytes, i) => {
      const path = join(folder, `in${i}.xlsx`);
      writeFileSync(path, bytes);
      return path;
    });
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const out = join(folder, 'out');
    run(
      'soffice',
      ['--headless', profile, '--convert-to', to, '--outdir', out, ...names],
      'libreoffice-calc',
    );
    return names.map((_, i) => new Uint8Array(readFileSync(join(out, `in${i}.${to}`))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const READ = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps([{
  "name": sheet.title,
  "rows": [[cell.value for cell in row] for row in sheet.iter_rows()],
  "protected": bool(sheet.protection.sheet),
  "open": [cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked],
  "hidden": [name for name, column in sheet.column_dimensions.items() if column.hidden],
  "lists": [[str(rule.sqref), rule.formula1] for rule in sheet.data_validations.dataValidation],
  "titles": sheet.print_title_rows,
  "header": sheet.oddHeader.center.text,
} for sheet in book.worksheets]))
`;

/** Debian's own where it is there: the package is of that one, whatever else comes first in the path. */
const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** A sheet as openpyxl has it. */
export interface PythonSheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly protected: boolean;
  /** Cells that may be written. */
  readonly open: readonly string[];
  readonly hidden: readonly string[];
  readonly lists: readonly (readonly [string, string])[];
  readonly titles: string | null;
  readonly header: string | null;
}

/** Reads a workbook with openpyxl, as the scripts do that offices have. */
export function readByOpenpyxl(bytes: Uint8Array): PythonSheet[] {
  const folder = mkdtempSync(join(tmpdir(), 'openpyxl-'));
  try {
    const path = join(folder, 'book.xlsx');
    writeFileSync(path, bytes);
    return JSON.parse(run(PYTHON, ['-c', READ, path], 'python3-openpyxl')) as PythonSheet[];
  } catch (error) {
    if (String((error as { stderr?: unknown }).stderr).includes("No module named 'openpyxl'"))
      throw new Error('openpyxl is not installed. On Debian: apt-get install python3-openpyxl');
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const WRITE = `
import json, sys, openpyxl
book = openpyxl.Workbook()
for row in json.load(sys.stdin):
    book.active.append(row)
book.save(sys.argv[1])
`;

/** A workbook of one sheet of texts, as the scripts write it that offices have. */
export function writtenByOpenpyxl(rows: readonly (readonly string[])[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'openpyxl-'));
  try {
    const path = join(folder, 'book.xlsx');
    execFileSync(PYTHON, ['-c', WRITE, path], { input: JSON.stringify(rows) });
    return new Uint8Array(readFileSync(path));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
