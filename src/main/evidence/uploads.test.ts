import { mkdtemp, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jpegBytes } from '#fixtures/picture';
import { plainCodec } from '#shared/codec';
import type { OpId } from '#shared/domain/operation';
import type { EvidenceRef } from '#shared/evidence/evidence';
import { pictureHash } from '#shared/evidence/picture';
import type { EvidenceWord, OperationFate } from '#shared/evidence/uploads';
import type { DeliveryStatus } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { Fault } from '#shared/sync/fault';
import { DEVICE, draftOf } from '../../../test/faults/operations';
import { nodeFiles } from '../journal/fileLayer';
import { type Journal, openJournal } from '../journal/journal';
import { PictureFiles } from './pictureFiles';
import { UploadLog } from './uploadLog';
import { type EvidenceLine, EvidenceUploads } from './uploads';

const STORED: EvidenceWord = { outcome: 'stored', code: null, text: null };
const REFUSED: EvidenceWord = { outcome: 'refused', code: 'TOO_MANY', text: '太多了。' };

/** A desk's journal and pictures, with a delivery and a line that the test speaks for. */
class Scene {
  readonly fates = new Map<OpId, OperationFate>();
  readonly put: string[] = [];
  readonly asked: OpId[] = [];
  answers: Result<EvidenceWord, Fault>[] = [];
  held: readonly string[] = [];
  status: Pick<DeliveryStatus, 'network' | 'queued' | 'paused'> = {
    network: { state: 'online', lastAnswerAt: null, offlineSince: null, trouble: null },
    queued: 0,
    paused: null,
  };
  now = 1_000_000;
  files!: PictureFiles;
  uploads!: EvidenceUploads;
  private changed = new Set<() => void>();
  private timer: (() => void) | null = null;
  /** The picture on the line is not answered while this is set. */
  silence: Promise<void> | null = null;

  constructor(
    readonly folder: string,
    readonly journal: Journal,
  ) {}

  async start(): Promise<this> {
    const shared = { folder: this.folder, files: nodeFiles, codec: plainCodec };
    this.files = new PictureFiles({ ...shared, folder: join(this.folder, 'evidence') });
    const line: EvidenceLine = {
      held: async (opId) => {
        this.asked.push(opId);
        return ok(this.held);
      },
      put: async ({ opId, sha256, bytes }) => {
        expect(pictureHash(bytes)).toBe(sha256);
        this.put.push(`${opId} ${sha256}`);
        if (this.silence !== null) await this.silence;
        return this.answers.shift() ?? ok(STORED);
      },
    };
    this.uploads = new EvidenceUploads({
      journal: this.journal,
      files: this.files,
      log: await UploadLog.open(shared),
      delivery: {
        status: () => this.status,
        fateOf: (opId) => this.fates.get(opId) ?? 'open',
        onChange: (listener) => {
          this.changed.add(listener);
          return () => this.changed.delete(listener);
        },
      },
      line: () => line,
      now: () => this.now,
      random: () => 0.5,
      timers: {
        after: (_, work) => {
          this.timer = work;
          return () => {
            if (this.timer === work) this.timer = null;
          };
        },
      },
    });
    return this;
  }

  /** Keeps a picture and accepts operation `n` with it. */
  async accepted(n: number, seed: number): Promise<{ opId: OpId; sha256: string }> {
    const kept = await this.files.keep(jpegBytes({ seed }));
    if (!kept.ok) throw new Error(kept.error.text);
    const ref: EvidenceRef = { material: 'ID_CARD', label: '身份证件', ...kept.value };
    const entry = await this.journal.accept(draftOf(n), [ref]);
    if (!entry.ok) throw new Error(entry.error.text);
    return { opId: draftOf(n).opId, sha256: ref.sha256 };
  }

  /** Delivery tells that something changed, and what follows from it is done. */
  async tell(): Promise<void> {
    for (const listener of this.changed) listener();
    await this.settle();
  }
  async applied(...opIds: OpId[]): Promise<void> {
    for (const opId of opIds) this.fates.set(opId, 'applied');
    await this.tell();
  }
  /** Time passes, and the timer goes off. */
  async pass(ms: number): Promise<void> {
    this.now += ms;
    this.timer?.();
    await this.settle();
  }
  async settle(): Promise<void> {
    if (this.silence === null) return this.uploads.idle();
    // A silent line is never idle: what can be waited for is that something is on it.
    while (this.put.length === 0) await new Promise((done) => setTimeout(done, 1));
  }
  states(opId: OpId): string[] {
    return this.uploads.standings(opId).map(({ state }) => state);
  }
}

