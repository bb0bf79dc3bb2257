import { expect, type Page } from '@playwright/test';
import { enrol } from './signIn';

/** A colleague in the room who may agree to a file with many whole numbers. */
export const COLLEAGUE = { name: '赵桂兰', staffNo: '3072', secret: '灶台上的蓝花碗缺了个角' } as const;

/** The administrator signed in takes the colleague on. */
export const enrolColleague = (page: Page): Promise<void> => enrol(page, COLLEAGUE);

/** The dialog of 两人授权 is there: the colleague agrees with their own secret. */
export async function agree(page: Page, purpose = '入户核对参保人员', picture?: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: /两人授权/ });
  await expect(dialog).toContainText('个完整的证件号码或账号');
  await dialog.getByLabel('用途').fill(purpose);
  await dialog.getByLabel('同事本人的口令').fill(COLLEAGUE.secret);
  if (picture) await page.screenshot({ path: picture });
  await dialog.getByRole('button', { name: '同意并保存' }).click();
  await expect(dialog).toBeHidden({ timeout: 60_000 });
}
