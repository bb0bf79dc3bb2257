import { expect, test } from 'vitest';
import { RECORDS } from '#fixtures/deskSample';
import { campaignStanding } from '../campaign/target';
import type { Person } from '../domain/person';
import type { Village } from '../domain/region';
import { countedOf } from './counted';
import { lastDayOf, monthlyReport, paidBy, type ReportAsk } from './monthlyReport';
import { figuresOf } from './row';

const DAY = '2026-11-22';
const YEAR = 2027;
const villages = RECORDS.filter((record): record is Village => record.kind === 'village');
const people = RECORDS.filter((record): record is Person => record.kind === 'person').map((person) =>
  countedOf(person, campaignStanding(person, { year: YEAR, day: DAY }), { year: YEAR, day: DAY }),
);
const ask: ReportAsk = {
  year: YEAR,
  month: '2026-11',
  day: DAY,
  people,
  villages,
  registered: [],
  clerkName: (id) => id,
  goal: { kind: 'people', value: 100, source: '县文件' },
  duplicates: 3,
  office: '青禾镇医保窗口',
  clerk: '苏禾',
  asOf: '2026-11-22 09:00',
};
const book = monthlyReport(ask);
const sheet = (name: string) => {
  const found = book.sheets.find((one) => one.name === name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found;
};
const column = (name: string, heading: string): (string | number)[] => {
  const { headings, rows } = sheet(name);
  return rows.map((row) => row[headings.indexOf(heading)] ?? '');
};
const sum = (values: readonly (string | number)[]): number =>
  values.reduce<number>((a, b) => a + Number(b), 0);

test('[SC10] the report’s sums are those of the page, and every table adds up to them', () => {
  const whole = figuresOf({ members: people });
  const line = (label: string) => sheet('汇总').rows.find(([first]) => first === label)?.[1];
  expect(line('在册')).toBe(whole.count.registered);
  expect(line('应参保')).toBe(whole.count.asked);
  expect(line('已缴费')).toBe(whole.count.paid);
  expect(line('参保率')).toBe(whole.rate.words);
  const minus = sheet('汇总').rows.filter(([label]) => String(label).startsWith('减：'));
  expect(Number(line('在册')) - sum(minus.map(([, n]) => n ?? 0))).toBe(line('应参保'));
  for (const name of ['按村居', '按人员类别', '按经办人']) {
    const registered = column(name, '在册');
    expect(sum(registered.slice(0, -1))).toBe(registered.at(-1));
    expect(registered.at(-1)).toBe(whole.count.registered);
    const money = column(name, '个人缴费（元）');
    expect(Math.round(sum(money.slice(0, -1)) * 100)).toBe(whole.personFen);
  }
  expect(sum(column('按社组', '已缴费'))).toBe(whole.count.paid);
});

test('[SC11] payments are counted by their day: to the month’s end, and within it; the months of a year add up', () => {
  expect([lastDayOf('2026-11', DAY), lastDayOf('2026-10', DAY), lastDayOf('2026-12', '2027-02-01')]).toEqual([
    DAY,
    '2026-10-31',
    '2026-12-31',
  ]);
  const months = ['2026-08', '2026-09', '2026-10', '2026-11'];
  const paid = months.map((month) => paidBy(people, month, DAY));
  for (const [i, one] of paid.entries()) {
    const before = paid[i - 1];
    if (before) expect(one.until - one.within).toBe(before.until);
  }
  expect(paid.at(-1)?.until).toBe(figuresOf({ members: people }).count.paid);
  expect(sum(paid.map(({ within }) => within))).toBeGreaterThan(0);
});

test('[SC12] nobody’s name, number or telephone is in the report, and every figure says how it is counted', () => {
  const text = JSON.stringify(book);
  for (const { person } of people) {
    if (person.certNo !== null) expect(text).not.toContain(person.certNo);
    if (person.phone !== null) expect(text).not.toContain(person.phone);
    expect(text).not.toContain(`"${person.name}"`);
  }
  const explained = sheet('口径').rows.flatMap(([name]) => String(name).split('、'));
  for (const heading of sheet('按村居').headings.slice(1))
    if (!heading.includes('元')) expect(explained).toContain(heading);
});