let folder = '';
let journal: Journal;
let scene: Scene;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-uploads-'));
  const opened = await openJournal({ folder, files: nodeFiles, codec: plainCodec, device: DEVICE });
  if (!opened.ok) throw new Error(opened.error.text);
  journal = opened.value;
  scene = await new Scene(folder, journal).start();
});
afterEach(async () => {
  await scene.uploads.stop();
  await journal.close();
  await rm(folder, { recursive: true, force: true });
});

describe('pictures follow their operations', () => {
  test('[EV10] a picture goes after its operation was applied, never before, and its word outlives a restart', async () => {
    const one = await scene.accepted(1, 1);
    await scene.tell();
    expect(scene.put).toEqual([]);
    expect(scene.states(one.opId)).toEqual(['behind']);
    expect(scene.uploads.status()).toMatchObject({ waiting: 1, stored: 0 });

    await scene.applied(one.opId);
    expect(scene.put).toEqual([`${one.opId} ${one.sha256}`]);
    expect(scene.states(one.opId)).toEqual(['stored']);

    await scene.uploads.stop();
    const later = await new Scene(folder, journal).start();
    later.fates.set(one.opId, 'applied');
    await later.tell();
    expect(later.put).toEqual([]);
    expect(later.uploads.status()).toEqual({ waiting: 0, stored: 1, refused: 0, lost: 0, trouble: null });
    await later.uploads.stop();
  });

  test('[EV11] while an operation waits to be sent, delivery is paused or the line is down, no picture goes', async () => {
    const one = await scene.accepted(1, 1);
    const quiet = scene.status;
    for (const busy of [
      { ...quiet, queued: 1 },
      { ...quiet, paused: { code: 'SIGN_IN', text: '请重新登记。' } },
      { ...quiet, network: { ...quiet.network, state: 'offline' as const } },
    ]) {
      scene.status = busy;
      await scene.applied(one.opId);
      await scene.pass(600_000);
      expect(scene.put).toEqual([]);
    }
    scene.status = quiet;
    await scene.tell();
    expect(scene.put).toHaveLength(1);
  });

  test('[EV11] one picture is on the line at a time, and a new operation is accepted and told of while it is', async () => {
    const [one, two] = [await scene.accepted(1, 1), await scene.accepted(2, 2)];
    let answer: () => void = () => undefined;
    scene.silence = new Promise((done) => {
      answer = done;
    });
    await scene.applied(one.opId, two.opId);
    expect(scene.put).toHaveLength(1);
    expect(scene.states(one.opId)).toEqual(['sending']);
    // The line is silent, and acceptance does not notice.
    const three = await scene.accepted(3, 3);
    expect(journal.all().map(({ content }) => content.type)).toEqual(
      Array.from({ length: 3 }, () => ['operation', 'evidence']).flat(),
    );
    scene.silence = null;
    answer();
    await scene.settle();
    expect(scene.put).toHaveLength(2);
    expect(scene.states(three.opId)).toEqual(['behind']);
  });

  test('[EV11] a cut line costs the picture that was on it: it is asked after before it goes again, and does not stand in the way of others', async () => {
    const [one, two] = [await scene.accepted(1, 1), await scene.accepted(2, 2)];
    scene.answers = [err({ kind: 'cut' })];
    await scene.applied(one.opId, two.opId);
    expect(scene.put).toHaveLength(1);
    expect(scene.uploads.status()).toMatchObject({
      waiting: 2,
      trouble: expect.stringContaining('再试') as string,
    });
    // It had arrived all the same; the other one goes first.
    scene.held = [one.sha256];
    await scene.pass(300_000);
    expect(scene.put).toEqual([`${one.opId} ${one.sha256}`, `${two.opId} ${two.sha256}`]);
    expect(scene.asked).toEqual([one.opId]);
    expect(scene.uploads.status()).toEqual({ waiting: 0, stored: 2, refused: 0, lost: 0, trouble: null });
  });

  test('[EV11] failures are tried again by the schedule of delivery: not at once, and at once when the clerk asks', async () => {
    const one = await scene.accepted(1, 1);
    scene.answers = [err({ kind: 'unreachable' }), err({ kind: 'timeout' })];
    await scene.applied(one.opId);
    await scene.tell();
    await scene.pass(100);
    expect(scene.put).toHaveLength(1);
    await scene.pass(2_000);
    expect(scene.put).toHaveLength(2);
    scene.uploads.hurry();
    await scene.settle();
    expect(scene.put).toHaveLength(3);
    expect(scene.states(one.opId)).toEqual(['stored']);
  });

  test('[EV14] what the platform refuses is told in its words and not sent again until the clerk wants it', async () => {
    const one = await scene.accepted(1, 1);
    scene.answers = [ok(REFUSED)];
    await scene.applied(one.opId);
    await scene.pass(600_000);
    expect(scene.put).toHaveLength(1);
    expect(scene.uploads.standings(one.opId)).toMatchObject([{ state: 'refused', text: '太多了。' }]);
    expect(await scene.uploads.again(one.opId)).toMatchObject({ ok: true });
    await scene.settle();
    expect(scene.put).toHaveLength(2);
    expect(scene.states(one.opId)).toEqual(['stored']);
  });

  test('[EV7] [EV14] a picture whose file is gone is told as lost, and the others go', async () => {
    const [one, two] = [await scene.accepted(1, 1), await scene.accepted(2, 2)];
    await unlink(join(folder, 'evidence', `${one.sha256}.cbpic`));
    await scene.applied(one.opId, two.opId);
    expect(scene.uploads.standings(one.opId)).toMatchObject([
      { state: 'lost', text: expect.stringContaining('重新拍照') as string },
    ]);
    expect(scene.states(two.opId)).toEqual(['stored']);
    expect(scene.uploads.status()).toMatchObject({ waiting: 0, lost: 1, stored: 1 });
  });

  test('[EV10] pictures of an operation that was taken back or given up are not sent', async () => {
    const one = await scene.accepted(1, 1);
    scene.fates.set(one.opId, 'ended');
    await scene.tell();
    expect(scene.put).toEqual([]);
    expect(scene.states(one.opId)).toEqual(['idle']);
    expect(scene.uploads.status().waiting).toBe(0);
  });
});

