import { describe, expect, it } from 'vitest';
import { Case } from './case';
import { decide } from './decide';
import { type AskedStep, decideInTurn, saySchemeChange } from './saga';

const pause = (facts: object = {}, request: object = {}) =>
  Case.parse({
    id: 'S-1',
    matter: 'EMP_PAUSE',
    on: '2022-09-06',
    region: '220199',
    facts: {
      person: {
        certType: '01',
        certNo: '220199199003071234',
        sex: '1',
        birthDate: '1990-03-07',
        alive: true,
      },
      relations: [{ scheme: 'EMP', status: 'ACTIVE', region: '220199', from: '2020-01-01' }],
      payments: [{ scheme: 'EMP', period: '2022-01', until: '2022-09', state: 'PAID' }],
      sameNumber: [],
      ...facts,
    },
    request: { reason: 'RESIGNATION', effectiveOn: '2022-09-06', ...request },
  }) as Case & { matter: 'EMP_PAUSE' };
const register = (on: string, request: object = {}) => ({
  id: 'S-2',
  matter: 'EMP_REGISTER' as const,
  on,
  region: '220199',
  request: { subKind: 'UNIT' as const, hireDate: on, ...request },
});

/** The facts as a step that leaves a scheme makes them; what the matter itself does to the record is in `decideSteps.test.ts`. */
const left = ({ subject }: AskedStep): Case['facts'] => ({
  ...subject.facts,
  relations: (subject.facts.relations ?? []).map((r) =>
    r.scheme === subject.matter.slice(0, 3) && r.region === subject.region
      ? { ...r, status: 'PAUSED' as const, statusFrom: subject.on, reason: subject.request.reason ?? null }
      : r,
  ),
});
function decideChange(leave: Case, join: Omit<Case, 'facts'>) {
  const whole = decideInTurn(
    [() => leave, ([first]) => (first === undefined ? null : { ...join, facts: left(first) })],
    saySchemeChange,
  );
  if (whole === null) throw new Error('no answer');
  const [first, second] = whole.asked.map(({ answer }) => answer);
  return { ...whole, first, second: second ?? null };
}

describe('a change of scheme decided as a whole', () => {
  it('[RU84] the second step is decided on the facts that the first leaves', () => {
    const one = pause();
    expect(decide({ ...register('2022-09-06'), facts: one.facts }).decision).toBe('REFUSE');
    const whole = decideChange(one, register('2022-09-06'));
    expect(['ALLOW', 'ALLOW_WARN']).toContain(whole.decision);
    expect(whole.second?.decision).toBe(whole.decision);
    expect(one.facts.relations?.[0]?.status).toBe('ACTIVE');
  });

  it('[RU84] a registration that comes late leaves days without cover, which are named', () => {
    const whole = decideChange(pause(), register('2022-11-10', { firstPeriod: '2022-12' }));
    expect(whole.gap).toEqual({ from: '2022-10-01', to: '2022-11-30' });
    expect(whole.text).toContain('2022-10-01 至 2022-11-30');
    expect(whole.text).toContain('没有待遇');
  });

  it('[RU85] where the second step is refused or lacks something the first is not begun', () => {
    const twoPlaces = [
      { scheme: 'EMP', status: 'ACTIVE', region: '220199', from: '2020-01-01' },
      { scheme: 'EMP', status: 'ACTIVE', region: '220198', from: '2021-01-01' },
    ];
    const refused = decideChange(pause({ relations: twoPlaces }), register('2022-09-06'));
    expect([refused.first?.decision, refused.decision]).toEqual(['ALLOW', 'REFUSE']);
    expect(refused.text).toContain('不先暂停');
    const open = decideChange(pause(), register('2022-09-06', { hireDate: undefined }));
    expect(open.decision).toBe('NEEDS_FACT');
    expect(open.text).toContain('还缺情况');
  });

  it('[RU85] where the first step is refused the second is not asked', () => {
    const whole = decideChange(pause({ relations: [] }), register('2022-09-06'));
    expect([whole.decision, whole.second, whole.gap]).toEqual(['REFUSE', null, null]);
  });

  const resident = (facts: object = {}) =>
    Case.parse({
      ...pause({}, {}),
      matter: 'RES_PAUSE',
      on: '2026-11-10',
      facts: {
        ...pause().facts,
        relations: [{ scheme: 'RES', status: 'ACTIVE', region: '220199', from: '2020-01-01' }],
        payments: [{ scheme: 'RES', period: '2026', state: 'PAID' }],
        ...facts,
      },
      request: { reason: 'MOVED', effectiveOn: '2026-11-10' },
    }) as Case & { matter: 'RES_PAUSE' };

  it('[RU130] a resident who takes a job keeps the paid year, and waits from the day after the registration', () => {
    const whole = decideChange(resident(), register('2026-11-10'));
    expect(whole.decision).toBe('ALLOW');
    // Paid to the end of 2026; 90 days from 11 November end on 8 February.
    expect(whole.gap).toEqual({ from: '2027-01-01', to: '2027-02-08' });
    expect(whole.text).toContain('新的待遇从 2027-02-09 开始');
  });

  it('[RU130] a resident year that is not paid leaves no cover from the pause on', () => {
    const whole = decideChange(resident({ payments: [] }), register('2026-11-10'));
    expect(whole.gap).toEqual({ from: '2026-11-10', to: '2027-02-08' });
  });

  const leaver = (person: object = {}) =>
    pause(
      {
        person: { ...pause().facts.person, hukouRegion: '220199', identities: [], ...person },
        payments: [{ scheme: 'EMP', period: '2023-01', until: '2026-11', state: 'PAID' }],
      },
      { effectiveOn: '2026-11-10' },
    );
  const leaves = (person: object = {}) => ({ ...leaver(person), on: '2026-11-10' });
  const joins = (on: string, request: object) => ({
    id: 'S-2',
    matter: 'RES_REGISTER' as const,
    on,
    region: '220199',
    request: { category: 'ADULT' as const, ...request },
  });

  it('[RU131] an employee who leaves and joins for the next year has no cover in December', () => {
    const whole = decideChange(leaves(), joins('2026-11-10', { year: 2027 }));
    expect(whole.decision).toBe('ALLOW');
    expect(whole.second?.effects.map((e) => e.code)).toEqual(['REGISTER_RES']);
    expect(whole.gap).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  });

  it('[RU131] an employee who leaves and joins for this year is covered without a gap, with the warning of the second step', () => {
    const whole = decideChange(leaves(), joins('2026-11-12', { year: 2026, paidOn: '2026-11-12' }));
    expect([whole.first?.decision, whole.second?.decision, whole.decision]).toEqual([
      'ALLOW',
      'ALLOW_WARN',
      'ALLOW_WARN',
    ]);
    expect(whole.gap).toBe(null);
    expect(whole.text).toContain('中间没有待遇空档，新的待遇从 2026-11-12 开始');
  });

  it('[RU131] an employee without a tie here does not leave for a registration that is refused', () => {
    const stranger = { hukouRegion: '220298', residencePermit: false, studentHere: false };
    const refused = decideChange(leaves(stranger), joins('2026-11-10', { year: 2027 }));
    expect([refused.first?.decision, refused.decision, refused.gap]).toEqual(['ALLOW', 'REFUSE', null]);
    expect(refused.text).toContain('居住证');
    const open = decideChange(leaves(), joins('2026-11-10', {}));
    expect(open.decision).toBe('NEEDS_FACT');
    expect(open.text).toBe('后一步参保登记还缺情况：办理哪一个参保年度？整件事不开始，不先暂停。');
  });
});
