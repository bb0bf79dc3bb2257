import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import type { OpId } from '#shared/domain/operation';
import { stateAtStart } from '#shared/sync/state';
import { DEVICE, draftOf, opIdOf } from '../../../test/faults/operations';
import { nodeFiles } from './fileLayer';
import { type Journal, openJournal } from './journal';

let folder: string;
let journal: Journal;
const undecided = new Set<OpId>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-replacing-'));
  const opened = await openJournal({ folder, files: nodeFiles, codec: plainCodec, device: DEVICE });
  if (!opened.ok) throw new Error(opened.error.text);
  journal = opened.value;
  undecided.clear();
  journal.askDelivery({
    reserveUnsent: () => true,
    release: () => undefined,
    hasFailed: () => true,
    appendTrouble: () => null,
    isUndecided: (opId) => undecided.has(opId),
  });
});
afterEach(async () => {
  await journal.close();
  await rm(folder, { recursive: true });
});

const replacing = (n: number, of: number) => draftOf(n, { persons: [`P${of}`], supersedes: opIdOf(of) });

test('[JR17] an operation is done again once, also at the same moment, and the same form again is the same entry', async () => {
  await journal.accept(draftOf(1));
  const [first, second] = await Promise.all([
    journal.accept(replacing(2, 1)),
    journal.accept(replacing(3, 1)),
  ]);
  expect(first).toMatchObject({ ok: true, value: { seq: 2 } });
  expect(second).toMatchObject({ ok: false, error: { code: 'ALREADY_REPLACED' } });
  expect(await journal.accept(replacing(2, 1))).toEqual(first);
  expect(journal.all()).toHaveLength(2);
});

test('[JR17] an operation that is on its way again is not done again until the platform has answered', async () => {
  await journal.accept(draftOf(1));
  undecided.add(opIdOf(1));
  expect(await journal.accept(replacing(2, 1))).toMatchObject({ ok: false, error: { code: 'NOT_FAILED' } });
  undecided.clear();
  expect(await journal.accept(replacing(2, 1))).toMatchObject({ ok: true });
});

test('[DL26] what was set aside and done again is not sent after a restart', async () => {
  await journal.accept(draftOf(1));
  await journal.accept(replacing(2, 1));
  const state = stateAtStart(journal.all(), [], new Set([opIdOf(1)]));
  expect([...state.open.keys()]).toEqual([opIdOf(2)]);
  expect(state.done.get(opIdOf(1))).toMatchObject({ resolved: 'superseded' });
});

test('[CN9] what was done again and taken back before it was sent can be done again once more', async () => {
  await journal.accept(draftOf(1));
  await journal.accept(replacing(2, 1));
  const withdrawal = { type: 'withdrawal', opId: opIdOf(2), reason: '选错了', clerk: 'C1' } as const;
  expect(await journal.settle(withdrawal)).toMatchObject({ ok: true, value: { seq: 3 } });
  expect(await journal.accept(replacing(4, 1))).toMatchObject({ ok: true, value: { seq: 4 } });
  expect(await journal.accept(replacing(5, 1))).toMatchObject({
    ok: false,
    error: { code: 'ALREADY_REPLACED' },
  });
});
