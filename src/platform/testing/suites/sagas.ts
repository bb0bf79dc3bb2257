import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { type Cast, SCENARIO } from '#fixtures/township';
import type { Person } from '#shared/domain/person';
import type { Json } from '#shared/json';
import { SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { TestDesk } from '../desk';

const adult = (n: number): Cast => {
  const cast = SCENARIO.adultToRegister[n];
  if (cast === undefined) throw new Error('the scenario has 56 adults');
  return cast;
};
const phone = (cast: Cast, last: number): Record<string, Json> => ({
  personId: cast.id,
  phone: `1540004${String(last).padStart(4, '0')}`,
  note: null,
});
const step = (id: string, n: number, of = 2) => ({ saga: { id, step: n, of } });

/** Steps of a saga (联办) at the platform, whatever order they come in. */
export function sagaSuite(platform: () => RunningPlatform): void {
  const ready = async (): Promise<TestDesk> => {
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    await desk.snapshot();
    return desk;
  };

  test('[SG11] a step whose earlier step is not there waits for the saga, and is applied once it is', async () => {
    const desk = await ready();
    const saga = ulid();
    const one = desk.operation('RES_CHANGE', phone(adult(30), 1), step(saga, 1));
    const two = desk.operation('RES_CHANGE', phone(adult(31), 2), step(saga, 2));
    expect(await desk.pushOne(two)).toMatchObject({ outcome: 'waiting', for: saga });
    await desk.feed();
    expect(desk.mirror.get(`person:${adult(31).id}`)).toMatchObject({ phone: adult(31).phone });
    expect((await desk.pushOne(one)).outcome).toBe('applied');
    const applied = await desk.pushOne(two);
    expect(applied.outcome).toBe('applied');
    expect(await desk.pushOne(two)).toEqual(applied);
  });

  test('[SG11] behind a refused step the later ones wait for it by name, people outside the saga go on', async () => {
    const desk = await ready();
    const saga = ulid();
    const gone = SCENARIO.deadStillListed;
    const one = desk.operation(
      'RES_REGISTER',
      {
        who: 'existing',
        personId: gone.id,
        phone: null,
        year: 2027,
        category: 'ADULT',
        school: null,
        outsideWindowReason: null,
      },
      step(saga, 1, 3),
    );
    const two = desk.operation('RES_CHANGE', phone(adult(32), 3), step(saga, 2, 3));
    const three = desk.operation('RES_CHANGE', phone(adult(33), 4), step(saga, 3, 3));
    const other = desk.operation('RES_CHANGE', phone(adult(34), 5));
    const verdicts = await desk.push(one, two, three, other);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['refused', 'waiting', 'waiting', 'applied']);
    expect(verdicts.slice(1, 3)).toMatchObject([{ for: one.opId }, { for: one.opId }]);
    const anew = desk.operation('RES_CHANGE', phone(adult(35), 6), {
      ...step(saga, 1, 3),
      supersedes: one.opId,
    });
    expect((await desk.pushOne(anew)).outcome).toBe('applied');
    const later = await desk.push(two, three);
    expect(later.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  });

  test('[SG12] a second operation for a step that was applied is set aside and changes nothing', async () => {
    const desk = await ready();
    const saga = ulid();
    expect(
      (await desk.pushOne(desk.operation('RES_CHANGE', phone(adult(36), 7), step(saga, 1)))).outcome,
    ).toBe('applied');
    const twice = desk.operation('RES_CHANGE', phone(adult(36), 8), step(saga, 1));
    expect(await desk.pushOne(twice)).toMatchObject({
      outcome: 'invalid',
      text: expect.stringContaining('联办'),
    });
    await desk.feed();
    expect(desk.mirror.get(`person:${adult(36).id}`)).toMatchObject({ phone: '15400040007' });
    const stranger = await ready();
    expect(
      (await stranger.pushOne(stranger.operation('RES_CHANGE', phone(adult(37), 9), step(saga, 1)))).outcome,
    ).toBe('applied');
  });

  test('[SG13] 暂停职工参保 and 居民参保登记 made on one view are both applied, and the person has the new relation', async () => {
    const desk = await ready();
    const saga = ulid();
    const who = SCENARIO.personWithEmpActive;
    const pause = desk.operation(
      'EMP_PAUSE',
      { personId: who.id, reason: 'RESIGNATION', effectiveOn: '2026-11-22', note: null },
      step(saga, 1),
    );
    const register = desk.operation(
      'RES_REGISTER',
      {
        who: 'existing',
        personId: who.id,
        phone: null,
        year: 2027,
        category: 'ADULT',
        school: null,
        outsideWindowReason: null,
      },
      step(saga, 2),
    );
    // What the clerk saw of the second step is the person after the first.
    const [first] = register.base;
    const seen = {
      ...register,
      base: register.base.map((b) =>
        b === first ? { ...b, fields: { ...b.fields, 'emp.status': 'PAUSED' } } : b,
      ),
    };
    const verdicts = await desk.push(pause, seen);
    expect(verdicts).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied', parallel: true }]);
    await desk.feed();
    expect(desk.mirror.get(`person:${who.id}`)).toMatchObject({
      enrolments: expect.arrayContaining([
        expect.objectContaining({ scheme: 'EMP', status: 'PAUSED' }),
        expect.objectContaining({ scheme: 'RES', status: 'ACTIVE' }),
      ]),
    });
  });

  test('[SG28] a household moves in as many steps as it has members, whatever order they come in, and its new household is made once', async () => {
    const desk = await ready();
    const homes = new Map<string, Person[]>();
    for (const record of desk.mirror.values())
      if (record.kind === 'person')
        homes.set(record.householdId, [...(homes.get(record.householdId) ?? []), record]);
    const family = [...homes.values()].find(
      (who) => who.length >= 4 && who.every(({ survival }) => survival === '1'),
    );
    const head = family?.find(({ relation }) => relation === '02');
    if (family === undefined || head === undefined) throw new Error('the sample has a household of four');
    const village = [...desk.mirror.values()].find((r) => r.kind === 'village' && r.id !== head.villageCode);
    const saga = ulid();
    const members = [head, ...family.filter((person) => person !== head)];
    const steps = members.map((person, at) =>
      desk.operation(
        'RES_CHANGE',
        {
          personId: person.id,
          note: null,
          householdId: `TMP-H${saga.slice(-25)}`,
          movesFrom: person.householdId,
          householdNew: true,
          villageCode: village?.id ?? '',
          group: 1,
          address: '西岭村一社 8 号',
        },
        step(saga, at + 1, members.length),
      ),
    );
    const outcomes: string[] = [];
    // One by one, the last first, until nothing waits.
    for (let round = 0; round < steps.length; round++)
      for (const operation of steps.toReversed()) outcomes.push((await desk.pushOne(operation)).outcome);
    expect(new Set(outcomes)).toEqual(new Set(['waiting', 'applied']));
    expect(outcomes.slice(-steps.length)).toEqual(steps.map(() => 'applied'));
    await desk.feed();
    const now = members.map(({ id }) => desk.mirror.get(`person:${id}`) as Person);
    const home = now[0]?.householdId ?? '';
    expect(home).not.toMatch(/^TMP-/);
    expect(now.map(({ householdId, villageCode, relation }) => [householdId, villageCode, relation])).toEqual(
      members.map(({ relation }) => [home, village?.id, relation]),
    );
    const made = [...desk.mirror.values()].filter(
      (r) => r.kind === 'household' && r.address === '西岭村一社 8 号',
    );
    expect(made).toMatchObject([{ id: home, version: 1, headPersonId: head.id }]);
  });
}
