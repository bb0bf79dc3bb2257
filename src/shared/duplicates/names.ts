import { shapeKey } from './shapes';
import type { SoundsOf } from './subject';

/** How two names are alike: the same characters, read alike, or looking alike. */
export type NameLikeness = 'exact' | 'sound' | 'shape';

/** A name without blanks and without the dot of minority names. */
export const plainName = (name: string): string => name.normalize('NFKC').replace(/[\s·•・‧∙.]/gu, '');

/** What an ear or a typist confuses: zh and z, ch and c, sh and s, and the two endings -n and -ng. */
const asHeard = (reading: string): string => reading.replace(/([zcs])h/g, '$1').replace(/ng/g, 'n');

const soundKeys = (name: string, soundsOf: SoundsOf): string[] => [...new Set(soundsOf(name).map(asHeard))];

/** Keys of which two names that are alike share one. */
export function nameKeys(name: string, soundsOf: SoundsOf): string[] {
  const plain = plainName(name);
  return [...soundKeys(plain, soundsOf).map((key) => `s${key}`), `f${shapeKey(plain)}`];
}

/** How two names are alike, the closest way; null where they are not. */
export function nameLikeness(a: string, b: string, soundsOf: SoundsOf): NameLikeness | null {
  const [one, other] = [plainName(a), plainName(b)];
  if (one === other) return 'exact';
  // A reading alone says nothing of a name of another length.
  if (Array.from(one).length !== Array.from(other).length) return null;
  const heard = new Set(soundKeys(one, soundsOf));
  if (soundKeys(other, soundsOf).some((key) => heard.has(key))) return 'sound';
  return shapeKey(one) === shapeKey(other) ? 'shape' : null;
}
