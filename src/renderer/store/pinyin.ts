import { pinyin } from 'pinyin-pro';

/** How a name can be typed in Latin letters: whole syllables and their first letters, without tones; ü is `v`. */
export interface Romanised {
  readonly full: string;
  readonly initials: string;
}

/** Compound surnames (复姓) in use; their readings come from the dictionary's surname mode. */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 ' +
    '仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 ' +
    '段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 西门 第五 南荣 东里 即墨 达奚 褚师 单于'
  ).split(' '),
);

const given = new Map<string, string>();
const surnames = new Map<string, readonly string[]>();

/** The ordinary reading of one character; a character that the dictionary lacks stands for itself. */
function readingOf(character: string): string {
  let reading = given.get(character);
  if (reading === undefined) {
    reading = plain(pinyin(character, { toneType: 'none', type: 'array', v: true }).join('')) || character;
    given.set(character, reading);
  }
  return reading;
}

function surnameReading(surname: string): readonly string[] {
  let reading = surnames.get(surname);
  if (!reading) {
    reading = pinyin(surname, { surname: 'head', toneType: 'none', type: 'array', v: true }).map(plain);
    surnames.set(surname, reading);
  }
  return reading;
}

const plain = (syllable: string): string => syllable.toLowerCase().replaceAll('ü', 'v');

/** True for Latin letters only: what a clerk types for a reading. */
export const isLatin = (text: string): boolean => /^[a-z]+$/.test(text);

/**
 * The ways to type a name (normalised, without `·`): first with the surname's own reading (单 shan, 尉迟 yuchi); where the
 * characters are ordinarily read otherwise (单 dan), that too, because a clerk may not know the surname's reading.
 * A name with `·` has no surname in front.
 */
export function romanise(name: string, hasSurname: boolean): Romanised[] {
  const characters = Array.from(name);
  const ordinary = characters.map(readingOf);
  if (!hasSurname || characters.length === 0) return [written(ordinary)];
  const pair = characters.slice(0, 2).join('');
  const head = COMPOUND_SURNAMES.has(pair) && characters.length > 2 ? pair : (characters[0] ?? '');
  const reading = surnameReading(head);
  const asSurname = [...reading, ...ordinary.slice(reading.length)];
  const ways = [written(asSurname)];
  if (asSurname.some((syllable, at) => syllable !== ordinary[at])) ways.push(written(ordinary));
  return ways;
}

const written = (syllables: readonly string[]): Romanised => ({
  full: syllables.join(''),
  initials: syllables.map((syllable) => Array.from(syllable)[0] ?? '').join(''),
});
