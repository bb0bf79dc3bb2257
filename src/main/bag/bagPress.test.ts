import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { makeSecretKeys, publicKeysOf } from '#shared/bag/keys';
import { err } from '#shared/result';
import { BagMachine } from '../../../test/faults/bagMachine';
import { fullLoad } from '../../../test/support/fullBag';
import { pressApart } from './bagPress';
import { type BagAsk, bagWork, pressHere } from './bagWork';

// The worker runs for real: the Chromium host's `utilityProcess` is a Node child with a `parentPort`.
vi.mock('electron', () => import('../../../build/chromium-host/utilityProcess'));

const press = pressApart({ entry: join(import.meta.dirname, 'worker.ts') });
const desk = makeSecretKeys((length) => randomBytes(length));
const platform = makeSecretKeys((length) => randomBytes(length));
const seal = (operations: number): Extract<BagAsk, { what: 'seal' }> => {
  const content = fullLoad(operations);
  return {
    what: 'seal',
    header: {
      kind: 'delivery',
      device: 'desk-press-test',
      number: 1,
      answers: null,
      operations,
      madeAt: '2026-11-22T09:00:00.000Z',
    },
    content,
    own: desk,
    to: publicKeysOf(platform),
  };
};

let folder = '';
const machines: BagMachine[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'press-'));
  vi.stubEnv('NODE_OPTIONS', '--import tsx');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  for (const machine of machines) await machine.close();
  rmSync(folder, { recursive: true, force: true });
});
const script = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('the press', () => {
  test('[BG43] what another process sealed is what this one would have, and this one goes on meanwhile', async () => {
    const order: string[] = [];
    const sealed = press(seal(500)).then((answer) => {
      order.push('sealed');
      return answer;
    });
    await turn();
    order.push('another task');
    const answer = await sealed;
    // Done in this process, the bag would have been sealed before any other task had its turn.
    expect(order).toEqual(['another task', 'sealed']);
    if (!answer.ok) throw new Error(answer.error.text);
    const looked = bagWork({ what: 'look', text: answer.value });
    expect(looked).toMatchObject({ ok: true, value: { header: { operations: 500, number: 1 } } });
    expect(await press({ what: 'look', text: answer.value })).toEqual({ ok: true, value: looked });
  });

  test('[BG43] a process that dies, is silent or answers nonsense is a sentence for the clerk', async () => {
    const dies = script('dies.mjs', "process.parentPort.on('message', () => process.exit(3));");
    const babbles = script(
      'babbles.mjs',
      "process.parentPort.on('message', () => process.parentPort.postMessage({ ok: true, done: 7 }));",
    );
    const greedy = script(
      'greedy.mjs',
      "process.parentPort.on('message', () => { const all = []; for (;;) all.push(new Array(1e5).fill('x')); });",
    );
    const silent = script(
      'silent.mjs',
      "process.parentPort.on('message', () => {}); setInterval(() => {}, 1000);",
    );
    for (const [said, options] of [
      ['意外结束', { entry: dies }],
      ['意外结束', { entry: greedy, memory: 64 }],
      ['没有处理成', { entry: babbles }],
      ['用时过长', { entry: silent, patience: 700 }],
    ] as const) {
      const answer = await pressApart(options)({ what: 'look', text: 'x' });
      expect(answer).toMatchObject({ ok: false, error: { code: 'BAG_NOT_DONE' } });
      if (!answer.ok) expect(answer.error.text).toContain(said);
    }
  });
});

/** A desk without a line that has heard the platform's keys. */
async function machine(): Promise<BagMachine> {
  const line = { url: 'http://127.0.0.1:9', token: 'none', device: 'desk-press-test', records: new Map() };
  const made = await new BagMachine(mkdtempSync(join(folder, 'desk-')), line).open();
  machines.push(made);
  const kept = await made.keys.keepPlatform({ url: line.url, keys: publicKeysOf(platform) });
  expect(kept.ok).toBe(true);
  made.desk.online = false;
  // The deliverer hears of it now, so that nothing is on the line when a bag is made.
  made.desk.delivery.now();
  return made;
}
const somebody = (n: number): string => SCENARIO.adultToRegister[n]?.id ?? '';

describe('a desk whose bag is being sealed', () => {
  test('[BG43] accepts, answers and delivers what is not in the bag before the bag is there', async () => {
    const one = await machine();
    await one.desk.accept(somebody(0));
    const order: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = (): void => undefined;
    const sealing = new Promise<void>((resolve) => {
      begun = resolve;
    });
    one.press = async (ask) => {
      begun();
      await held;
      return pressHere(ask);
    };
    const exported = one.bags.export(null).then((answer) => {
      order.push('bag');
      return answer;
    });
    await sealing;
    await one.desk.accept(somebody(1));
    order.push('accepted');
    expect(one.desk.states()).toEqual({ 1: 'exported', 2: 'queued' });
    expect((await one.bags.plan()).operations).toBe(1);
    order.push('answered');
    release();
    expect(await exported).toMatchObject({ ok: true, value: { number: 1, operations: 1 } });
    expect(order).toEqual(['accepted', 'answered', 'bag']);
  });

  test('[BG43] [BG10] where the process ends without a bag, the operations go by the line again and the number is given again', async () => {
    const one = await machine();
    await one.desk.accept(somebody(2));
    one.press = async () => err({ code: 'BAG_NOT_DONE', text: '处理离线包的程序意外结束，什么都没有改变。' });
    expect(await one.bags.export(null)).toMatchObject({ ok: false, error: { code: 'BAG_NOT_DONE' } });
    expect(one.desk.states()).toEqual({ 1: 'queued' });
    one.press = pressHere;
    expect(await one.bags.export(null)).toMatchObject({ ok: true, value: { number: 1, operations: 1 } });
  });
});
