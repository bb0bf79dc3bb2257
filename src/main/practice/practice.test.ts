import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEVICE, draftOf } from '../../../test/faults/operations';
import { plainCodec } from '../../shared/codec';
import type { EntryContent, JournalEntry } from '../../shared/domain/journalEntry';
import type { PracticeCast, PracticeState } from '../../shared/practice/practice';
import type { Verdict } from '../../shared/protocol/verdict';
import { startDelivery } from '../delivery/delivery';
import { nodeFiles } from '../journal/fileLayer';
import { openJournal } from '../journal/journal';
import { Practice } from './practice';
import { PracticeBook } from './practiceBook';
import { practiceOperations } from './practiceFacts';
import type { PracticeLine } from './practiceLine';

let folder: string;
const ends: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canbao-lessons-'));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  rmSync(folder, { recursive: true, force: true });
});

const people = (kind: string) =>
  [1, 2, 3, 4].map((n) => ({
    id: `${kind}${n}`,
    name: `练习${n}`,
    certNo: `99999919900101001${n}`,
    householdId: 'H1',
  }));
const CAST: PracticeCast = {
  adults: people('A'),
  employedElsewhere: people('E'),
  residentsElsewhere: people('R'),
  toChange: people('C'),
};

/** Practice on a real journal, with a line that only notes what is asked of it. */
async function practised() {
  const book = PracticeBook.open(folder);
  const opened = await openJournal({
    folder: join(folder, 'j'),
    files: nodeFiles,
    codec: plainCodec,
    device: DEVICE,
  });
  if (!opened.ok) throw new Error(opened.error.text);
  const journal = opened.value;
  const told: PracticeState[] = [];
  const asked: unknown[] = [];
  let atDeath: Buffer | null = null;
  const practice = new Practice({
    book,
    journal,
    now: () => '2026-11-22T01:00:00.000Z',
    die: () => {
      atDeath = readFileSync(join(folder, 'j/journal.jnl'));
    },
    onChange: (state) => told.push(state),
  });
  const delivery = await startDelivery({
    journal,
    folder: join(folder, 'j'),
    files: nodeFiles,
    codec: plainCodec,
    transport: () => null,
    now: Date.now,
    random: () => 0,
  });
  const line = {
    isCut: false,
    cut: async () => void asked.push('cut'),
    restore: (county?: unknown) => void asked.push(['restore', county]),
  };
  practice.follow(delivery, line as unknown as PracticeLine);
  ends.push(async () => {
    await delivery.stop();
    await practice.stop();
    await journal.close();
  });
  return { book, journal, practice, told, asked, dead: () => atDeath };
}

