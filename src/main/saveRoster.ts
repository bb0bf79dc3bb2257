import { join } from 'node:path';
import type { Trouble } from '../shared/host';
import type { PlainBook } from '../shared/plainSheet';
import { ok, type Result } from '../shared/result';
import type { Roster } from '../shared/roster';
import type { RosterBook } from '../shared/rosterBook';
import { safeFileName } from './fileNames';
import { type HouseholdsSaved, saveHouseholds } from './saveHouseholds';
import { askFolder, askWhere, PLAIN_FILE, ROSTER_FILE } from './savePath';
import { buildBook, buildPlain, buildRoster } from './workbooks/buildRoster';
import { saveAtomically } from './workbooks/saveAtomically';

type Saved = Promise<Result<{ path: string | null }, Trouble>>;

const WORKER = { entry: join(import.meta.dirname, 'rosterWorker.js') };

export const saveRoster = (roster: Roster, fileName: string, saveTo: string | null): Saved =>
  saveBuilt(() => buildRoster(roster, WORKER), fileName, saveTo);

export const saveBook = (book: RosterBook, fileName: string, saveTo: string | null): Saved =>
  saveBuilt(() => buildBook(book, WORKER), fileName, saveTo);

export const savePlain = (plain: PlainBook, fileName: string, saveTo: string | null): Saved =>
  saveBuilt(() => buildPlain(plain, WORKER), fileName, saveTo, PLAIN_FILE);
/** A workbook a household, in a folder of their own where the clerk says. */
export async function saveBookByHousehold(
  book: RosterBook,
  folderName: string,
  saveTo: string | null,
  progress: (done: number, total: number) => void,
): Promise<Result<HouseholdsSaved, Trouble>> {
  const place = await askFolder('每户一份花名册放在哪个文件夹', saveTo);
  if (place === null) return ok({ path: null, files: 0 });
  return saveHouseholds(book, join(place, safeFileName(folderName, '')), WORKER, progress);
}

/** Asks the clerk where, builds the workbook in a process of its own and writes it whole; `path` null: the dialog was closed. */
async function saveBuilt(
  build: () => Promise<Result<Uint8Array, Trouble>>,
  fileName: string,
  saveTo: string | null,
  kind = ROSTER_FILE,
): Saved {
  const path = await askWhere(fileName, saveTo, kind);
  if (!path) return ok({ path: null });
  const built = await build();
  if (!built.ok) return built;
  const saved = await saveAtomically(path, built.value);
  return saved.ok ? ok({ path }) : saved;
}
