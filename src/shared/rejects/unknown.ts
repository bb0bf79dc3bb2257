import { z } from 'zod';
import { canonicalJson, Sha256Hex, sha256Hex } from '../json';
import { lookUp, type PlatformReason, type RejectDictionary } from './dictionary';

/** A reply of the platform that nobody has explained yet (平台新答复), as it may leave the desk: without personal data. */
export const UnknownReply = z.strictObject({
  /** Of code and text as they stand here. */
  key: Sha256Hex,
  code: z.string().max(60).nullable(),
  text: z.string().max(2000),
  /** How often it came, and the first and last business day. */
  count: z.number().int().positive(),
  firstDay: z.string(),
  lastDay: z.string(),
  /** Which matters it was about, in words. */
  matters: z.array(z.string()),
  /** What a clerk wrote of it. */
  note: z.string().max(500).nullable(),
});
export type UnknownReply = z.infer<typeof UnknownReply>;

const LONGEST_NAME = 20;
const LONGEST_TEXT = 2000;
/** Five digits and more, however they are grouped, with the letters of a passport before and an X behind. */
const NUMBER = /[A-Za-z]{0,3}\d(?:[ -]?\d){4,}[Xx]?/g;

/** A text without numbers that could be somebody's, and without the names that are known here. */
export function withoutPersonal(text: string, names: ReadonlySet<string>): string {
  const narrow = text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (wide) => wide.normalize('NFKC'));
  const bare = narrow.replace(NUMBER, '〔号码〕');
  const letters = [...bare];
  let told = '';
  for (let at = 0; at < letters.length; ) {
    const length = nameAt(letters, at, names);
    told += length > 0 ? '〔姓名〕' : letters[at];
    at += Math.max(1, length);
  }
  return told.slice(0, LONGEST_TEXT);
}

/** Length of the longest known name that begins here; 0: none. */
function nameAt(letters: readonly string[], at: number, names: ReadonlySet<string>): number {
  for (let length = Math.min(LONGEST_NAME, letters.length - at); length >= 2; length--)
    if (names.has(letters.slice(at, at + length).join(''))) return length;
  return 0;
}

/** One reason the platform gave, and about what. */
export interface HeardReason extends PlatformReason {
  readonly day: string;
  readonly matterLabel: string;
}

/** Every reply without an explanation, each once, those that came most often first. */
export function collectUnknown(
  heard: readonly HeardReason[],
  dictionary: RejectDictionary,
  names: ReadonlySet<string>,
  notes: ReadonlyMap<string, string>,
): UnknownReply[] {
  const found = new Map<string, UnknownReply>();
  for (const reason of heard) {
    if (lookUp(dictionary, reason) !== null) continue;
    const { key, code, text } = unknownOf(reason, names);
    const before = found.get(key);
    const note = notes.get(key);
    found.set(key, {
      key,
      code,
      text,
      count: (before?.count ?? 0) + 1,
      firstDay: before && before.firstDay < reason.day ? before.firstDay : reason.day,
      lastDay: before && before.lastDay > reason.day ? before.lastDay : reason.day,
      matters: [...new Set([...(before?.matters ?? []), reason.matterLabel])],
      note: note === undefined ? null : withoutPersonal(note, names),
    });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}

/** Code and text without personal data, and the key by which the same reply is known again. */
export function unknownOf(
  reason: PlatformReason,
  names: ReadonlySet<string>,
): Pick<UnknownReply, 'key' | 'code' | 'text'> {
  const code = reason.code === null ? null : withoutPersonal(reason.code, names).slice(0, 60);
  const text = withoutPersonal(reason.text, names);
  return { key: sha256Hex(canonicalJson({ code, text })), code, text };
}
