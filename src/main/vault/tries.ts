import { z } from 'zod';
import { canonicalJson } from '#shared/json';
import type { Files } from '../journal/fileLayer';
import { replaceFile } from '../journal/replaceFile';

/** So many may be wrong before it is waited. */
export const FREE_TRIES = 5;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;
/** Names that are noted one by one; what is more shares one line, so that made-up names do not fill the disk. */
const MOST_NAMES = 100;
const EVERYBODY_ELSE = '*';
const NAME = 'sign-in.json';

const Line = z.strictObject({
  failures: z.number().int().nonnegative(),
  owedMs: z.number().nonnegative().max(LONGEST_WAIT_MS),
});
const TriesFile = z.strictObject({ version: z.literal(1), clerks: z.record(z.string(), Line) });
type Line = z.infer<typeof Line>;

/** Of a desk whose file of tries is gone or unreadable, although it has a vault: as if the free tries were used up. */
const SUSPECT: Line = { failures: FREE_TRIES, owedMs: FIRST_WAIT_MS };

/** The wait after so many wrong secrets: none, then a minute, doubling up to an hour. */
export const waitAfter = (failures: number): number =>
  failures < FREE_TRIES
    ? 0
    : Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - FREE_TRIES, 20), LONGEST_WAIT_MS);

/** A vault that came from a backup has no tries yet, and nobody took them away. Throws what the disk throws. */
export async function noTriesYet(folder: string, files: Files): Promise<void> {
  const none = { version: 1, clerks: {} } satisfies z.infer<typeof TriesFile>;
  await files.makeFolder(folder);
  await replaceFile(files, folder, NAME, [Buffer.from(canonicalJson(none))]);
}

/**
 * How often each clerk's secret was wrong, and how long is still to be waited. What is noted is the wait that is owed, never a time of
 * day: only time that this program saw pass takes from it, so neither a restart nor the clock shortens it.
 */
export class Tries {
  private readonly seenAt = new Map<string, number>();

  private constructor(
    private readonly folder: string,
    private readonly files: Files,
    /** Milliseconds of a clock that nobody can set. */
    private readonly ticks: () => number,
    private readonly lines: Map<string, Line>,
    private readonly unknown: Line,
  ) {}

  /** `used`: there is a vault, so a missing file was taken away. */
  static async open(options: {
    readonly folder: string;
    readonly files: Files;
    readonly ticks: () => number;
    readonly used: boolean;
  }): Promise<Tries> {
    const { folder, files, ticks, used } = options;
    const fresh: Line = { failures: 0, owedMs: 0 };
    const bytes = await files.readAll(`${folder}/${NAME}`).catch(() => new Uint8Array());
    const parsed = bytes === null ? null : parse(bytes);
    const lines = new Map(Object.entries(parsed?.clerks ?? {}));
    const tries = new Tries(folder, files, ticks, lines, parsed === null && used ? SUSPECT : fresh);
    for (const name of lines.keys()) tries.seenAt.set(name, ticks());
    return tries;
  }

  /** How long this clerk still has to wait, ms. */
  waitOf(clerk: string): number {
    return this.lineOf(this.nameOf(clerk)).owedMs;
  }

  /** Wrong secrets so far since the last right one. */
  failuresOf(clerk: string): number {
    return this.lineOf(this.nameOf(clerk)).failures;
  }

  /**
   * Notes a try as wrong before it is made, durably: a program that is killed while it tries has tried. Throws when the disk does
   * not take it; then nothing may be tried.
   */
  async begin(clerk: string): Promise<void> {
    const name = this.nameOf(clerk);
    const failures = this.lineOf(name).failures + 1;
    this.set(name, { failures, owedMs: waitAfter(failures) });
    await this.write();
  }

  /** The secret was right. */
  async right(clerk: string): Promise<void> {
    this.set(this.nameOf(clerk), { failures: 0, owedMs: 0 });
    await this.write();
  }

  /** The try was none: what failed was not the secret. */
  async takeBack(clerk: string): Promise<void> {
    const name = this.nameOf(clerk);
    const failures = Math.max(0, this.lineOf(name).failures - 1);
    this.set(name, { failures, owedMs: 0 });
    await this.write();
  }

  /** Notes how much of the waits has passed; what is not noted is waited again after a restart. */
  async look(): Promise<void> {
    if (![...this.lines.values()].some(({ owedMs }) => owedMs > 0)) return;
    await this.write();
  }

  private nameOf(clerk: string): string {
    return this.lines.has(clerk) || this.lines.size < MOST_NAMES ? clerk : EVERYBODY_ELSE;
  }

  private lineOf(name: string): Line {
    const line = this.lines.get(name) ?? this.unknown;
    const seen = this.seenAt.get(name);
    const now = this.ticks();
    if (seen === undefined) this.set(name, line);
    else if (line.owedMs > 0) this.set(name, { ...line, owedMs: Math.max(0, line.owedMs - (now - seen)) });
    return this.lines.get(name) ?? line;
  }

  private set(name: string, line: Line): void {
    this.lines.set(name, line);
    this.seenAt.set(name, this.ticks());
  }

  private async write(): Promise<void> {
    for (const name of this.lines.keys()) this.lineOf(name);
    const file = { version: 1, clerks: Object.fromEntries(this.lines) } satisfies z.infer<typeof TriesFile>;
    await this.files.makeFolder(this.folder);
    await replaceFile(this.files, this.folder, NAME, [Buffer.from(canonicalJson(file))]);
  }
}

function parse(bytes: Uint8Array): z.infer<typeof TriesFile> | null {
  try {
    return TriesFile.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return null;
  }
}
