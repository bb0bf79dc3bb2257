import { expect, test } from 'vitest';
import { dayInChina, readEnvironment } from './environment';
import { safeFileName } from './fileNames';
import { isAllowed } from './permissions';

test('[SH9] with nothing said the desk tries itself out on the sample day', () => {
  expect(readEnvironment({}, '/home/a/.config')).toEqual({
    userData: expect.stringMatching(/canbao-desk$/),
    platform: null,
    fixedDay: '2026-11-22',
    saveTo: null,
    takeFrom: null,
    practice: null,
    idleMinutes: 5,
    suite: 'std',
    contentProtection: false,
  });
});

test('[SH9] with a platform named the day follows the calendar, unless it is fixed', () => {
  const named = { CANBAO_PLATFORM_URL: 'https://p.example', CANBAO_REGISTRATION_CODE: 'abcd' };
  expect(readEnvironment(named, '/a')).toMatchObject({
    platform: { url: 'https://p.example', code: 'abcd' },
    fixedDay: null,
  });
  expect(readEnvironment({ ...named, CANBAO_TODAY: '2027-01-05' }, '/a').fixedDay).toBe('2027-01-05');
});

test.each([
  [{ CANBAO_TODAY: '2026-02-30' }, 'CANBAO_TODAY'],
  [{ CANBAO_USER_DATA: 'data' }, 'CANBAO_USER_DATA'],
  [{ CANBAO_SAVE_TO: './out' }, 'CANBAO_SAVE_TO'],
  [{ CANBAO_PRACTICE: 'yes' }, 'CANBAO_PRACTICE'],
])('[SH9] %o stops the start with a sentence', (env, name) => {
  expect(() => readEnvironment(env, '/a')).toThrow(name);
});

test.each([
  [{}, [], null],
  [{ CANBAO_PRACTICE: '1' }, [], true],
  [{ CANBAO_PRACTICE: '0' }, ['--practice'], true],
  [{ CANBAO_PRACTICE: '1' }, ['--no-practice'], false],
  [{}, ['--practice', '--no-practice'], false],
] as const)('[PM1] with %o and the flags %o practice is %o', (env, flags, practice) => {
  expect(readEnvironment(env, '/a', flags).practice).toBe(practice);
});

test('[SH9] the day turns at midnight in China', () => {
  expect(dayInChina(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22');
  expect(dayInChina(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
});

test.each([
  ['青禾镇花名册', '青禾镇花名册.xlsx'],
  ['a.XLSX', 'a.xlsx'],
  ['../../x', '_.._x.xlsx'],
  ['C:\\evil', 'C__evil.xlsx'],
  ['a.xlsx:stream', 'a.xlsx_stream.xlsx'],
  ['con', '文件_con.xlsx'],
  [' . ', '文件_.xlsx'],
  ['a\u202excod', 'a_xcod.xlsx'],
  ['名'.repeat(300), `${'名'.repeat(100)}.xlsx`],
])('[SH10] the suggested name %j becomes %j', (name, safe) => {
  expect(safeFileName(name, '.xlsx')).toBe(safe);
});

test('[SH11] [EV15] our own page may use the camera, and nothing else, the clipboard neither', () => {
  const asked = [
    'clipboard-sanitized-write',
    'clipboard-read',
    'media',
    'geolocation',
    'notifications',
    'usb',
    'serial',
    'fileSystem',
    'openExternal',
    'made-up',
  ];
  const ours = { origin: 'app://desk/index.html', media: [] };
  expect(asked.filter((one) => isAllowed(one, ours))).toEqual([]);
  expect(isAllowed('media', { ...ours, media: ['video'] })).toBe(true);
  for (const media of [['audio'], ['video', 'audio'], ['unknown'], []])
    expect(isAllowed('media', { ...ours, media })).toBe(false);
  for (const origin of ['https://desk/', 'app://desk.example/', 'app://user@desk/', ''])
    expect(isAllowed('media', { origin, media: ['video'] })).toBe(false);
  expect(isAllowed('geolocation', { ...ours, media: ['video'] })).toBe(false);
});

test.each([
  ['CANBAO_IDLE_MINUTES', '0'],
  ['CANBAO_IDLE_MINUTES', '31'],
  ['CANBAO_IDLE_MINUTES', 'soon'],
  ['CANBAO_SUITE', 'rot13'],
  ['CANBAO_CONTENT_PROTECTION', 'yes'],
])('[SH9] %s=%s stops the start with a sentence', (name, value) => {
  expect(() => readEnvironment({ [name]: value }, '/home/a/.config')).toThrow(name);
});

test('[VA28] [VA18] the county may ask for an earlier lock, and for national algorithms', () => {
  const read = readEnvironment({ CANBAO_IDLE_MINUTES: '2', CANBAO_SUITE: 'gm' }, '/home/a/.config');
  expect(read).toMatchObject({ idleMinutes: 2, suite: 'gm' });
});
