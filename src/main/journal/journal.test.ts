import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import {
  CHAIN_START,
  contentHashOf,
  entryHash,
  type JournalEntry,
  opIdOf,
} from '#shared/domain/journalEntry';
import type { NewDraft, OperationDraft } from '#shared/domain/operation';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { LossyFiles } from '../../../test/faults/lossyFiles';
import { DEVICE, draftOf } from '../../../test/faults/operations';
import { type Files, nodeFiles } from './fileLayer';
import { frames, header, readFrames } from './frames';
import { type Journal, openJournal } from './journal';

const KIND = { magic: 'CBJRNL', version: 1 };
let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-journal-'));
  file = join(folder, 'journal.jnl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function open(files: Files = nodeFiles): Promise<Journal> {
  const opened = await openJournal({ folder, files, codec: plainCodec, device: DEVICE });
  if (!opened.ok) throw new Error(opened.error.text);
  return opened.value;
}

async function accepted(journal: Journal, draft: OperationDraft): Promise<JournalEntry> {
  const answer = await journal.accept(draft);
  if (!answer.ok) throw new Error(answer.error.text);
  return answer.value;
}

/** A closed journal of `n` operations. */
async function written(n: number): Promise<JournalEntry[]> {
  const journal = await open();
  for (let i = 1; i <= n; i++) await accepted(journal, draftOf(i));
  await journal.close();
  return [...journal.all()];
}

const buriedOf = (entry: JournalEntry): JournalEntry => ({
  ...entry,
  content: { type: 'tombstone', opId: opIdOf(entry.content), contentHash: contentHashOf(entry.content) },
});

const seqs = (journal: Journal): number[] => journal.read(0, 500).map((entry) => entry.seq);

describe('accepting', () => {
  test('[JR7] entries are numbered without gaps, chained by hash, and there again after a start', async () => {
    const entries = await written(3);
    expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3]);
    expect(entries.map((entry) => entry.prevHash)).toEqual([CHAIN_START, entries[0]?.hash, entries[1]?.hash]);
    expect(entries.every((entry) => entryHash(entry) === entry.hash)).toBe(true);
    const again = await open();
    expect(again.read(0, 500)).toEqual(entries);
    expect(again.head()).toEqual({ seq: 3, hash: entries[2]?.hash, finding: null });
    expect((await accepted(again, draftOf(4))).prevHash).toBe(entries[2]?.hash);
    expect(again.read(2, 1).map((entry) => entry.seq)).toEqual([3]);
    await again.close();
  });

  test('[JR7] the counter rises by itself while the device clock runs backwards', async () => {
    let clock = 2_000_000_000_000;
    const opened = await openJournal({
      folder,
      files: nodeFiles,
      codec: plainCodec,
      device: DEVICE,
      now: () => (clock -= 60_000),
    });
    if (!opened.ok) throw new Error(opened.error.text);
    opened.value.heardPlatformTime('2026-11-22T08:00:00+08:00');
    const times = [await accepted(opened.value, draftOf(1)), await accepted(opened.value, draftOf(2))].map(
      (e) => e.at,
    );
    expect(times.map((at) => at.counter)).toEqual([1, 2]);
    expect(times[0]?.platform).toBe('2026-11-22T08:00:00+08:00');
    await opened.value.close();
  });

  test('[JR8] the same operation twice, one after the other or at once, is one entry', async () => {
    const journal = await open();
    const [first, second] = await Promise.all([accepted(journal, draftOf(1)), accepted(journal, draftOf(1))]);
    expect(second).toEqual(first);
    expect(await accepted(journal, draftOf(1))).toEqual(first);
    expect(seqs(journal)).toEqual([1]);
    await journal.close();
  });

  test('[JR8] the same id with another body is refused with a sentence', async () => {
    const journal = await open();
    await accepted(journal, draftOf(1));
    const answer = await journal.accept(draftOf(1, { body: { phone: '15400009999' } }));
    expect(answer).toMatchObject({ ok: false, error: { code: 'OP_ID_REUSED' } });
    expect(seqs(journal)).toEqual([1]);
    await journal.close();
  });

  test.each([
    ['BODY_HASH', { ...draftOf(1), bodyHash: 'a'.repeat(64) }],
    ['DRAFT_INVALID', { ...draftOf(1), day: '2026-02-30' }],
    ['DRAFT_INVALID', { ...draftOf(1), extra: 1 } as NewDraft],
    ['TOO_LARGE', draftOf(1, { body: { remark: '长'.repeat(80_000) } })],
  ])('[JR9] a draft that is not whole is refused before it reaches the disk: %s', async (code, draft) => {
    const journal = await open();
    expect(await journal.accept(draft)).toMatchObject({ ok: false, error: { code } });
    expect(journal.head().seq).toBe(0);
    await journal.close();
  });

  test('[JR10] what arrives while the disk is busy shares one fsync', async () => {
    const files = new FaultyFiles(nodeFiles);
    const journal = await open(files);
    const before = files.syncs;
    await Promise.all(Array.from({ length: 40 }, (_, i) => accepted(journal, draftOf(i + 1))));
    expect(files.syncs - before).toBeLessThanOrEqual(2);
    expect(seqs(journal)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    await journal.close();
  });
});

