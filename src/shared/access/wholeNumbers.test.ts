import { expect, test } from 'vitest';
import { wholeNumbersIn } from './wholeNumbers';

test.each([
  ['一个身份证', '220199199001011234', 1],
  ['末位为 X', '22019919900101123X', 1],
  ['全角', '２２０１９９１９９００１０１１２３４', 1],
  ['旧的 15 位', '220199900101123', 1],
  ['银行账号', '6222021234567890123', 1],
  ['句子里的', '李秀英 220199199001011234，王建国 22019919900101123X', 2],
  ['遮住的', '220199********1234', 0],
  ['电话', '15400001234', 0],
  ['更长的一串', '22019919900101123422019919900101', 0],
  ['不是文字', 220199199001011234n.toString().length, 0],
])('[HH28] %s: %s has %i whole numbers', (_what, value, count) => {
  expect(wholeNumbersIn(value)).toBe(count);
});

test('[HH28] they are found however deep they stand', () => {
  const row = { certNo: '220199199001011234', phone: '15400001234', note: null };
  expect(wholeNumbersIn({ title: 'x', sheets: [{ rows: [row, row] }, { rows: [row] }] })).toBe(3);
});
