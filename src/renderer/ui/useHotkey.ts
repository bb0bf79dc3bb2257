import { useEffect, useRef } from 'react';

export interface Hotkey {
  /** `KeyboardEvent.key`, lower case. */
  key: string;
  ctrl?: boolean;
}

/** Runs `action` for a key of the whole window; the browser's own meaning of that key is suppressed. */
export function useHotkey({ key, ctrl = false }: Hotkey, action: () => void): void {
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || event.shiftKey) return;
      if (event.key.toLowerCase() !== key || (event.ctrlKey || event.metaKey) !== ctrl) return;
      event.preventDefault();
      if (!event.repeat) latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [key, ctrl]);
}
