import { beforeEach, describe, expect, test } from 'vitest';
import type { FindingKind } from '#shared/audit/act';
import type { AuditState } from '#shared/audit/state';
import { canonicalJson } from '#shared/json';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { LossyFiles } from '../../../test/faults/lossyFiles';
import { header } from '../journal/frames';
import { systemOf } from '../vault/testVault';
import { allFiles, closedLog, dayOfActs, entryIn, fileOf, openAudit, recordsIn } from './testAudit';

const FOLDER = '/desk/audit';
const FIRST = `${FOLDER}/audit.jnl`;
const NOTE = `${FOLDER}/audit-head.json`;

const kindsOf = ({ findings }: AuditState): FindingKind[] => [...new Set(findings.map(({ kind }) => kind))];
const kindsOn = async (files: LossyFiles) => kindsOf((await openAudit(FOLDER, { files })).state());

describe('the chain', () => {
  test('[AU1] entries are numbered without a gap, hashed to the one before and ordered by number, whatever the clock says', async () => {
    const files = new LossyFiles();
    const times = [5, 3, 9, 1, 1];
    let i = 0;
    const log = await openAudit(FOLDER, { files, now: () => new Date(times[i++ % 5] ?? 0) });
    for (const act of dayOfActs(4)) expect(await log.note(act)).toBe(true);
    await log.note({ act: 'stop' }, null);
    await log.close();
    const entries = recordsIn(await files.readAll(FIRST)).map(entryIn);
    expect(entries.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(entries[0]?.prev).toBe('0'.repeat(64));
    expect(new Set(entries.map(({ prev }) => prev)).size).toBe(6);
    const clerks = entries.map(({ clerk }) => clerk);
    expect(clerks).toEqual([null, 'clerk-1', 'clerk-1', 'clerk-1', 'clerk-1', null]);
    const again = await openAudit(FOLDER, { files });
    expect(again.state()).toMatchObject({ entries: 6, files: 1, findings: [], trouble: null });
    expect((await again.read(null, 3)).map(({ n }) => n)).toEqual([6, 5, 4]);
    expect((await again.read(4, 10)).map(({ n }) => n)).toEqual([3, 2, 1]);
  });

  test.each(['std', 'gm'] as const)('[AU1] with suite %s a log of several starts verifies', async (suite) => {
    const files = new LossyFiles();
    for (let start = 0; start < 3; start++) await closedLog(FOLDER, 6, { files, suite: () => suite });
    const log = await openAudit(FOLDER, { files, suite: () => suite });
    expect(log.state()).toMatchObject({ entries: 16, files: 1, findings: [] });
    expect((await log.read(null, 100)).at(-1)).toMatchObject({ did: { act: 'segment', suite } });
  });

  test('[AU1] entries that come at once share a write', async () => {
    const files = new LossyFiles();
    const log = await openAudit(FOLDER, { files });
    const before = files.syncs;
    await Promise.all(dayOfActs(40).map((act) => log.note(act)));
    expect(files.syncs - before).toBeLessThanOrEqual(2);
    expect(log.state().entries).toBe(41);
  });
});

describe('tampering', () => {
  const COUNT = 50;
  let sound: Map<string, Uint8Array>;
  let records: Uint8Array[];
  beforeEach(async () => {
    const files = new LossyFiles();
    await closedLog(FOLDER, COUNT, { files });
    sound = await allFiles(files);
    records = recordsIn(sound.get(FIRST));
    expect(records).toHaveLength(COUNT);
  });

  const diskWith = (changed: Uint8Array | null, name = FIRST): LossyFiles => {
    const files = new Map(sound);
    if (changed === null) files.delete(name);
    else files.set(name, changed);
    return LossyFiles.holding(files);
  };

  /** What a start finds of a log with these records; the others are kept, the file stays as it lies, the next one states it. */
  async function found(changed: readonly Uint8Array[], intact: number): Promise<FindingKind[]> {
    const bytes = fileOf(changed);
    const files = diskWith(bytes);
    const log = await openAudit(FOLDER, { files });
    const kinds = kindsOf(log.state());
    expect(log.state().entries).toBe(intact + 1);
    expect(await log.note({ act: 'stop' })).toBe(true);
    await log.close();
    expect(Buffer.from(bytes).equals((await files.readAll(FIRST)) ?? Buffer.alloc(0))).toBe(true);
    const { did } = entryIn(recordsIn(await files.readAll(`${FOLDER}/audit-2.jnl`))[0]);
    const stated = did.act === 'segment' ? did.findings.map(({ kind }) => kind) : [];
    expect([...new Set(stated)]).toEqual(kinds);
    return kinds;
  }

  test('[AU4] each entry of fifty changed, with its checksum made anew, is found; the others are kept', async () => {
    for (let i = 0; i < COUNT; i++) {
      const changed = { ...entryIn(records[i]), at: '2026-11-21T00:00:00.000Z' };
      const with_ = records.map((record, at) => (at === i ? Buffer.from(canonicalJson(changed)) : record));
      expect(await found(with_, COUNT - 1), `${i}`).toContain('altered');
    }
  });

  test('[AU4] the same entry in other bytes (spaces, a field twice) is a changed one', async () => {
    const text = Buffer.from(records[7] ?? []).toString();
    for (const other of [text.replace(',', ', '), text.replace('{', '{"n":3,')])
      expect(
        await found(
          records.map((record, at) => (at === 7 ? Buffer.from(other) : record)),
          COUNT - 1,
        ),
      ).toContain('altered');
  });

  test('[AU4] [AU5] each entry of fifty taken out is found; the last one by the note beside the log', async () => {
    for (let i = 0; i < COUNT; i++)
      expect(
        await found(
          records.filter((_, at) => at !== i),
          COUNT - 1,
        ),
        `${i}`,
      ).toContain(i === COUNT - 1 ? 'cut' : 'missing');
  });

  test('[AU4] two entries that changed places, one written twice, and all in another order are found', async () => {
    for (let i = 0; i < COUNT - 1; i++) {
      const swapped = records.map(
        (record, at) => records[at === i ? i + 1 : at === i + 1 ? i : at] ?? record,
      );
      expect(await found(swapped, COUNT), `${i}`).toContain('order');
    }
    for (const i of [0, 1, 25, 49])
      expect(await found([...records.slice(0, i + 1), ...records.slice(i)], COUNT)).toContain('twice');
    expect(await found([...records].reverse(), COUNT)).toContain('order');
  });

  test('[AU5] every cut behind an entry is found, and the log goes on behind what is left', async () => {
    for (let left = 1; left < COUNT; left++)
      expect(await found(records.slice(0, left), left), `${left}`).toContain('cut');
    expect(await kindsOn(diskWith(fileOf([])))).toEqual(['cut']);
    expect(await kindsOn(diskWith(new Uint8Array()))).toEqual(['cut']);
    expect(await kindsOn(diskWith(null))).toEqual(['cut']);
  });

  test('[AU4] another desk’s log, or an entry of it, in the place of one’s own is found', async () => {
    const files = new LossyFiles();
    await closedLog(FOLDER, COUNT, { files });
    const theirs = recordsIn(await files.readAll(FIRST));
    expect(await found(theirs, 0)).toContain('foreign');
    for (const i of [1, 20, 49])
      expect(
        await found(
          records.map((record, at) => (at === i ? (theirs[i] ?? record) : record)),
          COUNT - 1,
        ),
      ).toContain('altered');
  });

  test('[AU5] an older copy of the whole folder is not noticed by itself: that is for the platform’s anchor', async () => {
    const later = LossyFiles.holding(sound);
    const log = await openAudit(FOLDER, { files: later });
    await log.note({ act: 'stop' });
    await log.close();
    expect(log.state().entries).toBe(COUNT + 1);
    expect(await kindsOn(LossyFiles.holding(sound))).toEqual([]);
  });

  test('[AU5] a note beside the log that is gone or altered is found', async () => {
    expect(await kindsOn(diskWith(null, NOTE))).toEqual(['note']);
    const text = Buffer.from(sound.get(NOTE) ?? []).toString();
    const altered = Buffer.from(text.replace(`"n":${COUNT}`, '"n":10'));
    expect(await kindsOn(diskWith(altered, NOTE))).toEqual(['note']);
  });

  test('[AU6] a finding is stated once and stays in view; a closed file that is changed later is found again', async () => {
    const files = diskWith(fileOf(records.filter((_, at) => at !== 10)));
    const first = await openAudit(FOLDER, { files });
    expect(first.state().findings).toMatchObject([{ kind: 'missing', stated: false, after: 10 }]);
    await first.close();
    for (let start = 0; start < 3; start++) {
      const again = await openAudit(FOLDER, { files });
      expect(again.state()).toMatchObject({ files: 2, findings: [{ kind: 'missing', stated: true }] });
      await again.close();
    }
    const now = await allFiles(files);
    now.set(FIRST, fileOf(records.filter((_, at) => at !== 10 && at !== 11)));
    const changed = await openAudit(FOLDER, { files: LossyFiles.holding(now) });
    const fresh = changed.state().findings.filter(({ stated }) => !stated);
    expect(fresh.map(({ kind }) => kind)).toContain('segment');
    expect(changed.state().files).toBe(3);
    now.delete(FIRST);
    expect(await kindsOn(LossyFiles.holding(now))).toContain('segment');
    now.delete(`${FOLDER}/audit-2.jnl`);
    expect(await kindsOn(LossyFiles.holding(now))).toContain('cut');
  });

  test('[AU6] a full file is closed without a finding; every entry of every closed file that is changed is found at the next start', async () => {
    const files = new LossyFiles();
    for (let start = 0; start < 4; start++) await closedLog(FOLDER, 8, { files, fileEntries: 5 });
    const whole = await openAudit(FOLDER, { files, fileEntries: 5 });
    expect(whole.state()).toMatchObject({ files: 5, findings: [] });
    const entries = whole.state().entries;
    expect((await whole.read(null, 100)).map(({ n }) => n)).toEqual(
      Array.from({ length: entries }, (_, i) => entries - i),
    );
    expect((await whole.verify()).findings).toEqual([]);
    await whole.close();
    const all = await allFiles(files);
    for (const path of all.keys()) {
      if (!path.endsWith('.jnl')) continue;
      const lying = recordsIn(all.get(path));
      for (const [i, record] of lying.entries()) {
        const changed = Buffer.from(canonicalJson({ ...entryIn(record), at: '2026-11-21T00:00:00.000Z' }));
        const now = new Map(all).set(path, fileOf(lying.map((one, at) => (at === i ? changed : one))));
        const log = await openAudit(FOLDER, { files: LossyFiles.holding(now), fileEntries: 5 });
        expect(kindsOf(log.state()), `${path} ${i}`).toContain(lying.length === 1 ? 'foreign' : 'altered');
      }
    }
  });

  test('[AU6] a file with a damaged header, and one that ends in the middle of an entry, stay as they are', async () => {
    const whole = Buffer.from(sound.get(FIRST) ?? []);
    const noHeader = Buffer.from(whole);
    noHeader[2] = 0;
    for (const [bytes, kind] of [
      [noHeader, 'header'],
      [whole.subarray(0, whole.length - 7), 'torn'],
    ] as const) {
      const files = diskWith(bytes);
      const log = await openAudit(FOLDER, { files });
      expect(kindsOf(log.state())).toContain(kind);
      for (const { text } of log.state().findings) expect(text).toMatch(/^[^a-z]*审计日志[^a-z]*。$/);
      await log.close();
      expect(bytes.equals((await files.readAll(FIRST)) ?? Buffer.alloc(0))).toBe(true);
    }
  });

  test('[AU13] what is changed while the program runs is found when it is asked for, and the log goes on', async () => {
    const files = LossyFiles.holding(sound);
    const log = await openAudit(FOLDER, { files });
    expect((await log.verify()).findings).toEqual([]);
    const handle = await files.openAppend(FIRST);
    await handle.truncate(1000);
    expect(kindsOf(await log.verify())).toContain('cut');
    expect(await log.note({ act: 'stop' })).toBe(true);
    expect((await log.verify()).findings.every(({ stated }) => stated)).toBe(true);
    expect(log.state().files).toBe(2);
  });
});

describe('the key', () => {
  test('[AU3] is sealed where the system seals and open where it does not, and no secret is needed for either', async () => {
    const files = new LossyFiles();
    await closedLog('/open', 3, { files });
    await closedLog('/sealed', 3, { files, system: systemOf() });
    const key = async (folder: string): Promise<unknown> =>
      JSON.parse(Buffer.from((await files.readAll(`${folder}/audit-key-1.json`)) ?? []).toString());
    expect(await key('/open')).toMatchObject({ sealed: 'none' });
    expect(await key('/sealed')).toMatchObject({ sealed: 'system' });
  });

  test('[AU3] of another account it proves nothing: that is said, and the log goes on in a file with a key of its own', async () => {
    const files = new LossyFiles();
    const [hers, his] = [systemOf(), systemOf()];
    await closedLog(FOLDER, 5, { files, system: hers });
    const other = await openAudit(FOLDER, { files, system: his });
    expect(other.state()).toMatchObject({ files: 2, keySealed: true, findings: [{ kind: 'unproven' }] });
    await other.note({ act: 'stop' });
    await other.close();
    const back = await openAudit(FOLDER, { files, system: hers });
    const fresh = back.state().findings.filter(({ stated }) => !stated);
    expect(fresh).toMatchObject([{ kind: 'unproven', segment: 2 }]);
    expect(back.state().entries).toBe(8);
  });

  test('[AU3] that was taken away is missed: nothing of before can be proven any more, and the log goes on', async () => {
    const files = new LossyFiles();
    await closedLog(FOLDER, 5, { files });
    const left = await allFiles(files);
    left.delete(`${FOLDER}/audit-key-1.json`);
    const log = await openAudit(FOLDER, { files: LossyFiles.holding(left) });
    expect(kindsOf(log.state())).toContain('foreign');
    expect(await log.note({ act: 'stop' })).toBe(true);
  });
});

describe('a disk that refuses', () => {
  test('[AU7] costs the entry, is said, and the next entry that is written tells how many are missing', async () => {
    const disk = new LossyFiles();
    const files = new FaultyFiles(disk);
    const log = await openAudit(FOLDER, { files });
    files.plan = [
      { on: 'append', code: 'ENOSPC', leaves: 30 },
      { on: 'append', code: 'EIO' },
    ];
    expect(await log.note({ act: 'signed-in', who: 'clerk-1' })).toBe(false);
    expect(await log.note({ act: 'signed-in', who: 'clerk-2' })).toBe(false);
    expect(log.state().trouble?.text).toContain('写不进磁盘');
    expect(await log.note({ act: 'stop' })).toBe(true);
    expect(log.state().trouble).toBeNull();
    const last = (await log.read(null, 2)).map(({ did }) => did);
    expect(last).toEqual([{ act: 'stop' }, { act: 'missed', count: 2 }]);
    expect(await kindsOn(disk)).toEqual([]);
  });

  test('[AU7] after a power cut at any moment what was noted is there, and the worst that is said is an entry not written whole', async () => {
    for (let cutAt = 1; ; cutAt++) {
      const files = new LossyFiles({ cutAt, tornShare: 0.5 });
      let noted = 0;
      const log = await openAudit(FOLDER, { files });
      for (const act of dayOfActs(3)) if (await log.note(act)) noted++;
      if (!files.isCut) {
        expect(noted).toBe(3);
        break;
      }
      const after = files.survivors();
      const again = await openAudit(FOLDER, { files: after });
      expect(again.state().trouble, `${cutAt}`).toBeNull();
      const kept = (await again.read(null, 100)).filter(({ did }) => did.act !== 'segment');
      expect(kept.length, `${cutAt}`).toBeGreaterThanOrEqual(noted);
      const said = kindsOf(again.state()).filter((kind) => kind !== 'torn');
      expect(said, `${cutAt}`).toEqual([]);
    }
  });

  test('[AU7] a newer program’s log is left alone', async () => {
    const files = new LossyFiles();
    await closedLog(FOLDER, 3, { files });
    const now = await allFiles(files);
    const newer = header({ magic: 'CBAUDT', version: 2 });
    now.set(FIRST, Buffer.concat([newer, (now.get(FIRST) ?? new Uint8Array()).subarray(12)]));
    const disk = LossyFiles.holding(now);
    const log = await openAudit(FOLDER, { files: disk });
    expect(log.state().trouble?.code).toBe('AUDIT_NEWER');
    expect(await log.note({ act: 'stop' })).toBe(false);
    await log.close();
    expect(await allFiles(disk)).toEqual(now);
  });
});
