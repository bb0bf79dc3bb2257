import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import type { Paper } from '#shared/papers/paper';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { LossyFiles } from '../../../test/faults/lossyFiles';
import { opIdOf } from '../../../test/faults/operations';
import { type Files, nodeFiles } from '../journal/fileLayer';
import { PaperFile } from './paperFile';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-papers-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (files: Files = nodeFiles, at = folder) =>
  PaperFile.open({ folder: at, files, codec: plainCodec });
const paper = (n: number, copies = 1): Paper => ({
  opId: opIdOf(n),
  receiptNo: `R-${n}`,
  printedAt: '2026-11-22T01:00:00.000Z',
  copies,
  fees: [],
  settled: null,
});

test('[PP9] what was noted of a paper is read after a restart, the last word on each', async () => {
  const file = await open();
  for (const one of [paper(1), paper(2), paper(1, 2)]) expect((await file.put(one)).ok).toBe(true);
  await file.close();
  const again = await open();
  expect(again.read(0, 10)).toEqual([paper(1, 2), paper(2)]);
  expect(again.read(1, 10)).toEqual([paper(2)]);
  await again.close();
});

test('[PP8] where the disk takes no note, the paper is not noted, and the next one can be', async () => {
  const files = new FaultyFiles(nodeFiles);
  const file = await open(files);
  files.plan = [{ on: 'append', code: 'ENOSPC', leaves: 7 }];
  expect((await file.put(paper(1))).ok).toBe(false);
  expect(file.read(0, 10)).toEqual([]);
  expect((await file.put(paper(2))).ok).toBe(true);
  await file.close();
  const again = await open();
  expect(again.read(0, 10)).toEqual([paper(2)]);
  await again.close();
});

test('[PP9] at every moment the power may go, what was told to be noted is there', async () => {
  const uncut = new LossyFiles();
  const whole = await open(uncut, '/disk/journal');
  for (const n of [1, 2, 3]) await whole.put(paper(n));
  for (let cutAt = 1; cutAt <= uncut.calls; cutAt++) {
    const files = new LossyFiles({ cutAt, tornShare: 0.5 });
    const told: Paper[] = [];
    try {
      const file = await open(files, '/disk/journal');
      for (const n of [1, 2, 3]) if ((await file.put(paper(n))).ok) told.push(paper(n));
    } catch {
      // The power went.
    }
    const left = await open(files.survivors(), '/disk/journal');
    expect(left.read(0, 10), `power cut at call ${cutAt}`).toEqual(expect.arrayContaining(told));
  }
});
