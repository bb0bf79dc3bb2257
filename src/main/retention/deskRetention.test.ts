import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuditAct } from '#shared/audit/act';
import { plainCodec } from '#shared/codec';
import { DEVICE } from '../../../test/faults/operations';
import { NoteStore } from '../acceptance/deskNotes';
import { nodeFiles } from '../journal/fileLayer';
import { openDeskJournal } from './deskRetention';
import { DAY_MS, foundIn, KeptDesk, START } from './testKeptDesk';

let userData = '';
let folder = '';
let desk: KeptDesk;
beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'canbao-retention-desk-'));
  folder = join(userData, 'journal');
  desk = await new KeptDesk(folder, nodeFiles).open();
  await desk.accept(1);
  await desk.delivered();
  desk.pass(30);
  await desk.accept(2);
  await desk.delivered();
  await desk.close();
});
afterEach(() => rm(userData, { recursive: true, force: true }));

const MUCH_LATER = START + 1_110 * DAY_MS;

/** As a sign-in opens it, much later by this machine's clock; gives what was noted. */
async function signIn({ practice = false } = {}): Promise<AuditAct[]> {
  const acts: AuditAct[] = [];
  const opened = await openDeskJournal({
    userData,
    journal: { folder, files: nodeFiles, codec: plainCodec, device: DEVICE, now: () => MUCH_LATER },
    policyKey: null,
    audit: practice ? null : { note: async (did) => acts.push(did) > 0 },
  });
  if (!opened.ok) throw new Error(opened.error.text);
  expect(opened.value.trouble).toBeNull();
  await opened.value.journal.close();
  return acts;
}

async function heard(at: number): Promise<void> {
  expect(await (await NoteStore.open(folder)).change({ heardAt: at })).toBe(true);
}

test('[RE4] [RE12] at a sign-in the platform’s time on the disk and the standing days decide, and the audit log gets the count', async () => {
  expect(await signIn()).toEqual([]);
  await heard(START + 31 * DAY_MS);
  expect(await signIn()).toEqual([]);
  expect(foundIn(await desk.bytes('journal.jnl'), 1, 2)).toHaveLength(6);
  await heard(MUCH_LATER);
  expect(await signIn()).toEqual([{ act: 'purged', count: 1, days: 1095 }]);
  expect(foundIn(await desk.bytes('journal.jnl'), 1)).toEqual([]);
  expect(foundIn(await desk.bytes('journal.jnl'), 2)).toHaveLength(3);
  expect(await signIn()).toEqual([]);
});

test('[RE12] practice (练习) lets go of nothing: its people are invented', async () => {
  await heard(MUCH_LATER);
  expect(await signIn({ practice: true })).toEqual([]);
  expect(foundIn(await desk.bytes('journal.jnl'), 1, 2)).toHaveLength(6);
});
