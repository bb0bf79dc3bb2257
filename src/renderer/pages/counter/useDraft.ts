import { useCallback, useEffect, useRef, useState } from 'react';

const SAVE_AFTER_MS = 250;

export interface DraftInHand<D> {
  readonly draft: D;
  change(changes: Partial<D> | ((draft: D) => D)): void;
  /** Writes what is typed now; whether it is stored. */
  saveNow(): Promise<boolean>;
  /** The draft was accepted or given up: whatever is still to be saved is not. */
  letGo(): void;
}

/** A draft in hand: shown at once, saved as typed with a short delay, and flushed when the page is left. `save` stays the same. */
export function useDraft<D>(start: D, save: (draft: D) => Promise<boolean>): DraftInHand<D> {
  const [draft, setDraft] = useState(start);
  const latest = useRef(start);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const saveNow = useCallback((): Promise<boolean> => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    return save(latest.current);
  }, [save]);
  const flush = useCallback((): void => {
    if (timer.current !== null) void saveNow();
  }, [saveNow]);

  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
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
        timer.current = setTimeout(flush, SAVE_AFTER_MS);
      },
      [flush],
    ),
    saveNow,
    letGo: useCallback(() => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    }, []),
  };
}
