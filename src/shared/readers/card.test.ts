import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mod11_2, mrzCheck } from '../codes/checkDigits';
import { CardRead, cardFrom, dateFrom, isExpired, nationFrom, type RawCard } from './card';

const withCheck = (body: string): string => body + mod11_2(body);
const NUMBER = withCheck('22019919790314002');
const RESIDENT: RawCard = {
  kind: 'residentId',
  number: NUMBER,
  name: '柳青禾',
  sex: '女',
  nation: '满',
  birth: '19790314',
  address: '吉林省虚构市青禾镇柳河村一社12号',
  issuer: '虚构市公安局',
  from: '20160330',
  to: '20360330',
};
const said = (over: Partial<RawCard>): string => {
  const card = cardFrom({ ...RESIDENT, ...over });
  return card.ok ? 'taken' : card.error;
};

describe('[RC1] what a card must be to be taken', () => {
  test('a resident card as it is stored, with blanks and zero bytes gone', () => {
    const card = cardFrom({ ...RESIDENT, name: '柳青禾   \0\0', number: ` ${NUMBER.toLowerCase()} ` });
    expect(card).toEqual({
      ok: true,
      value: {
        kind: 'residentId',
        certType: '01',
        number: NUMBER,
        name: '柳青禾',
        sex: '2',
        nation: '11',
        nationality: 'CHN',
        birthDate: '1979-03-14',
        address: '吉林省虚构市青禾镇柳河村一社12号',
        issuer: '虚构市公安局',
        validFrom: '2016-03-30',
        validTo: '2036-03-30',
      },
    });
  });

  test('number, sex and birth date have to agree', () => {
    expect(said({ number: `${NUMBER.slice(0, 17)}0` })).toContain('校验位');
    expect(said({ number: '' })).toContain('没有读到证件号码');
    expect(said({ sex: '男' })).toContain('性别与证件号码不符');
    expect(said({ birth: '19790315' })).toContain('出生日期与证件号码不符');
    expect(said({ birth: '19790230' })).toContain('不是一个日期');
    expect(said({ sex: undefined, birth: undefined, nation: undefined })).toBe('taken');
  });

  test('[RC3] markup, invisible characters and endless text are refused whole', () => {
    expect(said({ name: '<img src=x onerror=alert(1)>' })).toContain('姓名不能用');
    expect(said({ name: '柳\u202e青' })).toContain('姓名不能用');
    expect(said({ name: '' })).toContain('姓名不能用');
    expect(said({ address: `柳河村\u0000一社` })).toContain('住址');
    expect(said({ address: '村'.repeat(201) })).toContain('住址');
    expect(said({ issuer: '局'.repeat(101) })).toContain('签发机关');
  });

  test('whatever comes is a card of the contract or a sentence', () => {
    const text = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom(NUMBER, '女', '汉', '长期'));
    const raw = fc.record({
      kind: fc.constantFrom(
        null,
        'residentId',
        'hmtResidence',
        'permanentResident',
        'socialCard',
        'credential',
      ),
      number: text,
      name: text,
      sex: text,
      nation: text,
      birth: text,
      address: text,
      from: text,
      to: text,
    });
    fc.assert(
      fc.property(raw, (one) => {
        const card = cardFrom(one as RawCard);
        if (card.ok) expect(() => CardRead.parse(card.value)).not.toThrow();
        else expect(card.error).not.toBe('');
      }),
    );
  });
});

describe('[RC2] which document it is', () => {
  const HMT = withCheck('81000019900505001');
  const FOREIGN_2023 = withCheck('92299919800101002');
  const FOREIGN_2017 = `CAN2201${'810803'}1${mrzCheck('CAN22018108031')}`;
  const kindOf = (over: Partial<RawCard>) => {
    const card = cardFrom({ ...RESIDENT, sex: undefined, birth: undefined, ...over });
    return card.ok ? [card.value.kind, card.value.certType, card.value.nationality] : card.error;
  };

  test('by what the service says, or else by the number', () => {
    expect(kindOf({ kind: null })).toEqual(['residentId', '01', 'CHN']);
    expect(kindOf({ kind: null, number: HMT })).toEqual(['hmtResidence', '17', null]);
    expect(kindOf({ kind: 'hmtResidence', number: HMT })).toEqual(['hmtResidence', '17', null]);
    expect(kindOf({ kind: null, number: FOREIGN_2023, nation: '巴基斯坦/PAK' })).toEqual([
      'permanentResident',
      '07',
      'PAK',
    ]);
    expect(kindOf({ kind: 'permanentResident', number: FOREIGN_2017, nation: '加拿大/CAN' })).toEqual([
      'permanentResident',
      '07',
      'CAN',
    ]);
    expect(kindOf({ kind: 'permanentResident', number: FOREIGN_2023, nation: '火星/XYZ' })).toEqual([
      'permanentResident',
      '07',
      null,
    ]);
    expect(kindOf({ kind: 'residentId', number: HMT })).toContain('省级代码');
    expect(kindOf({ kind: null, number: 'E12345678' })).toContain('不是居民身份证');
  });

  test('a social security card has the resident number, or a foreigner’s, which shows no type', () => {
    expect(kindOf({ kind: 'socialCard' })).toEqual(['socialCard', '01', null]);
    expect(kindOf({ kind: 'credential', number: 'CANE123456' })).toEqual(['credential', null, null]);
    expect(kindOf({ kind: 'socialCard', number: '<b>' })).toContain('证件号码');
  });

  test('民族 in words or as a code of GB/T 3304', () => {
    expect(['汉', '汉族', '01', '1'].map(nationFrom)).toEqual(['01', '01', '01', '01']);
    expect(['穿青人', '其他'].map(nationFrom)).toEqual(['97', '97']);
    expect(['', '火星', '99', '9'].map(nationFrom)).toEqual([null, null, null, '09']);
  });

  test('dates as readers write them, and no others', () => {
    const ways = ['20160330', '2016-03-30', '2016.03.30', '2016/3/30', '2016年3月30日'];
    expect(ways.map(dateFrom)).toEqual(ways.map(() => '2016-03-30'));
    expect(['20160231', '长期', '2016', '', '00000000', '2016-13-01'].map(dateFrom)).toEqual(
      Array(6).fill(null),
    );
  });

  test('a card whose term has run out; 长期 and a term nobody told never do', () => {
    const [last, after] = ['2026-11-22', '2026-11-23'];
    expect([isExpired({ validTo: last }, last), isExpired({ validTo: last }, after)]).toEqual([false, true]);
    expect([isExpired({ validTo: '长期' }, after), isExpired({ validTo: null }, after)]).toEqual([
      false,
      false,
    ]);
    const forEver = cardFrom({ ...RESIDENT, to: '长期' });
    expect(forEver.ok && forEver.value.validTo).toBe('长期');
  });
});
