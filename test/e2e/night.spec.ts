import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SCENARIO, TODAY } from '#fixtures/township';
import { nodeFiles } from '../../src/main/journal/fileLayer';
import { readOutbox } from '../../src/main/night/outboxFile';
import { Clerk } from '../support/clerk';
import { type HostilePlatform, startHostilePlatform } from '../support/hostilePlatform';
import { readLedger } from '../support/platformLedger';
import { type PlatformProcess, servePlatform } from '../support/platformProcess';
import { signIn, vaultPhase } from '../support/signIn';
import { type Program, startProgram } from './program';

const [first, second] = SCENARIO.adultToRegister.filter(
  ({ id }) => SCENARIO.adultStanding.get(id) === 'continuing',
);
const home = mkdtempSync(join(tmpdir(), 'canbao-night-e2e-'));
const userData = join(home, 'desk');
const journal = join(userData, 'journal');
let platform: PlatformProcess;
let line: HostilePlatform;
let program: Program | null = null;

test.describe.configure({ timeout: 600_000 });
test.beforeAll(async () => {
  platform = await servePlatform({ folder: join(home, 'platform'), port: 0, today: TODAY });
  line = await startHostilePlatform(platform.url);
});
test.afterAll(async () => {
  await program?.stop().catch(() => {});
  await line?.close();
  await platform?.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const start = async (enter: boolean): Promise<Program> => {
  const env = {
    CANBAO_PLATFORM_URL: line.url,
    CANBAO_REGISTRATION_CODE: platform.code,
    CANBAO_TODAY: TODAY,
  };
  program = await startProgram({ userData, env, enter });
  return program;
};
/** How many the outbox has that may go; null where it is not relied on. */
const sealed = async (): Promise<number | null> => {
  const found = await readOutbox(journal, nodeFiles);
  return typeof found === 'string' ? null : found.waiting.filter(({ envelope }) => envelope !== null).length;
};
const byNight = (): number => line.requests.get('/v1/envelopes') ?? 0;
const patient = { timeout: 90_000 };

test('[NI41] what was accepted without a line goes while the desk is locked, and after a start that nobody signed in to; the receipts are there after the sign-in', async ({
  browserName: _,
}, info) => {
  const desk = new Clerk(await (await start(true)).page());
  await desk.ready();
  await desk.page.setViewportSize({ width: 1366, height: 768 });
  await expect(desk.line()).toContainText('在线', patient);
  await expect.poll(sealed, patient).toBe(0);
  line.mode = 'http-500';
  await expect(desk.line()).toContainText('离线', patient);
  await desk.startFor(first?.certNo ?? '', 'RES_REGISTER');
  await desk.accept();
  await expect.poll(sealed, patient).toBe(1);
  const outbox = readFileSync(join(journal, 'outbox.jnl'), 'latin1');
  expect(outbox).not.toContain(first?.certNo ?? '');

  await desk.page.keyboard.press('Control+L');
  await expect(desk.page.getByRole('heading', { name: '登录参保台' })).toBeVisible();
  line.mode = 'pass';
  await expect.poll(byNight, patient).toBeGreaterThan(0);
  await expect.poll(() => readFileSync(join(journal, 'night.jnl'), 'latin1'), patient).toContain('"applied"');
  await desk.page.screenshot({ path: info.outputPath('1-locked.png') });
  await signIn(desk.page);
  await desk.ready();
  await desk.open('同步');
  const row = (name = '') => desk.page.locator('.ant-table-row', { hasText: name });
  await expect(row(first?.name)).toContainText('平台回执', patient);
  await desk.page.screenshot({ path: info.outputPath('2-morning.png') });

  line.mode = 'http-500';
  await expect(desk.line()).toContainText('离线', patient);
  await desk.startFor(second?.certNo ?? '', 'RES_REGISTER');
  await desk.accept();
  await expect.poll(sealed, patient).toBe(1);
  await program?.stop();
  line.mode = 'pass';
  const before = byNight();
  const cold = new Clerk(await (await start(false)).page());
  expect(await vaultPhase(cold.page)).toBe('locked');
  await expect.poll(byNight, patient).toBeGreaterThan(before);
  await expect.poll(() => readFileSync(join(journal, 'night.jnl'), 'latin1'), patient).toContain('"applied"');
  expect(await vaultPhase(cold.page)).toBe('locked');
  await signIn(cold.page);
  await cold.ready();
  await cold.open('同步');
  await expect(cold.page.locator('.ant-table-row', { hasText: second?.name ?? '' })).toContainText(
    '平台回执',
    patient,
  );

  await program?.stop();
  await platform.stop();
  const { rows, changes } = await readLedger(join(home, 'platform'));
  expect(rows.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  expect([first, second].map((one) => changes.get(one?.id ?? ''))).toEqual([1, 1]);
});
