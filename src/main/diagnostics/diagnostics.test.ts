import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import type { OperationDraft } from '#shared/domain/operation';
import { canonicalJson, type Json, sha256Hex } from '#shared/json';
import { err, ok } from '#shared/result';
import type { Fault } from '#shared/sync/fault';
import { DEVICE, draftOf } from '../../../test/faults/operations';
import { Acceptance } from '../acceptance/acceptance';
import { NoteStore } from '../acceptance/deskNotes';
import { type Delivery, startDelivery } from '../delivery/delivery';
import type { Transport } from '../delivery/transport';
import { nodeFiles } from '../journal/fileLayer';
import { type Journal, openJournal } from '../journal/journal';
import { diagnosticsOf } from './report';
import { plainCode, TechLog } from './techLog';
import { defectFields, watcher } from './watch';

const AT = '2026-11-22T08:00:00+08:00';
/** Invented: the area code is assigned to nobody. */
const PEOPLE = [
  { certNo: '220199198502073416', name: '何试验', phone: '15400001234' },
  { certNo: '220199197103058822', name: '欧阳样本', phone: '15400005678' },
];
const SECRETS = PEOPLE.flatMap(({ certNo, name, phone }) => [certNo, name, phone]);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-diagnostics-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const logIn = (place: string, more: { maxBytes?: number; files?: number } = {}) =>
  new TechLog({ folder: place, now: () => Date.parse(AT), ...more });

describe('the technical log', () => {
  test('[DG1] files rotate at their size and the oldest goes; the tail reads across them in order', async () => {
    const log = logIn(folder, { maxBytes: 400, files: 3 });
    for (let queued = 0; queued < 40; queued++) log.write('queue', { queued });
    const tail = (await log.tail(8)).map((line) => (JSON.parse(line) as { queued: number }).queued);
    expect(tail).toEqual([32, 33, 34, 35, 36, 37, 38, 39]);
    const names = await readdir(folder);
    expect(names.sort()).toEqual(['canbao.log', 'canbao.log.1', 'canbao.log.2']);
    for (const name of names) expect((await readFile(join(folder, name))).length).toBeLessThanOrEqual(400);
  });

  test('[DG1] a new start goes on in the same file; a folder that cannot be written costs nothing but the lines', async () => {
    const first = logIn(folder);
    first.write('start');
    await first.settled();
    const second = logIn(folder);
    second.write('stop');
    expect(await second.tail(10)).toHaveLength(2);
    const nowhere = logIn(join(folder, 'canbao.log', 'sub'));
    nowhere.write('start');
    expect(await nowhere.tail(10)).toEqual([]);
  });

  test('[DG2] only codes get in: no sentence, no identifier, no telephone, whoever hands it over', async () => {
    for (const code of ['NOT_PLATFORM', 'v0.1.0', 'clockBack/mirrorAge', 'HTTP_503'])
      expect(plainCode(code)).toBe(code);
    for (const other of [...SECRETS, `X${PEOPLE[0]?.certNo}`, 'X2201991985-02073416', '', 'a b', '平台']) {
      expect(plainCode(other)).toBe('?');
    }
    const log = logIn(folder);
    for (const code of SECRETS) log.write('paused', { code });
    const text = (await log.tail(100)).join('\n');
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });

  test('[DG2] of a bug its name and place are noted, not what it says', () => {
    const bug = new TypeError(`no person ${PEOPLE[0]?.name} ${PEOPLE[0]?.certNo}`);
    const fields = defectFields(bug);
    expect(fields.name).toBe('TypeError');
    for (const secret of SECRETS) expect(JSON.stringify(fields)).not.toContain(secret);
    expect(defectFields(PEOPLE[0]?.name)).toEqual({ name: 'unknown' });
  });

  test('[DG3] a state that did not change is not written again', async () => {
    const log = logIn(folder);
    const watch = watcher(log);
    const status = {
      network: {
        state: 'offline',
        lastAnswerAt: AT,
        offlineSince: AT,
        trouble: { code: 'TIMEOUT', text: '无答复' },
      },
      nextAttemptAt: null,
      queued: 1,
      held: 0,
      verdicts: 0,
      paused: null,
    } as const;
    watch.delivery(status);
    watch.delivery({ ...status, nextAttemptAt: AT });
    watch.delivery({ ...status, queued: 2 });
    const events = (await log.tail(10)).map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual(['line', 'paused', 'queue', 'queue']);
  });
});

