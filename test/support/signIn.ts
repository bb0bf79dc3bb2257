import { expect, type Locator, type Page } from '@playwright/test';
import type { VaultState } from '#shared/vault/calls';

/** The clerk who sets a desk up in the tests: as a desk without a vault called its first one. */
export const FIRST_CLERK = { name: '经办员', staffNo: '0001', secret: '门前那棵老槐树今年没开花' } as const;

const phaseOf = (page: Page): Promise<VaultState['phase'] | null> =>
  page
    .evaluate(async () => {
      const answer = (await window.desktop?.call('vault/state', {})) as VaultState | undefined;
      return answer?.phase ?? null;
    })
    // The page is being loaded.
    .catch(() => null);

/** Waits until the window says how its vault stands. */
export async function vaultPhase(page: Page): Promise<VaultState['phase']> {
  let phase: VaultState['phase'] | null = null;
  await expect
    .poll(
      async () => {
        phase = await phaseOf(page);
        return phase;
      },
      { timeout: 120_000 },
    )
    .not.toBeNull();
  return phase as unknown as VaultState['phase'];
}

/** Sets the desk's secret up as its first clerk, who is then signed in. The county's recovery key comes later. */
export async function setUp(page: Page, clerk: typeof FIRST_CLERK = FIRST_CLERK): Promise<void> {
  await page.getByLabel('姓名').fill(clerk.name);
  await page.getByLabel('工号').fill(clerk.staffNo);
  await page.getByLabel('口令', { exact: true }).fill(clerk.secret);
  await page.getByLabel('再输一次').fill(clerk.secret);
  await page.getByRole('radio', { name: '暂时没有' }).check();
  await page.getByRole('button', { name: '设置并登录' }).click();
  await expect(page.getByRole('heading', { name: '设置本机口令' })).toBeHidden({ timeout: 60_000 });
}

/** Types what is looked for into a list that opens, and takes the one that is found. */
export async function choose(list: Locator, wanted: string): Promise<void> {
  const page = list.page();
  await list.fill(wanted);
  await expect(
    page.locator('.ant-select-dropdown:visible .ant-select-item-option-active', { hasText: wanted }),
  ).toBeVisible();
  await page.keyboard.press('Enter');
}

/** Chooses the clerk and types their secret; what comes of it is the test's to look at. */
export async function trySignIn(page: Page, name: string, secret: string): Promise<void> {
  const who = page.getByRole('combobox', { name: '经办人' });
  await who.click();
  await choose(who, name);
  const box = page.getByLabel('口令', { exact: true });
  await expect(box).toBeFocused();
  await box.fill(secret);
  await page.keyboard.press('Enter');
}

/** Signs a clerk in on a locked desk. */
export async function signIn(
  page: Page,
  name: string = FIRST_CLERK.name,
  secret: string = FIRST_CLERK.secret,
): Promise<void> {
  await expect(page.getByRole('heading', { name: '登录参保台' })).toBeVisible();
  await trySignIn(page, name, secret);
  await expect(page.getByRole('heading', { name: '登录参保台' })).toBeHidden({ timeout: 60_000 });
}

/** The administrator signed in takes somebody on, on the settings page; `roles` by their words. */
export async function enrol(
  page: Page,
  clerk: { readonly name: string; readonly staffNo: string; readonly secret: string },
  roles: readonly string[] = [],
): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '设置' }).click();
  await page.getByRole('button', { name: '录用经办人…' }).click();
  const dialog = page.getByRole('dialog', { name: '录用经办人' });
  await dialog.getByLabel('姓名').fill(clerk.name);
  await dialog.getByLabel('工号').fill(clerk.staffNo);
  for (const role of roles) await dialog.getByRole('checkbox', { name: role }).check();
  await dialog.getByLabel('口令', { exact: true }).fill(clerk.secret);
  await dialog.getByLabel('再输一次').fill(clerk.secret);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: `已录用${clerk.name}` })).toBeVisible();
}

/** Locks the desk from the keyboard. */
export async function lockDesk(page: Page): Promise<void> {
  await page.keyboard.press('Control+L');
  await expect(page.getByRole('heading', { name: '登录参保台' })).toBeVisible({ timeout: 60_000 });
}

/** The desk is locked, and another clerk signs in. */
export async function changeClerk(page: Page, name: string, secret: string): Promise<void> {
  await lockDesk(page);
  await signIn(page, name, secret);
}

/** Whatever stands before the desk: it is set up, or its first clerk signs in. In practice nothing does. */
export async function enterDesk(page: Page): Promise<void> {
  const phase = await vaultPhase(page);
  if (phase === 'absent') await setUp(page);
  if (phase === 'locked') await signIn(page);
}
