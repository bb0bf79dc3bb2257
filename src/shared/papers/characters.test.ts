import { describe, expect, test } from 'vitest';
import { codePointName, unprintable, unprintableWords } from './characters';

const has = (missing: string) => (char: string) => !missing.includes(char);

describe('characters that cannot be printed', () => {
  test('[PP21] a rare character that the fonts have is printed; one they have not is named with code point and owner', () => {
    const texts = [
      { text: '张\u{20BB7}\u36C3', of: '张三的姓名' },
      { text: '李\u{31350}', of: '李四的姓名' },
      { text: '\u{31350}村', of: '住址' },
    ];
    const found = unprintable(texts, has('\u{31350}'));
    expect(found).toEqual([{ char: '\u{31350}', trouble: 'no-glyph', of: ['李四的姓名', '住址'] }]);
    const [first] = found;
    if (!first) throw new Error('nothing found');
    expect(unprintableWords(first)).toMatch(/^李四的姓名、住址：.*U\+31350.*留出空格.*手写/);
  });

  test('[PP21] private use and broken characters are told whatever a font draws for them', () => {
    const text = 'a\uE815\u{F0001}\uFFFD\uD842';
    expect(
      unprintable([{ text, of: '姓名' }], () => true).map(({ char, trouble }) => [
        codePointName(char),
        trouble,
      ]),
    ).toEqual([
      ['U+E815', 'private'],
      ['U+F0001', 'private'],
      ['U+FFFD', 'broken'],
      ['U+D842', 'broken'],
    ]);
  });

  test('[PP21] what has no ink of its own is no gap: blanks, joiners, variation selectors, marks', () => {
    const text = ' 　\u200D\uFE0F\u{E0101}\u0301\n';
    expect(unprintable([{ text, of: '姓名' }], () => false)).toEqual([]);
  });
});
