import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { DeviceRegistered, PROTOCOL } from '#shared/protocol/messages';
import { readLines } from './operator/lines';
import { operatorOf } from './operator/operator';
import { SAMPLE_COUNTY, SAMPLE_JURISDICTION } from './sample';
import { startPlatform } from './server';
import { call, TestDesk } from './testing/desk';
import { pgliteEngine, type TestEngine } from './testing/engines';
import { command, ended, firstLine, start } from './testing/processes';

/** Each test starts programs from source, which takes seconds on a busy machine. */
vi.setConfig({ testTimeout: 240_000 });

let engine: TestEngine;
let root: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  engine = await pgliteEngine();
  root = await mkdtemp(join(tmpdir(), 'canbao-process-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await ended(child);
  }
});
afterAll(async () => {
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

async function serve(
  folder: string,
  template: string,
): Promise<{ child: ChildProcess; url: string; code: string }> {
  const child = start('cli', [
    'serve',
    '--sample',
    '--folder',
    folder,
    '--template',
    template,
    '--port',
    '0',
  ]);
  children.push(child);
  const ready = await firstLine(child);
  return { child, url: String(ready.url), code: String(ready.code) };
}

async function deskWith(url: string, code: string): Promise<TestDesk> {
  const { body } = await call(url, '/v1/devices', {
    protocol: PROTOCOL,
    code,
    device: 'desk-process',
    name: '测试',
  });
  const desk = new TestDesk(url, 'desk-process', DeviceRegistered.parse(body).token);
  await desk.snapshot();
  return desk;
}

const cast = (n: number) => {
  const person = SCENARIO.adultToRegister[n];
  if (person === undefined) throw new Error('the scenario has 56 adults');
  return person;
};
const phoneChange = (n: number, phone: string) => ({ personId: cast(n).id, phone, note: null });

test('[PF20] a folder has one platform; [PF21] a killed one loses nothing it answered and its folder is taken over', async () => {
  const { folder, template } = await engine.place();
  const first = await serve(folder, template ?? '');
  const second = await startPlatform({ folder, databaseUrl: null, sample: false, template: null });
  expect(second).toEqual({
    ok: false,
    error: { code: 'FOLDER_IN_USE', text: expect.stringContaining('请先停止它') },
  });

  const desk = await deskWith(first.url, first.code);
  const operations = Array.from({ length: 6 }, (_, i) =>
    desk.operation('RES_CHANGE', phoneChange(i, `1540003000${i}`)),
  );
  const verdicts = await desk.push(...operations.slice(0, 4));
  const cut = desk.push(...operations.slice(4)).catch(() => null);
  first.child.kill('SIGKILL');
  await ended(first.child);
  await cut;

  const again = await serve(folder, template ?? '');
  const back = desk.at(again.url);
  expect(await back.push(...operations.slice(0, 4))).toEqual(verdicts);
  const rest = await back.push(...operations.slice(4));
  expect(rest.map((v) => v.outcome)).toEqual(['applied', 'applied']);
  await back.feed();
  for (const [i, operation] of operations.entries()) {
    const key = `person:${cast(i).id}`;
    expect(back.mirror.get(key)).toMatchObject({ phone: `1540003000${i}` });
    expect(back.mirror.get(key)?.version).toBe((operation.base[0]?.version ?? 0) + 1);
  }
});

test('[PF23] a stop finishes what is being answered and frees the folder; [PF24] the operator’s commands work running or stopped', async () => {
  const { folder, template } = await engine.place();
  const { child, url, code } = await serve(folder, template ?? '');
  const desk = await deskWith(url, code);
  const late = desk.operation('RES_CHANGE', phoneChange(9, '15400030099'));
  const file = join(root, 'agency.jsonl');
  await writeFile(
    file,
    [8, 9]
      .map((n) => JSON.stringify({ matter: 'RES_CHANGE', body: phoneChange(n, `1540003010${n}`) }))
      .join('\n'),
  );
  const at = ['--folder', folder, '--sample'];
  const imported = await command('import-operations', file, '--device', '县经办中心', ...at);
  expect(imported).toMatchObject({
    code: 0,
    lines: [
      { line: 1, verdict: { outcome: 'applied' } },
      { line: 2, verdict: { outcome: 'applied' } },
    ],
  });
  expect(await desk.pushOne(late)).toMatchObject({
    outcome: 'conflict',
    changedBy: expect.stringContaining('县经办中心'),
  });

  // What it asks for after the stop is refused at the door: that is nobody's failure, whenever it comes.
  const slow = desk.snapshot().catch(() => undefined);
  child.kill('SIGTERM');
  expect(await ended(child)).toBe(0);
  await slow;
  expect(existsSync(join(folder, 'platform.lock'))).toBe(false);

  const { certNo, name } = SCENARIO.registeredUnpaid;
  const payments = join(root, 'payments.json');
  await writeFile(
    payments,
    JSON.stringify({
      payments: [
        {
          certNo,
          name,
          scheme: 'RES',
          period: '2027',
          paidFen: 42_000,
          paidOn: '2026-11-20',
          voucherNo: 'V-24',
        },
      ],
    }),
  );
  expect(await command('tax-feedback', payments, ...at)).toMatchObject({
    code: 0,
    lines: [{ applied: 1, repeated: 0, rejected: [] }],
  });
  const opened = await operatorOf({ folder, databaseUrl: null, sample: true, template: null }, '2026-11-22');
  if (!opened.ok) throw new Error(opened.error.text);
  const operator = opened.value;
  const lines = readLines(await readFile(file, 'utf8'));
  const again = await operator.importOperations({
    device: '县经办中心',
    jurisdiction: SAMPLE_COUNTY,
    lines: lines.ok ? lines.value : [],
  });
  expect(again).toEqual(imported.lines);
  expect(await operator.registrationCode(SAMPLE_JURISDICTION)).toMatch(/^([2-9A-Z]{4}-){2}[2-9A-Z]{4}$/);
  await operator.close();
});

test('[PF25] the trial process says where it listens, gives a code for the sample township and stops when told', async () => {
  const { folder, template } = await engine.place();
  const child = start('trial', ['--folder', folder, '--today', '2026-11-22', '--template', template ?? '']);
  children.push(child);
  const [ready] = (await once(child, 'message')) as [{ type: string; url: string; code: string }];
  expect(ready.type).toBe('ready');
  const desk = await deskWith(ready.url, ready.code);
  expect((await desk.snapshot()).manifest.jurisdiction).toEqual(SAMPLE_JURISDICTION);
  child.send({ type: 'stop' });
  expect(await ended(child)).toBe(0);
  expect(existsSync(join(folder, 'platform.lock'))).toBe(false);

  const failing = start('trial', ['--folder', folder, '--today', 'tomorrow']);
  children.push(failing);
  const [failed] = (await once(failing, 'message')) as [{ type: string; text: string }];
  expect(failed).toEqual({ type: 'failed', text: expect.stringContaining('--today') });
});

test('[PF25] the trial process ends when its parent goes away', async () => {
  const { folder, template } = await engine.place();
  const child = start('trial', ['--folder', folder, '--template', template ?? '']);
  children.push(child);
  await once(child, 'message');
  child.disconnect();
  expect(await ended(child)).toBe(0);
  expect(existsSync(join(folder, 'platform.lock'))).toBe(false);
});

test('[JM9] villages are moved and desks reassigned at the command line while the service runs; what cannot be done is one sentence', async () => {
  const { folder, template } = await engine.place();
  const { child, url, code } = await serve(folder, template ?? '');
  const desk = await deskWith(url, code);
  const at = ['--folder', folder];
  const [village] = [...desk.mirror.values()].flatMap(({ kind, id }) => (kind === 'village' ? [id] : []));
  const move = ['move-village', `${village}=220199109${village?.slice(9)}`, '--name', '北河镇', ...at];
  expect(await command(...move)).toMatchObject({ code: 0, lines: [{ persons: expect.any(Number) }] });
  expect(await command(...move)).toMatchObject({ code: 1, stderr: expect.stringContaining('全部没有变动') });
  const assign = (device: string) =>
    command('assign-desk', device, '--prefix', '220199109', '--name', '北河镇', ...at);
  expect(await assign(desk.device)).toMatchObject({ code: 0, lines: [{ now: { name: '北河镇' } }] });
  expect(await assign('nobody')).toMatchObject({ code: 1, stderr: expect.stringContaining('nobody') });
  expect((await desk.snapshot()).manifest.jurisdiction).toMatchObject({ prefixes: ['220199109'] });
  child.kill('SIGTERM');
  await ended(child);
});
