import { expect, test } from 'vitest';
import { MATTER_CODES } from '#shared/domain/matter';
import { INQUIRIES } from '#shared/matters/inquiries/index';
import { chosenBy, isMeant, MENU, menuFor } from './matterMenu';

test('[MA71] every matter and every question stands in one group of the menu', () => {
  const codes = MENU.flatMap(({ entries }) => entries.map(({ kind, code }) => `${kind} ${code}`));
  expect(codes.toSorted()).toEqual(
    [...MATTER_CODES.map((c) => `matter ${c}`), ...INQUIRIES.map(({ code }) => `inquiry ${code}`)].toSorted(),
  );
});

test('[MA71] a matter is found by its name, its pinyin and its initials', () => {
  const names = (typed: string) => menuFor(typed).flatMap(({ entries }) => entries.map(({ code }) => code));
  expect(names('退费')).toEqual(['REFUND']);
  expect(names('zghf')).toEqual(['EMP_RESUME']);
  expect(names('ＺＧＨＦ')).toEqual(['EMP_RESUME']);
  expect(names('gongji')).toContain('MUTUAL_AID_SPEND');
  expect(names('xyz')).toEqual([]);
  expect(menuFor('').length).toBe(MENU.length);
  expect(isMeant('居民参保登记', 'jmcb')).toBe(true);
  expect(names('dwhbflzx')).toEqual(['UNIT_DISSOLVE']);
  expect(names('合并分立')).toEqual(['UNIT_DISSOLVE']);
  expect(names('、')).toEqual(names(''));
});

test('[MA71] a number chooses at once, unless a longer one may be meant', () => {
  expect(chosenBy('3', 9)).toBe(2);
  expect(chosenBy('1', 12)).toBe('wait');
  expect(chosenBy('12', 12)).toBe(11);
  expect(chosenBy('2', 12)).toBe(1);
  expect([chosenBy('0', 9), chosenBy('13', 12), chosenBy('a', 9), chosenBy('', 9)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
