/** Why a character cannot be printed as itself. */
export type CharacterTrouble =
  /** A code point of a private use area: every system draws something else there, or nothing. */
  | 'private'
  /** Half of a surrogate pair, or the sign that stands where a character was lost in conversion. */
  | 'broken'
  /** No font of this machine has it. */
  | 'no-glyph';

/** A character of a text that cannot be printed as itself, and in whose text it stands. */
export interface Unprintable {
  readonly char: string;
  readonly trouble: CharacterTrouble;
  /** Whom or what it concerns, e.g. `张𠮷（姓名）`. */
  readonly of: readonly string[];
}

/** `U+20BB7`. */
export const codePointName = (char: string): string =>
  `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Draws nothing of its own: spaces, joiners, variation selectors, marks on other characters. */
const INKLESS = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{M}\p{Cc}]$/u;
const PRIVATE = /^\p{Co}$/u;
const BROKEN = /^[\p{Cs}\uFFFD]$/u;

/** The characters of a paper that cannot be printed as themselves. `hasGlyph`: can this machine draw it? */
export function unprintable(
  texts: readonly { readonly text: string; readonly of: string }[],
  hasGlyph: (char: string) => boolean,
): Unprintable[] {
  const seen = new Map<string, CharacterTrouble | null>();
  const found = new Map<string, Unprintable & { of: string[] }>();
  for (const { text, of } of texts) {
    for (const char of text) {
      let trouble = seen.get(char);
      if (trouble === undefined) {
        trouble = troubleOf(char, hasGlyph);
        seen.set(char, trouble);
      }
      if (trouble === null) continue;
      const known = found.get(char) ?? { char, trouble, of: [] };
      if (!known.of.includes(of)) known.of.push(of);
      found.set(char, known);
    }
  }
  return [...found.values()];
}

function troubleOf(char: string, hasGlyph: (char: string) => boolean): CharacterTrouble | null {
  if (BROKEN.test(char)) return 'broken';
  if (PRIVATE.test(char)) return 'private';
  if (INKLESS.test(char)) return null;
  return hasGlyph(char) ? null : 'no-glyph';
}

const WHY: Readonly<Record<CharacterTrouble, string>> = {
  private: '是旧系统自造字的编码（私用区），各台电脑显示的字不一样，打印不可靠',
  broken: '的编码已经损坏，不知道原来是什么字',
  'no-glyph': '本机的字库里没有，打印出来会是方框',
};

/** One sentence for the clerk: which character, whose, why, and what happens on the paper. */
export function unprintableWords({ char, trouble, of }: Unprintable): string {
  const sign =
    trouble === 'no-glyph' ? `“${char}”（${codePointName(char)}）` : `编码 ${codePointName(char)} 的字`;
  return `${of.join('、')}：${sign}${WHY[trouble]}。纸上已留出空格，请对照证件手写。`;
}
