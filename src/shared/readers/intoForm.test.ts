import { describe, expect, test } from 'vitest';
import { formOf } from '../matters/index';
import { cardBesidesRecord } from './besides';
import type { CardRead } from './card';
import { cardIntoForm } from './intoForm';

const DAY = '2026-11-22';
const CARD: CardRead = {
  kind: 'residentId',
  certType: '01',
  number: '220199197903140021',
  name: '柳青禾',
  sex: '2',
  nation: '11',
  nationality: 'CHN',
  birthDate: '1979-03-14',
  address: '青禾镇柳河村一社12号',
  issuer: null,
  validFrom: null,
  validTo: null,
};
const [LIU, WANG] = [
  { id: 'p-1', name: '柳青禾' },
  { id: 'p-2', name: '王青' },
];
const register = formOf('RES_REGISTER');
const change = formOf('RES_CHANGE');
const newborn = formOf('NEWBORN_REGISTER');

describe('[RC23] a card in a form', () => {
  test('the person on file is chosen; what is on file already is not typed over', () => {
    const into = cardIntoForm(register, { ...register.initial(DAY), who: 'new' }, CARD, LIU, null);
    expect(into).toEqual({
      entries: [
        ['who', 'existing'],
        ['personId', 'p-1'],
      ],
      note: null,
      fromCard: [],
    });
    const again = cardIntoForm(register, { ...register.initial(DAY), personId: 'p-1' }, CARD, LIU, LIU);
    expect(again.entries).toEqual([]);
  });

  test('somebody new is filled in, each field marked as read', () => {
    const into = cardIntoForm(register, register.initial(DAY), CARD, null, null);
    expect(into.entries).toEqual([
      ['who', 'new'],
      ['certType', '01'],
      ['certNo', CARD.number],
      ['name', '柳青禾'],
      ['sex', '2'],
      ['birthDate', '1979-03-14'],
      ['nation', '11'],
      ['nationality', 'CHN'],
      ['address', '青禾镇柳河村一社12号'],
    ]);
    expect(into.fromCard).not.toContain('who');
    expect(into.fromCard).toContain('certNo');
    expect(into.note).toContain('新建人员');
  });

  test('what the card does not tell stays as it was', () => {
    const little: CardRead = { ...CARD, certType: null, nation: null, nationality: null, address: null };
    const names = cardIntoForm(register, {}, little, null, null).entries.map(([name]) => name);
    expect(names).toEqual(['who', 'certNo', 'name', 'sex', 'birthDate']);
  });

  test('who was chosen is never replaced, and nothing of another’s card is filled in for them', () => {
    const fields = { ...register.initial(DAY), personId: 'p-2' };
    const other = cardIntoForm(register, fields, CARD, LIU, WANG);
    expect(other.entries).toEqual([]);
    expect(other.note).toMatch(/已选王青.*读到的是柳青禾.*另一个人/);
    const unknown = cardIntoForm(change, { personId: 'p-2' }, CARD, null, WANG);
    expect(unknown.entries).toEqual([]);
    expect(unknown.note).toContain('本机没有这个号码的档案');
  });

  test('a change takes what the card says of the same person, and never number or address', () => {
    const into = cardIntoForm(change, { personId: null }, CARD, LIU, null);
    expect(into.entries.map(([name]) => name)).toEqual(['personId', 'name', 'sex', 'birthDate', 'nation']);
    expect(into.note).toContain('请核对');
    expect(cardIntoForm(change, { personId: null }, CARD, null, null).note).toContain('本机资料里没有柳青禾');
  });

  test('at a newborn’s registration the card is the guardian’s', () => {
    const fields = newborn.initial(DAY);
    expect(cardIntoForm(newborn, fields, CARD, LIU, null).entries).toEqual([['guardianId', 'p-1']]);
    expect(cardIntoForm(newborn, fields, CARD, null, null).entries).toEqual([['guardianName', '柳青禾']]);
    expect(cardIntoForm(newborn, { ...fields, guardianId: 'p-2' }, CARD, LIU, null).entries).toEqual([]);
  });

  test('a form without a person has no use for a card', () => {
    expect(cardIntoForm(formOf('UNIT_REGISTER'), {}, CARD, LIU, null).note).toContain('不用读卡');
  });
});

test('[RC21] card and record are held beside each other, both in words; blanks and dots are no difference', () => {
  const record = { name: '柳 青·禾', sex: '2' as const, birthDate: '1979-03-14', nation: '11' };
  expect(cardBesidesRecord(CARD, record)).toEqual([]);
  expect(cardBesidesRecord(CARD, { ...record, name: '柳清禾', nation: '01' })).toEqual([
    { field: 'name', label: '姓名', card: '柳青禾', record: '柳清禾' },
    { field: 'nation', label: '民族', card: '满族', record: '汉族' },
  ]);
  expect(
    cardBesidesRecord({ ...CARD, nation: null, sex: null }, { ...record, sex: '1', nation: '01' }),
  ).toEqual([]);
});
