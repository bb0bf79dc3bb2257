import { expect, it } from 'vitest';
import { ParamTable, regionChain } from './params';

const pack = (id: string, region: string, value: unknown, from: string | null, to: string | null) => ({
  id,
  region,
  validFrom: from,
  validTo: to,
  values: { fee: { value, source: id, status: 'first-hand' } },
});
const table = new ParamTable([
  pack('NEW', '22', 2, '2026-03-01', null),
  pack('OLD', '22', 1, '2025-01-01', '2026-02-28'),
  pack('COUNTY', '220199', 6, '2027-01-01', '2027-12-31'),
  pack('CITY', '2201', 4, '2028-01-01', '2028-12-31'),
  pack('LAND', 'CN', 0, null, '2024-12-31'),
]);

it('[RU140] a value is in force on its first and on its last day, and the most specific region has the word', () => {
  const on = (day: string, region = '220199') => table.find('fee', region, day)?.value;
  expect(['2025-01-01', '2026-02-28', '2026-03-01'].map((day) => on(day))).toEqual([1, 1, 2]);
  expect(['2027-01-01', '2027-12-31', '2028-01-01', '2028-12-31'].map((day) => on(day))).toEqual([
    6, 6, 4, 4,
  ]);
  expect([on('2024-12-31'), on('2024-12-31', '350429'), on('2025-01-01', '350429')]).toEqual([
    0,
    0,
    undefined,
  ]);
});

it('[RU140] the packs in reach are those in force on the day, both limits counted, and the one that is named', () => {
  expect(table.reach('220199', '2026-02-28')).toEqual(['OLD']);
  expect(table.reach('220199', '2026-03-01')).toEqual(['NEW']);
  expect(table.reach('220199', '2027-12-31')).toEqual(['NEW', 'COUNTY']);
  expect(table.reach('350429', '2024-12-31', 'OLD')).toEqual(['OLD', 'LAND']);
});

it('[RU140] regions are looked into by six, four and two digits, then the country; turning points are in order', () => {
  expect(regionChain('220199001')).toEqual(['220199', '2201', '22', 'CN']);
  expect(table.turningPoints()).toEqual([
    '2024-12-31',
    '2025-01-01',
    '2026-02-28',
    '2026-03-01',
    '2027-01-01',
    '2027-12-31',
    '2028-01-01',
    '2028-12-31',
  ]);
});