describe('a desk with people on it', () => {
  /** A platform whose every sentence names somebody. */
  const sentence = `${PEOPLE[0]?.name}（${PEOPLE[0]?.certNo}，${PEOPLE[0]?.phone}）已在他处参保`;
  let fault: Fault | null = null;
  const line: Transport = {
    health: async () => (fault === null ? ok({ serverTime: AT }) : err(fault)),
    push: async (operations) => {
      if (fault !== null) return err(fault);
      const verdicts = operations.map(({ opId, bodyHash }) => ({
        opId,
        bodyHash,
        at: AT,
        outcome: 'conflict' as const,
        why: 'RECORD_GONE' as const,
        text: sentence,
        fields: [],
        changedBy: PEOPLE[1]?.name ?? null,
        changedAt: AT,
        current: [],
      }));
      return ok({ verdicts, serverTime: AT });
    },
    register: () => Promise.reject(new Error('not asked here')),
    feed: () => Promise.reject(new Error('not asked here')),
    snapshot: () => Promise.reject(new Error('not asked here')),
  };

  async function desk() {
    const opened = await openJournal({ folder, files: nodeFiles, codec: plainCodec, device: DEVICE });
    if (!opened.ok) throw new Error(opened.error.text);
    const journal = opened.value;
    const delivery = await startDelivery({
      journal,
      folder,
      files: nodeFiles,
      codec: plainCodec,
      transport: () => line,
      now: Date.now,
      random: () => 0.01,
    });
    const acceptance = new Acceptance({
      journal,
      delivery,
      notes: await NoteStore.open(folder),
      now: Date.now,
      clockRuns: true,
    });
    const log = logIn(join(folder, 'logs'));
    const watch = watcher(log);
    delivery.onChange((status) => watch.delivery(status));
    acceptance.onChange((standing) => watch.standing(standing));
    acceptance.look();
    return { journal, delivery, acceptance, log };
  }

  const personal = (n: number): OperationDraft => {
    const body: Record<string, Json> = { ...PEOPLE[n % PEOPLE.length] };
    return {
      ...draftOf(n, { persons: [PEOPLE[n % PEOPLE.length]?.certNo ?? ''] }),
      body,
      bodyHash: sha256Hex(canonicalJson(body)),
    };
  };

  const accept = async (journal: Journal, draft: OperationDraft): Promise<string> => {
    const answer = await journal.accept(draft);
    return answer.ok ? '' : answer.error.text;
  };
  const told = (delivery: Delivery, holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        off();
        resolve();
      };
      const off = delivery.onChange(look);
      look();
    });

  test('[DG4] [I29] neither log, error texts nor diagnostics name a person, though body, verdict and refusal do', async () => {
    fault = {
      kind: 'denied',
      status: 503,
      code: `BUSY ${PEOPLE[0]?.certNo}`,
      text: sentence,
      retryAfterMs: 0,
    };
    const { journal, delivery, acceptance, log } = await desk();
    const texts = [await accept(journal, personal(1)), await accept(journal, personal(2))];
    await told(delivery, () => delivery.status().network.trouble !== null);
    fault = null;
    delivery.now();
    await told(delivery, () => delivery.status().verdicts === 2);
    texts.push(await accept(journal, { ...personal(1), body: {} }));
    texts.push(await accept(journal, { ...personal(3), clerk: '' }));
    texts.push(
      await accept(journal, { ...personal(1), body: personal(2).body, bodyHash: personal(2).bodyHash }),
    );
    expect(texts.filter((text) => text !== '')).toHaveLength(3);
    const report = await diagnosticsOf({
      journal,
      delivery,
      acceptance,
      log,
      version: '0.1.0',
      mode: 'platform',
      now: () => Date.parse(AT),
    });
    await delivery.stop();
    await journal.close();
    const lines = await readFile(join(folder, 'logs', 'canbao.log'), 'utf8');
    const notes = await readFile(join(folder, 'desk-notes.json'), 'utf8').catch(() => '');
    const everything = `${lines}\n${JSON.stringify(report)}\n${texts.join('\n')}\n${notes}`;
    for (const secret of SECRETS) expect(everything).not.toContain(secret);
    expect(everything).not.toMatch(/\d{17}[\dXx]|154\d{8}/);
    // The same words lie where they belong, so that the search above could have found them.
    expect((await readFile(join(folder, 'journal.jnl'))).includes(Buffer.from(PEOPLE[1]?.name ?? ''))).toBe(
      true,
    );

    expect(report.delivery).toMatchObject({ byState: { settled: 2 }, verdicts: 2, network: 'online' });
    expect(report.journal).toMatchObject({ head: 2, finding: null, byType: { operation: 2 } });
    expect(report.log.length).toBeGreaterThan(2);
  });

  test('[DG5] when an operation was first handed to the line is noted and outlives the program', async () => {
    fault = { kind: 'timeout' };
    const { journal, delivery } = await desk();
    await accept(journal, personal(1));
    await told(delivery, () => delivery.operations(0, 1)[0]?.firstSentAt !== undefined);
    const [first] = delivery.operations(0, 1);
    expect(first?.attempts).toBeGreaterThan(0);
    await delivery.stop();
    await journal.close();
    fault = { kind: 'unreachable' };
    const again = await desk();
    expect(again.delivery.operations(0, 1)[0]?.firstSentAt).toBe(first?.firstSentAt);
    await again.delivery.stop();
    await again.journal.close();
  });
});
