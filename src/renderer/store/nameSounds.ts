import { isLatin, romanise } from './pinyin';

/** How a name can be read, for likeness: the readings by which it can be searched, too. */
export const soundsOf = (name: string): string[] =>
  romanise(name.toLowerCase(), true)
    .map(({ full }) => full)
    .filter(isLatin);
