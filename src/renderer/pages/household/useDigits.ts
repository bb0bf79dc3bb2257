import { useEffect, useRef } from 'react';

const TYPED_IN = 'input, textarea, select, [contenteditable], [role="combobox"]';

/** Hears the digits 1 to 9 anywhere on the page, except where something is being typed or a dialog is open. */
export function useDigits(onDigit: (digit: number) => void): void {
  const latest = useRef(onDigit);
  latest.current = onDigit;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
      const typing = event.target instanceof Element && event.target.closest(`${TYPED_IN}, [role="dialog"]`);
      if (typing || !/^[1-9]$/.test(event.key)) return;
      event.preventDefault();
      latest.current(Number(event.key));
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}
