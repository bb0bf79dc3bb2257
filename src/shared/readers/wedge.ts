/**
 * Keyboard-wedge (键盘口): a scanner or reader that types what it read, each key within about 50 ms of the one before, and ends
 * with Enter. Nobody types that evenly; a clerk's own keys are told apart by their times alone.
 */

/** Longest time between two keys of a burst, ms. */
export const WEDGE_GAP_MS = 50;
/** Shorter bursts are fingers that rolled over the keys. */
const LEAST = 6;
/** QR codes hold more, but none that a search box is for. */
const MOST = 512;

/** A key going down, as far as it tells a scanner from a clerk. */
export interface WedgeKey {
  /** `KeyboardEvent.key`. */
  readonly key: string;
  /** When it was pressed, ms on any clock that does not run backwards. */
  readonly at: number;
  /** Part of an input method's composition. */
  readonly composing: boolean;
  /** A key that is held down. */
  readonly repeat: boolean;
  /** Ctrl, Alt or Meta is held. */
  readonly modified: boolean;
}

/** What has come so far; `text` empty: nothing that could be a burst. */
export interface Burst {
  readonly text: string;
  readonly lastAt: number;
}
export const NO_BURST: Burst = { text: '', lastAt: Number.NEGATIVE_INFINITY };

export interface WedgeStep {
  readonly burst: Burst;
  /** This key is one more of a burst, so it is no key of the page. */
  readonly inBurst: boolean;
  /** The whole text, with the Enter that ends it; else null. */
  readonly taken: string | null;
}

/** One key further. */
export function wedgeStep(burst: Burst, key: WedgeKey): WedgeStep {
  // Capitals come with Shift, which is no key of its own.
  if (key.key === 'Shift') return { burst, inBurst: false, taken: null };
  const none = { burst: NO_BURST, inBurst: false, taken: null };
  if (key.composing || key.repeat || key.modified) return none;
  const follows = burst.text !== '' && key.at >= burst.lastAt && key.at - burst.lastAt <= WEDGE_GAP_MS;
  if (key.key === 'Enter') {
    const taken = follows && burst.text.length >= LEAST && burst.text.length <= MOST ? burst.text : null;
    return { burst: NO_BURST, inBurst: taken !== null, taken };
  }
  // Named keys (`Tab`, `F9`, `Process`) are more than one character long.
  if ([...key.key].length !== 1) return none;
  // A text too long is remembered as such by staying too long, not by growing.
  const text = follows ? (burst.text.length > MOST ? burst.text : burst.text + key.key) : key.key;
  return { burst: { text, lastAt: key.at }, inBurst: follows, taken: null };
}