describe('a disk that fails', () => {
  test.each([
    ['DISK_FULL', { on: 'append', code: 'ENOSPC', leaves: 20 }],
    ['DISK_FAILED', { on: 'sync', code: 'EIO' }],
    ['DISK_READONLY', { on: 'append', code: 'EROFS' }],
  ] as const)(
    '[JR11] says %s, leaves nothing behind, and accepts again once it works',
    async (code, failure) => {
      const files = new FaultyFiles(nodeFiles);
      const journal = await open(files);
      await accepted(journal, draftOf(1));
      const size = (await readFile(file)).length;
      files.plan = [failure];
      const answers = await Promise.all([
        journal.accept(draftOf(2)),
        journal.accept(draftOf(2)),
        journal.accept(draftOf(3)),
      ]);
      for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code } });
      expect((await readFile(file)).length).toBe(size);
      expect(seqs(journal)).toEqual([1]);
      expect((await accepted(journal, draftOf(2))).seq).toBe(2);
      await journal.close();
      const again = await open();
      expect(seqs(again)).toEqual([1, 2]);
      expect(again.head().finding).toBeNull();
      await again.close();
    },
  );

  test('[JR11] where even taking back fails, nothing is accepted on top of the remains', async () => {
    const files = new FaultyFiles(nodeFiles);
    const journal = await open(files);
    await accepted(journal, draftOf(1));
    files.plan = [
      { on: 'append', code: 'EIO', leaves: 30 },
      { on: 'truncate', code: 'EIO' },
      { on: 'truncate', code: 'EIO' },
      { on: 'truncate', code: 'EIO' },
    ];
    expect((await journal.accept(draftOf(2))).ok).toBe(false);
    expect((await journal.accept(draftOf(2))).ok).toBe(false);
    expect((await accepted(journal, draftOf(2))).seq).toBe(2);
    await journal.close();
    const again = await open();
    expect(seqs(again)).toEqual([1, 2]);
    await again.close();
  });

  test('[JR25] what was refused and still lies in the file is taken out once the disk lets it, and does not come back', async () => {
    const files = new FaultyFiles(nodeFiles);
    const journal = await open(files);
    await accepted(journal, draftOf(1));
    const size = (await readFile(file)).length;
    files.plan = [
      { on: 'sync', code: 'EROFS' },
      { on: 'truncate', code: 'EROFS' },
      { on: 'truncate', code: 'EROFS' },
    ];
    expect(await journal.accept(draftOf(2))).toMatchObject({ ok: false, error: { code: 'DISK_READONLY' } });
    expect((await readFile(file)).length).toBeGreaterThan(size);
    journal.tidy();
    await expect
      .poll(async () => {
        journal.tidy();
        return (await readFile(file)).length;
      })
      .toBe(size);
    await journal.close();
    const again = await open();
    expect(seqs(again)).toEqual([1]);
    await again.close();
  });

  test('[JR11] a folder that cannot be opened is a sentence, not an exception', async () => {
    await writeFile(join(folder, 'taken'), 'a file');
    const opened = await openJournal({
      folder: join(folder, 'taken'),
      files: nodeFiles,
      codec: plainCodec,
      device: DEVICE,
    });
    expect(opened).toMatchObject({ ok: false, error: { code: 'DISK_FAILED' } });
  });
});

