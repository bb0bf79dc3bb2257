import { err, ok, type Result } from './result';

/**
 * How deep a text of JSON that somebody else wrote may be nested. What is really said nests a dozen levels; what walks a value by calling itself
 * (schemas, canonical JSON) overruns the engine's stack from about two thousand on, which would be a throw where a sentence belongs.
 */
export const DEEPEST_JSON = 100;

/** `not-json`: no JSON, or half of one; `too-deep`: nested as nothing is that is really said. */
export type ForeignFault = 'not-json' | 'too-deep';

/** Parses JSON that somebody else wrote. The value is for the caller's schema. */
export function foreignJson(text: string): Result<unknown, ForeignFault> {
  if (isTooDeep(text)) return err('too-deep');
  try {
    return ok(JSON.parse(text));
  } catch {
    return err('not-json');
  }
}

/** The same of UTF-8; a byte that is none makes it no JSON. */
export function foreignJsonBytes(bytes: Uint8Array): Result<unknown, ForeignFault> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return err('not-json');
  }
  return foreignJson(text);
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 91, 93, 123, 125];

/** Counts brackets outside of strings, without parsing: the parser itself bears any depth, but keeps every level of it. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++)
        if (text.charCodeAt(at) === BACKSLASH) at++;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      if (depth > DEEPEST_JSON) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}
