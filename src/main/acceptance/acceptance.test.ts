import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { API, PROTOCOL } from '#shared/protocol/messages';
import { theBook } from '#shared/rules/book';
import { DeskLimits } from '#shared/sync/limits';
import { DEVICE, draftOf } from '../../../test/faults/operations';
import { startDelivery } from '../delivery/delivery';
import { nodeFiles } from '../journal/fileLayer';
import { type Journal, openJournal } from '../journal/journal';
import { Acceptance } from './acceptance';
import { NoteStore } from './deskNotes';

const DAY = 86_400_000;
const NOON = Date.parse('2026-11-20T04:00:00Z');

let folder = '';
let now = NOON;
const ends: (() => Promise<void>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-acceptance-'));
  now = NOON;
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await rm(folder, { recursive: true, force: true });
});

/** A desk without a line, on a clock the test sets. */
async function desk(limits = DeskLimits.parse({}), clockRuns = true) {
  const opened = await openJournal({
    folder,
    files: nodeFiles,
    codec: plainCodec,
    device: DEVICE,
    now: () => now,
  });
  if (!opened.ok) throw new Error(opened.error.text);
  const journal = opened.value;
  const delivery = await startDelivery({
    journal,
    folder,
    files: nodeFiles,
    codec: plainCodec,
    transport: () => null,
    now: () => now,
    random: () => 0,
  });
  const notes = await NoteStore.open(folder);
  const acceptance = new Acceptance({
    journal,
    delivery,
    notes,
    now: () => now,
    clockRuns,
    limits: () => limits,
  });
  const end = async () => {
    await delivery.stop();
    await notes.settled();
    await journal.close();
  };
  ends.push(end);
  return {
    journal,
    acceptance,
    end: async () => {
      ends.splice(ends.indexOf(end), 1);
      await end();
    },
  };
}

/** Facts of the test's today, or as old as told. */
const draft = (n: number, asOf = now) => {
  const made = draftOf(n, { persons: [`P${n}`] });
  return { ...made, forecast: { ...made.forecast, asOf: new Date(asOf).toISOString() } };
};
const codeOf = async (journal: Journal, n: number, asOf = now): Promise<string> => {
  const answer = await journal.accept(draft(n, asOf));
  return answer.ok ? 'ok' : answer.error.code;
};
/** An answer of the platform whose clock is `ahead` ms before the device's. */
const answered = (ahead: number) => ({
  askedAt: now,
  askedMono: 1_000,
  answeredMono: 1_040,
  serverTime: new Date(now + 20 + ahead).toISOString(),
});

describe('limits at the journal', () => {
  test('[LM7] a full backlog refuses the next operation with its figure; what was saved is given again, and a withdrawal goes on', async () => {
    const { journal, acceptance } = await desk(DeskLimits.parse({ backlog: { warn: 1, stop: 2 } }));
    expect(await codeOf(journal, 1)).toBe('ok');
    expect(acceptance.standing()).toMatchObject({
      accepts: true,
      words: [{ kind: 'backlog', level: 'warn' }],
    });
    expect(await codeOf(journal, 2)).toBe('ok');
    const answer = await journal.accept(draft(3));
    expect(answer).toMatchObject({ ok: false, error: { code: 'LIMIT_REACHED' } });
    expect(!answer.ok && answer.error.text).toContain('2 笔');
    expect(journal.all()).toHaveLength(2);
    expect(await codeOf(journal, 2)).toBe('ok');
    const { opId } = draft(1);
    const back = await journal.settle({ type: 'withdrawal', opId, reason: '本人改变主意', clerk: 'clerk-1' });
    expect(back.ok).toBe(true);
    expect(await codeOf(journal, 3)).toBe('ok');
  });

  test('[LM7] the steps of a saga are refused together', async () => {
    const { journal } = await desk(DeskLimits.parse({ backlog: { warn: 1, stop: 1 } }));
    expect(await codeOf(journal, 1)).toBe('ok');
    const saga = [2, 3].map((n, i) => ({
      ...draft(n),
      v: 2 as const,
      saga: { id: draft(2).opId, step: i + 1, of: 2 },
    }));
    expect(await journal.acceptSaga(saga)).toMatchObject({ ok: false, error: { code: 'LIMIT_REACHED' } });
    expect(journal.all()).toHaveLength(1);
  });

  test('[LM8] an operation is held to the age of the facts it was decided on, not to what the window last told', async () => {
    const { journal, acceptance } = await desk();
    expect(await codeOf(journal, 1, now - 61 * DAY)).toBe('LIMIT_REACHED');
    expect(acceptance.standing({ mirrorAsOf: new Date(now).toISOString(), day: null }).accepts).toBe(true);
    expect(await codeOf(journal, 1, now - 61 * DAY)).toBe('LIMIT_REACHED');
    expect(await codeOf(journal, 1, now - 59 * DAY)).toBe('ok');
  });

  test('[LM9] the oldest operation counts from its acceptance, across a restart, until the platform has spoken of it', async () => {
    const first = await desk();
    expect(await codeOf(first.journal, 1)).toBe('ok');
    await first.end();
    now += 46 * DAY;
    const { journal } = await desk();
    const answer = await journal.accept(draft(2));
    expect(!answer.ok && answer.error.text).toContain('46 天');
  });

  test('[LM10] the book counts as confirmed when the platform names the same, and that outlives the program', async () => {
    const first = await desk();
    const version = {
      api: API,
      protocol: PROTOCOL,
      serverTime: new Date(now).toISOString(),
      name: '平台',
    } as const;
    first.acceptance.heardVersion({ ...version, rulebook: 'another' });
    expect(first.acceptance.standing().figures.policyAt).toBeNull();
    first.acceptance.heardVersion({ ...version, rulebook: theBook.version });
    await first.end();
    now += 121 * DAY;
    const { acceptance, journal } = await desk();
    expect(acceptance.standing().words).toMatchObject([{ kind: 'policyAge', level: 'stop' }]);
    expect(await codeOf(journal, 1)).toBe('LIMIT_REACHED');
  });
});

