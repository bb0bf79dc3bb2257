import { useCallback, useEffect, useRef, useState } from 'react';
import type { Trouble } from '#shared/host';
import type { CardRead } from '#shared/readers/card';
import type { ReaderState } from '#shared/readers/setting';
import { useDesk } from '../useDesk';
import { useHotkey } from '../useHotkey';

/** How often the reader is looked at while a page that reads cards is in sight, ms. */
const LOOK_EVERY_MS = 5_000;

export interface ReaderInHand {
  /** Null until the desktop has said. */
  readonly state: ReaderState | null;
  readonly reading: boolean;
  /** Why the last read came to nothing. */
  readonly trouble: Trouble | null;
  read(): void;
  cancel(): void;
  /** Looks at it now, when something about it was changed. */
  look(): void;
}

/**
 * The card reader for a page: its state looked at while the page is in sight, F4 reads, Esc gives up. `onCard` gets what was read. `used` false:
 * the page has no use for a card, and nothing of all this is done.
 */
export function useReader(onCard: (card: CardRead) => void, used = true): ReaderInHand {
  const desk = useDesk();
  const [state, setState] = useState<ReaderState | null>(null);
  const [reading, setReading] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const busy = useRef(false);
  const gone = useRef(false);
  const latest = useRef(onCard);
  latest.current = onCard;

  const look = useCallback(async () => {
    const told = await desk.reader.state();
    if (!gone.current) setState(told.ok ? told.value : null);
  }, [desk]);

  useEffect(() => {
    gone.current = false;
    if (!used) return;
    const now = () => void (document.visibilityState === 'visible' && !busy.current && look());
    now();
    const timer = setInterval(now, LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', now);
    return () => {
      gone.current = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', now);
      if (busy.current) void desk.reader.cancel();
    };
  }, [desk, look, used]);

  const read = async () => {
    if (busy.current || !used) return;
    busy.current = true;
    setReading(true);
    setTrouble(null);
    const done = await desk.reader.read();
    busy.current = false;
    if (gone.current) return;
    setReading(false);
    if (done.ok) latest.current(done.value);
    else setTrouble(done.error);
    void look();
  };
  const cancel = () => void (busy.current && desk.reader.cancel());
  useHotkey({ key: 'f4' }, () => void read());
  useEffect(() => {
    if (!reading) return;
    const giveUp = (event: KeyboardEvent) => void (event.key === 'Escape' && desk.reader.cancel());
    window.addEventListener('keydown', giveUp);
    return () => window.removeEventListener('keydown', giveUp);
  }, [desk, reading]);
  return { state, reading, trouble, read: () => void read(), cancel, look: () => void look() };
}
