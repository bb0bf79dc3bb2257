import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { type Cast, SCENARIO } from '#fixtures/township';
import type { Json } from '#shared/json';
import { canonicalJson, sha256Hex } from '#shared/json';
import { OperationStatus } from '#shared/protocol/messages';
import { SAMPLE_COUNTY, SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { TestDesk } from '../desk';

const adult = (n: number): Cast => {
  const cast = SCENARIO.adultToRegister[n];
  if (cast === undefined) throw new Error('the scenario has 56 adults');
  return cast;
};

export const registration = (cast: Cast): Record<string, Json> => ({
  who: 'existing',
  personId: cast.id,
  phone: null,
  year: 2027,
  category: 'ADULT',
  school: null,
  outsideWindowReason: null,
});
const phoneChange = (cast: Cast, phone: string): Record<string, Json> => ({
  personId: cast.id,
  phone,
  note: null,
});

/** Somebody who says they are new here, with the number the person brings. */
export const newcomer = (cast: Cast, over: Record<string, Json> = {}): Record<string, Json> => ({
  who: 'new',
  personId: `TMP-${ulid()}`,
  certType: '01',
  certNo: cast.certNo,
  name: cast.name,
  sex: cast.sex,
  birthDate: cast.birthDate,
  nation: '01',
  nationality: 'CHN',
  phone: null,
  villageCode: adult(0).villageCode,
  group: 1,
  householdId: `0101-${7000 + Math.floor(Math.random() * 999)}`,
  householdNew: true,
  address: '一社 1 号',
  relation: '02',
  hukouRegion: '220199',
  residencePermit: false,
  year: 2027,
  category: 'ADULT',
  school: null,
  outsideWindowReason: null,
  ...over,
});

async function ready(platform: RunningPlatform, jurisdiction = SAMPLE_JURISDICTION): Promise<TestDesk> {
  const desk = await TestDesk.registered(platform, jurisdiction);
  await desk.snapshot();
  return desk;
}

/** One verdict an operation, once. */
export function decisionSuite(platform: () => RunningPlatform): void {
  test('[PF9] [SY2] an operation sent again, also twice at once, has its first verdict and one effect', async () => {
    const desk = await ready(platform());
    const operation = desk.operation('RES_REGISTER', registration(adult(1)));
    const [first, second] = await Promise.all([desk.pushOne(operation), desk.pushOne(operation)]);
    expect(first).toMatchObject({
      outcome: 'applied',
      receipt: expect.stringMatching(/^220199-20261122-\d{8}$/),
    });
    expect(second).toEqual(first);
    expect(await desk.pushOne(operation)).toEqual(first);
    const status = OperationStatus.parse((await desk.ask(`/v1/operations/${operation.opId}`)).body);
    expect(status.verdict).toEqual(first);
    const before = desk.mirror.get(`person:${adult(1).id}`);
    await desk.feed();
    const after = desk.mirror.get(`person:${adult(1).id}`);
    expect(after?.version).toBe((before?.version ?? 0) + 1);
    expect(after).toMatchObject({
      payments: expect.arrayContaining([expect.objectContaining({ period: '2027', state: 'DUE' })]),
    });
    const stranger = await ready(platform());
    expect(
      OperationStatus.parse((await stranger.ask(`/v1/operations/${operation.opId}`)).body).verdict,
    ).toBeNull();
  });

  test('[PF10] the same id with another body is id-reused and changes nothing', async () => {
    const desk = await ready(platform());
    const operation = desk.operation('RES_CHANGE', phoneChange(adult(2), '15400002001'));
    expect((await desk.pushOne(operation)).outcome).toBe('applied');
    const other = desk.operation('RES_CHANGE', phoneChange(adult(2), '15400002002'), {
      opId: operation.opId,
    });
    expect((await desk.pushOne(other)).outcome).toBe('id-reused');
    await desk.feed();
    expect(desk.mirror.get(`person:${adult(2).id}`)).toMatchObject({ phone: '15400002001' });
  });

  test('[PF11] what is not in the desk’s jurisdiction is a conflict, tells nothing and changes nothing', async () => {
    const desk = await ready(platform());
    const county = await ready(platform(), SAMPLE_COUNTY);
    const foreign = SCENARIO.newcomerActiveEmpElsewhere;
    const operation = {
      ...county.operation('RES_CHANGE', phoneChange(foreign, '15400002003')),
      device: desk.device,
    };
    expect(await desk.pushOne(operation)).toMatchObject({
      outcome: 'conflict',
      why: 'OUT_OF_SCOPE',
      current: [],
    });
    await county.feed();
    expect(county.mirror.get(`person:${foreign.id}`)).toMatchObject({ phone: foreign.phone });
  });

  test('[PF12] behind an operation that was not applied the later ones of its lanes wait; other lanes go on', async () => {
    const desk = await ready(platform());
    const insured = SCENARIO.personWithEmpActive;
    const refused = desk.operation('RES_REGISTER', registration(insured));
    const behind = desk.operation('RES_CHANGE', phoneChange(insured, '15400002004'));
    const other = desk.operation('RES_CHANGE', phoneChange(adult(3), '15400002005'));
    // The order of arrival does not matter, only that of `seq`.
    const verdicts = await desk.push(behind, other, refused);
    expect(verdicts.map((v) => v.opId)).toEqual([behind.opId, other.opId, refused.opId]);
    expect(verdicts[2]).toMatchObject({
      outcome: 'refused',
      reasons: expect.arrayContaining([expect.objectContaining({ severity: 'refuse' })]),
    });
    expect(verdicts[0]).toMatchObject({ outcome: 'waiting', for: refused.opId });
    expect(verdicts[1]).toMatchObject({ outcome: 'applied' });
    expect(await desk.push(behind, refused)).toMatchObject([{ outcome: 'waiting' }, { outcome: 'refused' }]);
    expect(await desk.pushOne(behind)).toMatchObject({ outcome: 'applied' });
    expect((await desk.pushOne(refused)).outcome).toBe('refused');
  });

  test('[PF13] an operation that cannot be processed is invalid by itself, is not kept, and the others pass', async () => {
    const desk = await ready(platform());
    const good = desk.operation('RES_CHANGE', phoneChange(adult(4), '15400002006'));
    const bad = [
      { ...desk.operation('RES_CHANGE', phoneChange(adult(5), '15400002007')), v: 3 },
      { ...desk.operation('RES_CHANGE', phoneChange(adult(5), '15400002008')), bodyHash: '0'.repeat(64) },
      { ...desk.operation('RES_CHANGE', phoneChange(adult(6), '15400002009')), device: 'desk-of-another' },
      rehashed(desk.operation('RES_CHANGE', phoneChange(adult(7), '15400002010')), {
        personId: adult(7).id,
        name: 'a\u0000b',
        note: null,
      }),
      rehashed(desk.operation('RES_CHANGE', phoneChange(adult(8), '15400002011')), {
        personId: adult(8).id,
        name: '名'.repeat(10_000),
        note: null,
      }),
      rehashed(desk.operation('RES_CHANGE', phoneChange(adult(9), '15400002012')), {
        personId: adult(9).id,
        name: '<img onerror>',
        note: null,
      }),
    ];
    const verdicts = await desk.push(...bad, good, { nothing: true }, 7);
    expect(verdicts.map((v) => v.outcome)).toEqual([...bad.map(() => 'invalid'), 'applied']);
    for (const v of verdicts) if (v.outcome === 'invalid') expect(v.text).toMatch(/[\u4e00-\u9fff].*。/);
    const status = OperationStatus.parse((await desk.ask(`/v1/operations/${bad[0]?.opId}`)).body);
    expect(status.verdict).toBeNull();
  });

  test('[PF14] a new person gets a number; later operations that name the placeholder reach the person', async () => {
    const desk = await ready(platform());
    const body = newcomer(adult(10), {
      certNo: validNumber('22019919800101989'),
      name: '新来甲',
      sex: '1',
      birthDate: '1980-01-01',
      phone: '15400002012',
    });
    const register = desk.operation('RES_REGISTER', body);
    const change = desk.operation('RES_CHANGE', {
      personId: String(body.personId),
      phone: '15400002013',
      note: null,
    });
    // As the desk's view has it: the placeholder person of the pending registration.
    const base = [
      {
        subject: { kind: 'person' as const, id: String(body.personId) },
        version: 0,
        fields: { certNo: body.certNo ?? null, villageCode: body.villageCode ?? null, phone: '15400002012' },
      },
    ];
    const [registered, changed] = await desk.push(register, { ...change, base });
    if (registered?.outcome !== 'applied') throw new Error(JSON.stringify(registered));
    const id = registered.assigned[String(body.personId)];
    expect(id).toMatch(/^\d{20}$/);
    expect(changed).toMatchObject({ outcome: 'applied', versions: { [`person:${id}`]: 2 } });
    await desk.feed();
    expect(desk.mirror.get(`person:${id}`)).toMatchObject({
      formerId: body.personId,
      phone: '15400002013',
      householdId: body.householdId,
    });
    expect(desk.mirror.get(`household:${body.householdId}`)).toMatchObject({ headPersonId: id });
    expect([...desk.mirror.keys()].some((key) => key.includes('TMP-'))).toBe(false);
  });

  test('[PF14] a new household gets a number too, and a second newcomer joins it by its placeholder', async () => {
    const desk = await ready(platform());
    const householdId = `TMP-${ulid()}`;
    const person = (serial: string, over: Record<string, Json>) =>
      newcomer(adult(11), {
        certNo: validNumber(`22019919800102${serial}`),
        birthDate: '1980-01-02',
        householdId,
        ...over,
      });
    const head = desk.operation('RES_REGISTER', person('989', { name: '新来乙', sex: '1' }));
    const wife = desk.operation('RES_REGISTER', person('988', { name: '新来丙', sex: '2', relation: '10' }));
    const [first] = await desk.push(head);
    const [second] = await desk.push(wife);
    if (first?.outcome !== 'applied') throw new Error(JSON.stringify(first));
    if (second?.outcome !== 'applied') throw new Error(JSON.stringify(second));
    const household = first.assigned[householdId];
    expect(household).toMatch(/^\d{4}-X\d{4}$/);
    await desk.feed();
    for (const id of [...Object.values(second.assigned), first.assigned[String(head.body.personId)]]) {
      expect(desk.mirror.get(`person:${id}`)).toMatchObject({ householdId: household });
    }
    expect(Object.values(second.assigned)).toHaveLength(1);
  });

  test('[PF15] somebody new whose number the province knows is decided on what is known of them', async () => {
    const desk = await ready(platform());
    const employed = await desk.pushOne(
      desk.operation('RES_REGISTER', newcomer(SCENARIO.newcomerActiveEmpElsewhere)),
    );
    expect(employed).toMatchObject({ outcome: 'refused', current: [] });
    if (employed.outcome !== 'refused') return;
    expect(employed.reasons.map((r) => r.rule).join()).not.toContain('R-ID-06');
    for (const reason of employed.reasons)
      expect(reason).toMatchObject({
        article: expect.stringMatching(/第.+条/),
        text: expect.stringMatching(/[\u4e00-\u9fff]/),
      });
    const lookalike = newcomer(SCENARIO.newcomerActiveEmpElsewhere, { name: '另有其人' });
    const duplicate = await desk.pushOne(desk.operation('RES_REGISTER', lookalike));
    expect(duplicate).toMatchObject({
      outcome: 'refused',
      reasons: expect.arrayContaining([expect.objectContaining({ code: 'ID_DUPLICATE_PERSON' })]),
    });
  });

  test('[PF16] an operation on an older version is applied beside other changes, and conflicts with the same one, naming who and when', async () => {
    const [a, b] = [await ready(platform()), await ready(platform())];
    const cast = SCENARIO.phoneChangePerson;
    const nation = b.operation('RES_CHANGE', { personId: cast.id, nation: '10', note: null });
    const phoneOfB = b.operation('RES_CHANGE', phoneChange(cast, '15400002014'));
    const phoneOfA = a.operation('RES_CHANGE', phoneChange(cast, '15400002015'));
    expect(await a.pushOne(phoneOfA)).toMatchObject({ outcome: 'applied', parallel: false });
    expect(await b.pushOne(nation)).toMatchObject({ outcome: 'applied', parallel: true });
    expect(await b.pushOne(phoneOfB)).toMatchObject({
      outcome: 'conflict',
      why: 'FIELDS_CHANGED',
      fields: [{ field: 'phone', base: cast.phone, desk: '15400002014', platform: '15400002015' }],
      changedBy: expect.stringContaining('clerk-1'),
      changedAt: expect.stringMatching(/^2026-11-22T.*\+08:00$/),
      current: [expect.objectContaining({ id: cast.id, phone: '15400002015' })],
    });
  });

  test('[CN15] each field of a conflict names who gave it its value, not who changed the record last', async () => {
    const [a, b] = [await ready(platform()), await ready(platform())];
    const cast = adult(40);
    const ofA = a.operation('RES_CHANGE', {
      ...phoneChange(cast, '15400002401'),
      nation: '11',
      residencePermit: true,
    });
    const byFirst = b.operation('RES_CHANGE', phoneChange(cast, '15400002402'), { clerk: 'first' });
    expect((await b.pushOne(byFirst)).outcome).toBe('applied');
    const bySecond = { personId: cast.id, nation: '10', note: null };
    expect((await b.pushOne(b.operation('RES_CHANGE', bySecond, { clerk: 'second' }))).outcome).toBe(
      'applied',
    );
    const verdict = await a.pushOne(ofA);
    if (verdict.outcome !== 'conflict') throw new Error(verdict.outcome);
    const authors = Object.fromEntries(verdict.fields.map(({ field, changedBy }) => [field, changedBy]));
    expect(authors).toEqual({
      phone: expect.stringContaining('（经办人 first）'),
      nation: expect.stringContaining('（经办人 second）'),
    });
    expect(verdict.fields[0]?.changedAt).toMatch(/^2026-11-22T/);
    expect(verdict.changedBy).toContain('second');
  });
}

const rehashed = <T extends object>(operation: T, body: Record<string, Json>): T & { opId?: string } => ({
  ...operation,
  body,
  bodyHash: sha256Hex(canonicalJson(body)),
});

/** Seventeen digits with their check character (GB 11643). */
function validNumber(digits: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return digits + '10X98765432'[sum % 11];
}
