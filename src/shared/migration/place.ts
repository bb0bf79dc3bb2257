import type { Village } from '../domain/region';
import { sha256Hex } from '../json';

const NUMERALS = '一二三四五六七八九';

/** `三组`, `3 社`, `十二` as a number; null where it is none below a hundred. */
function numberIn(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^第/, '')
    .replace(/(村民小组|小组|组|社|屯|队)$/u, '');
  if (/^\d{1,2}$/.test(plain)) return Number(plain);
  const found = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/u.exec(plain);
  if (found === null || plain === '') return null;
  const [, first = '', ten, last = ''] = found;
  const digit = (char: string): number => NUMERALS.indexOf(char) + 1;
  if (ten === undefined) return last === '' ? digit(first) : null;
  return (first === '' ? 1 : digit(first)) * 10 + digit(last);
}

/** The place of a group in its village, from 1; null where the village has none of this name. A group that is not written is the first. */
export function groupOf(village: Village, text: string): number | null {
  if (text === '') return 1;
  const same = village.groups.indexOf(text);
  if (same >= 0) return same + 1;
  const wanted = numberIn(text);
  if (wanted === null) return null;
  const named = village.groups.findIndex((label) => numberIn(label) === wanted);
  if (named >= 0) return named + 1;
  return wanted >= 1 && wanted <= Math.max(1, village.groups.length) ? wanted : null;
}

const bare = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/(村民委员会|居民委员会|村委会|居委会|社区|嘎查|村)$/u, '');

/** The village that is written, by code or name; null where none or more than one may be meant. */
export function villageOf(villages: readonly Village[], text: string): Village | null {
  const exact = villages.find(({ id, name }) => id === text || name === text);
  if (exact) return exact;
  const alike = villages.filter(({ name }) => text !== '' && bare(name) === bare(text));
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

const LONGEST_ID = 30;
/**
 * The household number under which an old household is kept here: the old one with the village before it, for old numbers count anew in
 * each village and must not meet a number of the platform's.
 */
export function householdIdOf(village: Village, old: string): string {
  const id = `NH${village.id.slice(6)}-${old}`;
  return /^[A-Za-z0-9\-_.]+$/.test(id) && id.length <= LONGEST_ID
    ? id
    : `NH${village.id.slice(6)}-${sha256Hex(old).slice(0, 12)}`;
}
