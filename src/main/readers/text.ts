import { foreignJson } from '#shared/foreignJson';
import { err, ok, type Result } from '#shared/result';
import type { ReaderFault } from './fault';

const HAN = /\p{Script=Han}/u;

function decoded(bytes: Uint8Array, label: 'utf-8' | 'gb18030'): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The text of an answer. Services of readers answer in UTF-8 or, the older ones, in GBK (read as GB18030, which contains it), and not
 * all say which, or say it right: bytes that are no UTF-8 are tried as GB18030, and so are those that are UTF-8 by chance and have
 * Chinese characters in the other reading only. `charset`: what the answer's header says.
 */
export function textOf(bytes: Uint8Array, charset: string | null): Result<string, ReaderFault> {
  const utf8 = decoded(bytes, 'utf-8');
  const sure = utf8 !== null && (HAN.test(utf8) || bytes.every((byte) => byte < 0x80));
  if (sure && !isGb(charset)) return ok(utf8);
  const gb = decoded(bytes, 'gb18030');
  if (gb !== null && (utf8 === null || isGb(charset) || HAN.test(gb))) return ok(gb);
  return utf8 === null ? err({ kind: 'encoding' }) : ok(utf8);
}

const isGb = (charset: string | null): boolean => /^gb/i.test(charset ?? '');

/** JSON as it is, or wrapped into a call of `callback` (JSONP). It is read as text and never run. */
export function jsonOf(text: string, callback?: string): Result<unknown, ReaderFault> {
  const called =
    callback === undefined
      ? null
      : new RegExp(`^\\s*(?:/\\*\\*/)?\\s*${callback}\\s*\\(([^]*)\\)\\s*;?\\s*$`).exec(text);
  const read = foreignJson(called?.[1] ?? text);
  return read.ok ? read : err({ kind: 'foreign' });
}
