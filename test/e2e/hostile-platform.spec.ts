import { expect, test } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { type HostilePlatform, type LineMode, startHostilePlatform } from '../support/hostilePlatform';
import { readLedger } from '../support/platformLedger';

const [person] = SCENARIO.adultToRegister.filter(({ id }) => SCENARIO.adultStanding.get(id) === 'continuing');
const desk = new DeskOnPlatform();
let line: HostilePlatform;
test.beforeAll(async () => {
  line = await startHostilePlatform((await desk.servePlatform()).url);
});
test.afterAll(async () => {
  await line.close();
  await desk.dispose();
});

test('[WD3] a snapshot with another jurisdiction’s people is refused whole, with a sentence', async () => {
  line.mode = 'foreign-people';
  const clerk = await desk.open(line.url);
  await expect(clerk.page.locator('body')).toContainText(/不属于青禾镇/, { timeout: 60_000 });
  await expect(clerk.page.getByRole('navigation', { name: '主导航' })).toBeHidden();
  await expect(clerk.page.locator('body')).not.toContainText('外县村');
  line.mode = 'pass';
  await desk.close();
  // The next start gets the right people.
  await (await desk.open(line.url)).ready();
  await desk.close();
});

const BAD: readonly (readonly [LineMode, string])[] = [
  ['http-500', 'answers 500'],
  ['html', 'answers with a page of HTML'],
  ['half', 'answers half'],
  ['endless', 'answers without end'],
];

test('[WD2] a platform that answers nonsense is told as such; nothing is lost and nothing is applied', async () => {
  const clerk = await desk.open(line.url);
  await clerk.ready();
  line.mode = 'http-500';
  await expect(clerk.line()).toContainText('离线', { timeout: 60_000 });
  await clerk.startFor(person?.certNo ?? '', 'RES_REGISTER');
  await clerk.accept();
  for (const [mode, what] of BAD) {
    await test.step(what, async () => {
      line.mode = mode;
      const before = line.requests.get('/v1/operations') ?? 0;
      await clerk.open('同步');
      await clerk.page.getByRole('button', { name: '立即同步' }).click();
      await expect
        .poll(() => line.requests.get('/v1/operations') ?? 0, { timeout: 60_000 })
        .toBeGreaterThan(before);
      const facts = clerk.page.locator('.line-card');
      await expect(facts).toContainText('遇到的问题', { timeout: 60_000 });
      await expect(clerk.waiting()).toHaveText('1');
      await expect(clerk.line()).toContainText('离线');
    });
  }
  expect(line.endlessBytes()).toBeGreaterThan(0);
  expect(line.endlessBytes()).toBeLessThan(1024 ** 3);

  line.mode = 'pass';
  await clerk.page.getByRole('button', { name: '立即同步' }).click();
  await expect(clerk.waiting()).toBeHidden({ timeout: 60_000 });
  await desk.close();
  await desk.stopPlatform();
  const { rows, changes } = await readLedger(desk.platformFolder);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['applied']);
  expect(changes.get(person?.id ?? '')).toBe(1);
});
