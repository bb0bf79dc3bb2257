import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trouble } from '../shared/host';
import { err, ok, type Result } from '../shared/result';
import { bookOfHouseholds, type RosterBook } from '../shared/rosterBook';
import { safeFileName } from './fileNames';
import { buildHouseholds } from './workbooks/buildRoster';
import { saveAtomically } from './workbooks/saveAtomically';
import type { WorkerOptions } from './workbooks/workerProcess';

/** Households that one process is asked for: their workbooks are in memory together. */
const AT_ONCE = 60;

const folderRefused = (folder: string): Trouble => ({
  code: 'FOLDER_NOT_WRITABLE',
  text: `文件夹“${folder}”建不起来，没有保存。请换一个文件夹，例如桌面或“文档”。`,
});

/** What is told while the files are written, and what is left of it. */
export interface HouseholdsSaved {
  /** The folder; null: the clerk closed the dialog. */
  readonly path: string | null;
  readonly files: number;
}

/**
 * Writes a workbook a household (每户一份) into a folder of its own. Each is written whole; where one cannot be, those before it stay and the
 * clerk is told how many. Written again, they take the place of those before.
 */
export async function saveHouseholds(
  book: RosterBook,
  folder: string,
  worker: WorkerOptions,
  progress: (done: number, total: number) => void,
): Promise<Result<HouseholdsSaved, Trouble>> {
  const made = await mkdir(folder, { recursive: true }).then(
    () => true,
    () => false,
  );
  if (!made) return err(folderRefused(folder));
  const households = [...new Set(book.sheets.flatMap(({ rows }) => rows.map((row) => row.household)))];
  let files = 0;
  const stopped = ({ code, text }: Trouble): Trouble => ({
    code,
    text: files === 0 ? text : `${text} 已经写好 ${files} 户，共 ${households.length} 户，都在“${folder}”。`,
  });
  progress(0, households.length);
  for (let at = 0; at < households.length; at += AT_ONCE) {
    const part = bookOfHouseholds(book, new Set(households.slice(at, at + AT_ONCE)));
    const built = await buildHouseholds(part, worker);
    if (!built.ok) return err(stopped(built.error));
    for (const { name, bytes } of built.value) {
      const saved = await saveAtomically(join(folder, safeFileName(name, '.xlsx')), bytes);
      if (!saved.ok) return err(stopped(saved.error));
      files += 1;
    }
    progress(files, households.length);
  }
  return ok({ path: folder, files });
}
