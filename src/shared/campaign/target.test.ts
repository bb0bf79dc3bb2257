import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, person, residentEnrolment, residentYear } from '#fixtures/matterWorld';
import { generateTownship } from '#fixtures/township';
import type { Person } from '../domain/person';
import { ROSTER_OUTCOMES } from '../roster';
import { countStandings, excludedIn, NO_COUNT, rateOf } from './count';
import type { DoorReport } from './doorReport';
import { CAMPAIGN_CLASSES, type CampaignStanding, campaignStanding, EXCLUSION_KINDS } from './target';

const ASK = { year: 2027, day: DAY };
const report = (outcome: DoorReport['outcome'], note = ''): DoorReport => ({
  outcome,
  on: '2026-11-20',
  by: '王代办',
  batchNo: '2027-001',
  note,
});
const standsAs = (over: Partial<Person>, door: DoorReport | null = null): CampaignStanding =>
  campaignStanding(person('P1', over), { ...ASK, report: door });
const ELSEWHERE = {
  scheme: 'RES',
  region: '220198',
  status: 'ACTIVE',
  from: '2026-01-01',
  source: '国家平台',
} as const;
const employee = residentEnrolment({ scheme: 'EMP', subKind: 'UNIT', empNo: 'D0001', from: '2020-04-01' });
const school = { region: '220198', school: '邻县中学', from: '2025-09-01', until: null };

/** Any mixture of the facts that are read, contradictory ones too. */
const anyone: fc.Arbitrary<Person> = fc
  .record({
    survival: fc.constantFrom<Person['survival'][]>('1', '1', '1', '2', '3', '4', '9'),
    payments: fc.constantFrom<Person['payments'][]>(
      [],
      [residentYear(2027)],
      [residentYear(2027, 'DUE')],
      [residentYear(2026)],
      [residentYear(2027, 'BROKEN')],
    ),
    enrolments: fc.constantFrom<Person['enrolments'][]>(
      [],
      [residentEnrolment()],
      [employee],
      [residentEnrolment({ region: '220198' })],
      [residentEnrolment({ status: 'PAUSED', reason: 'SENTENCED' })],
      [residentEnrolment({ status: 'TERMINATED', reason: 'MOVED' })],
      [residentEnrolment({ status: 'PAUSED', reason: 'MISSING' })],
    ),
    elsewhere: fc.constantFrom<Person['elsewhere'][]>(
      [],
      [],
      [ELSEWHERE],
      [{ ...ELSEWHERE, status: 'PAUSED' }],
    ),
    schooling: fc.constantFrom(null, null, school),
    hukouRegion: fc.constantFrom(null, '220199', '220198'),
    group: fc.integer({ min: 1, max: 3 }),
  })
  .map((facts) => person('P1', facts));
const anyReport = fc.option(
  fc.constantFrom(...ROSTER_OUTCOMES).map((outcome) => report(outcome)),
  {
    nil: null,
  },
);

