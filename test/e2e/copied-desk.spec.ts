import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import type { DesktopBridge } from '#shared/host';
import type { Clerk } from '../support/clerk';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { readLedger } from '../support/platformLedger';

const people = SCENARIO.adultToRegister
  .filter(({ id }) => SCENARIO.adultStanding.get(id) === 'continuing')
  .slice(0, 3);
const certNo = (n: number): string => people[n]?.certNo ?? '';
/** Nothing waits any more; an operation shows as waiting from the moment of its acceptance on. */
const delivered = (clerk: Clerk) => expect(clerk.waiting()).toHaveCount(0, { timeout: 60_000 });

const desk = new DeskOnPlatform();
test.afterAll(() => desk.dispose());

test('[WD7] a desk on a copied folder says so on every page, and accepts again after 另起一段流水', async () => {
  // Four starts of the whole desk.
  test.slow();
  const shots = test.info().outputDir;
  await desk.servePlatform();
  let clerk = await desk.open();
  await clerk.ready();
  await clerk.startFor(certNo(0), 'RES_REGISTER');
  await clerk.accept();
  await delivered(clerk);
  await desk.close();
  const [original, copy] = [desk.userData, `${desk.userData}-copy`];
  cpSync(original, copy, { recursive: true });

  // The copy goes on first; the original then finds its next number taken.
  desk.userData = copy;
  clerk = await desk.open();
  await clerk.ready();
  await clerk.startFor(certNo(1), 'RES_REGISTER');
  await clerk.accept();
  await delivered(clerk);
  await desk.close();

  desk.userData = original;
  await desk.stopPlatform();
  const shown = await desk.open();
  await shown.ready();
  await shown.startFor(certNo(2), 'RES_REGISTER');
  await shown.accept();
  await desk.servePlatform();
  await shown.page.setViewportSize({ width: 1366, height: 768 });
  const band = shown.page.getByRole('alert').filter({ hasText: '另起一段流水' }).first();
  await expect(band).toContainText('另一台电脑', { timeout: 60_000 });
  await shown.page.screenshot({ path: join(shots, 'band.png') });
  await band.getByRole('link', { name: '去“同步”页' }).click();
  await shown.page.getByRole('button', { name: '另起一段流水…' }).click();
  const dialog = shown.page.getByRole('dialog');
  await dialog.getByText('编号另记一段').waitFor();
  await shown.page.screenshot({ path: join(shots, 'dialog.png') });
  await dialog.getByRole('button', { name: '另起一段流水' }).click();
  await expect(shown.page.getByRole('alert').filter({ hasText: '另起一段流水' })).toHaveCount(0);
  await delivered(shown);
  expect(
    await shown.page.evaluate(() =>
      (window as unknown as { desktop: DesktopBridge }).desktop.call('delivery/status', {}),
    ),
  ).toMatchObject({ chain: { epoch: 2, accepts: true } });
  await shown.page.screenshot({ path: join(shots, 'after.png') });
  await desk.close();

  desk.userData = copy;
  const told = await desk.open();
  await told.ready();
  await told.open('同步');
  await told.page.setViewportSize({ width: 1366, height: 768 });
  await expect(told.page.locator('.chain-card')).toContainText('两边互不影响', { timeout: 60_000 });
  await told.page.screenshot({ path: join(shots, 'told.png') });
  await desk.close();
  await desk.stopPlatform();

  const { rows, changes } = await readLedger(desk.platformFolder);
  expect(rows.map(({ outcome }) => outcome)).toEqual(people.map(() => 'applied'));
  expect(people.map(({ id }) => changes.get(id))).toEqual(people.map(() => 1));
});
