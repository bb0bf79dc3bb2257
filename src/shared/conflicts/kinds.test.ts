import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Verdict } from '../protocol/verdict';
import { CONFLICT_KINDS, kindsOf } from './kinds';

const echo = {
  opId: '01J00000000000000000000001',
  bodyHash: '0'.repeat(64),
  at: '2026-11-22T10:00:00+08:00',
};
const codes = (verdict: Verdict) => kindsOf(verdict).map(({ code }) => code);
const refused = (code: string): Verdict => ({
  ...echo,
  outcome: 'refused',
  reasons: [
    {
      rule: 'R-X',
      code,
      severity: 'refuse',
      document: 'D',
      documentTitle: 'D',
      article: '一',
      text: '不能办。',
    },
  ],
  current: [],
});
const conflict = (why: Extract<Verdict, { outcome: 'conflict' }>['why'], ...names: string[]): Verdict => ({
  ...echo,
  outcome: 'conflict',
  why,
  text: '资料已变',
  fields: names.map((field) => ({
    subject: { kind: 'person', id: 'P1' },
    field,
    base: '1',
    desk: '2',
    platform: '3',
  })),
  changedBy: null,
  changedAt: null,
  current: [],
});
const applied = (change: Partial<Extract<Verdict, { outcome: 'applied' }>>): Verdict => ({
  ...echo,
  outcome: 'applied',
  receipt: 'R1',
  versions: {},
  assigned: {},
  parallel: false,
  ...change,
});

test('[CN10] each kind of conflict that exists here is known by its verdict, and no other', () => {
  expect(codes(applied({}))).toEqual([]);
  expect(codes(applied({ parallel: true }))).toEqual(['C1']);
  expect(codes(conflict('FIELDS_CHANGED', 'phone'))).toEqual(['C2']);
  expect(codes(refused('ID_DUPLICATE_PERSON'))).toEqual(['C3']);
  expect(codes(refused('NOTHING_CHANGED'))).toEqual(['C4']);
  expect(codes(refused('EMP_ACTIVE_NO_RES'))).toEqual(['C5']);
  expect(codes(refused('PERSON_DECEASED'))).toEqual(['C6']);
  expect(codes(conflict('OUT_OF_SCOPE'))).toEqual(['C6']);
  expect(codes(conflict('DECISION_CHANGED'))).toEqual(['C8']);
  expect(codes(refused('WINDOW_NOT_OPEN'))).toEqual(['C9']);
  expect(codes(refused('PERIOD_ALREADY_PAID'))).toEqual(['C11']);
  expect(codes(conflict('FIELDS_CHANGED', 'res.payment.2027'))).toEqual(['C11']);
  expect(codes(applied({ assigned: { 'TMP-1': 'P9' } }))).toEqual(['C13']);
  expect(codes(conflict('RECORD_GONE'))).toEqual(['C14']);
});

test('[CN11] a kind that does not exist here says what happens instead, in the book of behaviour too', () => {
  const spec = readFileSync(new URL('../../../docs/spec/conflicts.md', import.meta.url), 'utf8');
  expect(CONFLICT_KINDS.map(({ code }) => code)).toEqual(Array.from({ length: 14 }, (_, i) => `C${i + 1}`));
  for (const { code, sign, instead } of CONFLICT_KINDS) {
    expect(instead === undefined, code).toBe(sign !== null);
    expect(spec).toContain(`| ${code} |`);
  }
});
