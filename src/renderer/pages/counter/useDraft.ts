import { useCallback, useEffect, useRef, useState } from 'react';

const SAVE_AFTER_MS = 250;

export interface DraftInHand<D> {
  readonly draft: D;
  change(changes: Partial<D> | ((draft: D) => D)): void;
  /** Writes what is typed now; resolves when it is stored. */
  saveNow(): Promise<void>;
  /** The draft was accepted or given up: whatever is still to be saved is not. */
  letGo(): void;
}

/** A draft in hand: shown at once, saved as typed with a short delay, and flushed when the page is left. `save` stays the same. */
export function useDraft<D>(start: D, save: (draft: D) => Promise<void>): DraftInHand<D> {
  const [draft, setDraft] = useState(start);
  const latest = useRef(start);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const flush = useCallback((): Promise<void> => {
    if (timer.current === null) return Promise.resolve();
    clearTimeout(timer.current);
    timer.current = null;
    return save(latest.current);
  }, [save]);

  useEffect(() => {
    const leave = () => void flush();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [flush]);

  return {
    draft,
    change: useCallback(
      (changes) => {
        const old = latest.current;
        latest.current = typeof changes === 'function' ? changes(old) : { ...old, ...changes };
        setDraft(latest.current);
        if (timer.current !== null) clearTimeout(timer.current);
        timer.current = setTimeout(() => void flush(), SAVE_AFTER_MS);
      },
      [flush],
    ),
    saveNow: useCallback(async () => {
      await flush();
      await save(latest.current);
    }, [save, flush]),
    letGo: useCallback(() => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    }, []),
  };
}
