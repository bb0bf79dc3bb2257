import { appendFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What is worth a line; a closed list, so that nobody writes a sentence, and with it a person, into the log. */
export type LogEvent =
  | 'start'
  | 'stop'
  | 'journal-finding'
  | 'line'
  | 'paused'
  | 'queue'
  | 'chain'
  | 'standing'
  | 'defect';

/** Values are numbers, booleans, or codes of the program's own making. */
export type LogFields = Readonly<Record<string, number | boolean | string | null>>;

export interface LogOptions {
  readonly folder: string;
  readonly now: () => number;
  /** Bytes of one file, and how many are kept. */
  readonly maxBytes?: number;
  readonly files?: number;
}

const MIB = 1024 * 1024;
const NAME = 'canbao.log';

/**
 * A code: Latin letters, digits and a few signs, begun by a letter, without the runs of digits that numbers of persons have.
 * Anything else is left out, whoever wrote it (I29).
 */
export const plainCode = (text: string): string =>
  /^[A-Za-z][A-Za-z0-9_./:-]{0,119}$/.test(text) && !/\d{5}/.test(text.replace(/[_./:-]/g, '')) ? text : '?';

/**
 * The technical log (技术日志): one JSON line an event, in `maxBytes` files that rotate, without personal data. A disk that
 * does not take a line costs the line and nothing else.
 */
export class TechLog {
  private size: number | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: LogOptions) {}

  write(event: LogEvent, fields: LogFields = {}): void {
    const safe = Object.entries(fields).map(([key, value]) => [
      key,
      typeof value === 'string' ? plainCode(value) : value,
    ]);
    const at = new Date(this.options.now()).toISOString();
    const line = `${JSON.stringify({ at, event, ...Object.fromEntries(safe) })}\n`;
    this.writing = this.writing.then(() => this.append(line)).catch(() => undefined);
  }

  /** The last lines, oldest first, out of as many files as it takes. */
  async tail(lines: number): Promise<string[]> {
    await this.writing;
    const found: string[] = [];
    for (let n = 0; n < this.files && found.length < lines; n++) {
      const text = await readFile(this.path(n), 'utf8').catch(() => '');
      found.unshift(...text.split('\n').filter((line) => line !== ''));
    }
    return found.slice(-lines);
  }

  async settled(): Promise<void> {
    await this.writing;
  }

  private get files(): number {
    return this.options.files ?? 3;
  }

  private path(n: number): string {
    return join(this.options.folder, n === 0 ? NAME : `${NAME}.${n}`);
  }

  private async append(line: string): Promise<void> {
    if (this.size === null) {
      await mkdir(this.options.folder, { recursive: true });
      this.size = (await stat(this.path(0)).catch(() => null))?.size ?? 0;
    }
    if (this.size + line.length > (this.options.maxBytes ?? 5 * MIB)) await this.rotate();
    await appendFile(this.path(0), line);
    this.size += Buffer.byteLength(line);
  }

  private async rotate(): Promise<void> {
    await rm(this.path(this.files - 1), { force: true });
    for (let n = this.files - 2; n >= 0; n--)
      await rename(this.path(n), this.path(n + 1)).catch(() => undefined);
    this.size = 0;
  }
}
