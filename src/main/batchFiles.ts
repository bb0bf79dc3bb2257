import { join } from 'node:path';
import type { ErrorBook } from '../shared/batch/errorBook';
import type { Trouble } from '../shared/host';
import { ok, type Result } from '../shared/result';
import { askWhere, ERRORS_FILE } from './savePath';
import { buildErrorBook, type ReadFile, readInWorker } from './workbooks/batchWorkbooks';
import { saveAtomically } from './workbooks/saveAtomically';

/** What the window asks about workbooks that units hand in. */
export interface BatchFiles {
  read(data: string): Promise<Result<ReadFile, Trouble>>;
  saveErrors(book: ErrorBook, fileName: string): Promise<Result<{ path: string | null }, Trouble>>;
}

export function batchFiles(saveTo: string | null): BatchFiles {
  const entry = join(import.meta.dirname, 'batchWorker.js');
  return {
    read: (data) => readInWorker(new Uint8Array(Buffer.from(data, 'base64')), { entry }),
    async saveErrors(book, fileName) {
      const path = await askWhere(fileName, saveTo, ERRORS_FILE);
      if (path === null) return ok({ path });
      const built = await buildErrorBook(book, { entry });
      if (!built.ok) return built;
      const saved = await saveAtomically(path, built.value);
      return saved.ok ? ok({ path }) : saved;
    },
  };
}
