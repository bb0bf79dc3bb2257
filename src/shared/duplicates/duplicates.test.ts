import { describe, expect, test } from 'vitest';
import { mod11_2 } from '../codes/checkDigits';
import { birthLikeness } from './births';
import { compare } from './compare';
import { DuplicateIndex } from './duplicateIndex';
import { nameLikeness } from './names';
import { comparedNumber, rightNumbersNear } from './numbers';
import { shapeKey } from './shapes';
import type { Subject } from './subject';

/** Readings of the few characters the tests write. */
const READINGS: Readonly<Record<string, string>> = {
  张: 'zhang',
  章: 'zhang',
  王: 'wang',
  李: 'li',
  小: 'xiao',
  晓: 'xiao',
  明: 'ming',
  民: 'min',
  朋: 'peng',
  英: 'ying',
  季: 'ji',
};
const sounds = (name: string): string[] => [Array.from(name, (one) => READINGS[one] ?? one).join('')];
const number = (birth: string, serial = '001', area = '220199'): string => {
  const body = `${area}${birth.replaceAll('-', '')}${serial}`;
  return body + mod11_2(body);
};
const someone = (id: string, over: Partial<Subject> = {}): Subject => ({
  id,
  name: '张小明',
  certType: '01',
  certNo: null,
  birthDate: '1980-03-12',
  sex: '1',
  householdId: `H-${id}`,
  guardianId: null,
  ...over,
});
const between = (a: Partial<Subject>, b: Partial<Subject>) =>
  compare(someone('A', a), someone('B', b), sounds);

describe('possible duplicates', () => {
  test('[DU1] one number is one person: also with 15 digits, full-width digits and a small x', () => {
    const certNo = number('1980-03-12');
    const old = certNo.slice(0, 6) + certNo.slice(8, 17);
    expect(between({ certNo }, { certNo: ` ${certNo} ` })).toMatchObject({ weight: 'strong' });
    const found = between({ certNo }, { certNo: old });
    expect(found).toMatchObject({ weight: 'strong' });
    expect(found?.reasons[0]).toBe('15 位旧号码升为 18 位后与另一方相同');
    expect(found?.reasons).toContain('姓名相同');
  });

  test('[DU2] a number that cannot be right is held against the ones it came from by one slip: a digit, or two neighbours swapped', () => {
    const certNo = number('1980-03-12');
    const typed = `${certNo.slice(0, 15)}${(Number(certNo[15]) + 1) % 10}${certNo.slice(16)}`;
    const swapped = `${certNo.slice(0, 10)}${certNo[11]}${certNo[10]}${certNo.slice(12)}`;
    for (const wrong of [typed, swapped]) {
      expect(comparedNumber(wrong)?.isWrong).toBe(true);
      expect(rightNumbersNear(wrong)).toContain(certNo);
      const found = between({ certNo: wrong }, { certNo, name: '王英' });
      expect(found?.weight).toBe('strong');
      expect(found?.reasons[0]).toContain('改正一位');
    }
    expect(between({ certNo: typed, birthDate: '1999-01-01' }, { certNo, name: '王英' })?.weight).toBe(
      'likely',
    );
    expect(between({ certNo: number('1980-03-12', '003') }, { certNo, name: '王英' })).toBeNull();
  });

  test('[DU3] a guardian’s number used for a baby is said as that', () => {
    const certNo = number('1980-03-12');
    const found = between(
      { certNo },
      { certNo, name: '张英', birthDate: '2026-09-01', guardianId: 'A', sex: '2' },
    );
    expect(found?.reasons[1]).toBe('张英用的很可能是监护人张小明的号码，应换成本人的');
  });

  test('[DU4] without a number: names read alike or looking alike, birth dates with the usual slips, the same sex', () => {
    expect(nameLikeness('张小明', '章晓民', sounds)).toBe('sound');
    expect(nameLikeness('李明', '季朋', sounds)).toBe('shape');
    expect(nameLikeness('李明', '李英', sounds)).toBeNull();
    expect(birthLikeness('1980-03-12', '1980-12-03')).toBe('swapped');
    expect(birthLikeness('1980-03-12', '1981-03-12')).toBe('yearOff');
    expect(birthLikeness('1980-03-12', '1980-03-13')).toBeNull();
    const found = between({ certNo: number('1980-03-12') }, { name: '章晓民' });
    expect(found).toEqual({
      pair: ['A', 'B'],
      weight: 'likely',
      reasons: ['姓名读音相同', '出生日期相同', '至少一方没有证件号码'],
    });
    expect(between({}, { birthDate: '1980-12-03' })?.weight).toBe('weak');
    expect(between({}, { sex: '2' })).toBeNull();
    expect(between({}, { sex: '9' })).not.toBeNull();
    expect(between({}, { name: '王英' })).toBeNull();
  });

  test('[DU5] two right numbers are two people unless name, birth date and sex are exactly the same, and twins are only told', () => {
    const [a, b] = [number('1980-03-12', '001'), number('1980-03-12', '003')];
    expect(between({ certNo: a }, { certNo: b })?.weight).toBe('weak');
    expect(between({ certNo: a }, { certNo: b, name: '章晓民' })).toBeNull();
    const twins = between({ householdId: 'H', name: '张明' }, { householdId: 'H', name: '张民' });
    expect(twins?.weight).toBe('weak');
    expect(twins?.reasons.at(-1)).toContain('双胞胎');
  });

  test('[DU6] characters that look alike stand for one another both ways', () => {
    expect(shapeKey('侯')).toBe(shapeKey('候'));
    expect(shapeKey('戌')).toBe(shapeKey('戊'));
    expect(shapeKey('张')).not.toBe(shapeKey('王'));
  });

  test('[DU7] the index looks at people as they are now, and finds somebody who is not on file yet', () => {
    const people = new Map([['A', someone('A')]]);
    const index = new DuplicateIndex(sounds, (id) => people.get(id) ?? null);
    for (const person of people.values()) index.add(person);
    expect(index.find(someone('TMP')).map(({ pair }) => pair)).toEqual([['A', 'TMP']]);
    people.set('A', someone('A', { name: '王英' }));
    expect(index.find(someone('TMP'))).toEqual([]);
  });
});
