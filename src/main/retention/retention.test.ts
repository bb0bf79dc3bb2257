import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jpegBytes } from '#fixtures/picture';
import { plainCodec } from '#shared/codec';
import { KeyRing } from '#shared/crypto/keyRing';
import { sealingCodec } from '#shared/crypto/sealingCodec';
import type { JournalEntry } from '#shared/domain/journalEntry';
import type { ReviewPolicy } from '#shared/review/policy';
import { DEVICE, opIdOf } from '../../../test/faults/operations';
import { PictureFiles } from '../evidence/pictureFiles';
import { verify } from '../journal/chain';
import { ENTRY_CONTEXT } from '../journal/entryGroup';
import { nodeFiles } from '../journal/fileLayer';
import { readFrames } from '../journal/frames';
import { JOURNAL_FILE, openJournal } from '../journal/journal';
import { NODE_SUITES, nodeSuite } from '../vault/nodeSuite';
import { foundIn, KeptDesk, nameOf, reasonOf } from './testKeptDesk';

let folder = '';
let desk: KeptDesk;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-retention-'));
  desk = await new KeptDesk(folder, nodeFiles).open();
});
afterEach(async () => {
  await desk.close();
  await rm(folder, { recursive: true, force: true });
});

/** Operation 6 withdrawn unsent; 1 to 5 applied; 7 refused and given up. Then one more a month later, which dates what came before it. */
async function threeKinds(): Promise<void> {
  await desk.close();
  desk.online = false;
  await desk.open();
  await desk.accept(6);
  const taken = { type: 'withdrawal', opId: opIdOf(6), reason: reasonOf(6), clerk: 'C1' } as const;
  expect(await desk.journal.settle(taken)).toMatchObject({ ok: true });
  desk.online = true;
  for (const n of [1, 2, 3, 4, 5]) await desk.accept(n);
  desk.says.set(opIdOf(7), 'refused');
  await desk.accept(7);
  await desk.delivered();
  const given = { ...taken, type: 'resolution', opId: opIdOf(7), choice: 'dropped' } as const;
  expect(await desk.journal.settle({ ...given, reason: reasonOf(7) })).toMatchObject({ ok: true });
  // What is accepted next tells that all this had been written by then.
  desk.pass(0.5);
  await desk.accept(20);
  await desk.delivered();
  desk.pass(30);
  await desk.accept(8);
  await desk.delivered();
}

const ONE_TO_SEVEN = [1, 2, 3, 4, 5, 6, 7];

