import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { saveAtomically } from '../workbooks/saveAtomically';

/**
 * What the desk notes for itself beside its journal: nothing of a person, and nothing that cannot be asked again. Device and
 * platform times in ms.
 */
const DeskNotes = z.strictObject({
  version: z.literal(1),
  /** The clerk's last word on date and time: device time then, and the journal's last number. */
  confirmed: z.strictObject({ at: z.number(), afterSeq: z.number().int().nonnegative() }).nullable(),
  /** The platform's time as last heard. */
  heardAt: z.number().nullable(),
  /** When the platform last said that it decides by the same book. */
  policyAt: z.number().nullable(),
});
export type DeskNotes = z.infer<typeof DeskNotes>;

const NONE: DeskNotes = { version: 1, confirmed: null, heardAt: null, policyAt: null };

/** `desk-notes.json` of the journal's folder. Notes that cannot be read are none: the clerk and the platform are asked again. */
export class NoteStore {
  private writing: Promise<boolean> = Promise.resolve(true);

  private constructor(
    private readonly path: string,
    private notes: DeskNotes,
  ) {}

  static async open(folder: string): Promise<NoteStore> {
    const path = join(folder, 'desk-notes.json');
    try {
      return new NoteStore(path, DeskNotes.parse(JSON.parse(await readFile(path, 'utf8'))));
    } catch {
      return new NoteStore(path, NONE);
    }
  }

  get current(): DeskNotes {
    return this.notes;
  }

  /** In force at once; false when the disk did not take it, so that it is forgotten at the next start. */
  change(part: Partial<Omit<DeskNotes, 'version'>>): Promise<boolean> {
    this.notes = { ...this.notes, ...part };
    const bytes = new TextEncoder().encode(JSON.stringify(this.notes));
    this.writing = this.writing.then(async () => (await saveAtomically(this.path, bytes)).ok);
    return this.writing;
  }

  /** Waits for what is being written. */
  async settled(): Promise<void> {
    await this.writing;
  }
}
