import { fullWidth } from './fullWidth';
import { STATUS_WORDS } from './words';

/** A line of a trace with its codes in words. */
export const traceWords = (text: string): string =>
  fullWidth(text).replace(
    /\b(ACTIVE|PAUSED|TERMINATED)\b/g,
    (code) => STATUS_WORDS[code as keyof typeof STATUS_WORDS],
  );
