import { useCallback, useEffect, useRef, useState } from 'react';
import type { MatterDraft } from '../../desk/api';
import { useDesk } from '../../ui/useDesk';

const SAVE_AFTER_MS = 250;

export interface DraftInHand {
  readonly draft: MatterDraft;
  change(changes: Partial<MatterDraft> | ((draft: MatterDraft) => MatterDraft)): void;
  /** Writes what is typed now; resolves when it is stored. */
  saveNow(): Promise<void>;
  /** The draft was accepted or given up: whatever is still to be saved is not. */
  letGo(): void;
}

/** A draft in hand: shown at once, saved as typed with a short delay, and flushed when the page is left. */
export function useDraft(start: MatterDraft): DraftInHand {
  const desk = useDesk();
  const [draft, setDraft] = useState(start);
  const latest = useRef(start);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const flush = useCallback((): Promise<void> => {
    if (timer.current === null) return Promise.resolve();
    clearTimeout(timer.current);
    timer.current = null;
    return desk.saveDraft(latest.current);
  }, [desk]);

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
      await desk.saveDraft(latest.current);
    }, [desk, flush]),
    letGo: useCallback(() => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    }, []),
  };
}