describe('a damaged file', () => {
  test('[JR3] a torn last record is taken out, kept aside and said', async () => {
    const entries = await written(3);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length - 5));
    const journal = await open();
    expect(seqs(journal)).toEqual([1, 2]);
    expect(journal.head().finding?.text).toContain('没有写完');
    expect(await readdir(folder)).toContain('journal.jnl.damaged-1');
    expect(await journal.restore(entries)).toEqual({ ok: true, value: { restored: 1 } });
    await journal.close();
    const again = await open();
    expect(again.head()).toEqual({ seq: 3, hash: entries[2]?.hash, finding: null });
    await again.close();
  });

  test('[JR16] what is taken out of the file lies beside it, byte for byte, also when it happens twice', async () => {
    await written(2);
    const bytes = await readFile(file);
    for (const [n, torn] of [5, 9].entries()) {
      await writeFile(file, bytes.subarray(0, bytes.length - torn));
      await (await open()).close();
      const second = readFrames(bytes, KIND).records[1]?.offset ?? 0;
      const kept = await readFile(`${file}.damaged-${n + 1}`);
      expect(Buffer.compare(kept, bytes.subarray(second, bytes.length - torn))).toBe(0);
    }
  });

  test('[JR4] a flipped byte at every position: all but the one entry are read, the rest comes back from the window', async () => {
    const entries = await written(3);
    const bytes = await readFile(file);
    // Every byte of the header and of the frames' own fields, and every seventh of the content.
    const starts = readFrames(bytes, KIND).records.map((record) => record.offset);
    const places = [...bytes.keys()].filter(
      (at) => at % 7 === 0 || at < 12 || starts.some((s) => at >= s && at < s + 8),
    );
    expect(places.length).toBeGreaterThan(200);
    for (const at of places) {
      const flipped = Uint8Array.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 0x20;
      const disk = new LossyFiles();
      await (await disk.openAppend(file)).append(flipped);
      const journal = await open(disk);
      expect(journal.all().length, `byte ${at}`).toBeGreaterThanOrEqual(at < 12 ? 3 : 2);
      expect(journal.head().finding, `byte ${at}`).not.toBeNull();
      expect((await journal.restore(entries)).ok, `byte ${at}`).toBe(true);
      expect(journal.read(0, 9), `byte ${at}`).toEqual(entries);
      const again = await open(disk);
      expect(again.head(), `byte ${at}`).toEqual({ seq: 3, hash: entries[2]?.hash, finding: null });
    }
  });

  test('[JR5] behind a lost entry the journal goes on, and its head asks for what is missing', async () => {
    const entries = await written(3);
    const bytes = await readFile(file);
    const second = readFrames(bytes, KIND).records[1];
    bytes[(second?.offset ?? 0) + 30] = 0;
    await writeFile(file, bytes);
    const journal = await open();
    expect(seqs(journal)).toEqual([1, 3]);
    expect(journal.head()).toMatchObject({
      seq: 1,
      hash: entries[0]?.hash,
      finding: { code: 'JOURNAL_GAP' },
    });
    expect((await accepted(journal, draftOf(4))).seq).toBe(4);
    expect(await journal.restore(entries.slice(1))).toEqual({ ok: true, value: { restored: 1 } });
    expect(seqs(journal)).toEqual([1, 2, 3, 4]);
    await journal.close();
  });

  test('[JR6] a file of a newer version opens for reading only, with a sentence', async () => {
    const entries = await written(2);
    const newer = Buffer.concat([
      header({ ...KIND, version: 2 }),
      frames(entries.map((entry) => plainCodec.seal(entry, ''))),
    ]);
    await writeFile(file, newer);
    const journal = await open();
    expect(seqs(journal)).toEqual([1, 2]);
    expect(journal.head().finding?.code).toBe('JOURNAL_NEWER');
    expect(await journal.accept(draftOf(3))).toMatchObject({ ok: false, error: { code: 'JOURNAL_NEWER' } });
    expect(await journal.restore(entries)).toMatchObject({ ok: false, error: { code: 'JOURNAL_NEWER' } });
    await journal.close();
    expect(Buffer.compare(await readFile(file), newer)).toBe(0);
  });

  test('[JR12] an entry changed behind our back is not taken for an entry', async () => {
    const [entry] = await written(1);
    if (entry?.content.type !== 'operation') throw new Error('no operation');
    const forged = {
      ...entry,
      content: { ...entry.content, operation: { ...entry.content.operation, clerk: 'C9' } },
    };
    await writeFile(file, Buffer.concat([header(KIND), frames([plainCodec.seal(forged, '')])]));
    const journal = await open();
    expect(seqs(journal)).toEqual([]);
    expect(journal.head().finding).not.toBeNull();
    await journal.close();
  });
});

