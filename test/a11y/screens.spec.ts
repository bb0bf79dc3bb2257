import type { Page } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import { expect, test } from '../e2e/fixture';
import { Clerk } from '../support/clerk';
import { SCREENS } from '../support/screens';
import { axeFindings, cutOff, FULL, ZOOMED } from './look';

/** Looks at the screen as it stands, at 1366×768 and at 200 %, and keeps a picture of both. */
async function look(page: Page, name: string): Promise<Record<string, string[]>> {
  const info = test.info();
  const axe = await axeFindings(page);
  await page.screenshot({ path: info.outputPath(`${name}.png`) });
  await page.setViewportSize(ZOOMED);
  const cut = await cutOff(page);
  await page.screenshot({ path: info.outputPath(`${name}-200.png`) });
  await page.setViewportSize(FULL);
  return {
    ...(axe.length > 0 ? { [name]: axe } : {}),
    ...(cut.length > 0 ? { [`${name} 200 %`]: cut } : {}),
  };
}

test('[WI70] [WI71] every screen, drawer and dialog is without anything that axe finds, and at 200 % nothing is cut off at the side', async ({
  desk,
}) => {
  const { page } = desk;
  const clerk = new Clerk(page);
  await clerk.ready();
  await page.setViewportSize(FULL);
  // One operation on the desk, so that lists, drawers and papers have something to show.
  await clerk.startFor(SCENARIO.adultToRegister[1]?.certNo ?? '', 'RES_REGISTER');
  await clerk.accept();
  const found = await look(page, '已保存');
  for (const { name, open, close } of SCREENS) {
    await test.step(name, async () => {
      await open(clerk);
      Object.assign(found, await look(page, name));
      await close?.(page);
    });
  }
  expect(found).toEqual({});
});

test.describe('a desk that is not registered', () => {
  test.use({ deskEnv: { CANBAO_PLATFORM_URL: 'http://127.0.0.1:9', CANBAO_REGISTRATION_CODE: 'NONE' } });
  test('[WI70] [WI71] the screen to register, at both sizes', async ({ desk }) => {
    await desk.page.getByRole('heading', { level: 1 }).waitFor();
    await desk.page.setViewportSize(FULL);
    expect(await look(desk.page, '登记')).toEqual({});
    // The looks themselves find what is wrong: a button without a name, a line that is wider than the window, one that is cut by its frame.
    await desk.page.evaluate(() => {
      const add = (tag: string, text: string, style: string) => {
        const made = document.createElement(tag);
        made.textContent = text;
        made.style.cssText = style;
        document.querySelector('.whole-card')?.append(made);
      };
      add('button', '', '');
      add('p', '宽'.repeat(90), 'white-space: nowrap; width: max-content');
      add('p', '断'.repeat(90), 'white-space: nowrap; overflow: hidden');
    });
    expect((await axeFindings(desk.page)).join()).toContain('button-name');
    await desk.page.setViewportSize(ZOOMED);
    const cut = (await cutOff(desk.page)).join();
    expect(cut).toContain('宽宽');
    expect(cut).toMatch(/hidden by .*断断/);
  });
});