describe('practice as it runs', () => {
  test('[PM14] no lesson begins before the practice platform has said who lives in its village; each beginning has another person', async () => {
    const { practice } = await practised();
    expect(practice.state().ready).toBe(false);
    expect(await practice.begin('enrol')).toMatchObject({ ok: false, error: { code: 'PRACTICE_STARTING' } });
    practice.meet(CAST);
    const who: string[] = [];
    for (const lesson of ['enrol', 'offline', 'powerCut', 'enrol', 'enrol'] as const) {
      const begun = await practice.begin(lesson);
      who.push(begun.ok ? (begun.value.current?.person.id ?? '') : begun.error.text);
    }
    expect(who.slice(0, 4)).toEqual(['A1', 'A2', 'A3', 'A4']);
    expect(who[4]).toMatch(/^A/);
  });

  test('[PM12] a set power cut strikes when the operation is on the disk, before anybody is told; without one nothing ends', async () => {
    const { practice, journal, dead } = await practised();
    practice.meet(CAST);
    await practice.begin('powerCut');
    expect((await journal.accept(draftOf(1))).ok).toBe(true);
    expect(dead()).toBeNull();
    await practice.trouble('powerCut');
    expect(practice.state().powerCutIsSet).toBe(true);
    await practice.trouble('noPowerCut');
    await journal.accept(draftOf(2));
    expect(dead()).toBeNull();
    await practice.trouble('powerCut');
    await journal.accept(draftOf(3, { persons: ['A1'] }));
    const file = dead() as Buffer | null;
    expect(file?.equals(readFileSync(join(folder, 'j/journal.jnl')))).toBe(true);
    expect(PracticeBook.open(folder).current).toMatchObject({ powerCut: true, current: { reached: 1 } });
  });

  test('[PM12] the start after it knows that it struck, and strikes no second time', async () => {
    const first = PracticeBook.open(folder);
    await first.change({
      powerCut: true,
      current: {
        lesson: 'powerCut',
        person: CAST.adults[0] as never,
        since: 0,
        reached: 1,
        powerWasCut: false,
      },
    });
    const { book, journal, practice, dead } = await practised();
    expect(practice.state().powerCutIsSet).toBe(false);
    await journal.accept(draftOf(1, { persons: ['A1'] }));
    expect(dead()).toBeNull();
    expect(practice.state().current?.steps.map(({ reached }) => reached)).toEqual([true, true, false]);
    await book.settled();
    expect(PracticeBook.open(folder).current.powerCut).toBe(false);
  });

  test('[PM12] closing practice in the ordinary way calls a set power cut off', async () => {
    const { practice } = await practised();
    await practice.trouble('powerCut');
    await practice.stop();
    expect(PracticeBook.open(folder).current.powerCut).toBe(false);
  });

  test('[PM10][PM11] line and county: cut, restored, and restored behind the county’s change of the person of the lesson', async () => {
    const { practice, asked } = await practised();
    practice.meet(CAST);
    await practice.begin('conflict');
    await practice.trouble('cut');
    await practice.trouble('restore');
    await practice.trouble('county');
    expect(asked).toEqual([
      ['restore', undefined],
      'cut',
      ['restore', undefined],
      'cut',
      [
        'restore',
        [{ matter: 'RES_CHANGE', body: { personId: 'C1', note: '练习：县级核查', phone: '15400991001' } }],
      ],
    ]);
  });

  test('[PM7] progress is told to the window as it comes, once, and is there at the next start', async () => {
    const { practice, journal, told } = await practised();
    practice.meet(CAST);
    await practice.begin('enrol');
    const before = told.length;
    await journal.accept(draftOf(1, { persons: ['A1'] }));
    expect(told.length).toBe(before + 1);
    expect(told.at(-1)?.current?.steps[0]?.reached).toBe(true);
    await practice.stop();
    expect(PracticeBook.open(folder).current.current).toMatchObject({ lesson: 'enrol', reached: 1 });
  });
});

test('[PM7] what became of an operation is read from journal and verdicts', () => {
  const entry = (seq: number, content: EntryContent): JournalEntry =>
    ({ seq, content, v: 2, prevHash: '', hash: '', at: {} }) as unknown as JournalEntry;
  const operation = (n: number, supersedes: string | null = null): EntryContent =>
    ({
      type: 'operation',
      operation: { ...draftOf(n, { supersedes }), device: DEVICE, seq: n },
    }) as EntryContent;
  const id = (n: number) => draftOf(n).opId;
  const closing = (type: 'withdrawal' | 'resolution', n: number): EntryContent =>
    ({
      type,
      opId: id(n),
      reason: 'x',
      clerk: 'c',
      ...(type === 'resolution' ? { choice: 'dropped' } : {}),
    }) as EntryContent;
  const said = new Map([2, 3, 4, 6].map((n) => [id(n), { outcome: n === 6 ? 'applied' : 'conflict' }]));
  const entries = [
    operation(1),
    operation(2),
    operation(3),
    operation(4),
    operation(5),
    operation(6, id(3)),
    operation(7, id(4)),
    closing('withdrawal', 7),
    closing('withdrawal', 5),
    closing('resolution', 2),
  ].map((content, at) => entry(at + 1, content));
  const found = practiceOperations(entries, 1, (opId) => (said.get(opId) as Verdict | undefined) ?? null);
  // 3 was replaced; what replaced 4 was taken back, so 4 waits for the clerk again.
  expect(found.map(({ outcome }) => outcome)).toEqual([
    'settled',
    'settled',
    'conflict',
    'withdrawn',
    'applied',
    'withdrawn',
  ]);
});