describe('giving back', () => {
  test('[JR13] a deleted file is filled again from the window, in pages', async () => {
    const entries = await written(5);
    await rm(file);
    const journal = await open();
    expect(journal.head().seq).toBe(0);
    expect(await journal.restore(entries.slice(0, 2))).toEqual({ ok: true, value: { restored: 2 } });
    expect(await journal.restore(entries)).toEqual({ ok: true, value: { restored: 3 } });
    expect(await journal.restore(entries)).toEqual({ ok: true, value: { restored: 0 } });
    expect(journal.read(0, 9)).toEqual(entries);
    expect(await accepted(journal, draftOf(2))).toEqual(entries[1]);
    await journal.close();
  });

  test('[JR13] another history is refused whole: nothing is written', async () => {
    const entries = await written(2);
    await rm(file);
    const journal = await open();
    await accepted(journal, draftOf(7));
    const size = (await readFile(file)).length;
    expect(await journal.restore(entries)).toMatchObject({ ok: false, error: { code: 'FORKED' } });
    expect(await journal.restore(entries.slice(1))).toMatchObject({ ok: false, error: { code: 'FORKED' } });
    expect((await readFile(file)).length).toBe(size);
    await journal.close();
  });

  test('[JR13] entries that do not connect, or were changed, are refused whole', async () => {
    const entries = await written(3);
    await rm(file);
    const journal = await open();
    expect(await journal.restore(entries.slice(1))).toMatchObject({
      ok: false,
      error: { code: 'RESTORE_GAP' },
    });
    const changed = entries.map((entry) => (entry.seq === 2 ? { ...entry, hash: 'b'.repeat(64) } : entry));
    expect(await journal.restore(changed)).toMatchObject({ ok: false, error: { code: 'RESTORE_DAMAGED' } });
    expect(journal.head().seq).toBe(0);
    await journal.close();
  });

  test('[JR23] a tombstone gives way to the body that the window still has, and to nothing else, over a restart too', async () => {
    const entries = await written(3);
    await rm(file);
    const journal = await open();
    const buried = entries.map((entry) => (entry.seq === 2 ? buriedOf(entry) : entry));
    expect(await journal.restore(buried)).toMatchObject({ ok: true, value: { restored: 3 } });
    expect(journal.head()).toMatchObject({ seq: 3, hash: entries[2]?.hash, lost: [2] });
    await journal.close();
    const again = await open();
    expect(again.all()).toEqual(buried);
    expect(again.head().finding).toBeNull();
    expect(await again.restore(buried)).toMatchObject({ ok: true, value: { restored: 0 } });
    expect(await again.restore(entries)).toMatchObject({ ok: true, value: { restored: 1 } });
    expect(again.all()).toEqual(entries);
    await again.close();
    const last = await open();
    expect(last.all()).toEqual(entries);
    expect(last.head()).toEqual({ seq: 3, hash: entries[2]?.hash, finding: null });
    await last.close();
  });
});

