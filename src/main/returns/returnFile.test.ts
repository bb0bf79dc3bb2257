import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import type { ReturnLine } from '#shared/rosterReturn/recorded';
import { nodeFiles } from '../journal/fileLayer';
import { KeptLines } from '../journal/keptLines';
import { RETURN_FILE } from './returnFile';

const folder = mkdtempSync(join(tmpdir(), 'returns-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = () => KeptLines.open(RETURN_FILE, { folder, files: nodeFiles, codec: plainCodec });

test('[RB19] lines are there in their order when the file is opened again', async () => {
  const batch = { batchId: 'B', year: 2027, villageCode: '220199100201', rows: [] };
  const back: ReturnLine = {
    type: 'back',
    batchId: 'B',
    fileName: '交回.xlsx',
    at: '2026-11-22T01:00:00.000Z',
    clerk: 'clerk-1',
    rows: [
      {
        code: 'FUAAH7',
        personId: 'P1',
        values: { outcome: '拒参', paidFen: null, on: null, phone: null, why: null },
        phoneBefore: null,
        opIds: [],
        place: '一社 第 4 行',
      },
    ],
  };
  const file = await open();
  expect(await file.put({ type: 'out', batch })).toMatchObject({ ok: true });
  expect(await file.put(back)).toMatchObject({ ok: true });
  await file.close();
  const again = await open();
  expect(again.read(0, 200)).toEqual([{ type: 'out', batch }, back]);
  expect(again.read(1, 200)).toEqual([back]);
  await again.close();
});
