import { useEffect, useRef } from 'react';
import { NO_BURST, wedgeStep } from '#shared/readers/wedge';

/** Put on an input that no scan is for: what begins as a number there is taken out of it. */
export const SCANS_AWAY = { 'data-scans': 'away' } as const;
const BEGINS_AS_NUMBER = /^\d{6}/;
const NO_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file']);

/** Whether keys go into a text there; `away`: they do, and a scan is for elsewhere. */
function typesInto(target: EventTarget | null): 'no' | 'yes' | 'away' {
  if (!(target instanceof HTMLElement)) return 'no';
  if (target.dataset.scans === 'away') return 'away';
  if (target instanceof HTMLInputElement) return NO_TEXT.has(target.type) ? 'no' : 'yes';
  return target instanceof HTMLTextAreaElement || target.isContentEditable ? 'yes' : 'no';
}

/**
 * Keyboard wedge for a page: a burst of a scanner's keys outside a text field is `onScan`'s, whole, and its Enter presses nothing. Inside a
 * text field the keys go where the clerk has put the cursor.
 */
export function useWedge(onScan: (text: string) => void): void {
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => {
    let burst = NO_BURST;
    const listen = (event: KeyboardEvent) => {
      const into = typesInto(event.target);
      if (into === 'yes') {
        burst = NO_BURST;
        return;
      }
      const step = wedgeStep(burst, {
        key: event.key,
        at: event.timeStamp,
        composing: event.isComposing,
        repeat: event.repeat,
        modified: event.ctrlKey || event.altKey || event.metaKey,
      });
      burst = step.burst;
      if (into === 'away' && !(step.taken !== null && BEGINS_AS_NUMBER.test(step.taken))) return;
      if (step.inBurst) {
        event.preventDefault();
        event.stopPropagation();
      }
      if (step.taken !== null) latest.current(step.taken);
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
}
