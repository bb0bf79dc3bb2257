import { describe, expect, test } from 'vitest';
import { normalSecret, secretTrouble } from './secretRules';

const owner = { name: '李秀英', staffNo: '1024' };

describe('[VA10] secrets', () => {
  test.each(['48 2719', '482719', '４８２７１９', '90471836'])(
    'a PIN without a pattern is taken: %s',
    (pin) => {
      const typed = pin.replaceAll(' ', '');
      expect(secretTrouble(typed, 'pin', owner)).toBeNull();
      expect(normalSecret('４８２７１９')).toBe('482719');
    },
  );

  test.each([
    '',
    '12345',
    '123456',
    '987654',
    '135791',
    '111111',
    '121212',
    '112233',
    '19900307',
    '900307',
    '102497',
    '710242',
  ])('a PIN that is tried first is not: “%s”', (pin) => {
    expect(secretTrouble(pin, 'pin', owner)).toMatch(/。$/);
  });

  test.each(['门前那棵老槐树今年没开花', 'maple-tractor-47-willow', '下雨天 the bus 总迟到'])(
    'a sentence of one’s own is a passphrase: %s',
    (phrase) => {
      expect(secretTrouble(phrase, 'passphrase', owner)).toBeNull();
      expect(secretTrouble(phrase, 'pin', owner)).toBeNull();
    },
  );

  test.each([
    '482719',
    '48271948271948',
    '短口令',
    'abcdefghijklmnop',
    'aaaaaaaaaaaaaaaaaaa',
    'password123456password',
    '李秀英1024李秀英1024',
    '参保医保社保密码口令管理员',
    'x'.repeat(129),
  ])('where the system does not help, this is too weak: %s', (phrase) => {
    expect(secretTrouble(phrase, 'passphrase', owner)).toMatch(/。$/);
  });
});
