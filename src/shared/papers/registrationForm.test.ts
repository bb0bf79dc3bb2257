import { describe, expect, test } from 'vitest';
import { AGENT } from '#fixtures/agent';
import {
  household,
  knownAdult,
  leaving,
  operationOf,
  person,
  recordsOf,
  UNIT,
  VILLAGE,
  VILLAGE_CODE,
} from '#fixtures/matterWorld';
import type { MatterCode } from '../domain/matter';
import type { Operation } from '../domain/operation';
import { formOf } from '../matters/index';
import { FORM_LAYOUTS, type FormRecords, registrationForm } from './registrationForm';

const someone = person('P1', { name: '单禾岩', phone: '15400000001', householdId: 'H1' });
const known = recordsOf(someone);
const records: FormRecords = {
  person: (id) => (id === 'P1' ? someone : null),
  household: (id) => (id === 'H1' ? household('H1', { address: '东河村一社12号' }) : null),
  village: (code) => (code === VILLAGE_CODE ? VILLAGE : null),
  unit: (empNo) => (empNo === UNIT.id ? UNIT.name : null),
};
const filled = (matter: MatterCode, body: Parameters<typeof operationOf>[1]) => {
  const form = registrationForm(operationOf(matter, body, known), records);
  return new Map(form?.sections.flatMap(({ cells }) => cells.map(({ label, text }) => [label, text])));
};

describe('registration forms', () => {
  test('[PP25] every place of every layout is a field of its matter’s form, so that the labels are the form’s', () => {
    for (const [matter, layout] of Object.entries(FORM_LAYOUTS)) {
      const names = new Set(formOf(matter as MatterCode).fields.map(({ name }) => name));
      const places = layout.sections.flatMap(({ cells }) => cells.map(({ field }) => field));
      expect(
        places.filter((place) => !names.has(place)),
        matter,
      ).toEqual([]);
      expect(new Set(places).size, matter).toBe(places.length);
    }
  });

  test('[PP25] somebody on file is filled in from the record, what was typed comes before it, codes are words', () => {
    const form = filled('RES_REGISTER', knownAdult('P1', { phone: '15400000077' }));
    expect(form.get('姓名')).toBe('单禾岩');
    expect(form.get('联系电话')).toBe('15400000077');
    expect(form.get('村（居）')).toBe('青禾镇东河村');
    expect(form.get('社（组）')).toBe('一社');
    expect(form.get('住址')).toBe('东河村一社12号');
    expect(form.get('参保年度')).toBe('2027 年度');
    expect(form.get('参保类别')).toBe('成年居民');
    // Not asked of an adult, so not a gap to be filled in by hand; what is optional and empty is one.
    expect(form.has('学校')).toBe(false);
    expect(form.get('集中期外参保原因')).toBe('');
  });

  test('[AG7] whoever acted is a section of the form, and the relation to the person is printed where it is signed', () => {
    const made = operationOf('RES_REGISTER', knownAdult('P1'), known);
    const operation: Operation = { ...made, v: 3, agent: AGENT };
    const form = registrationForm(operation, records);
    const section = form?.sections.at(-1);
    expect(section?.title).toBe('代办人');
    expect(new Map(section?.cells.map(({ label, text }) => [label, text]))).toEqual(
      new Map([
        ['代办人姓名', AGENT.name],
        ['代办身份', '近亲属'],
        ['居民身份证(户口簿)', AGENT.certNo],
        ['代办人电话', '15400000008'],
        ['代办凭据', '户口簿'],
      ]),
    );
    expect(form?.signed).toEqual({ 与参保人关系: '近亲属' });
    expect(registrationForm(made, records)?.sections.map(({ title }) => title)).not.toContain('代办人');
  });

  test('[PP25] an employee’s form names the unit, and a matter without a form has none', () => {
    const form = filled('EMP_REGISTER', {
      who: 'existing',
      personId: 'P1',
      phone: null,
      empNo: UNIT.id,
      hireDate: '2026-11-01',
      firstPeriod: '2026-11',
    });
    expect(form.get('用人单位')).toBe(`${UNIT.name}（${UNIT.id}）`);
    expect(form.get('用工之日')).toBe('2026-11-01');
    expect(form.get('持有本县居住证')).toBe('否');
    const pause = operationOf('RES_PAUSE', leaving('P1', 'MOVED', '2026-11-22'), known);
    expect(registrationForm(pause, records)).toBeNull();
  });
});
