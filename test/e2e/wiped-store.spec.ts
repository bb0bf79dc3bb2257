import { expect, test } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import type { DesktopBridge } from '#shared/host';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { readLedger } from '../support/platformLedger';
import { lockDesk } from '../support/signIn';

const people = SCENARIO.adultToRegister
  .filter(({ id }) => SCENARIO.adultStanding.get(id) === 'continuing')
  .slice(0, 3);
const desk = new DeskOnPlatform();
test.afterAll(() => desk.dispose());

test('[WD1] [WD6] what waited when the browser store was deleted is there again and is delivered once, under a locked screen', async () => {
  await desk.servePlatform();
  let clerk = await desk.open();
  await clerk.ready();
  await desk.stopPlatform();
  await expect(clerk.line()).toContainText('离线', { timeout: 60_000 });
  for (const { certNo } of people) {
    await clerk.startFor(certNo, 'RES_REGISTER');
    await clerk.accept();
  }
  await desk.close();
  desk.deleteBrowserStore();

  // The people come from the platform again; what waits in the journal must not depend on that.
  await desk.servePlatform();
  clerk = await desk.open();
  await clerk.ready();
  await clerk.open('同步');
  await expect(clerk.page.locator('.ant-table-row')).toHaveCount(people.length);
  await lockDesk(clerk.page);
  // A locked desk tells how many wait, and delivers them.
  await expect
    .poll(
      () =>
        clerk.page.evaluate(() =>
          (window as unknown as { desktop: DesktopBridge }).desktop.call('vault/state', {}),
        ),
      { timeout: 60_000 },
    )
    .toMatchObject({ phase: 'locked', undelivered: 0 });
  await desk.close();
  await desk.stopPlatform();

  const { rows, changes } = await readLedger(desk.platformFolder);
  expect(rows.map(({ outcome }) => outcome)).toEqual(people.map(() => 'applied'));
  expect(people.map(({ id }) => changes.get(id))).toEqual(people.map(() => 1));
});
