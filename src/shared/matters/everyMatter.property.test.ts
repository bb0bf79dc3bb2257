import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MATTER_TABLE, OLDER_LINES } from '#fixtures/matterTable';
import {
  CONTEXT,
  DAY,
  household,
  newAdult,
  operationOf,
  person,
  recordsOf,
  UNIT,
} from '#fixtures/matterWorld';
import { MATTER_CODES } from '../domain/matter';
import { fenToYuan, yuanToFen } from '../domain/money';
import type { Json } from '../json';
import { decideOnArrival } from './arrival';
import { forecast, mayBeAccepted } from './decideOperation';
import { carried, type Fields, type FormField, isShown } from './form';
import { formOf, matterOf } from './index';
import { parseBody, readFields } from './readFields';
import { foldOne } from './view';

const TMP = 'TMP-desk1-1';
const records = recordsOf(person('P1', { phone: '15400000006' }), person('P2', { name: '李春苗' }));

/** What a hand or a broken program puts into a field: near to right, or anything at all. */
const near = (field: FormField): fc.Arbitrary<Json> => {
  switch (field.kind) {
    case 'select':
      return fc.constantFrom<Json>(...(field.options ?? []).map(({ value }) => value), 'P2', '01', '');
    case 'person':
      return fc.constantFrom('P1', 'P2', 'P9', '');
    case 'unit':
      return fc.constantFrom(UNIT.id, 'D9999', '');
    case 'household':
      return fc.constantFrom('0201-001', 'x', '');
    case 'date':
      return fc.constantFrom(DAY, '2026-02-30', '2027-01-01', '20260903', '');
    case 'month':
      return fc.constantFrom('2026-12', '2026-13', '');
    case 'money':
      return fc.oneof(
        fc.constantFrom('420', '0', '1,000.50', '１２０', '-1', '1.234', 'abc', ''),
        fc.nat(1_000_000),
      );
    case 'switch':
      return fc.boolean();
    default:
      return fc.constantFrom<Json>('220199', '2027', '3', '-1', '1.5', '李春苗', '<b>', '');
  }
};
const typedInto = (field: FormField) =>
  fc.oneof(
    { weight: 4, arbitrary: near(field) },
    { weight: 1, arbitrary: fc.jsonValue() as fc.Arbitrary<Json> },
  );
const typing = fc.constantFrom(...MATTER_CODES).chain((code) =>
  fc
    .record(Object.fromEntries(formOf(code).fields.map((field) => [field.name, typedInto(field)])), {
      requiredKeys: [],
    })
    .map((typed) => ({ code, records, typed: { ...formOf(code).initial(DAY), ...typed } as Fields })),
);
/** Somebody whom the matter is for, with a field or two of the form mistyped. */
const mistyping = fc.constantFrom(...MATTER_TABLE).chain((line) => {
  const form = formOf(line.code);
  const world = recordsOf(person('P1', line.who), ...(line.others ?? []));
  const right = { ...form.initial(DAY), personId: 'P1', ...line.typed };
  return fc
    .subarray([...form.fields], { maxLength: 2 })
    .chain((fields) => fc.record(Object.fromEntries(fields.map((field) => [field.name, typedInto(field)]))))
    .map((wrong) => ({ code: line.code, records: world, typed: { ...right, ...wrong } as Fields }));
});