describe('the chain’s word', () => {
  const TROUBLE = { code: 'CHAIN_FORKED', text: '不能受理' };

  test('[JR24] nothing is appended that the chain forbids; what is there already is still the answer', async () => {
    const journal = await open();
    const first = await accepted(journal, draftOf(1));
    let closingsToo = false;
    journal.askDelivery({
      reserveUnsent: () => true,
      release: () => undefined,
      hasFailed: () => true,
      isUndecided: () => false,
      appendTrouble: (what) => (what === 'operation' || closingsToo ? TROUBLE : null),
    });
    expect(await journal.accept(draftOf(2))).toEqual({ ok: false, error: TROUBLE });
    expect(await journal.accept(draftOf(1))).toEqual({ ok: true, value: first });
    const settle = {
      type: 'resolution',
      opId: draftOf(1).opId,
      choice: 'dropped',
      reason: '试',
      clerk: 'C1',
    } as const;
    closingsToo = true;
    expect(await journal.settle(settle)).toEqual({ ok: false, error: TROUBLE });
    expect(seqs(journal)).toEqual([1]);
    closingsToo = false;
    expect(await journal.settle(settle)).toMatchObject({ ok: true });
    await journal.close();
  });
});

describe('settling', () => {
  const word = (failed: readonly string[], unsent: readonly string[]) => {
    const released: string[] = [];
    return {
      released,
      reserveUnsent: (opId: string) => unsent.includes(opId),
      release: (opId: string) => void released.push(opId),
      hasFailed: (opId: string) => failed.includes(opId),
      appendTrouble: () => null,
      isUndecided: () => false,
    };
  };
  const withdrawal = (n: number) =>
    ({ type: 'withdrawal', opId: draftOf(n).opId, reason: '录错了人', clerk: 'C1' }) as const;
  const resolution = (n: number) =>
    ({
      type: 'resolution',
      opId: draftOf(n).opId,
      choice: 'dropped',
      reason: '不再办理',
      clerk: 'C1',
    }) as const;

  test('[JR14] [SY18] only what was never sent can be withdrawn, and once', async () => {
    const journal = await open();
    await accepted(journal, draftOf(1));
    await accepted(journal, draftOf(2));
    expect(await journal.settle(withdrawal(1))).toMatchObject({ ok: false, error: { code: 'NOT_READY' } });
    journal.askDelivery(word([], [draftOf(1).opId]));
    const first = await journal.settle(withdrawal(1));
    expect(first).toMatchObject({ ok: true, value: { seq: 3, content: { type: 'withdrawal' } } });
    expect(await journal.settle(withdrawal(1))).toEqual(first);
    expect(await journal.settle(withdrawal(2))).toMatchObject({ ok: false, error: { code: 'ALREADY_SENT' } });
    expect(await journal.settle(withdrawal(9))).toMatchObject({ ok: false, error: { code: 'OP_UNKNOWN' } });
    expect(await journal.settle({ ...withdrawal(2), reason: '' })).toMatchObject({
      ok: false,
      error: { code: 'SETTLE_INVALID' },
    });
    await journal.close();
  });

  test('[JR14] a withdrawal that the disk refuses gives the operation back to delivery', async () => {
    const files = new FaultyFiles(nodeFiles);
    const journal = await open(files);
    await accepted(journal, draftOf(1));
    const said = word([], [draftOf(1).opId]);
    journal.askDelivery(said);
    files.plan = [{ on: 'sync', code: 'ENOSPC' }];
    expect(await journal.settle(withdrawal(1))).toMatchObject({ ok: false, error: { code: 'DISK_FULL' } });
    expect(said.released).toEqual([draftOf(1).opId]);
    await journal.close();
  });

  test('[JR15] only what the platform did not apply can be closed', async () => {
    const journal = await open();
    await accepted(journal, draftOf(1));
    await accepted(journal, draftOf(2));
    journal.askDelivery(word([draftOf(1).opId], []));
    expect(await journal.settle(resolution(1))).toMatchObject({ ok: true });
    expect(await journal.settle(resolution(2))).toMatchObject({ ok: false, error: { code: 'NOT_FAILED' } });
    expect(await journal.settle(withdrawal(1))).toMatchObject({
      ok: false,
      error: { code: 'ALREADY_SETTLED' },
    });
    await journal.close();
  });
});
