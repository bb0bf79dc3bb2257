import { expect, test } from 'vitest';
import { RECORDS } from '#fixtures/deskSample';
import type { Person } from '../domain/person';
import type { Village } from '../domain/region';
import type { MatterContext } from '../matters/matter';
import { dryRunBook } from './dryRunBook';
import { countRolled, ROLLOVER_CLASS_CODES, rolledPerson } from './rollover';
import { yearAhead } from './yearAhead';

const context: MatterContext = {
  day: '2026-11-22',
  jurisdiction: { name: '青禾镇', region: '220199', townCode: '220199100', villages: [] } as never,
  asOf: '2026-11-22T01:00:00.000Z',
  authoritative: false,
  sameNumber: null,
};
const people = RECORDS.filter((record): record is Person => record.kind === 'person');
const plain = people.find(
  ({ identities, survival, birthDate, schooling, enrolments, elsewhere, duplicates, certType }) =>
    identities.length + elsewhere.length + duplicates.length === 0 &&
    survival === '1' &&
    certType === '01' &&
    birthDate < '1990' &&
    schooling === null &&
    enrolments.length === 1 &&
    enrolments[0]?.scheme === 'RES' &&
    enrolments[0].status === 'ACTIVE',
) as Person;
const rolled = (over: Partial<Person>, to = 2027) => rolledPerson({ ...plain, ...over }, to, context);

test('[RL1] everybody goes over in exactly one class, to the last person, and money is that of the rule book', () => {
  const all = people.map((person) => rolledPerson(person, 2027, context));
  const count = countRolled(all);
  expect(ROLLOVER_CLASS_CODES.reduce((sum, code) => sum + count.of[code], 0)).toBe(people.length);
  expect(count.of.out).toBeGreaterThan(0);
  // 400 a year becomes 420 for who owes the whole standard.
  expect(rolled({})).toMatchObject({
    class: 'standard',
    before: { standardFen: 40_000 },
    after: { standardFen: 42_000 },
    text: '成年人 400.00 元 → 成年人 420.00 元。',
  });
  const whole = all.filter(({ class: of, before, after }) => of !== 'out' && before && after);
  expect(count.afterFen).toBe(
    whole.reduce((sum, { after }) => sum + (after?.standardFen ?? 0) - (after?.assistFen ?? 0), 0),
  );
});

test('[RL2] an identity that ends before the year begins is lost, one that goes on is not, and a birthday changes the class', () => {
  const poor = { type: 'EXTREMELY_POOR' as const, source: '县民政局', from: '2020-01-01' };
  expect(rolled({ identities: [{ ...poor, until: '2026-12-31' }] })).toMatchObject({
    class: 'identity',
    text: expect.stringContaining('特困人员身份到期'),
  });
  const goesOn = rolled({ identities: [{ ...poor, until: null }] });
  expect(goesOn.class).not.toBe('identity');
  expect(goesOn.after?.assistFen).toBeGreaterThan(0);
  // Under 18 on the last day before 2026, and not before 2027.
  const child = rolled({ birthDate: '2008-06-01' });
  expect([child.before?.class, child.after?.class, child.class]).toEqual(['MINOR', 'ADULT', 'category']);
});

test('[RL3] who has to be asked is said: an identity nobody confirmed, schooling that ends, no telephone, paid and not registered again', () => {
  const one = rolled({
    phone: null,
    identities: [{ type: 'MIN_LIVING', source: null, from: '2026-01-01', until: null }],
    schooling: { region: '220199', school: '县一中', from: '2024-09-01', until: '2026-07-01' } as never,
    payments: [
      {
        scheme: 'RES',
        period: '2026',
        until: null,
        state: 'PAID',
        personFen: 40_000,
        assistFen: 0,
        paidOn: '2025-11-01',
        voucherNo: 'V',
      },
    ],
  });
  expect(one.prompts).toEqual(['unverified', 'schooling', 'noPhone', 'lapse']);
});

test('[RL4] without a standard for the year nobody is assessed, and it is said', () => {
  expect(yearAhead(2027, '220199')).toMatchObject({
    adultFen: 42_000,
    first: '2026-09-01',
    last: '2027-02-28',
    synthetic: true,
  });
  expect(yearAhead(2031, '220199').adultFen).toBeNull();
  expect(rolled({}, 2031)).toMatchObject({ class: 'unknown', text: expect.stringContaining('2031 年度') });
});

test('[RL6] the dry run as a workbook adds up by village, and shows nobody’s whole number', () => {
  const all = people.map((person) => rolledPerson(person, 2027, context));
  const villages = RECORDS.filter((record): record is Village => record.kind === 'village');
  const book = dryRunBook(all, { to: 2027, day: '2026-11-22', office: '青禾镇', clerk: '苏禾', villages });
  const [byVillage] = book.sheets;
  const rows = byVillage?.rows ?? [];
  const sum = rows.slice(0, -1).reduce((total, row) => total + Number(row[1]), 0);
  expect(sum).toBe(people.length);
  expect(rows.at(-1)?.[1]).toBe(people.length);
  const text = JSON.stringify(book);
  for (const { certNo } of people) if (certNo !== null) expect(text).not.toContain(certNo);
});