describe('every matter', () => {
  test('[MA63] whatever is typed is problems at fields of the form or a body that can be decided, and nothing throws', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(fc.oneof(typing, mistyping), ({ code, records, typed }) => {
        const form = formOf(code);
        for (const field of form.fields) form.prefill(typed, field.name, records, DAY);
        const read = readFields(code, typed, records, TMP);
        if (!read.ok) {
          const names = new Set(['body', ...form.fields.map(({ name }) => name)]);
          for (const [name, text] of Object.entries(read.error)) {
            expect(names.has(name), `${code}.${name}`).toBe(true);
            expect(text).toMatch(/[\u4e00-\u9fff]/);
          }
          return;
        }
        const matter = matterOf(code);
        const body = read.value;
        expect(parseBody(code, body).ok).toBe(true);
        if (matter.fit(body, records) !== null) return;
        const { answer } = forecast(code, body, records, CONTEXT);
        // On the desk and on the platform one and the same is written, or nothing.
        const operation = operationOf(code, body, records);
        const folded = foldOne(records, operation, CONTEXT);
        const arrived = decideOnArrival({
          operation,
          current: records,
          context: { ...CONTEXT, authoritative: true },
        });
        met.add(arrived.outcome);
        if ('changes' in folded && arrived.outcome === 'applied')
          expect(folded.changes).toEqual(arrived.changes);
        else expect('changes' in folded).toBe(arrived.outcome === 'applied');
        if (!mayBeAccepted(answer)) expect(arrived.outcome).toBe('refused');
      }),
      { numRuns: 1_500 },
    );
    expect([...met].sort()).toEqual(['applied', 'conflict', 'refused']);
  });

  const lines = [
    ...MATTER_TABLE,
    ...OLDER_LINES,
    { code: 'RES_REGISTER' as const, who: {}, typed: newAdult() },
  ].map((line) => [line.code, line] as const);
  test.each(lines)('[MA64] hidden fields of %s leave no stale values', (code, line) => {
    const form = formOf(code);
    const world = recordsOf(person('P1', line.who), person('P2'), household('0201-900'));
    const typed: Fields = { ...form.initial(DAY), personId: 'P1', ...line.typed };
    const clean = readFields(code, typed, world, TMP);
    const hidden = form.fields.filter((field) => !isShown(field, typed));
    fc.assert(
      fc.property(fc.record(Object.fromEntries(hidden.map((f) => [f.name, typedInto(f)]))), (stale) => {
        expect(readFields(code, { ...typed, ...(stale as Fields) }, world, TMP)).toEqual(clean);
      }),
      { numRuns: 30 },
    );
  });

  test('[MA65] a body that carries a value its form would not show, or lacks one it would, is none', () => {
    const spend = { personId: 'P1', spender: 'GIVER', receiver: null, use: null, useFen: 100 };
    expect(parseBody('MUTUAL_AID_SPEND', spend).ok).toBe(true);
    expect(parseBody('MUTUAL_AID_SPEND', { ...spend, receiver: 'P2' })).toMatchObject({
      error: { receiver: '被共济人与其他各项不相配，请核对后重新填写。' },
    });
    expect(
      parseBody('MUTUAL_AID_SPEND', { ...spend, spender: 'RECEIVER', use: 'RES_PREMIUM' }),
    ).toMatchObject({
      error: { receiver: '请填写被共济人。' },
    });
  });

  test('[MA66] money is typed in yuan and kept in whole fen', () => {
    expect(['420', '420.5', '1,234.56', '¥７', '0.01'].map(yuanToFen)).toEqual([
      42_000, 42_050, 123_456, 700, 1,
    ]);
    expect(['', '-1', '1.234', '1e3', '一百', '9'.repeat(10)].map(yuanToFen)).toEqual(Array(6).fill(null));
    fc.assert(fc.property(fc.nat(2_000_000_000), (fen) => yuanToFen(fenToYuan(fen)) === fen));
  });

  test('[MA67] the next one of a household or unit keeps what the form says, and nothing of the person', () => {
    const typed = { ...newAdult(), who: 'new' };
    expect(carried(formOf('RES_REGISTER'), 'household', typed)).toMatchObject({
      who: 'new',
      householdId: '0201-001',
      year: 2027,
    });
    expect(carried(formOf('RES_REGISTER'), 'unit', typed)).toBeNull();
    const personal = ['personId', 'certNo', 'name', 'sex', 'birthDate', 'phone', 'relation'];
    for (const code of MATTER_CODES) {
      const form = formOf(code);
      const kept = [...(form.carry?.household ?? []), ...(form.carry?.unit ?? [])];
      for (const name of kept) expect(form.fields.map((f) => f.name)).toContain(name);
      expect(kept.filter((name) => personal.includes(name))).toEqual([]);
    }
    expect(
      carried(formOf('EMP_REGISTER'), 'unit', { empNo: UNIT.id, firstPeriod: '2026-12', name: 'x' }),
    ).toEqual({
      empNo: UNIT.id,
      firstPeriod: '2026-12',
    });
  });
});
