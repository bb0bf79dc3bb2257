import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';

// Electron's binary is not needed: the Chromium host's utilityProcess starts real processes.
vi.mock('electron', () => import('../../build/chromium-host/electron'));
const { TrialPlatform } = await import('./trialPlatform');
type News = import('./trialPlatform').TrialNews;

let running: InstanceType<typeof TrialPlatform> | null = null;
afterEach(() => running?.stop());

/** Starts a platform made of one script and collects its news until there are `count` of them. */
function news(script: string, count: number): Promise<News[]> {
  const entry = join(mkdtempSync(join(tmpdir(), 'canbao-trial-')), 'platform.mjs');
  writeFileSync(entry, script);
  return new Promise((resolve) => {
    const heard: News[] = [];
    running = new TrialPlatform({
      entry,
      folder: '/tmp/none',
      day: '2026-11-22',
      pauseMs: 10,
      onNews: (one) => {
        heard.push(one);
        if (heard.length === count) resolve(heard);
      },
    });
    running.start();
  });
}

const READY = `process.parentPort.postMessage({ type: 'ready', url: 'http://127.0.0.1:' + process.pid, code: process.argv.slice(2).join(' ') });`;
const STOPS = `process.parentPort.on('message', ({ data }) => { if (data.type === 'stop') process.exit(0); });`;

test('[SH15] the platform says where it listens, on the folder and day it was given', async () => {
  const [ready] = await news(`${READY}${STOPS}`, 1);
  expect(ready).toMatchObject({ type: 'ready', code: '--folder /tmp/none --today 2026-11-22' });
});

test('[SH15] a platform that dies is started again', async () => {
  const heard = await news(`${READY}${STOPS}setTimeout(() => process.kill(process.pid, 'SIGKILL'), 50);`, 3);
  expect(heard.map((one) => one.type)).toEqual(['ready', 'down', 'ready']);
  expect(heard[0]).not.toEqual(heard[2]);
});

test('[SH15] a platform that cannot start says why, and is tried again', async () => {
  const heard = await news(
    `process.parentPort.postMessage({ type: 'failed', text: '磁盘已满' });${STOPS}`,
    2,
  );
  expect(heard).toEqual([
    { type: 'down', text: '磁盘已满' },
    { type: 'down', text: '磁盘已满' },
  ]);
});

test('[SH15] a stopped platform ends by itself and is not started again', async () => {
  const heard: News[] = await news(`${READY}${STOPS}`, 1);
  await running?.stop();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(heard).toHaveLength(1);
});
