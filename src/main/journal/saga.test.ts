import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { DEVICE, draftOf, opIdOf } from '../../../test/faults/operations';
import { nodeFiles } from './fileLayer';
import { type Journal, openJournal } from './journal';

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

describe('the end of a saga that is not whole', () => {
  const by = { reason: '本人不办了', clerk: 'clerk-1' };
  const withdrawn = (n: number) => ({ type: 'withdrawal' as const, opId: opIdOf(n), ...by });
  const dropped = (n: number) => ({
    type: 'resolution' as const,
    choice: 'dropped' as const,
    opId: opIdOf(n),
    ...by,
  });
  const reversal = draftOf(8, { persons: ['P1'], supersedes: opIdOf(2) });
  /** Three steps: the first applied, the second refused, the third never sent. Gives what was released. */
  const begun = async (): Promise<{ journal: Journal; released: string[] }> => {
    const journal = await open();
    const released: string[] = [];
    journal.askDelivery({
      reserveUnsent: (opId) => opId === opIdOf(4),
      release: (opId) => released.push(opId),
      hasFailed: (opId) => opId === opIdOf(3),
      isUndecided: () => false,
      appendTrouble: () => null,
    });
    await journal.acceptSaga(steps([2, 3, 4]));
    return { journal, released };
  };

  test('[SG33] is one record: what takes a step back and what closes the others are there after a restart, or nothing is', async () => {
    const { journal } = await begun();
    const syncs = files.syncs;
    const ended = await journal.endSaga([reversal], [withdrawn(4), dropped(3)]);
    expect(ended.ok && ended.value.map(({ seq, content }) => [seq, content.type])).toEqual([
      [4, 'operation'],
      [5, 'withdrawal'],
      [6, 'resolution'],
    ]);
    expect(files.syncs).toBe(syncs + 1);
    const before = journal.all();
    await journal.close();
    const again = await open();
    expect(again.all()).toEqual(before);
    await again.close();
  });

  test('[SG33] a disk that fails takes nothing of it, and what was held back may be sent again', async () => {
    const { journal, released } = await begun();
    files.plan = [{ on: 'append', code: 'ENOSPC', leaves: 500 }];
    expect(await journal.endSaga([reversal], [withdrawn(4), dropped(3)])).toMatchObject({
      ok: false,
      error: { code: 'DISK_FULL' },
    });
    expect(released).toEqual([opIdOf(4)]);
    expect(journal.all()).toHaveLength(3);
    expect((await journal.endSaga([reversal], [withdrawn(4), dropped(3)])).ok).toBe(true);
    await journal.close();
  });

  test('[SG33] the same again is the stored one; where one part may not be, nothing is written and nothing is held back', async () => {
    const { journal, released } = await begun();
    for (const [reversals, settles, code] of [
      [[reversal], [withdrawn(4), dropped(9)], 'OP_UNKNOWN'],
      [[reversal], [withdrawn(4), withdrawn(3)], 'ALREADY_SENT'],
      [[draftOf(8)], [dropped(3)], 'SAGA_END_INVALID'],
      [[reversal], [dropped(3), dropped(3)], 'SAGA_END_INVALID'],
      [[{ ...reversal, bodyHash: '0'.repeat(64) }], [dropped(3)], 'BODY_HASH'],
      [[reversal], [{ ...dropped(3), reason: '' }], 'SETTLE_INVALID'],
      [[], [], 'SAGA_END_INVALID'],
    ] as const)
      expect(await journal.endSaga(reversals, settles)).toMatchObject({ ok: false, error: { code } });
    expect(released).toEqual([opIdOf(4), opIdOf(4)]);
    expect(journal.all()).toHaveLength(3);
    const once = await journal.endSaga([reversal], [withdrawn(4), dropped(3)]);
    expect(await journal.endSaga([reversal], [withdrawn(4), dropped(3)])).toEqual(once);
    expect(journal.all()).toHaveLength(6);
    await journal.close();
  });
});