describe('what goes', () => {
  test('[RE1] what was settled longer ago than the policy’s days is a tombstone: no name, number or telephone of it is left in the file, and the chain has the same head', async () => {
    await threeKinds();
    const before = desk.journal.head();
    const chain = desk.entries().map(({ seq, hash, prevHash }) => ({ seq, hash, prevHash }));
    expect(foundIn(await desk.bytes('journal.jnl'), ...ONE_TO_SEVEN)).toHaveLength(21);
    await desk.later(1_064);
    expect(desk.types()).not.toContain('tombstone');
    await desk.later(2);
    expect(foundIn(await desk.bytes('journal.jnl'), ...ONE_TO_SEVEN)).toEqual([]);
    expect(foundIn(await desk.bytes('journal.jnl'), 8)).toHaveLength(3);
    expect(desk.types()).toEqual([...new Array(10).fill('tombstone'), 'operation']);
    expect(desk.entries().map(({ seq, hash, prevHash }) => ({ seq, hash, prevHash }))).toEqual(chain);
    expect(verify(desk.entries())).toMatchObject({ gaps: [], broken: [] });
    expect(desk.journal.head()).toEqual({ ...before, purged: 10 });
    expect(desk.delivery.status().chain?.lost).toEqual([]);
    await desk.later(40);
    expect(foundIn(await desk.bytes('journal.jnl'), 8)).toEqual([]);
  });

  test('[RE1] sealed, as a desk keeps it, the same goes: no record of the file opens as an operation that went', async () => {
    await desk.close();
    const ring = new KeyRing(1, new Map([[1, randomBytes(32)]]));
    const codec = sealingCodec(nodeSuite('std'), () => ({ ring, inbox: null }), randomBytes, NODE_SUITES);
    await rm(folder, { recursive: true });
    desk = await new KeptDesk(folder, nodeFiles, codec).open();
    await threeKinds();
    const head = desk.journal.head();
    const kinds = async (): Promise<unknown[]> =>
      readFrames(await desk.bytes('journal.jnl'), JOURNAL_FILE.kind).records.map(
        ({ content }) => (codec.open(content, ENTRY_CONTEXT) as JournalEntry).content.type,
      );
    expect(await kinds()).not.toContain('tombstone');
    await desk.later(1_070);
    expect(await kinds()).toEqual([...new Array(10).fill('tombstone'), 'operation']);
    expect(desk.journal.head()).toEqual({ ...head, purged: 10 });
    expect(desk.trouble).toBeNull();
  });

  test('[RE2] the reasons that clerks wrote about it go along', async () => {
    await threeKinds();
    expect(Buffer.from(await desk.bytes('journal.jnl')).toString()).toContain(reasonOf(6));
    await desk.later(1_070);
    const text = Buffer.from(await desk.bytes('journal.jnl')).toString();
    expect(text).not.toContain(reasonOf(6));
    expect(text).not.toContain(reasonOf(7));
  });

  test('[RE2] what was found of two people who may be one stays', async () => {
    await desk.accept(1);
    await desk.delivered();
    const reason = `${nameOf(1)}是另一个人`;
    const pair: [string, string] = ['P1', 'P2'];
    const said = {
      type: 'finding',
      opId: opIdOf(50),
      pair,
      verdict: 'different',
      reason,
      clerk: 'C1',
    } as const;
    expect((await desk.journal.find(said)).ok).toBe(true);
    await desk.later(1_100);
    expect(desk.types()).toEqual(['tombstone', 'finding']);
  });

  test('[RE6] verdicts with the records that decided go too, from the file beside the journal; their numbers are not given again', async () => {
    await threeKinds();
    const { verdicts } = desk.delivery.status();
    expect(foundIn(await desk.bytes('delivery.jnl'), 7)).toHaveLength(2);
    await desk.later(1_070);
    expect(foundIn(await desk.bytes('delivery.jnl'), ...ONE_TO_SEVEN)).toEqual([]);
    expect(desk.delivery.verdicts(0, 50).map(({ verdict }) => verdict.opId)).toEqual([opIdOf(8)]);
    await desk.later(40);
    expect(desk.delivery.verdicts(0, 50)).toEqual([]);
    expect(desk.delivery.status().verdicts).toBe(verdicts);
    await desk.accept(9);
    await desk.delivered();
    expect(desk.delivery.verdicts(0, 50).map(({ n }) => n)).toEqual([verdicts + 1]);
  });

  test('[RE6] its pictures go with it; one that an operation has that stays is kept', async () => {
    const pictures = new PictureFiles({
      folder: join(folder, 'evidence'),
      files: nodeFiles,
      codec: plainCodec,
    });
    const taken = async (seed: number) => {
      const kept = await pictures.keep(jpegBytes({ seed }));
      if (!kept.ok) throw new Error(kept.error.text);
      return { material: 'ID_CARD', label: '身份证件', ...kept.value } as const;
    };
    const [own, shared] = [await taken(1), await taken(2)];
    await desk.accept(1, { pictures: [own, shared] });
    await desk.delivered();
    await writeStored(own.sha256, shared.sha256);
    desk.pass(1);
    await desk.accept(3);
    await desk.delivered();
    desk.pass(100);
    await desk.accept(2, { pictures: [shared] });
    await desk.delivered();
    await desk.later(1_000);
    expect((await readdir(join(folder, 'evidence'))).sort()).toEqual([`${shared.sha256}.cbpic`]);
    expect(desk.types()).toEqual([...new Array(4).fill('tombstone'), 'operation', 'evidence']);
    expect(Buffer.from(await desk.bytes('evidence.jnl')).toString()).not.toContain(own.sha256);
    expect((await pictures.read(shared.sha256)).ok).toBe(true);
  });

  test('[RE12] how many went, and by which days, stands in the audit log; nothing of anybody', async () => {
    await threeKinds();
    desk.limits = { ...desk.limits, retentionDays: 365 } as typeof desk.limits;
    await desk.later(364);
    expect(desk.acts).toEqual([{ act: 'purged', count: 8, days: 365 }]);
    expect(desk.trouble).toBeNull();
  });
});