describe('the clock at the journal', () => {
  test('[VC7] a clock behind the last entry stops acceptance until the clerk has confirmed it, and stays confirmed after a restart', async () => {
    const first = await desk();
    expect(await codeOf(first.journal, 1)).toBe('ok');
    now -= 3_600_000;
    expect(await codeOf(first.journal, 2)).toBe('CLOCK_BACK');
    await first.end();
    const second = await desk();
    expect(await codeOf(second.journal, 2)).toBe('CLOCK_BACK');
    expect((await second.acceptance.confirmClock()).accepts).toBe(true);
    await second.end();
    const third = await desk();
    expect(await codeOf(third.journal, 2)).toBe('ok');
    const [one, two] = third.journal.all();
    expect([one?.seq, two?.seq]).toEqual([1, 2]);
    expect(Date.parse(two?.at.device ?? '')).toBeLessThan(Date.parse(one?.at.device ?? ''));
  });

  test.each([-10 * 365 * DAY, 10 * 365 * DAY])(
    '[VC7] a clock set %i ms away never shuts the desk for good',
    async (jump) => {
      const { journal, acceptance } = await desk();
      expect(await codeOf(journal, 1)).toBe('ok');
      now += jump;
      acceptance.heard(answered(-jump));
      await acceptance.confirmClock();
      expect(await codeOf(journal, 2, now - jump)).toBe('ok');
    },
  );

  test('[VC19] summer time and other zones move nothing: the same moments give the same words wherever the computer thinks it is', async () => {
    const { journal, acceptance } = await desk();
    expect(await codeOf(journal, 1)).toBe('ok');
    now -= 3_600_000;
    const zone = process.env.TZ;
    const texts = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe'].map((tz) => {
      process.env.TZ = tz;
      return acceptance.standing({ mirrorAsOf: null, day: '2026-11-20' }).words.map(({ text }) => text);
    });
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    expect(texts[0]?.[0]).toContain('2026-11-20 11:00');
    expect(texts[1]).toEqual(texts[0]);
    expect(texts[2]).toEqual(texts[0]);
  });

  test('[VC7] a clock that stands still accepts, in order', async () => {
    const { journal } = await desk();
    for (const n of [1, 2, 3]) expect(await codeOf(journal, n)).toBe('ok');
    expect(journal.all().map(({ at }) => at.counter)).toEqual([1, 2, 3]);
  });

  test('[VC8] an hour and more beside the platform is told once with its direction; acceptance goes on', async () => {
    const { journal, acceptance } = await desk();
    const told: string[] = [];
    acceptance.onChange(({ words }) => told.push(words.map(({ kind }) => kind).join()));
    acceptance.heard(answered(2 * 3_600_000));
    acceptance.heard(answered(2 * 3_600_000));
    expect(told).toEqual(['clockOff']);
    expect(acceptance.standing().clock).toEqual({ offsetMs: 7_200_000, roundTripMs: 40 });
    expect(await codeOf(journal, 1)).toBe('ok');
  });

  test('[LM14] the size of the backlog is told as it moves, and once for each size', async () => {
    const { journal, acceptance } = await desk();
    const told: number[] = [];
    acceptance.onChange(({ figures }) => told.push(figures.backlog));
    for (const n of [1, 2]) {
      expect(await codeOf(journal, n)).toBe('ok');
      acceptance.look();
      acceptance.look();
    }
    expect(told).toEqual([1, 2]);
  });

  test('[VC9] a business day that the platform’s day does not bear out is said, and nothing else happens', async () => {
    const { journal, acceptance } = await desk();
    const asOf = new Date(now).toISOString();
    const kinds = (day: string) =>
      acceptance.standing({ mirrorAsOf: asOf, day }).words.map(({ kind }) => kind);
    expect(kinds('2026-11-20')).toEqual([]);
    expect(kinds('2026-11-21')).toEqual(['day']);
    expect(kinds('2026-09-01')).toEqual(['day']);
    acceptance.heard(answered(DAY));
    expect(kinds('2026-11-21')).toEqual(['clockOff']);
    expect(await codeOf(journal, 1)).toBe('ok');
  });

  test('[VC10] where the business day is fixed the clock is no measure of anything', async () => {
    const { journal, acceptance } = await desk(DeskLimits.parse({}), false);
    expect(await codeOf(journal, 1)).toBe('ok');
    now -= 3_600_000;
    acceptance.heard(answered(99 * DAY));
    expect(acceptance.standing({ mirrorAsOf: null, day: '2030-01-01' }).words).toEqual([]);
    expect(await codeOf(journal, 2)).toBe('ok');
  });

  test('[VC11] notes that cannot be read are none: the desk opens and asks again', async () => {
    const first = await desk();
    await first.acceptance.confirmClock();
    await first.end();
    const path = join(folder, 'desk-notes.json');
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ confirmed: { at: NOON, afterSeq: 0 } });
    await writeFile(path, '{"version":');
    const { journal } = await desk();
    expect(await codeOf(journal, 1)).toBe('ok');
  });
});
