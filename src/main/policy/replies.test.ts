import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { UnknownReply } from '#shared/rejects/unknown';
import { Replies } from './replies';

test('[RJ11] a note of a reply is there after a restart, an empty one takes it away, and the file has the replies and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'canbao-replies-'));
  const open = () => new Replies(folder, plainCodec, async (name) => join(folder, name));
  const key = 'ab'.repeat(32);
  expect(await open().note(key, '县里说明天修好')).toMatchObject({ ok: true });
  expect(await open().notes()).toEqual({ notes: [{ key, text: '县里说明天修好' }] });
  expect(await open().note(key, ' ')).toMatchObject({ ok: true });
  expect(await open().notes()).toEqual({ notes: [] });
  const reply = UnknownReply.parse({
    key,
    code: 'E-77',
    text: '挂起',
    count: 2,
    firstDay: '2026-11-21',
    lastDay: '2026-11-22',
    matters: ['居民参保登记'],
    note: null,
  });
  const saved = await open().save([reply], 'new.json');
  expect(saved).toEqual({ ok: true, value: { path: join(folder, 'new.json') } });
  expect(JSON.parse(await readFile(join(folder, 'new.json'), 'utf8'))).toEqual({
    kind: 'canbao-unknown-replies',
    version: 1,
    replies: [reply],
  });
  await rm(folder, { recursive: true });
});