/** The platform said of these pictures of operation 1 that it has them. */
async function writeStored(...hashes: string[]): Promise<void> {
  const { UploadLog } = await import('../evidence/uploadLog');
  const log = await UploadLog.open({ folder, files: nodeFiles, codec: plainCodec });
  for (const sha256 of hashes)
    await log.note(opIdOf(1), sha256, { outcome: 'stored', code: null, text: null }, desk.now);
  await log.close();
}

describe('what stays', () => {
  const kept = async (): Promise<number[]> => {
    desk.pass(1);
    await desk.accept(90);
    await desk.delivered();
    await desk.later(4_000);
    return desk.entries().flatMap(({ content, seq }) => (content.type === 'operation' ? [seq] : []));
  };

  test('[RE3] what was never delivered, and whoever it is about', async () => {
    await desk.accept(1);
    await desk.accept(3, { persons: ['P2', 'P3'] });
    await desk.delivered();
    desk.online = false;
    await desk.accept(2);
    await desk.later(4_000);
    expect(desk.entries().flatMap(({ content, seq }) => (content.type === 'operation' ? [seq] : []))).toEqual(
      [2, 3],
    );
  });

  test('[RE3] what the platform refused and nobody has dealt with, and what it replaced', async () => {
    desk.says.set(opIdOf(1), 'refused');
    desk.says.set(opIdOf(2), 'refused');
    await desk.accept(1);
    await desk.delivered();
    await desk.accept(2, { supersedes: opIdOf(1), persons: ['P1'] });
    await desk.delivered();
    expect(await kept()).toEqual([1, 2]);
  });

  test('[RE3] what was done anew goes with the operation in its place, once that is applied', async () => {
    desk.says.set(opIdOf(1), 'refused');
    await desk.accept(1);
    await desk.delivered();
    await desk.accept(2, { supersedes: opIdOf(1), persons: ['P1'] });
    await desk.delivered();
    expect(await kept()).toEqual([]);
    expect(desk.received.filter((opId) => opId === opIdOf(1))).toHaveLength(1);
  });

  test('[RE3] what waits for a second clerk, here or at the platform', async () => {
    const policy: ReviewPolicy = { always: ['RES_CHANGE'], samplePermille: 0 };
    desk.journal.askReview(() => ({ policy, version: 1 }));
    await desk.accept(1);
    desk.journal.askReview(() => null);
    desk.says.set(opIdOf(2), 'waiting-review');
    await desk.accept(2);
    expect(await kept()).toEqual([1, 3]);
  });

  test('[RE3] the steps of a saga that is not whole', async () => {
    const saga = (step: number) => ({ id: opIdOf(10), step, of: 2 });
    const steps = [1, 2].map((step) =>
      desk.draft(10 + step, { saga: saga(step), persons: [`P${10 + step}`] }),
    );
    desk.says.set(opIdOf(12), 'refused');
    expect((await desk.journal.acceptSaga(steps)).ok).toBe(true);
    await desk.delivered();
    const given = {
      type: 'resolution',
      opId: opIdOf(12),
      choice: 'dropped',
      reason: '不办了',
      clerk: 'C1',
    } as const;
    await expect.poll(async () => (await desk.journal.settle(given)).ok).toBe(true);
    expect(await kept()).toEqual([1, 2]);
  });

  test('[RE3] the steps of a whole saga go together', async () => {
    const saga = (step: number) => ({ id: opIdOf(10), step, of: 2 });
    const steps = [1, 2].map((step) =>
      desk.draft(10 + step, { saga: saga(step), persons: [`P${10 + step}`] }),
    );
    expect((await desk.journal.acceptSaga(steps)).ok).toBe(true);
    await expect.poll(() => desk.received.length).toBe(2);
    await desk.delivered();
    expect(await kept()).toEqual([]);
    expect(foundIn(await desk.bytes('journal.jnl'), 11, 12)).toEqual([]);
  });

  test('[RE3] what has a picture that the platform has not answered for', async () => {
    const pictures = new PictureFiles({
      folder: join(folder, 'evidence'),
      files: nodeFiles,
      codec: plainCodec,
    });
    const kept1 = await pictures.keep(jpegBytes({ seed: 3 }));
    if (!kept1.ok) throw new Error(kept1.error.text);
    await desk.accept(1, { pictures: [{ material: 'ID_CARD', label: '身份证件', ...kept1.value }] });
    await desk.delivered();
    expect(await kept()).toEqual([1]);
  });
});