describe('pictures in the journal', () => {
  const refOf = (seed: number, material = 'ID_CARD'): EvidenceRef => {
    const picture = jpegBytes({ seed });
    return { material, label: '身份证件', sha256: pictureHash(picture), bytes: picture.length };
  };

  test('[EV8] they stand in one commit with their operation, in the chain, and are there again after a start', async () => {
    const entry = await journal.accept(draftOf(1), [refOf(1), refOf(1), refOf(1, 'OTHER'), refOf(2)]);
    expect(entry).toMatchObject({ ok: true, value: { seq: 1, v: 2 } });
    const contents = journal.all().map(({ v, content }) => [v, content.type]);
    expect(contents).toEqual([
      [2, 'operation'],
      [4, 'evidence'],
      [4, 'evidence'],
      [4, 'evidence'],
    ]);
    await journal.close();
    const opened = await openJournal({ folder, files: nodeFiles, codec: plainCodec, device: DEVICE });
    if (!opened.ok) throw new Error(opened.error.text);
    journal = opened.value;
    expect(journal.head()).toMatchObject({ seq: 4, finding: null });
    expect(journal.picturesOf(draftOf(1).opId).map(({ material, sha256 }) => [material, sha256])).toEqual([
      ['ID_CARD', refOf(1).sha256],
      ['OTHER', refOf(1).sha256],
      ['ID_CARD', refOf(2).sha256],
    ]);
    expect(journal.hasPicture(refOf(2).sha256)).toBe(true);
    expect(journal.hasPicture(refOf(3).sha256)).toBe(false);
  });

  test('[EV8] later ones are attached; what is there already, too many, of nothing or taken back is not written', async () => {
    const { opId } = draftOf(1);
    await journal.accept(draftOf(1));
    expect(await journal.attach(opId, 'C1', [refOf(1)])).toMatchObject({ ok: true, value: [{ seq: 2 }] });
    expect(await journal.attach(opId, 'C1', [refOf(1)])).toMatchObject({ ok: true, value: [{ seq: 2 }] });
    const twelve = Array.from({ length: 12 }, (_, seed) => refOf(50 + seed));
    expect(await journal.attach(opId, 'C1', twelve)).toMatchObject({
      ok: false,
      error: { code: 'EVIDENCE_FULL' },
    });
    expect(await journal.attach(draftOf(9).opId, 'C1', [refOf(1)])).toMatchObject({
      ok: false,
      error: { code: 'OP_UNKNOWN' },
    });
    expect(await journal.accept(draftOf(2), [...twelve, refOf(70)])).toMatchObject({
      ok: false,
      error: { code: 'EVIDENCE_INVALID' },
    });
    expect(journal.all()).toHaveLength(2);
  });
});
