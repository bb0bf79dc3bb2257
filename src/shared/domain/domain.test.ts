import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  household,
  knownAdult,
  operationOf,
  person,
  recordsOf,
  residentEnrolment,
  TOWN,
  UNIT,
  VILLAGE,
} from '#fixtures/matterWorld';
import { canonicalJson } from '../json';
import { CHAIN_START, entryHash, JournalEntry } from './journalEntry';
import { formatFen } from './money';
import { Operation } from './operation';
import { NOTHING_CARRIED } from './person';
import { PlatformRecord, recordKey } from './record';
import { inJurisdiction } from './region';

describe('money', () => {
  test.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [42_000, '¥420.00'],
    [123_456_789, '¥1,234,567.89'],
    [-1_050, '-¥10.50'],
  ])('[MA44] %d fen is %s', (fen, text) => expect(formatFen(fen)).toBe(text));
});

describe('records', () => {
  const all = [person('P1', { enrolments: [residentEnrolment()] }), household('0201-001'), UNIT, VILLAGE];
  test('[MA45] a record survives JSON and is found by its kind and id', () => {
    for (const record of all) {
      expect(PlatformRecord.parse(JSON.parse(canonicalJson(record)))).toEqual(record);
      expect(recordKey(record)).toBe(`${record.kind}:${record.id}`);
    }
  });
  test('[MA68] a record of before retirement, accounts and mutual aid is one of somebody who has none of them', () => {
    const now = person('P1', { enrolments: [residentEnrolment()] });
    const before: Record<string, unknown> = { ...now };
    for (const name of Object.keys(NOTHING_CARRIED)) delete before[name];
    const { mode: _mode, ...enrolment } = residentEnrolment();
    expect(PlatformRecord.parse({ ...before, enrolments: [enrolment] })).toEqual(now);
    expect(Object.keys(NOTHING_CARRIED).sort()).toEqual(
      'account backpays benefitClasses duplicates mutualAid refunds retirement transfers waitRepairs'.split(
        ' ',
      ),
    );
  });
  test('[MA45] an unknown member, a missing one or a wrong kind is no record', () => {
    const { name: _name, ...nameless } = person('P1');
    for (const wrong of [{ ...person('P1'), more: 1 }, nameless, { ...UNIT, kind: 'person' }, null]) {
      expect(PlatformRecord.safeParse(wrong).success).toBe(false);
    }
  });
  test('[MA46] a jurisdiction is code prefixes', () => {
    expect(inJurisdiction(TOWN, VILLAGE.id)).toBe(true);
    expect(inJurisdiction(TOWN, '220199101201')).toBe(false);
    expect(inJurisdiction({ ...TOWN, prefixes: ['220199101201'] }, '220199101201')).toBe(true);
  });
});

describe('the journal’s chain', () => {
  const records = recordsOf(person('P1'));
  const operation = operationOf('RES_REGISTER', knownAdult('P1'), records);
  const at = { device: '2026-11-22T09:00:00+08:00', counter: 1, platform: null };
  const entry = { seq: 1, prevHash: CHAIN_START, at, content: { type: 'operation', operation } } as const;
  test('[MA47] an operation and its entry survive JSON', () => {
    expect(Operation.parse(JSON.parse(canonicalJson(operation)))).toEqual(operation);
    const whole = { ...entry, hash: entryHash(entry) };
    expect(JournalEntry.parse(JSON.parse(canonicalJson(whole)))).toEqual(whole);
  });
  test('[MA47] the hash covers number, predecessor, time and content, and not the order of members', () => {
    const hash = entryHash(entry);
    const turned = { content: entry.content, at, prevHash: CHAIN_START, seq: 1 };
    expect(entryHash(turned)).toBe(hash);
    const others = [
      { ...entry, seq: 2 },
      { ...entry, prevHash: '1'.repeat(64) },
      { ...entry, at: { ...at, counter: 2 } },
      { ...entry, content: { type: 'operation' as const, operation: { ...operation, day: '2026-11-23' } } },
    ].map(entryHash);
    expect(new Set([hash, ...others]).size).toBe(5);
  });
  test('[MA47] equal values have equal canonical text, whatever the order of their members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });
});
