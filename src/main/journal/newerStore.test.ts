import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { AccessLog } from '../access/accessLog';
import { CAMPAIGN_FILE } from '../campaign/campaignFile';
import { IdentityStore } from '../deskIdentity';
import { UploadLog } from '../evidence/uploadLog';
import { LIST_FILE } from '../lists/listFile';
import { PaperFile } from '../papers/paperFile';
import { RETURN_FILE } from '../returns/returnFile';
import { ROLLOVER_FILE } from '../rollover/rolloverFile';
import { nodeFiles } from './fileLayer';
import { frames, header } from './frames';
import { KeptLines } from './keptLines';
import type { SealedLinesKind } from './sealedLines';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-newer-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const beside = () => ({ folder, files: nodeFiles, codec: plainCodec });

/** A file as a program of the next version would have left it. */
async function newer(name: string, magic: string): Promise<() => Promise<boolean>> {
  const bytes = Buffer.concat([header({ magic, version: 2 }), frames([Buffer.from('{"of":"tomorrow"}')])]);
  await writeFile(join(folder, name), bytes);
  return async () => (await readFile(join(folder, name))).equals(bytes);
}

const KINDS: readonly SealedLinesKind<never>[] = [LIST_FILE, RETURN_FILE, ROLLOVER_FILE, CAMPAIGN_FILE].map(
  (kind) => kind as unknown as SealedLinesKind<never>,
);

test.each(KINDS.map((kind) => [kind.name, kind] as const))(
  '[BK31] %s of a newer program is read and never written',
  async (name, kind) => {
    const isUnchanged = await newer(name, kind.kind.magic);
    const lines = await KeptLines.open(kind, beside());
    expect(await lines.put({} as never)).toMatchObject({ ok: false, error: { code: 'JOURNAL_NEWER' } });
    await lines.close();
    expect(await isUnchanged()).toBe(true);
  },
);

test('[BK31] papers, pictures on their way and the access log of a newer program: nothing is printed, sent or revealed on top of them', async () => {
  const papers = await newer('papers.jnl', 'CBPAPR');
  const uploads = await newer('evidence.jnl', 'CBEVID');
  const access = await newer('access.jnl', 'CBACCS');
  const file = await PaperFile.open(beside());
  expect(await file.put({} as never)).toMatchObject({ ok: false, error: { code: 'JOURNAL_NEWER' } });
  expect((await UploadLog.open(beside())).trouble()?.code).toBe('JOURNAL_NEWER');
  const log = await AccessLog.open({ ...beside(), now: () => '', clerk: () => ({ id: 'c', name: 'n' }) });
  expect(await log.reveal({ kind: 'person', id: 'P1' }, 'certNo', '核对')).toMatchObject({ ok: false });
  await log.close();
  for (const isUnchanged of [papers, uploads, access]) expect(await isUnchanged()).toBe(true);
});

test('[BK31] a desk file of a newer program stops the start with a sentence and stays as it is', async () => {
  const text = '{"version":2,"device":"desk-of-tomorrow"}';
  await writeFile(join(folder, 'desk.json'), text);
  expect(await IdentityStore.open(folder, plainCodec)).toMatchObject({
    ok: false,
    error: { code: 'DESK_FILE', text: expect.stringContaining('更新的版本') },
  });
  expect(await readFile(join(folder, 'desk.json'), 'utf8')).toBe(text);
});
