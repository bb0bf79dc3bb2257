import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LastBackup, LastRehearsal } from '#shared/backup/calls';
import { saveAtomically } from '../workbooks/saveAtomically';

export const NOTES_FILE = 'backup.json';

const BackupNotes = z.strictObject({
  version: z.literal(1),
  /** Where the administrator wants backups; null: within the data folder. */
  folder: z.string().max(4000).nullable(),
  /** Number of the last backup. */
  serial: z.number().int().nonnegative(),
  last: LastBackup.nullable(),
  rehearsal: LastRehearsal.nullable(),
});
export type BackupNotes = z.infer<typeof BackupNotes>;

export const NO_NOTES: BackupNotes = { version: 1, folder: null, serial: 0, last: null, rehearsal: null };

/** `backup.json` beside `desk.json`. Notes that cannot be read are none: the next backup makes them anew. */
export class BackupNoteFile {
  private constructor(
    private readonly path: string,
    private notes: BackupNotes,
  ) {}

  static async open(userData: string): Promise<BackupNoteFile> {
    const path = join(userData, NOTES_FILE);
    try {
      return new BackupNoteFile(path, BackupNotes.parse(JSON.parse(await readFile(path, 'utf8'))));
    } catch {
      return new BackupNoteFile(path, NO_NOTES);
    }
  }

  get current(): BackupNotes {
    return this.notes;
  }

  /** In force at once; false when the disk did not take it, so that it is forgotten at the next start. */
  async change(part: Partial<Omit<BackupNotes, 'version'>>): Promise<boolean> {
    this.notes = { ...this.notes, ...part };
    return (await saveAtomically(this.path, Buffer.from(JSON.stringify(this.notes)))).ok;
  }
}
