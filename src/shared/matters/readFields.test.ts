import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certNoOf, DAY, household, newAdult, person, recordsOf } from '#fixtures/matterWorld';
import { MATTER_CODES, MATTERS } from '../domain/matter';
import type { Json } from '../json';
import { type Fields, isShown, shownSections } from './form';
import { formOf, MATTER_LIST } from './index';
import { parseBody, readFields } from './readFields';

const records = recordsOf(
  person('P1', { phone: '15400000006' }),
  household('0201-900', { version: 0, address: '三社 1 号' }),
);
const TMP = 'TMP-desk1-1';
const typedAdult: Fields = { ...newAdult(), year: '2027', group: '1' };

describe('what is typed becomes a body', () => {
  test('[MA21] numbers, blanks and empty fields are put in order', () => {
    const wide = certNoOf('1992-05-16', 22).replace(/\d/g, (d) => String.fromCodePoint(0xff10 + Number(d)));
    const typed = {
      ...typedAdult,
      certNo: ` ${wide} `,
      name: ' 李春苗 ',
      phone: '+86 154 0000 0008',
      hukouRegion: '',
    };
    expect(readFields('RES_REGISTER', typed, records, TMP)).toEqual({
      ok: true,
      value: newAdult({ hukouRegion: null }),
    });
  });
  test('[MA22] of somebody on file nothing of the identity is taken along', () => {
    const read = readFields('RES_REGISTER', { ...typedAdult, who: 'existing', personId: 'P1' }, records, TMP);
    expect(read.ok && Object.keys(read.value).sort()).toEqual(
      ['category', 'outsideWindowReason', 'personId', 'phone', 'school', 'who', 'year'].sort(),
    );
  });
  test('[MA22] their telephone number is shown, and goes into the body only where it was changed', () => {
    const form = formOf('RES_REGISTER');
    const shown = form.prefill({ ...form.initial(DAY), personId: 'P1' }, 'personId', records, DAY);
    expect(shown.phone).toBe('15400000006');
    expect(readFields('RES_REGISTER', shown, records, TMP)).toMatchObject({
      ok: true,
      value: { phone: null },
    });
    const changed = readFields('RES_REGISTER', { ...shown, phone: '15400000007' }, records, TMP);
    expect(changed).toMatchObject({ ok: true, value: { phone: '15400000007' } });
  });
  test('[MA23] a household the platform has not confirmed goes along with what creates it', () => {
    const read = readFields('RES_REGISTER', { ...typedAdult, householdId: '0201-900' }, records, TMP);
    expect(read).toMatchObject({ ok: true, value: { householdNew: true, address: '三社 1 号' } });
    const unnumbered = { ...typedAdult, householdNew: true, householdId: '', address: '三社 2 号' };
    expect(readFields('RES_REGISTER', unnumbered, records, `TMP-01JD${'0'.repeat(22)}`)).toMatchObject({
      ok: true,
      value: { householdNew: true, householdId: `TMP-H1JD${'0'.repeat(22)}` },
    });
    const known = readFields(
      'RES_REGISTER',
      { ...typedAdult, householdNew: true, address: 'x' },
      records,
      TMP,
    );
    expect(known).toMatchObject({ ok: true, value: { householdNew: false, address: null } });
  });
  test('[MA24] of a change form only what differs is a change', () => {
    const shown = formOf('RES_CHANGE').prefill({ personId: 'P1' }, 'personId', records, DAY);
    expect(shown.name).toBe('张秋禾');
    expect(readFields('RES_CHANGE', shown, records, TMP)).toMatchObject({
      ok: false,
      error: { personId: '还没有改动任何一项。' },
    });
    const read = readFields('RES_CHANGE', { ...shown, name: '张秋和', phone: '' }, records, TMP);
    expect(read).toEqual({ ok: true, value: { personId: 'P1', note: null, name: '张秋和', phone: null } });
  });
  test.each(MATTER_CODES.map((code) => [code] as const))(
    '[MA25] the empty form of %s is problems in words, by field',
    (code) => {
      const read = readFields(code, formOf(code).initial(DAY), records, TMP);
      expect(read.ok).toBe(false);
      if (read.ok) return;
      const names = new Set(['body', ...formOf(code).fields.map((field) => field.name)]);
      for (const [name, text] of Object.entries(read.error)) {
        expect(names.has(name)).toBe(true);
        expect(text).toMatch(/[\u4e00-\u9fff]/);
        expect(text).not.toMatch(/[a-z]{3,}/i);
      }
    },
  );
});

