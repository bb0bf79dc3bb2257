import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { Desktop } from '../desktop';
import { answered } from './answered';

/** A file waits for a colleague's word (两人授权); `text` says why. */
export interface WaitingFile {
  readonly text: string;
}

/** What the pages may ask while a file waits for a second person. */
export interface SecondPersonDesk {
  /** Null: nothing waits. The same object as long as nothing changes. */
  waiting(): WaitingFile | null;
  subscribe(listener: () => void): () => void;
  /** A colleague types their own secret; the file is saved then. */
  vouch(who: { id: string; secret: string; purpose: string }): Promise<Result<void, Trouble>>;
  /** Nothing is saved. */
  decline(): void;
}

const NEEDED = 'SECOND_PERSON';
const isNeeded = (answer: unknown): answer is { ok: false; error: Trouble } =>
  typeof answer === 'object' &&
  answer !== null &&
  'error' in answer &&
  (answer as { error: { code?: unknown } }).error?.code === NEEDED;

/**
 * The desktop as before, but a call that is refused for want of a second person waits for one and is made again with their word. Pages
 * save files as if there were nothing to it.
 */
export function withSecondPerson(desktop: Desktop): { desktop: Desktop; second: SecondPersonDesk } {
  let waiting: { readonly shown: WaitingFile; readonly done: (grant: string | null) => void } | null = null;
  const listeners = new Set<() => void>();
  const set = (next: typeof waiting): void => {
    waiting = next;
    for (const listener of listeners) listener();
  };
  const wordOn = (text: string): Promise<string | null> =>
    new Promise((resolve) => {
      // One dialog at a time: who asked before gets none.
      waiting?.done(null);
      set({
        shown: { text },
        done: (grant) => {
          set(null);
          resolve(grant);
        },
      });
    });
  const asking: Desktop = {
    on: desktop.on,
    async call(channel, ask) {
      const answer = await desktop.call(channel, ask);
      if (!isNeeded(answer)) return answer;
      const grant = await wordOn(answer.error.text);
      if (grant === null) return answer;
      return desktop.call(channel, { ...(ask as object), grant } as typeof ask);
    },
  };
  return {
    desktop: asking,
    second: {
      waiting: () => waiting?.shown ?? null,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      async vouch(who) {
        const given = await answered(() => desktop.call('access/vouch', who));
        if (!given.ok) return err(given.error);
        waiting?.done(given.value.grant);
        return ok(undefined);
      },
      decline: () => waiting?.done(null),
    },
  };
}
