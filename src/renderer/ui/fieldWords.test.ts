import { expect, test } from 'vitest';
import { fieldWords, valueWords } from './fieldWords';

test('[WI9] both sides of a conflict are said in words, an empty value too', () => {
  expect(fieldWords('phone')).toBe('联系电话');
  expect(valueWords('phone', null)).toEqual(['（无）']);
  expect(valueWords('sex', '1')).toEqual(['男']);
  expect(valueWords('residencePermit', false)).toEqual(['否']);
  expect(
    valueWords('payments', [
      {
        scheme: 'RES',
        period: '2027',
        until: null,
        state: 'PAID',
        personFen: 42000,
        assistFen: 0,
        paidOn: '2026-11-20',
        voucherNo: 'T1',
      },
    ]),
  ).toEqual(['2027 居民医保 已缴 ¥420.00']);
});
