import { createHmac, randomBytes } from 'node:crypto';
import type { Clipboard } from 'electron';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';

/** How long a text of the program stays on the clipboard, ms. */
export const ON_CLIPBOARD_MS = 60_000;

export interface OwnClipboardOptions {
  readonly clipboard: Pick<Clipboard, 'readText' | 'writeText' | 'clear'>;
  /** Does some work once, so many ms later; gives how it is called off. */
  readonly after?: (ms: number, work: () => void) => () => void;
}

const afterSystem = (ms: number, work: () => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/** What was put there is known by a keyed hash alone; the text itself is not kept. */
interface Put {
  readonly isSame: (text: string) => boolean;
  readonly stopTimer: () => void;
}

/**
 * The machine's clipboard as the program uses it: what it copies for a clerk is about somebody, so it is taken away after a minute, when the
 * desk is locked and when it stops, unless something else was copied since.
 */
export class OwnClipboard {
  private put: Put | null = null;
  /** One thing at a time: what is cleared was written before. */
  private working: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: OwnClipboardOptions) {}

  copy(text: string): Promise<Result<Record<string, never>, Trouble>> {
    return this.oneByOne(async () => {
      const { clipboard, after = afterSystem } = this.options;
      this.put?.stopTimer();
      this.put = {
        isSame: sameAs(text),
        stopTimer: after(ON_CLIPBOARD_MS, () => void this.clear()),
      };
      try {
        await clipboard.writeText(text);
        return ok({});
      } catch {
        this.put.stopTimer();
        this.put = null;
        return err(NOT_COPIED);
      }
    });
  }

  /** Takes away what the program put there. What cannot be read is taken for that; what a clerk copied elsewhere stays. */
  clear(): Promise<void> {
    return this.oneByOne(async () => {
      const { put } = this;
      if (put === null) return;
      put.stopTimer();
      this.put = null;
      const { clipboard } = this.options;
      const isOurs = await clipboard.readText().then(put.isSame, () => true);
      if (isOurs) clipboard.clear();
    });
  }

  private oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const done = this.working.then(work);
    this.working = done.catch(() => undefined);
    return done;
  }
}

function sameAs(text: string): (other: string) => boolean {
  const key = randomBytes(32);
  // Some systems give a text back with line ends of their own.
  const markOf = (one: string) =>
    createHmac('sha256', key).update(one.replaceAll('\r\n', '\n')).digest('base64');
  const mark = markOf(text);
  return (other) => markOf(other) === mark;
}

const NOT_COPIED: Trouble = {
  code: 'NOT_COPIED',
  text: '没有复制成：剪贴板正被别的程序占用。请再按一次，或选中文字后按 Ctrl+C。',
};
