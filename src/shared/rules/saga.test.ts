import { describe, expect, it } from 'vitest';
import { Case } from './case';
import { decide } from './decide';
import { decideSaga, factsAfterPause } from './saga';

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

describe('decideSaga', () => {
  it('[RU84] the second step is decided on the facts that the first leaves', () => {
    const one = pause();
    expect(decide({ ...register('2022-09-06'), facts: one.facts }).decision).toBe('REFUSE');
    const whole = decideSaga(one, register('2022-09-06'));
    expect(['ALLOW', 'ALLOW_WARN']).toContain(whole.decision);
    expect(whole.second?.decision).toBe(whole.decision);
    expect(one.facts.relations?.[0]?.status).toBe('ACTIVE');
    expect(factsAfterPause(one, whole.first).relations?.[0]).toMatchObject({
      status: 'PAUSED',
      statusFrom: '2022-09-06',
    });
  });

  it('[RU84] a registration that comes late leaves days without cover, which are named', () => {
    const whole = decideSaga(pause(), register('2022-11-10', { firstPeriod: '2022-12' }));
    expect(whole.gap).toEqual({ from: '2022-10-01', to: '2022-11-30' });
    expect(whole.text).toContain('2022-10-01 至 2022-11-30');
    expect(whole.text).toContain('没有待遇');
  });

  it('[RU85] where the second step is refused or lacks something the first is not begun', () => {
    const twoPlaces = [
      { scheme: 'EMP', status: 'ACTIVE', region: '220199', from: '2020-01-01' },
      { scheme: 'EMP', status: 'ACTIVE', region: '220198', from: '2021-01-01' },
    ];
    const refused = decideSaga(pause({ relations: twoPlaces }), register('2022-09-06'));
    expect([refused.first.decision, refused.decision]).toEqual(['ALLOW', 'REFUSE']);
    expect(refused.text).toContain('不先暂停');
    const open = decideSaga(pause(), register('2022-09-06', { hireDate: undefined }));
    expect(open.decision).toBe('NEEDS_FACT');
    expect(open.text).toContain('还缺情况');
  });

  it('[RU85] where the first step is refused the second is not asked', () => {
    const whole = decideSaga(pause({ relations: [] }), register('2022-09-06'));
    expect([whole.decision, whole.second, whole.gap]).toEqual(['REFUSE', null, null]);
  });
});
