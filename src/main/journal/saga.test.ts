import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { DEVICE, draftOf, opIdOf } from '../../../test/faults/operations';
import { nodeFiles } from './fileLayer';
import { openJournal } from './journal';

const steps = (ids: readonly number[], of = ids.length) =>
  ids.map((n, i) => draftOf(n, { persons: ['P1'], saga: { id: opIdOf(900), step: i + 1, of } }));

let folder: string;
let files: FaultyFiles;
const open = async () => {
  const journal = await openJournal({
    folder: join(folder, 'journal'),
    files,
    codec: plainCodec,
    device: DEVICE,
  });
  if (!journal.ok) throw new Error(journal.error.text);
  return journal.value;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-saga-'));
  files = new FaultyFiles(nodeFiles);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a saga in the journal', () => {
  test('[SG10] every step has its own number in the chain, and they are there after a restart', async () => {
    const journal = await open();
    await journal.accept(draftOf(1));
    const answer = await journal.acceptSaga(steps([2, 3, 4]));
    expect(answer.ok && answer.value.map(({ seq }) => seq)).toEqual([2, 3, 4]);
    await journal.accept(draftOf(5));
    const before = journal.all();
    await journal.close();
    const again = await open();
    expect(again.all()).toEqual(before);
    expect(again.head()).toMatchObject({ seq: 5, finding: null });
    await again.close();
  });

  test('[SG10] the same saga again is the stored one; half of it, or another body, is refused', async () => {
    const journal = await open();
    const saga = steps([2, 3]);
    const [once, twice] = await Promise.all([journal.acceptSaga(saga), journal.acceptSaga(saga)]);
    expect(once.ok && twice.ok && twice.value).toEqual(once.ok && once.value);
    expect(journal.all().length).toBe(2);
    expect(await journal.acceptSaga(steps([3, 6]))).toMatchObject({
      ok: false,
      error: { code: 'OP_ID_REUSED' },
    });
    expect(journal.all().length).toBe(2);
    await journal.close();
  });

  test('[SG10] what is not every step of one saga, once and in order, is refused whole', async () => {
    const journal = await open();
    const [a, b] = steps([2, 3]);
    if (!a || !b) throw new Error('two steps');
    const bad = [
      [a],
      [b, a],
      [a, a],
      [a, draftOf(7)],
      steps([2, 3], 3),
      [a, { ...b, bodyHash: '0'.repeat(64) }],
    ];
    for (const drafts of bad) expect((await journal.acceptSaga(drafts)).ok).toBe(false);
    expect(journal.all()).toEqual([]);
    await journal.close();
  });

  test('[SG10] a disk that fails takes none of the steps', async () => {
    const journal = await open();
    files.plan = [{ on: 'append', code: 'ENOSPC', leaves: 700 }];
    expect((await journal.acceptSaga(steps([2, 3, 4]))).ok).toBe(false);
    expect(journal.all()).toEqual([]);
    expect((await journal.acceptSaga(steps([2, 3, 4]))).ok).toBe(true);
    await journal.close();
    expect((await open()).all().length).toBe(3);
  });
});
