import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AuditAct as Act, type AuditAct } from '#shared/audit/act';
import { plainCodec } from '#shared/codec';
import { canonicalJson, type Json, sha256Hex } from '#shared/json';
import { err } from '#shared/result';
import { DEVICE, draftOf } from '../../../test/faults/operations';
import { Acceptance } from '../acceptance/acceptance';
import { NoteStore } from '../acceptance/deskNotes';
import { startDelivery } from '../delivery/delivery';
import type { Transport } from '../delivery/transport';
import { diagnosticsOf } from '../diagnostics/report';
import { type LogEvent, TechLog } from '../diagnostics/techLog';
import { defectFields, watcher } from '../diagnostics/watch';
import { nodeFiles } from '../journal/fileLayer';
import { openJournal } from '../journal/journal';
import { auditCommand } from './cli';
import { openAudit } from './testAudit';

/** Numbers of nobody, as they are written: 15 digits, 18 with X, full-width, spaced, with hyphens; a telephone; a name. */
const SECRETS = [
  '220199850207341',
  '22019919850207341X',
  '２２０１９９１９８５０２０７３４１６',
  '220199 19850207 3416',
  '220199-1985-0207-3416',
  '15400001234',
  '李秀英',
];

const squeezed = (text: string): string => text.normalize('NFKC').replace(/[\s\-–—_.·,，、/]+/g, '');
/** Which of them stand in a text, however they are written there. */
const secretsIn = (text: string): string[] =>
  SECRETS.filter((secret) => text.includes(secret) || squeezed(text).includes(squeezed(secret)));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-redaction-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function textOf(place: string): Promise<string> {
  const names = await readdir(place, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
  return texts.join('\n');
}

test('[AU17] the search finds a number however it is written', () => {
  for (const secret of SECRETS) {
    expect(secretsIn(`x ${secret} y`)).toContain(secret);
    expect(secretsIn([...secret].join(' '))).toContain(secret);
  }
  expect(secretsIn('2026-11-22T02:00:00.000Z clerk-1')).toEqual([]);
});

test('[AU17] the audit log holds none of them, whatever field of whatever act is given one', async () => {
  const log = await openAudit(join(folder, 'audit'), { clerk: () => SECRETS[1] ?? null });
  let taken = 0;
  for (const secret of SECRETS) {
    for (const option of Act.options) {
      // Each text field in turn; what the log does not take is a bug of whoever gave it, and written nowhere.
      const shape = option.shape as Record<string, unknown>;
      const given = Object.fromEntries(Object.keys(shape).map((name) => [name, sampleOf(name, secret)]));
      try {
        if (await log.note({ ...given, act: option.shape.act.value } as unknown as AuditAct)) taken++;
      } catch (error) {
        expect(secretsIn(String(error instanceof Error ? error.stack : error))).toEqual([]);
      }
    }
    await log.note({ act: 'signed-in', who: 'clerk-1' }, secret);
  }
  expect(taken).toBeGreaterThan(SECRETS.length * 8);
  await log.close();
  const text = await textOf(join(folder, 'audit'));
  expect(text).toContain('"act":"wrong-secret"');
  expect(secretsIn(text)).toEqual([]);
  const printed = await auditCommand([folder]);
  expect(printed.ok && secretsIn(printed.value)).toEqual([]);
});

/** A value that the field takes where it is no text, else the secret. */
function sampleOf(name: string, secret: string): unknown {
  if (['n', 'entry', 'key', 'segment', 'count', 'seconds', 'seq'].includes(name)) return 1;
  if (name === 'roles') return ['clerk'];
  if (name === 'why') return 'idle';
  if (name === 'outcome') return 'refused';
  if (name === 'kind') return 'roster';
  if (name === 'digest') return '0'.repeat(32);
  if (name === 'hash') return '0'.repeat(64);
  if (name === 'of') return 'person';
  if (name === 'what') return 'revealed';
  return secret;
}

test('[AU17] the technical log and the diagnostics hold none of them, though operations, faults and bugs do', async () => {
  const log = new TechLog({ folder: join(folder, 'logs'), now: () => 0 });
  const events: LogEvent[] = [
    'start',
    'stop',
    'journal-finding',
    'line',
    'paused',
    'queue',
    'chain',
    'standing',
  ];
  for (const secret of SECRETS) {
    for (const event of events)
      log.write(event, { code: secret, version: `v${secret}`, kind: `X_${secret}` });
    log.write('defect', defectFields(new TypeError(`no person ${secret}`)));
  }
  const journal = await openJournal({
    folder: join(folder, 'journal'),
    files: nodeFiles,
    codec: plainCodec,
    device: DEVICE,
  });
  if (!journal.ok) throw new Error(journal.error.text);
  for (const [n, secret] of SECRETS.entries()) {
    const body: Record<string, Json> = { personId: secret, phone: secret };
    const bodyHash = sha256Hex(canonicalJson(body));
    const accepted = await journal.value.accept({ ...draftOf(n + 1, { persons: [secret] }), body, bodyHash });
    expect(accepted.ok).toBe(true);
  }
  let asked = 0;
  const fault = () => {
    const secret = SECRETS[asked++ % SECRETS.length] ?? '';
    return err({
      kind: 'denied',
      status: 503,
      code: `BUSY ${secret}`,
      text: secret,
      retryAfterMs: 1,
    } as const);
  };
  const line = { health: async () => fault(), push: async () => fault() } as unknown as Transport;
  const delivery = await startDelivery({
    journal: journal.value,
    folder: join(folder, 'journal'),
    files: nodeFiles,
    codec: plainCodec,
    transport: () => line,
    now: Date.now,
    random: () => 0.01,
  });
  const acceptance = new Acceptance({
    journal: journal.value,
    delivery,
    notes: await NoteStore.open(join(folder, 'journal')),
    now: Date.now,
    clockRuns: true,
  });
  const watch = watcher(log);
  await new Promise<void>((met) => {
    delivery.onChange((status) => {
      watch.delivery(status);
      if (status.network.trouble !== null && asked >= SECRETS.length) met();
      else delivery.now();
    });
    delivery.now();
  });
  const parts = { journal: journal.value, delivery, acceptance, log, version: '0.1.0', mode: 'platform' };
  const report = JSON.stringify(await diagnosticsOf({ ...parts, now: Date.now }));
  await delivery.stop();
  await journal.value.close();
  expect(secretsIn(await textOf(join(folder, 'journal')))).toHaveLength(SECRETS.length);
  expect(secretsIn(`${await textOf(join(folder, 'logs'))}\n${report}`)).toEqual([]);
});
