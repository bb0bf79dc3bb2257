import { z } from 'zod';

/** Which formats of a store a program can read, and the one it writes. */
export const StoreFormat = z.strictObject({
  reads: z.array(z.number().int().positive()).min(1).max(100),
  writes: z.number().int().positive(),
});
export type StoreFormat = z.infer<typeof StoreFormat>;
export const StoreFormats = z.record(z.string().regex(/^[a-zA-Z]{1,40}$/), StoreFormat);
export type StoreFormats = z.infer<typeof StoreFormats>;

const only = (version: number): StoreFormat => ({ reads: [version], writes: version });

/**
 * The formats of everything this program keeps on the desk's disk. A change of a format takes two releases: one that reads the new one and
 * still writes the old one, and a later one that writes it; so whichever update a desk takes, the program before it can go back to work.
 */
export const STORE_FORMATS = {
  vault: only(1),
  /** Frames of `src/main/journal/frames.ts`, by the magic of their file. */
  CBJRNL: only(1),
  CBDLVR: only(1),
  CBACCS: only(1),
  CBPAPR: only(1),
  CBEVID: only(1),
  CBRETN: only(1),
  CBLIST: only(1),
  CBROLL: only(1),
  CBCAMP: only(1),
  CBAUDT: only(1),
  CBBKUP: only(1),
  CBNGHT: only(1),
  CBOUTB: only(1),
  CBPKEY: only(1),
  CBPURG: only(1),
  journalEntry: { reads: [1, 2, 3, 4], writes: 4 },
  operation: { reads: [1, 2, 3], writes: 3 },
  /** Dexie's versions of the window's databases. */
  windowJournal: { reads: [1, 2, 3, 4], writes: 4 },
  windowMirror: only(1),
} as const satisfies StoreFormats;

/** The first store in which these two programs could not follow each other both ways; null: they can. */
export function formatBreach(ours: StoreFormats, theirs: StoreFormats): string | null {
  for (const [store, format] of Object.entries(theirs)) {
    const here = ours[store];
    // A store that this program does not have is a file that it leaves alone.
    if (here === undefined) continue;
    if (!format.reads.includes(here.writes) || !here.reads.includes(format.writes)) return store;
  }
  return null;
}
