import { expect, test } from 'vitest';
import { z } from 'zod';
import { plainCodec } from '#shared/codec';
import { LossyFiles } from '../../../test/faults/lossyFiles';
import { SealedLines } from './sealedLines';

const IS = {
  name: 'lines.jnl',
  kind: { magic: 'CBLINE', version: 1 },
  context: 'test/line/1',
  line: z.strictObject({ n: z.number() }),
};
const PATH = '/desk/lines.jnl';

test('[AU18] a file of sealed lines gives the lines that can be read and tells how many places could not', async () => {
  const files = new LossyFiles();
  const open = (on: LossyFiles) => SealedLines.open(IS, { folder: '/desk', files: on, codec: plainCodec });
  const { lines, found } = await open(files);
  expect([found, lines.lost]).toEqual([[], 0]);
  for (let n = 1; n <= 4; n++) await lines.append({ n });
  const bytes = (await files.readAll(PATH)) ?? new Uint8Array();
  const second = 12 + (bytes.length - 12) / 4;
  for (const [changed, kept, lost] of [
    [bytes, 4, 0],
    [bytes.map((byte, at) => (at === second + 9 ? byte ^ 1 : byte)), 3, 1],
    [bytes.subarray(0, bytes.length - 3), 3, 1],
    [bytes.map((byte, at) => (at === 2 ? 0 : byte)), 4, 1],
  ] as const) {
    const again = await open(LossyFiles.holding(new Map([[PATH, Uint8Array.from(changed)]])));
    expect([again.found.length, again.lines.lost]).toEqual([kept, lost]);
  }
  const other = await SealedLines.open(
    { ...IS, line: z.strictObject({ text: z.string() }) },
    { folder: '/desk', files: LossyFiles.holding(new Map([[PATH, bytes]])), codec: plainCodec },
  );
  expect([other.found.length, other.lines.lost]).toEqual([0, 4]);
});