describe('who is missing', () => {
  test('[CG1] everybody stands in exactly one class with evidence, and the parts add up to the last person', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyone, anyReport), { maxLength: 40 }), (people) => {
        const all = people.map(([one, door]) => campaignStanding(one, { ...ASK, report: door }));
        for (const one of all) {
          expect(CAMPAIGN_CLASSES).toContain(one.class);
          expect(one.kind !== null).toBe(one.class === 'excluded');
          expect(one.evidence.words).not.toBe('');
          expect(one.evidence.source).not.toBe('');
        }
        const count = countStandings(all);
        const { registered, paid, unpaid, missing, undecided } = count;
        expect(registered).toBe(people.length);
        expect(paid + unpaid + missing + undecided + excludedIn(count)).toBe(registered);
        const rate = rateOf(count);
        expect(rate.denominator).toBe(paid + unpaid + missing + undecided);
        expect(rate.numerator).toBe(all.filter((one) => one.class === 'paid').length);
        expect(rate.parts).toEqual(count);
      }),
    );
  });

  test('[CG1] groups add up to the village, and villages to the township', () => {
    fc.assert(
      fc.property(fc.array(anyone, { maxLength: 40 }), (people) => {
        const standings = (of: readonly Person[]) => of.map((one) => campaignStanding(one, ASK));
        const byGroup = [1, 2, 3].map((group) => standings(people.filter((one) => one.group === group)));
        const sum = byGroup.reduce((count, group) => countStandings(group, count), NO_COUNT);
        expect(sum).toEqual(countStandings(standings(people)));
      }),
    );
  });

  test('[CG1] a sample township adds up, with somebody in every class', () => {
    const people = [...generateTownship({ persons: 4_000 })].filter((one) => one.kind === 'person');
    const count = countStandings(people.map((one) => campaignStanding(one, ASK)));
    const { registered, paid, unpaid, missing, undecided } = count;
    expect(registered).toBe(people.length);
    expect(paid + unpaid + missing + undecided + excludedIn(count)).toBe(registered);
    for (const part of [paid, unpaid, missing, undecided]) expect(part).toBeGreaterThan(0);
    for (const kind of ['deceased', 'employee', 'elsewhere', 'student'] as const)
      expect(count.excluded[kind]).toBeGreaterThan(0);
  });

  test('[CG2] a rate is of those who are to be insured here; whoever is undecided stays in it', () => {
    const parts = {
      ...NO_COUNT,
      registered: 10,
      paid: 4,
      unpaid: 1,
      missing: 1,
      undecided: 2,
      excluded: { ...NO_COUNT.excluded, deceased: 1, employee: 1 },
    };
    expect(rateOf(parts)).toEqual({ numerator: 4, denominator: 8, parts, words: '50.00%' });
    expect(rateOf({ ...NO_COUNT, registered: 68_000, paid: 67_999, missing: 1 }).words).toBe('99.99%');
    expect(rateOf({ ...NO_COUNT, registered: 5, paid: 5 }).words).toBe('100.00%');
    expect(rateOf(NO_COUNT).words).toBe('—');
  });
});

