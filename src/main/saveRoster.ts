import { join } from 'node:path';
import type { Trouble } from '../shared/host';
import { ok, type Result } from '../shared/result';
import type { Roster } from '../shared/roster';
import { askWhere } from './savePath';
import { buildRoster } from './workbooks/buildRoster';
import { saveAtomically } from './workbooks/saveAtomically';

/** Asks the clerk where, builds the workbook in a process of its own and writes it whole; `path` null: the dialog was closed. */
export async function saveRoster(
  roster: Roster,
  fileName: string,
  saveTo: string | null,
): Promise<Result<{ path: string | null }, Trouble>> {
  const path = await askWhere(fileName, saveTo);
  if (!path) return ok({ path: null });
  const built = await buildRoster(roster, { entry: join(import.meta.dirname, 'rosterWorker.js') });
  if (!built.ok) return built;
  const saved = await saveAtomically(path, built.value);
  return saved.ok ? ok({ path }) : saved;
}
