import { type RefObject, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** The button that gets the cursor: when it may be pressed, when `what` it stands for changes, and when F6 is pressed again. */
export function useCursor(may: boolean, what: string): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const pressed: unknown = useLocation().state;
  useEffect(() => {
    if (may) button.current?.focus();
  }, [may, what, pressed]);
  return button;
}