describe('why', () => {
  test('[CG3] a death ends everything, a year paid for here is paid for, then cover elsewhere, then an open assessment', () => {
    const paid = [residentYear(2027)];
    const due = [residentYear(2027, 'DUE')];
    expect(standsAs({ survival: '2', deathDate: '2026-05-01', payments: paid })).toEqual({
      class: 'excluded',
      kind: 'deceased',
      evidence: { fact: 'survival', words: '档案登记为死亡', source: '参保登记', on: '2026-05-01' },
    });
    expect(standsAs({ payments: paid, enrolments: [employee] }).class).toBe('paid');
    expect(standsAs({ payments: due, enrolments: [employee] })).toMatchObject({ kind: 'employee' });
    expect(standsAs({ payments: due, elsewhere: [ELSEWHERE] })).toMatchObject({ kind: 'elsewhere' });
    expect(standsAs({ payments: due })).toMatchObject({ class: 'unpaid', evidence: { source: '税务回传' } });
    expect(standsAs({ payments: [residentYear(2026)] })).toMatchObject({ class: 'missing' });
    expect(standsAs({ payments: [residentYear(2027, 'BROKEN')] })).toMatchObject({
      class: 'missing',
      evidence: { fact: 'payment', words: '2027 年度中断缴费' },
    });
  });

  test('[CG3] what was paid under a relation of another county is no payment here', () => {
    const there = residentEnrolment({ region: '220198', from: '2026-01-01' });
    expect(standsAs({ payments: [residentYear(2027)], enrolments: [there] })).toMatchObject({
      kind: 'elsewhere',
      evidence: { words: '居民医保在 220198 参保', on: '2026-01-01' },
    });
    expect(standsAs({ payments: [residentYear(2027)], enrolments: [there, residentEnrolment()] }).class).toBe(
      'paid',
    );
  });

  test('[CG4] each exclusion names its fact, who says so and since when', () => {
    expect(standsAs({ enrolments: [employee] }).evidence).toEqual({
      fact: 'enrolment',
      words: '职工医保正常参保（单位 D0001）',
      source: '参保登记',
      on: '2020-04-01',
    });
    expect(standsAs({ elsewhere: [ELSEWHERE] }).evidence).toEqual({
      fact: 'elsewhere',
      words: '居民医保在 220198 参保',
      source: '国家平台',
      on: '2026-01-01',
    });
    expect(standsAs({ elsewhere: [ELSEWHERE], schooling: school }).kind).toBe('student');
    expect(standsAs({ elsewhere: [{ ...ELSEWHERE, status: 'TERMINATED' }] }).class).toBe('missing');
  });

  const ended = (over: Parameters<typeof residentEnrolment>[0]) => ({
    enrolments: [residentEnrolment({ status: 'PAUSED', statusFrom: '2026-03-01', ...over })],
  });
  test('[CG4] a sentence, an emigration and a move are read from the relation that ended last', () => {
    expect(standsAs({ survival: '3' }).kind).toBe('sentenced');
    expect(standsAs(ended({ reason: 'SENTENCED' }))).toMatchObject({
      kind: 'sentenced',
      evidence: { on: '2026-03-01' },
    });
    expect(standsAs(ended({ reason: 'SETTLED_ABROAD' })).kind).toBe('moved');
    expect(standsAs({ ...ended({ reason: 'MOVED' }), hukouRegion: '220198' })).toMatchObject({
      kind: 'moved',
      evidence: { fact: 'hukou' },
    });
    const older = residentEnrolment({ status: 'PAUSED', statusFrom: '2020-01-01', reason: 'SENTENCED' });
    expect(standsAs({ enrolments: [older, residentEnrolment()] }).class).toBe('missing');
    expect(
      standsAs({
        enrolments: [
          older,
          residentEnrolment({ status: 'PAUSED', statusFrom: '2025-01-01', reason: 'OTHER_PAUSE' }),
        ],
      }).class,
    ).toBe('missing');
  });

  test('[CG5] what speaks against asking without proving cover is looked into, never left out silently', () => {
    const undecided = (over: Partial<Person>, of: string) =>
      expect(standsAs(over)).toMatchObject({ class: 'undecided', kind: null, evidence: { fact: of } });
    undecided({ survival: '4' }, 'survival');
    undecided({ survival: '9' }, 'survival');
    undecided(ended({ reason: 'MISSING' }), 'enrolment');
    undecided(ended({ reason: 'MOVED' }), 'enrolment');
    undecided(ended({ reason: 'TRANSFERRED_OUT' }), 'enrolment');
    undecided({ schooling: school }, 'schooling');
    undecided({ hukouRegion: '220198' }, 'hukou');
    expect(standsAs({ hukouRegion: '220198', residencePermit: true }).class).toBe('missing');
    expect(standsAs({ schooling: { ...school, until: '2026-07-01' } }).class).toBe('missing');
    expect(standsAs({ schooling: { ...school, region: '220199' } }).class).toBe('missing');
  });

  test('[CG6] what came back from the door is a fact; a refusal is none that excludes', () => {
    const of = (outcome: DoorReport['outcome'], over: Partial<Person> = {}) =>
      standsAs(over, report(outcome));
    const kinds = {
      外地参保: 'elsewhere',
      职工参保: 'employee',
      在校: 'student',
      服役: 'soldier',
      服刑: 'sentenced',
      死亡: 'deceased',
      户口迁出: 'moved',
    } as const;
    for (const outcome of ROSTER_OUTCOMES) {
      const kind = outcome in kinds ? kinds[outcome as keyof typeof kinds] : null;
      expect(of(outcome).kind).toBe(kind);
    }
    expect(new Set(Object.values(kinds))).toEqual(new Set(EXCLUSION_KINDS));
    for (const outcome of ['拒参', '无法联系', '其他'] as const) expect(of(outcome).class).toBe('missing');
    for (const outcome of ['已参保', '失踪'] as const) expect(of(outcome).class).toBe('undecided');
    expect(standsAs({}, report('外地参保', '在深圳')).evidence).toEqual({
      fact: 'door',
      words: '外地参保：在深圳',
      source: '王代办入户反馈（第 2027-001 批）',
      on: '2026-11-20',
    });
    // The platform's own word comes before the door's; a contradiction is looked into.
    const paid = { payments: [residentYear(2027)] };
    expect(of('外地参保', paid).class).toBe('paid');
    expect(of('死亡', paid).class).toBe('undecided');
    expect(of('已参保', { payments: [residentYear(2027, 'DUE')] }).class).toBe('unpaid');
  });
});
