import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { ReturnBook, type ReturnLine } from '#shared/rosterReturn/recorded';
import type { Desktop } from '../../desktop';
import { answered } from '../answered';

const PAGE = 50;

/** The file of returns as the window knows it: read once, and added to only after the desktop has it durably. */
export class ReturnLines {
  readonly book = new ReturnBook();
  private known = 0;

  constructor(private readonly desktop: Desktop) {}

  /** Reads what the file has beyond what is known here. */
  read(): Promise<Result<ReturnBook, Trouble>> {
    return answered(async () => {
      for (;;) {
        const { lines } = await this.desktop.call('returns/read', { after: this.known, limit: PAGE });
        for (const line of lines) this.book.add(line);
        this.known += lines.length;
        if (lines.length < PAGE) return ok(this.book);
      }
    });
  }

  async put(lines: readonly ReturnLine[]): Promise<Result<void, Trouble>> {
    // Lines that another window wrote come first, so that none is counted twice.
    const before = await this.read();
    if (!before.ok) return before;
    for (const line of lines) {
      const put = await answered(() => this.desktop.call('returns/put', { line }));
      if (!put.ok) return err(put.error);
      this.book.add(line);
      this.known += 1;
    }
    return ok(undefined);
  }
}