describe('by which clock', () => {
  test('[RE4] a device clock that is put forward lets nothing go', async () => {
    await threeKinds();
    desk.ahead = 40 * 365 * 86_400_000;
    await desk.later(1);
    expect(desk.types()).not.toContain('tombstone');
  });

  test('[RE4] a platform’s word from the future lets nothing go either', async () => {
    await threeKinds();
    desk.ahead = -5_000 * 86_400_000;
    await desk.later(5_000);
    expect(desk.types()).not.toContain('tombstone');
  });

  test('[RE4] a desk that never heard a platform keeps everything', async () => {
    await threeKinds();
    desk.heard = false;
    await desk.later(5_000);
    expect(desk.types()).not.toContain('tombstone');
  });

  test('[RE5] without knowing which policy is in use nothing goes', async () => {
    await threeKinds();
    desk.limits = null;
    await desk.later(5_000);
    expect(desk.types()).not.toContain('tombstone');
  });
});

describe('afterwards', () => {
  test('[RE7] a second time changes nothing', async () => {
    await threeKinds();
    await desk.later(1_070);
    const names = ['journal.jnl', 'delivery.jnl', 'retention.jnl'];
    const before = await Promise.all(names.map((name) => desk.bytes(name)));
    await desk.later(0);
    expect(await Promise.all(names.map((name) => desk.bytes(name)))).toEqual(before);
    expect(desk.acts).toHaveLength(1);
  });

  test('[RE8] delivery goes on with what is new, and sends nothing twice', async () => {
    await threeKinds();
    const before = [...desk.received];
    await desk.later(1_070);
    const entry = await desk.accept(9);
    expect(entry.seq).toBe(12);
    await desk.delivered();
    await desk.later(0);
    await desk.delivered();
    expect(desk.received).toEqual([...before, opIdOf(9)]);
    expect(desk.delivery.status()).toMatchObject({ queued: 0, held: 0 });
  });

  test('[RE8] the id of what went is not taken again, and its body is not taken back', async () => {
    await threeKinds();
    const bodies = [...desk.entries()];
    await desk.later(1_070);
    expect(await desk.journal.accept(desk.draft(1))).toMatchObject({
      ok: false,
      error: { code: 'OP_ID_REUSED', text: expect.stringContaining('已按保存期限清除（留有校验值）') },
    });
    expect(await desk.journal.restore(bodies)).toEqual({ ok: true, value: { restored: 0 } });
    expect(foundIn(await desk.bytes('journal.jnl'), ...ONE_TO_SEVEN)).toEqual([]);
  });

  test('[RE9] a program that does not know of it reads the journal, whole and verified', async () => {
    await threeKinds();
    await desk.later(1_070);
    const { JournalEntry } = await import('#shared/domain/journalEntry');
    const older = await openJournal({ folder, files: nodeFiles, codec: plainCodec, device: DEVICE });
    if (!older.ok) throw new Error(older.error.text);
    expect(older.value.head().finding).toBeNull();
    // What is on the disk has no word that a program before this one lacks.
    for (const entry of older.value.all())
      expect(Object.keys(JournalEntry.parse(entry).content)).not.toContain('purged');
    await older.value.close();
  });

  test('[RE9] a damaged journal, a lost log of verdicts and a restored backup are left as they are', async () => {
    await threeKinds();
    desk.restored = true;
    await desk.later(2_000);
    expect(desk.types()).not.toContain('tombstone');
    desk.restored = false;
    await desk.close();
    await rm(join(folder, 'delivery.jnl'));
    await desk.openJournal();
    expect(desk.types()).not.toContain('tombstone');
    expect(await nodeFiles.readAll(join(folder, 'delivery.jnl'))).toBeNull();
    await desk.journal.close();
    const file = await nodeFiles.openAppend(join(folder, 'journal.jnl'));
    await file.truncate((await file.size()) - 3);
    await file.close();
    await desk.open();
    expect(desk.journal.head().finding).not.toBeNull();
    expect(desk.types()).not.toContain('tombstone');
  });
});
