import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Trouble } from '../../shared/host';
import { LessonCode, PracticePerson } from '../../shared/practice/practice';
import type { Result } from '../../shared/result';
import { saveAtomically } from '../workbooks/saveAtomically';

/** Practice lives beside the real desk's files, in a folder of its own, and nowhere else. */
export const practiceHome = (userData: string): string => join(userData, 'practice');
const VILLAGE = /^village-([1-9]\d{0,5})$/;
const FILE = 'practice.json';

const Progress = z.strictObject({
  version: z.literal(1),
  /** Which village is in use; each has a folder. */
  village: z.number().int().positive().max(999_999),
  /** How often each lesson was begun: every time somebody else plays the part. */
  begun: z.partialRecord(LessonCode, z.number().int().nonnegative()),
  /** When each lesson was last reached, device time. */
  done: z.partialRecord(LessonCode, z.string()),
  current: z
    .strictObject({
      lesson: LessonCode,
      person: PracticePerson,
      /** The journal's last number when it began. */
      since: z.number().int().nonnegative(),
      reached: z.number().int().nonnegative(),
      powerWasCut: z.boolean(),
    })
    .nullable(),
  /** A power cut is set, or has struck: the next start opens practice. */
  powerCut: z.boolean(),
});
export type Progress = z.infer<typeof Progress>;

const startOf = (village: number): Progress => ({
  version: 1,
  village,
  begun: {},
  done: {},
  current: null,
  powerCut: false,
});

function read(home: string): Progress | 'none' | 'damaged' {
  let text: string;
  try {
    text = readFileSync(join(home, FILE), 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'none' : 'damaged';
  }
  try {
    return Progress.parse(JSON.parse(text));
  } catch {
    return 'damaged';
  }
}

/** Whether a practised power cut (断电) struck: then the next start is practice again. Never stands in the way of the real desk. */
export function powerCutStruck(userData: string): boolean {
  const progress = read(practiceHome(userData));
  return typeof progress === 'object' && progress.powerCut;
}

/** Is this folder one of practice? A real desk is never opened on it. */
export function isPracticeFolder(userData: string): boolean {
  const parent = join(userData, '..');
  return VILLAGE.test(userData.split(/[\\/]/).at(-1) ?? '') && read(parent) !== 'none';
}

/** What practice remembers (`practice.json`): the village in use, the lesson under way, what was learnt. */
export class PracticeBook {
  private writing: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly home: string,
    private progress: Progress,
    /** The file could not be read and is kept aside; what was learnt before is not known. */
    readonly wasDamaged: boolean,
  ) {}

  /** Opens practice's own folder, made where it is not there yet, and removes villages that are used no more. Synchronous: it comes before the window. */
  static open(userData: string): PracticeBook {
    const home = practiceHome(userData);
    mkdirSync(home, { recursive: true });
    const found = read(home);
    const villages = readdirSync(home).flatMap((name) => Number(VILLAGE.exec(name)?.[1] ?? 0) || []);
    if (found === 'damaged') renameSync(join(home, FILE), join(home, `${FILE}.damaged`));
    const progress = typeof found === 'object' ? found : startOf(Math.max(0, ...villages) + 1);
    for (const village of villages)
      if (village !== progress.village) remove(join(home, `village-${village}`));
    return new PracticeBook(home, progress, found === 'damaged');
  }

  get current(): Progress {
    return this.progress;
  }

  /** Data folder of the village in use: all that practice ever writes lies in it. */
  get folder(): string {
    return join(this.home, `village-${this.progress.village}`);
  }

  /** Resolves when the change is on the disk; it counts at once. */
  change(part: Partial<Omit<Progress, 'version'>>): Promise<Result<unknown, Trouble>> {
    this.progress = { ...this.progress, ...part };
    const text = JSON.stringify(Progress.parse(this.progress), null, 2);
    const written = this.writing.then(() => saveAtomically(join(this.home, FILE), Buffer.from(text)));
    this.writing = written;
    return written;
  }

  /** The next start is on a village as it was at first; what was learnt stays noted. */
  reset(): Promise<Result<unknown, Trouble>> {
    return this.change({ village: this.progress.village + 1, current: null, powerCut: false });
  }

  begunTimes(lesson: LessonCode): number {
    return this.progress.begun[lesson] ?? 0;
  }

  async settled(): Promise<void> {
    await this.writing;
  }
}

/** What does not go now goes at the next start. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another program may still have a file of it open.
  }
}
