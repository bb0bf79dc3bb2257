import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { answered } from './answered';

const PAGE = 50;

/** How a file of lines beside the journal is asked. */
export interface LineFile<L> {
  read(after: number, limit: number): Promise<{ readonly lines: readonly L[] }>;
  put(line: L): Promise<Result<unknown, Trouble>>;
}

/** Such a file as the window knows it: read once, and added to only after the desktop has it durably. */
export class KeptLines<L> {
  private known = 0;
  /** One after another: what is read while a line is written might be that line. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly file: LineFile<L>,
    private readonly keep: (line: L) => void,
  ) {}

  /** Reads what the file has beyond what is known here. */
  read(): Promise<Result<void, Trouble>> {
    return this.inTurn(() => this.readOn());
  }

  put(lines: readonly L[]): Promise<Result<void, Trouble>> {
    return this.inTurn(() => this.putOn(lines));
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private readOn(): Promise<Result<void, Trouble>> {
    return answered(async () => {
      for (;;) {
        const { lines } = await this.file.read(this.known, PAGE);
        for (const line of lines) this.keep(line);
        this.known += lines.length;
        if (lines.length < PAGE) return ok(undefined);
      }
    });
  }

  private async putOn(lines: readonly L[]): Promise<Result<void, Trouble>> {
    // Lines that another window wrote come first, so that none is counted twice.
    const before = await this.readOn();
    if (!before.ok) return before;
    for (const line of lines) {
      const put = await answered(() => this.file.put(line));
      if (!put.ok) return err(put.error);
      this.keep(line);
      this.known += 1;
    }
    return ok(undefined);
  }
}
