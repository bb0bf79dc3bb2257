import { describe, expect, test } from 'vitest';
import { maskCertNo, maskName, maskPhone } from './masking';
import { isCodeOf, labelOf, TABLES } from './tables/index';
import { isMainlandProvince } from './tables/province';

describe('masking', () => {
  test('[IC8] a citizen number keeps six and four', () =>
    expect(maskCertNo('220199199003071235')).toBe('220199********1235'));
  test.each([
    ['H0000000001', 'H0********1'],
    ['1234', '****'],
    ['', ''],
    [null, ''],
  ])('[IC8] %j becomes %j', (no, masked) => expect(maskCertNo(no)).toBe(masked));
  test.each([
    ['张三', '张*'],
    ['欧阳小娜', '欧**娜'],
    ['𠮷野', '𠮷*'],
    ['阿依古丽·买买提', '阿******提'],
    ['王', '*'],
  ])('[IC9] name %s becomes %s', (name, masked) => expect(maskName(name)).toBe(masked));
  test.each([
    ['15400001111', '154****1111'],
    ['0431-12345678', '*********5678'],
    [null, ''],
  ])('[IC10] phone %j becomes %j', (phone, masked) => expect(maskPhone(phone)).toBe(masked));
});

describe('code tables', () => {
  test.each([
    ['sex', '1', '男'],
    ['certType', '17', '港澳台居民居住证'],
    ['personType', '1501', '普通居民(成年)'],
    ['insuredStatus', '4', '终止参保'],
    ['relation', '02', '户主'],
    ['nation', '10', '朝鲜族'],
    ['country', 'CHN', '中国'],
    ['province', '22', '吉林省'],
  ] as const)('[IC11] %s %s is %s', (table, code, label) => expect(labelOf(table, code)).toBe(label));
  test('[IC11] an unknown code is shown as it is', () => {
    expect(labelOf('sex', '7')).toBe('7');
    expect(isCodeOf('sex', '__proto__')).toBe(false);
  });
  test('[IC12] no table has a code twice', () => {
    for (const rows of Object.values(TABLES))
      expect(new Set(rows.map(([code]) => code)).size).toBe(rows.length);
  });
  test('[IC12] there are 58 ethnic codes and 31 provinces with citizen numbers', () => {
    expect(TABLES.nation).toHaveLength(58);
    expect(TABLES.province.filter(([code]) => isMainlandProvince(code))).toHaveLength(31);
    expect(['71', '81', '82', '00', '99'].some(isMainlandProvince)).toBe(false);
  });
});
