import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AtRest, ENCODINGS } from './atRest';

const WORDS = ['欧阳秀英', '李秀英', '22019919900101123X', '15412345678', '王五'];
const scan = new AtRest(WORDS);

const GBK_LI = Buffer.from('c0eed0e3d3a2', 'hex');
const planted: Readonly<Record<string, Buffer>> = {
  'utf-8': Buffer.from('…李秀英…'),
  'utf-16le': Buffer.from('…李秀英…', 'utf16le'),
  gbk: Buffer.concat([Buffer.from('x'), GBK_LI]),
  base64: Buffer.from(Buffer.from('{"name":"李秀英"}').toString('base64')),
};

test.each(ENCODINGS)('[PT1] a planted name is found in %s, wherever it lies', (encoding) => {
  for (const before of [0, 1, 2, 3, 1000]) {
    const bytes = Buffer.concat([randomBytes(before), planted[encoding] ?? Buffer.alloc(0), randomBytes(9)]);
    expect(scan.inBytes(bytes, 'f').map((hit) => [hit.word, hit.encoding])).toContainEqual([
      '李秀英',
      encoding,
    ]);
  }
});

test('[PT1] in Base64 it is found at each of the three ways a byte can fall', () => {
  for (const before of ['', 'a', 'ab', 'abc'])
    for (const after of ['', 'x', 'xy'])
      for (const word of WORDS) {
        const text = Buffer.from(Buffer.from(`${before}${word}${after}`).toString('base64'));
        expect(
          scan.inBytes(text, 'f').map((hit) => hit.word),
          `${before}|${word}|${after}`,
        ).toContain(word);
      }
});

test('[PT1] names of files and folders count too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'canbao-scan-'));
  await mkdir(join(folder, '欧阳秀英'));
  await writeFile(join(folder, '欧阳秀英', 'a.txt'), '15412345678');
  const { hits, files } = await scan.inFolder(folder);
  expect(files).toBe(1);
  expect(new Set(hits.map((hit) => hit.word))).toEqual(new Set(['欧阳秀英', '15412345678']));
  await rm(folder, { recursive: true });
});

test('[PT1] random bytes hold none of them', () => {
  expect(scan.inBytes(randomBytes(8 * 1024 * 1024), 'f')).toEqual([]);
});
