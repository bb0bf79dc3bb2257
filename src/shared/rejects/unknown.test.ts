import { expect, test } from 'vitest';
import { STANDING_DICTIONARY } from './dictionary';
import { collectUnknown, UnknownReply, withoutPersonal } from './unknown';

const NAMES = new Set(['柳后来', '单禾雨', '阿依古丽·买买提']);

test('[RJ10] numbers and known names are taken out of what leaves the desk, however they are written', () => {
  const told = withoutPersonal(
    '柳后来(220199199106170311)与单禾雨、阿依古丽·买买提冲突，电话 1540 0990 002，２２０１９９１９９１０６１７０３１Ｘ，护照 E12345678，错误码 8021',
    NAMES,
  );
  expect(told).not.toMatch(/\d{5}|柳后来|单禾雨|买买提|E1/);
  expect(told).toContain('〔姓名〕');
  expect(told).toContain('〔号码〕');
  expect(told).toContain('错误码 8021');
});

test('[RJ10] the same reply about different people is one reply, counted; what is explained is not collected', () => {
  const heard = (code: string, text: string, day: string) => ({
    code,
    text,
    day,
    matterLabel: '居民参保登记',
  });
  const collected = collectUnknown(
    [
      heard('E-77', '柳后来数据稽核挂起', '2026-11-21'),
      heard('E-77', '单禾雨数据稽核挂起', '2026-11-22'),
      heard('EMP_ACTIVE_NO_RES', '职工参保正常', '2026-11-22'),
    ],
    STANDING_DICTIONARY,
    NAMES,
    new Map(),
  );
  expect(collected).toMatchObject([
    { code: 'E-77', text: '〔姓名〕数据稽核挂起', count: 2, firstDay: '2026-11-21', lastDay: '2026-11-22' },
  ]);
  const [reply] = collected;
  const noted = collectUnknown(
    [heard('E-77', '柳后来数据稽核挂起', '2026-11-21')],
    STANDING_DICTIONARY,
    NAMES,
    new Map([[reply?.key ?? '', '问过县里，单禾雨也一样，等 3 天']]),
  );
  expect(noted[0]?.note).toBe('问过县里，〔姓名〕也一样，等 3 天');
  expect(noted.every((one) => UnknownReply.safeParse(one).success)).toBe(true);
});
