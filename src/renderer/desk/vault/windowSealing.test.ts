import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import Dexie from 'dexie';
import { afterEach, expect, test } from 'vitest';
import { QINGHE, standInDesktop } from '#fixtures/standInDesktop';
import { plainCodec } from '#shared/codec';
import { sealedWith } from '#shared/crypto/sealed';
import type { WindowKeys } from '#shared/vault/calls';
import { desktopOver } from '../../desktop';
import { JournalDatabase, MirrorDatabase } from '../../store/databases';
import { journalStoreOver } from '../../store/journalStore';
import { sealedAnew } from '../openDesk';
import { askSealing, PLAIN, windowSealingOf } from './windowSealing';

const key = (id: number) => ({ id, key: randomBytes(32).toString('base64') });
const KEYS: WindowKeys = { suite: 'swift', current: 2, keys: [key(1), key(2)], store: 'whole' };
const VALUE = { name: '李秀英' };

afterEach(async () => {
  await Dexie.delete('canbao-journal');
  await Dexie.delete('canbao-mirror');
});

test.each(['swift', 'gm'] as const)(
  '[VS1] the keys of a sign-in open what they sealed (%s), and nothing once they are wiped',
  async (suite) => {
    const mine = windowSealingOf({ ...KEYS, suite });
    const sealed = mine.codec.seal(VALUE, 'a');
    const segment = await mine.segments.seal('行', 'b');
    expect(sealedWith(sealed)?.key).toBe(2);
    expect(windowSealingOf({ ...KEYS, suite }).codec.open(sealed, 'a')).toEqual(VALUE);
    expect(await mine.segments.open(segment, 'b')).toBe('行');
    const other = windowSealingOf({ ...KEYS, suite, keys: [key(1), key(2)] });
    expect(() => other.codec.open(sealed, 'a')).toThrow();
    mine.wipe();
    expect(() => mine.codec.open(sealed, 'a')).toThrow();
    expect(() => mine.codec.seal(VALUE, 'a')).toThrow();
    await expect(mine.segments.open(segment, 'b')).rejects.toThrow();
  },
);

test('[VS1] a locked desk gives no keys', async () => {
  const host = standInDesktop(QINGHE);
  host.failOnce('vault/windowKeys', { ok: false, error: { code: 'LOCKED', text: '已锁定，请先登录。' } });
  expect(await askSealing(desktopOver(host.bridge))).toMatchObject({ ok: false, error: { code: 'LOCKED' } });
});

test('[VS4] the store is noted as sealed after everything in it is, and a note that is refused opens nothing', async () => {
  const [journal, mirror] = [new JournalDatabase(), new MirrorDatabase()];
  await journal.open();
  await mirror.open();
  await journalStoreOver(journal, plainCodec).putDraft('d1', VALUE);
  const host = standInDesktop(QINGHE);
  const desktop = desktopOver(host.bridge);
  const sealing = windowSealingOf({ ...KEYS, store: 'plain' });
  const refused = { ok: false, error: { code: 'JOURNAL_DISK', text: '磁盘已满。' } };
  host.failOnce('vault/windowSealed', refused);
  expect(await sealedAnew(desktop, sealing, journal, mirror)).toEqual(refused);
  expect(await sealedAnew(desktop, sealing, journal, mirror)).toMatchObject({ ok: true });
  expect(await journalStoreOver(journal, sealing.codec).readDrafts()).toEqual([VALUE]);
  expect(await journalStoreOver(journal, plainCodec).readDrafts()).toEqual([]);
  // Practice has nothing to seal, and asks nobody.
  host.failOnce('vault/windowSealed', new Error('asked'));
  expect(await sealedAnew(desktop, PLAIN, journal, mirror)).toMatchObject({ ok: true });
  journal.close();
  mirror.close();
});
