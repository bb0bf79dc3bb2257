import { describe, expect, test } from 'vitest';
import { generateTownship } from '#fixtures/township';
import type { Person } from '#shared/domain/person';
import { romanise } from './pinyin';
import { normaliseQuery, searchIndexOf } from './searchIndex';

const template = [...generateTownship({ persons: 2_000 })].find(
  (record) => record.kind === 'person',
) as Person;
const who = (id: string, change: Partial<Person>): Person => ({ ...template, id, ...change });
const PEOPLE = [
  who('P1', { name: '单国强', certNo: '220199198001010018', phone: '15400001234', householdId: '0312-017' }),
  who('P2', { name: '欧阳修文', certNo: '220199197505050026', phone: null, householdId: '0312-018' }),
  who('P3', { name: '阿依古丽·买买提', certNo: null, phone: '15400005678', householdId: '0500-001' }),
  who('P4', { name: '𬱖丽', certNo: '22019919900101002X', phone: null, householdId: '0500-002' }),
  who('P5', {
    name: '王单',
    certNo: '２２０１９９１９８１０１０１００１４',
    phone: '154 0000 9999',
    householdId: '0500-003',
  }),
  who('P6', { name: '吕芳', certNo: 'H12345678', phone: null, householdId: '0500-004' }),
  who('P7', { name: '张伟', certNo: null, phone: null, householdId: '0500-005' }),
  who('P8', { name: '张伟伟', certNo: null, phone: null, householdId: '0500-005' }),
];
const index = searchIndexOf(PEOPLE);
const found = (query: string) => index.find(query, 20).map(({ person, by }) => `${person.id} ${by}`);

describe('search', () => {
  test('[ST20] a certificate number is found by its beginning and by its last four or more characters', () => {
    expect(found('2201991980')).toEqual(['P1 证件号码']);
    expect(found('0018')).toEqual(['P1 证件号码后几位']);
    expect(found('002x')).toEqual(['P4 证件号码后几位']);
    expect(found('018')).not.toContain('P1 证件号码后几位');
    expect(found('h1234')).toEqual(['P6 证件号码']);
  });

  test('[ST21] full-width digits and spaces are the same as plain ones, in the query and in old data', () => {
    expect(found('２２０１９９１９８１')).toEqual(['P5 证件号码']);
    expect(found('220199 1981')).toEqual(['P5 证件号码']);
    expect(found('15400009999')).toEqual(['P5 手机']);
    expect(found('9999')).toEqual(['P5 手机后几位']);
  });

  test('[ST22] a household number is found with and without its dash', () => {
    expect(found('0312-017')).toEqual(['P1 户号']);
    expect(found('0312018')).toEqual(['P2 户号']);
  });

  test('[ST23] a name is found by its beginning before its middle, a whole name before a longer one', () => {
    expect(found('单')).toEqual(['P1 姓名', 'P5 姓名']);
    expect(found('张伟')).toEqual(['P7 姓名', 'P8 姓名']);
    expect(found('买提')).toEqual(['P3 姓名']);
    expect(found('𬱖')).toEqual(['P4 姓名']);
  });

  test('[ST24] the dot of a name may be typed in any form or left out', () => {
    for (const query of ['阿依古丽·买', '阿依古丽•买', '阿依古丽.买', '阿依古丽买'])
      expect(found(query)).toEqual(['P3 姓名']);
  });

  test('[ST25] surnames have their own reading, and the ordinary one finds them too', () => {
    expect(found('shanguo')).toEqual(['P1 拼音']);
    expect(found('danguo')).toEqual(['P1 拼音']);
    expect(found('ouyang')).toEqual(['P2 拼音']);
    expect(found('wangdan')).toEqual(['P5 拼音']);
    expect(romanise('尉迟恭', true)[0]).toEqual({ full: 'yuchigong', initials: 'ycg' });
    expect(romanise('仇英', true)[0]?.full).toBe('qiuying');
    expect(romanise('曾长安', true)[0]?.full).toBe('zengchangan');
    expect(romanise('万俟雪', true)[0]?.full).toBe('moqixue');
  });

  test('[ST26] initials find, ü is v, and a name with a dot has no surname reading', () => {
    expect(found('sgq')).toEqual(['P1 首字母']);
    expect(found('oyxw')).toEqual(['P2 首字母']);
    expect(found('lvf')).toContain('P6 拼音');
    expect(found('aygl')).toEqual(['P3 首字母']);
  });

  test('[ST27] a character without a reading stands for itself and breaks nothing', () => {
    expect(romanise('\u{2FFFD}丽', true)[0]?.full).toContain('li');
    expect(searchIndexOf([who('X', { name: '\u{2FFFD}' })]).find('\u{2FFFD}', 5)).toHaveLength(1);
  });

  test('[ST28] a query of nothing but spaces or signs finds nobody; the limit holds; skipped persons stay out', () => {
    expect(found('  · ')).toEqual([]);
    expect(index.find('220199', 2)).toHaveLength(2);
    expect(index.find('张', 5, ({ id }) => id === 'P7').map(({ person }) => person.id)).toEqual(['P8']);
  });

  test('[ST29] every person of a township is found by number, name, phone and pinyin', () => {
    const persons = [...generateTownship({ persons: 2_000 })].filter((record) => record.kind === 'person');
    const whole = searchIndexOf(persons);
    const finds = (query: string, id: string) =>
      whole.find(query, 500).some(({ person }) => person.id === id);
    for (const person of persons.filter((_, at) => at % 7 === 0)) {
      expect(finds(person.name, person.id), person.name).toBe(true);
      if (person.certNo) expect(finds(person.certNo, person.id), person.certNo).toBe(true);
      if (person.phone) expect(finds(person.phone, person.id), person.phone).toBe(true);
      const [way] = romanise(normaliseQuery(person.name), !/[·•]/.test(person.name));
      if (way && /^[a-z]+$/.test(way.full)) expect(finds(way.full, person.id), way.full).toBe(true);
    }
  });
});
