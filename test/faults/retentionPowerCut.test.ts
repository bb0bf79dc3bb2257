import { beforeAll, expect, test } from 'vitest';
import { verify } from '../../src/main/journal/chain';
import type { Files } from '../../src/main/journal/fileLayer';
import { foundIn, KeptDesk } from '../../src/main/retention/testKeptDesk';
import { LossyFiles, type LossyOptions } from './lossyFiles';
import { opIdOf } from './operations';

const FOLDER = '/desk/journal';
const GONE = [1, 2, 3];
const YEARS = 1_200;

/** The disk of a desk with three operations that are due, one that was refused and left, one that is new, and one that was never delivered. */
let disk: LossyFiles;
let now = 0;
let head = { seq: 0, hash: '' };

beforeAll(async () => {
  disk = new LossyFiles();
  const desk = await new KeptDesk(FOLDER, disk).open();
  for (const n of GONE) await desk.accept(n);
  desk.says.set(opIdOf(4), 'refused');
  await desk.accept(4);
  await desk.delivered();
  desk.now += YEARS * 86_400_000;
  await desk.accept(5);
  await desk.delivered();
  desk.online = false;
  await desk.accept(6);
  const { seq, hash } = desk.journal.head();
  head = { seq, hash };
  now = desk.now;
  await desk.close();
});

/** A sign-in on the disk; null: the power went. */
async function signIn(files: LossyFiles): Promise<KeptDesk | null> {
  const desk = new KeptDesk(FOLDER, files);
  desk.now = now;
  desk.remove = async () => undefined;
  try {
    await desk.openJournal();
    return desk;
  } catch {
    return null;
  }
}

/** What of the people is on the disk, and whether the journal that a start opens is a good one. */
async function found(files: LossyFiles) {
  const desk = new KeptDesk(FOLDER, files);
  desk.now = now;
  desk.heard = false;
  await desk.openJournal();
  const { gaps, broken } = verify(desk.entries());
  const { seq, hash, finding } = desk.journal.head();
  const bytes = await desk.bytes('journal.jnl');
  await desk.journal.close();
  return {
    sound: gaps.length + broken.length === 0 && finding === null && seq === head.seq && hash === head.hash,
    gone: foundIn(bytes, ...GONE).length,
    stays: foundIn(bytes, 4, 5, 6).length,
  };
}

test('[RE7] the power goes at any call to the disk: the journal is whole, with all bodies or with none of those that are due, and the next sign-in finishes it', async () => {
  const whole = disk.survivors();
  await (await signIn(whole))?.journal.close();
  expect(await found(whole.survivors())).toEqual({ sound: true, gone: 0, stays: 9 });
  const calls = whole.calls;
  expect(calls).toBeGreaterThan(40);
  const seen = new Set<number>();
  for (const tornShare of [0, 0.5, 1]) {
    for (let cutAt = 1; cutAt <= calls; cutAt++) {
      const cut: LossyOptions = { cutAt, tornShare };
      const dying = disk.survivors(cut);
      const desk = await signIn(dying);
      await desk?.journal.close().catch(() => undefined);
      const after = dying.survivors({ tornShare });
      // Looked at without a platform's time: nothing new is due, and what was begun is finished all the same.
      const copy = after.survivors();
      const looked = await found(copy);
      seen.add(looked.gone);
      expect({ cutAt, tornShare, ...looked }).toEqual({
        cutAt,
        tornShare,
        sound: true,
        gone: looked.gone === 0 ? 0 : 9,
        stays: 9,
      });
      const next = await signIn(after);
      await next?.journal.close();
      expect({ cutAt, ...(await found(after)) }).toEqual({ cutAt, sound: true, gone: 0, stays: 9 });
    }
  }
  expect([...seen].sort()).toEqual([0, 9]);
});

test('[RE7] [RE12] a disk that refuses once, at any call, leaves a whole journal and says so; the next sign-in finishes it', async () => {
  let said = 0;
  for (let at = 1; at <= 30; at++) {
    const inner = disk.survivors();
    let calls = 0;
    const refusing = new Proxy(inner, {
      get: (of, name: keyof Files) =>
        ((...args: never[]) => {
          if (++calls === at) throw Object.assign(new Error('refused'), { code: 'EIO' });
          return (of[name] as (...args: never[]) => unknown)(...args);
        }) as never,
    });
    const desk = await signIn(refusing);
    if (desk?.trouble) {
      said += 1;
      expect(desk.trouble).toMatchObject({
        code: 'PURGE_UNFINISHED',
        text: expect.stringContaining('没有清除完'),
      });
      expect(desk.journal.head()).toMatchObject({ ...head, finding: null });
    }
    await desk?.journal.close();
    await (await signIn(inner))?.journal.close();
    expect({ at, ...(await found(inner)) }).toEqual({ at, sound: true, gone: 0, stays: 9 });
  }
  expect(said).toBeGreaterThan(3);
});
