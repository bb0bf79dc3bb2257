import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { STANDING_LIMITS } from '#shared/sync/limits';
import { DEVICE } from '../../../test/faults/operations';
import { verify } from '../journal/chain';
import { nodeFiles } from '../journal/fileLayer';
import { openKept } from './openKept';

/** Seven entries of version 0.1, of which 1 was applied, 2 in conflict and closed, 3 withdrawn, 4 and 7 never delivered. */
const STORE = join(import.meta.dirname, '../../../test/fixtures/stores/journal-v1');
const YEARS = Date.parse('2036-11-22T02:00:00.000Z');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-retention-older-'));
  await cp(STORE, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = async (heardAt: number | null) => {
  const kept = await openKept({
    journal: { folder, files: nodeFiles, codec: plainCodec, device: DEVICE, now: () => YEARS },
    limits: async () => STANDING_LIMITS,
    heardAt,
    restored: false,
    note: async () => true,
  });
  if (!kept.ok) throw new Error(kept.error.text);
  return kept.value.journal;
};

test('[RE9] a journal of version 0.1 opens, lets go of what it can prove, and keeps its chain and head', async () => {
  const before = await open(null);
  const { hash } = before.head();
  await before.close();
  const journal = await open(YEARS);
  const types = journal.all().map(({ content }) => content.type);
  expect(types[0]).toBe('tombstone');
  expect([types[3], types[6]]).toEqual(['operation', 'operation']);
  expect(verify(journal.all())).toMatchObject({ gaps: [], broken: [] });
  expect(journal.head()).toMatchObject({ seq: 7, hash, finding: null });
  await journal.close();
});
