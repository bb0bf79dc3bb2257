import { describe, expect, test } from 'vitest';
import { chainOf, operationOf } from '#fixtures/standInJournal';
import {
  CHAIN_START,
  contentHashOf,
  type EntryContent,
  entryHash,
  hasOwnHash,
  JournalEntry,
} from '../domain/journalEntry';
import { Operation, OperationDraft, sagaOf } from '../domain/operation';
import { canonicalJson } from '../json';
import { ChainLink, entryOf, linkHolds, linkOf, operationFits } from './chain';

const at = { device: '2026-11-22T01:00:00.000Z', counter: 1, platform: null };

function entry(content: EntryContent, v?: 2): JournalEntry {
  const bare = { ...(v ? { v } : {}), seq: 1, prevHash: CHAIN_START, at, content };
  return { ...bare, hash: entryHash(bare) };
}

const operation = operationOf(1, 'P1');
const OPERATION: EntryContent = { type: 'operation', operation };
const WITHDRAWAL: EntryContent = {
  type: 'withdrawal',
  opId: operation.opId,
  reason: '本人改了主意',
  clerk: 'c1',
};
const tombstone: EntryContent = {
  type: 'tombstone',
  opId: operation.opId,
  contentHash: contentHashOf(OPERATION),
};

describe('operations of both versions', () => {
  const { v: _v, saga: _saga, ...fields } = operation;

  test('[JR22] version 1 is read as it was written, version 2 names its saga or none', () => {
    const first = Operation.parse({ v: 1, ...fields });
    expect(canonicalJson(first)).toBe(canonicalJson({ v: 1, ...fields }));
    expect(sagaOf(first)).toBeNull();
    const saga = { id: operation.opId, step: 1, of: 2 };
    expect(sagaOf(Operation.parse({ ...operation, saga }))).toEqual(saga);
    expect(sagaOf(operation)).toBeNull();
  });

  test.each([
    ['version 1 with a saga', { v: 1, ...fields, saga: null }],
    ['version 2 without one', { v: 2, ...fields }],
    ['a step behind the last', { ...operation, saga: { id: operation.opId, step: 3, of: 2 } }],
    ['a version to come', { ...operation, v: 3 }],
  ])('[JR22] %s is no operation', (_, value) => {
    expect(Operation.safeParse(value).success).toBe(false);
    const { device: _d, seq: _s, ...draft } = value as Record<string, unknown>;
    expect(OperationDraft.safeParse(draft).success).toBe(false);
  });
});

describe('links of the chain', () => {
  test('[JR21] a tombstone has the same hash as what it stands for, so the chain is verified without the body', () => {
    const whole = entry(OPERATION, 2);
    const bodyless = JournalEntry.parse({ ...whole, content: tombstone });
    expect(entryHash(bodyless)).toBe(whole.hash);
    expect(hasOwnHash(bodyless)).toBe(true);
    const other = { ...bodyless, content: { ...tombstone, contentHash: 'a'.repeat(64) } };
    expect(hasOwnHash(other)).toBe(false);
  });

  test('[JR20] entries of version 0.1 keep their formula, and the two formulas never give one hash', () => {
    const [first] = chainOf(1);
    if (!first) throw new Error('no entry');
    expect(first.v).toBeUndefined();
    expect(hasOwnHash(first)).toBe(true);
    expect(hasOwnHash({ ...first, v: 2 })).toBe(false);
    expect(entry(OPERATION).hash).not.toBe(entry(OPERATION, 2).hash);
  });

  test.each([[undefined], [2 as const]])(
    '[JR21] a link (version %s) carries no body and gives the entry back with it',
    (v) => {
      const whole = entry(OPERATION, v);
      const link = ChainLink.parse(JSON.parse(JSON.stringify(linkOf(whole))));
      expect(JSON.stringify(link)).not.toContain(String(operation.body.phone));
      expect(linkHolds(link)).toBe(true);
      expect(entryOf(link, operation)).toEqual(whole);
      expect(operationFits(link, { ...operation, day: '2026-11-23' })).toBe(false);
      const lost = entryOf(link, null);
      expect(lost.content).toEqual(tombstone);
      expect(hasOwnHash(lost)).toBe(true);
      expect(entryOf(link, { ...operation, day: '2026-11-23' })).toEqual(lost);
    },
  );

  test('[JR21] the link of an operation withdrawn unsent says tombstone; its withdrawal goes with its content', () => {
    expect(linkOf(entry(OPERATION, 2), true).about).toEqual({ type: 'tombstone', opId: operation.opId });
    for (const v of [undefined, 2] as const) {
      const link = linkOf(entry(WITHDRAWAL, v));
      expect(link.about).toEqual(WITHDRAWAL);
      expect(linkHolds(link)).toBe(true);
      expect(entryOf(link, null)).toEqual(entry(WITHDRAWAL, v));
      expect(linkHolds({ ...link, about: { ...WITHDRAWAL, reason: '别的' } as ChainLink['about'] })).toBe(
        false,
      );
    }
  });

  test('[JR21] a link whose hash is not what it says does not hold', () => {
    const link = linkOf(entry(OPERATION, 2));
    for (const change of [
      { seq: 2 },
      { prevHash: '1'.repeat(64) },
      { at: { ...at, counter: 2 } },
      { contentHash: '2'.repeat(64) },
      { hash: '3'.repeat(64) },
    ])
      expect(linkHolds({ ...link, ...change })).toBe(false);
  });
});
