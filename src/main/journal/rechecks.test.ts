import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import type { JournalEntry } from '#shared/domain/journalEntry';
import { linkHolds, linkOf } from '#shared/protocol/chain';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { DEVICE, draftOf, opIdOf } from '../../../test/faults/operations';
import { nodeFiles } from './fileLayer';
import { type DeliveryWord, type Journal, openJournal } from './journal';
import type { RecheckWord, ReviewRule } from './rechecks';

const ALL: ReviewRule = { policy: { always: ['RES_CHANGE'], samplePermille: 0 }, version: 3 };
const LINE: DeliveryWord = {
  reserveUnsent: () => true,
  release: () => undefined,
  hasFailed: () => true,
  appendTrouble: () => null,
  isUndecided: () => false,
};

let folder: string;
let files: FaultyFiles;
let rule: ReviewRule | null;
const open = async (): Promise<Journal> => {
  const opened = await openJournal({
    folder: join(folder, 'journal'),
    files,
    codec: plainCodec,
    device: DEVICE,
  });
  if (!opened.ok) throw new Error(opened.error.text);
  opened.value.askReview(() => rule);
  opened.value.askDelivery(LINE);
  return opened.value;
};
const word = (n: number, over: Partial<RecheckWord> = {}): RecheckWord => ({
  opId: opIdOf(n),
  outcome: 'accepted',
  reason: '',
  reviewer: 'C2',
  region: '220199',
  day: '2026-11-22',
  ...over,
});
const kinds = (entries: readonly JournalEntry[]): string[] => entries.map(({ content }) => content.type);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-recheck-'));
  files = new FaultyFiles(nodeFiles);
  rule = ALL;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the re-check in the journal', () => {
  test('[RV6] the call for a re-check is in one commit with the operation, and says by which policy; both are there after a restart', async () => {
    const journal = await open();
    const saved = await journal.accept(draftOf(1));
    expect(saved.ok && saved.value.content.type).toBe('operation');
    expect(kinds(journal.all())).toEqual(['operation', 'review-call']);
    expect(journal.all()[1]).toMatchObject({ v: 3, content: { cause: 'matter', policy: 3, weight: 1 } });
    rule = null;
    await journal.accept(draftOf(2));
    await journal.close();
    const again = await open();
    expect(kinds(again.all())).toEqual(['operation', 'review-call', 'operation']);
    expect(again.head()).toMatchObject({ seq: 3, finding: null });
    await again.close();
  });

  test('[RV6] a disk that fails takes neither the operation nor the call', async () => {
    const journal = await open();
    files.plan = [{ on: 'append', code: 'ENOSPC', leaves: 700 }];
    expect((await journal.accept(draftOf(1))).ok).toBe(false);
    expect(journal.all()).toEqual([]);
    expect(await journal.recheck(word(1))).toMatchObject({ ok: false, error: { code: 'NOT_CALLED' } });
    await journal.close();
  });

  test('[RV5] who entered it may not re-check it, whatever the window says; a second clerk may, once', async () => {
    const journal = await open();
    await journal.accept(draftOf(1));
    const self = await journal.recheck(word(1, { reviewer: 'C1' }));
    expect(self).toMatchObject({ ok: false, error: { code: 'RECHECK_REFUSED' } });
    expect(!self.ok && self.error.text).toContain('请换一人复核');
    expect((await journal.recheck(word(1))).ok).toBe(true);
    expect(journal.recheckOf(opIdOf(1))).toMatchObject({ reviewer: 'C2', outcome: 'accepted' });
    // The same word again is the stored one, another is refused.
    expect((await journal.recheck(word(1, { reviewer: 'C3' }))).ok).toBe(true);
    expect(await journal.recheck(word(1, { outcome: 'returned', reason: '不对' }))).toMatchObject({
      ok: false,
      error: { code: 'ALREADY_RECHECKED' },
    });
    expect(kinds(journal.all())).toEqual(['operation', 'review-call', 'review']);
    await journal.close();
  });

  test('[RV4] returning needs a reason; what is done anew is re-checked again whatever the policy says by then', async () => {
    const journal = await open();
    await journal.accept(draftOf(1));
    expect(await journal.recheck(word(1, { outcome: 'returned', reason: ' ' }))).toMatchObject({
      ok: false,
      error: { code: 'REASON' },
    });
    expect((await journal.recheck(word(1, { outcome: 'returned', reason: '电话少一位' }))).ok).toBe(true);
    rule = null;
    await journal.accept(draftOf(2, { supersedes: opIdOf(1) }));
    expect(journal.all().at(-1)?.content).toMatchObject({
      type: 'review-call',
      cause: 'again',
      opId: opIdOf(2),
    });
    await journal.close();
  });

  test('[RV7] a saga is re-checked whole: one step called calls all, one word is a word on all', async () => {
    const journal = await open();
    rule = { policy: { always: ['RES_PAUSE'], samplePermille: 0 }, version: 1 };
    const saga = (step: number) => ({ saga: { id: opIdOf(900), step, of: 2 }, persons: ['P'] });
    const first = { ...draftOf(1, saga(1)), matter: 'RES_PAUSE' as const };
    const answer = await journal.acceptSaga([first, draftOf(2, saga(2))]);
    expect(answer.ok && kinds(answer.value)).toEqual(['operation', 'operation']);
    expect(journal.all().map(({ content }) => ('cause' in content ? content.cause : null))).toEqual([
      null,
      null,
      'matter',
      'saga',
    ]);
    const said = await journal.recheck(word(2));
    expect(said.ok && said.value.map(({ content }) => 'opId' in content && content.opId)).toEqual([
      opIdOf(1),
      opIdOf(2),
    ]);
    await journal.close();
  });

  test('[RV6] what was taken back is not re-checked any more', async () => {
    const journal = await open();
    await journal.accept(draftOf(1));
    await journal.settle({ type: 'withdrawal', opId: opIdOf(1), reason: '填错', clerk: 'C1' });
    expect(await journal.recheck(word(1))).toMatchObject({ ok: false, error: { code: 'ALREADY_SETTLED' } });
    await journal.close();
  });

  test('[RV6] notes of the desk go into the chain by their hash alone, so that a platform that knows nothing of them can hold it', async () => {
    const journal = await open();
    await journal.accept(draftOf(1));
    await journal.recheck(word(1, { reason: '核对过户口簿' }));
    const links = journal.all().map((entry) => linkOf(entry));
    expect(links.map(({ v, about }) => [v, about.type])).toEqual([
      [2, 'operation'],
      [2, 'tombstone'],
      [2, 'tombstone'],
    ]);
    expect(links.every(linkHolds)).toBe(true);
    expect(JSON.stringify(links)).not.toContain('户口簿');
    await journal.close();
  });

  test('[RV6] a journal that lost its end gets calls, re-checks and findings back from the window', async () => {
    const journal = await open();
    await journal.accept(draftOf(1));
    await journal.recheck(word(1));
    const finding = {
      type: 'finding',
      opId: opIdOf(50),
      pair: ['P1', 'P2'],
      verdict: 'different',
      reason: '堂兄弟',
      clerk: 'C1',
    } as const;
    const kept = await journal.find({ ...finding, pair: ['P1', 'P2'] });
    expect(kept.ok && (await journal.find({ ...finding, pair: ['P1', 'P2'] }))).toEqual(kept);
    expect(await journal.find({ ...finding, opId: opIdOf(51), pair: ['P2', 'P1'] })).toMatchObject({
      ok: false,
    });
    const all = [...journal.all()];
    await journal.close();
    await rm(join(folder, 'journal'), { recursive: true });
    const empty = await open();
    expect(await empty.restore(all)).toEqual({ ok: true, value: { restored: 4 } });
    expect(empty.recheckOf(opIdOf(1))).toMatchObject({ outcome: 'accepted' });
    expect(empty.all()).toEqual(all);
    await empty.close();
  });
});
