import { describe, expect, it } from 'vitest';
import { Case } from './case';
import { decide } from './decide';
import { OneTimeNotice, oneTimeNotice } from './notice';

const employee = (over: object = {}, facts: object = {}, request: object = {}) =>
  Case.parse({
    id: 'N-1',
    matter: 'EMP_REGISTER',
    on: '2022-08-19',
    region: '220199',
    facts: {
      person: {
        certType: '01',
        certNo: '220199199003071234',
        sex: '1',
        birthDate: '1990-03-07',
        alive: true,
      },
      relations: [],
      payments: [],
      sameNumber: [],
      ...facts,
    },
    request: { hireDate: '2022-07-20', subKind: 'UNIT', ...request },
    ...over,
  });
const notice = (subject: Case) => OneTimeNotice.parse(oneTimeNotice(subject, decide(subject)));
const active = { relations: [{ scheme: 'EMP', status: 'ACTIVE', region: '220199' }] };

describe('oneTimeNotice', () => {
  it('[RU83] an allowed matter names the materials, the dates in order and what happens', () => {
    const n = notice(employee());
    expect([n.decision, n.refusals, n.warnings]).toEqual(['ALLOW', [], []]);
    expect(n.deadlines.map((d) => d.date)).toEqual(n.deadlines.map((d) => d.date).sort());
    expect(n.deadlines).toContainEqual(expect.objectContaining({ name: 'lastDay', date: '2022-08-19' }));
    expect(n.effects.map((e) => e.code)).toContain('REGISTER_EMP');
    expect(n.missing.materials.length).toBeGreaterThan(0);
    expect(n.missing.materials.every((m) => m.required)).toBe(true);
  });

  it('[RU83] a warning stands apart from a refusal, with the article it is from', () => {
    const n = notice(employee({ on: '2022-08-20' }));
    expect([n.decision, n.refusals]).toEqual(['ALLOW_WARN', []]);
    expect(n.warnings.join('')).toContain('逾期 1 天');
    expect(n.saidIn.map((s) => s.document)).toContain('JL-11-2022');
  });

  it('[RU83] a refusal asks for no materials, and says how old the facts are', () => {
    const n = notice(employee({ asOf: '2022-08-19T08:00:00Z' }, active));
    expect([n.decision, n.missing.materials, n.effects]).toEqual(['REFUSE', [], []]);
    expect(n.refusals).toHaveLength(1);
    expect([n.provisional, n.factsAsOf]).toEqual([true, '2022-08-19T08:00:00Z']);
  });

  it('[RU83] what is missing is asked for in the notice', () => {
    const n = notice(employee({}, {}, { hireDate: undefined }));
    expect(n.decision).toBe('NEEDS_FACT');
    expect(n.missing.facts.map((f) => f.fact)).toEqual(['request.hireDate']);
    expect([n.provisional, n.factsAsOf]).toEqual([false, null]);
  });
});