describe('[MA26] hostile values are sentences, never throws', () => {
  test.each([
    ['name', '王'.repeat(10_000), '最长 100 个字'],
    ['name', '<img src=x onerror=alert(1)>', '不能含有 <'],
    ['name', '张\u0000三', '不可见字符'],
    ['name', '张\u202e三', '不可见字符'],
    ['certNo', '9'.repeat(10_000), '最长 30 位'],
    ['certNo', certNoOf('2999-01-01', 21), null],
    ['phone', '12345', '联系电话'],
    ['year', 20_270, '四位年份'],
    ['householdId', '../../etc', '请选择家庭户'],
    ['group', 1.5, '请选择社'],
    ['nation', '__proto__', '请选择民族'],
    ['personId', '__proto__', '请选择人员'],
    ['personId', 'P000001', '临时编号'],
    ['school', 'x'.repeat(81), '最长 80 个字'],
  ] as const)('%s = %.40s', (name, value, says) => {
    const parsed = parseBody('RES_REGISTER', newAdult({ [name]: value as Json }));
    if (says === null) expect(parsed.ok).toBe(true);
    else expect(!parsed.ok && parsed.error[name]).toContain(says);
  });
  test.each([
    [null],
    ['text'],
    [[]],
    [{ __proto__: { who: 'new' } }],
    [JSON.parse('{"__proto__":{"who":"new"}}')],
    [{ ...newAdult(), more: 1 }],
  ])('body %j', (body) => expect(parseBody('RES_REGISTER', body).ok).toBe(false));
  test('anything at all, typed into any form, is a body or problems', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MATTER_CODES),
        fc.dictionary(
          fc.constantFrom('who', 'personId', 'certNo', 'name', 'year', 'group', 'householdId', 'changes'),
          fc.jsonValue(),
        ),
        (code, typed) => {
          const read = readFields(code, typed as Fields, records, TMP);
          expect(read.ok || Object.keys(read.error).length > 0).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('forms', () => {
  test('[MA27] every matter has a form whose fields are members of its body', () => {
    expect(MATTER_LIST.map((matter) => matter.code)).toEqual([...MATTER_CODES]);
    for (const code of MATTER_CODES) {
      const form = formOf(code);
      expect(form.title).toBe(MATTERS[code]);
      const initial = form.initial(DAY);
      for (const field of form.fields)
        expect(Object.hasOwn(initial, field.name), `${code}.${field.name}`).toBe(true);
      for (const field of form.fields)
        if (field.kind === 'select') expect(field.table ?? field.options ?? field.choices).toBeDefined();
    }
  });
  test('[MA28] birth date, sex and category follow from the number', () => {
    const form = formOf('RES_REGISTER');
    const typed = { ...form.initial(DAY), who: 'new', certNo: certNoOf('2012-05-16', 22) };
    expect(form.prefill(typed, 'certNo', records, DAY)).toMatchObject({
      birthDate: '2012-05-16',
      sex: '2',
      category: 'MINOR',
    });
    expect(form.prefill({ ...typed, certNo: '123' }, 'certNo', records, DAY)).toMatchObject({
      birthDate: null,
    });
  });
  test('[MA28] a minor is below 18 on the day before the insured year', () => {
    const form = formOf('RES_REGISTER');
    const category = (birthDate: string) =>
      form.prefill({ ...form.initial(DAY), who: 'new', birthDate }, 'birthDate', records, DAY).category;
    expect([category('2008-12-31'), category('2009-01-01')]).toEqual(['ADULT', 'MINOR']);
  });
  test('[MA28] the guardian brings household, place and telephone', () => {
    const form = formOf('NEWBORN_REGISTER');
    expect(
      form.prefill({ ...form.initial(DAY), guardianId: 'P1' }, 'guardianId', records, DAY),
    ).toMatchObject({
      guardianName: '张秋禾',
      householdId: '0201-001',
      group: 1,
      phone: '15400000006',
    });
  });
  test('[MA29] only the fields this person needs are shown', () => {
    const form = formOf('RES_REGISTER');
    const shown = (fields: Fields) => form.fields.filter((f) => isShown(f, fields)).map((f) => f.name);
    expect(shown({ who: 'existing', category: 'ADULT' })).toEqual([
      'who',
      'personId',
      'phone',
      'year',
      'category',
      'outsideWindowReason',
    ]);
    expect(shown({ who: 'new', certType: '99', category: 'STUDENT' })).not.toContain('certNo');
    expect(shown({ who: 'new', category: 'STUDENT' })).toContain('school');
    expect(shownSections(form, { who: 'new' }).map((s) => s.section)).toEqual(['人员', '家庭', '参保']);
  });
  test('[MA30] from September a resident registers for the next year', () => {
    expect(formOf('RES_REGISTER').initial('2026-08-31').year).toBe(2026);
    expect(formOf('RES_REGISTER').initial('2026-09-01').year).toBe(2027);
    expect(formOf('RES_REGISTER').initial('2027-02-28').year).toBe(2027);
  });
});
