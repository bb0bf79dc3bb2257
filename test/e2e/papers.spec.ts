import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import type { Clerk } from '../support/clerk';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { pagePictures, type ReadPdf, readPdf } from '../support/pdf';

const birth = SCENARIO.newbornHouseholds.find(({ child }) => child.certNo !== null);
const saveTo = mkdtempSync(join(tmpdir(), 'canbao-papers-'));
const desk = new DeskOnPlatform();
test.afterAll(async () => {
  await desk.dispose();
  rmSync(saveTo, { recursive: true, force: true });
});

/** Outside the BMP and in every good font; in the BMP and rare; outside the BMP and in no font here; a code of an old system. */
const NAME = '单\u{20BB7}\u36C3\u{31350}\uE815';

let made = 0;

/** Saves the paper that is shown as a PDF and reads it; pictures of its pages are kept with the test's. */
async function saved(preview: Locator): Promise<ReadPdf> {
  await preview.getByRole('button', { name: '存为 PDF' }).click();
  await expect(preview.getByRole('status')).toContainText('已保存到');
  const file = /已保存到 (.*\.pdf)/.exec(await preview.getByRole('status').innerText())?.[1] ?? '';
  const pdf = readPdf(file);
  expect(pdf.size).toBe('595 x 842');
  made += 1;
  pagePictures(file, test.info().outputPath(`paper-${made}`));
  return pdf;
}

const close = async ({ page }: Clerk, preview: Locator): Promise<void> => {
  await page.keyboard.press('Escape');
  await expect(preview).toBeHidden();
};
const oneLine = (text: string | undefined): string => (text ?? '').replace(/\s+/g, '');

test('[PP20] [PP21] [PP22] [PP23] [PP24] [PP25] [PP26] [PP27] papers of an offline day: what is shown is what is printed, to the character', async () => {
  const info = test.info();
  test.setTimeout(600_000);
  if (!birth?.child.certNo) throw new Error('the sample has no newborn with a number');
  mkdirSync(saveTo, { recursive: true });
  await desk.servePlatform();
  const clerk = await desk.open({ saveTo });
  const { page } = clerk;
  await clerk.ready();
  await desk.stopPlatform();
  await expect(clerk.line()).toContainText('离线', { timeout: 60_000 });
  await clerk.startMatter('NEWBORN_REGISTER');
  await clerk.enter({
    guardianId: { find: birth.guardian.certNo },
    certNo: { text: birth.child.certNo },
    name: { text: NAME },
    relation: { choose: birth.child.sex === '1' ? '子' : '女' },
  });
  const receiptNo = await clerk.accept();

  // The receipt of an offline day, with a space for what cannot be printed.
  await page.getByRole('button', { name: '打印回执' }).click();
  const receipt = page.getByRole('dialog', { name: /业务受理回执/ });
  const warning = receipt.getByRole('alert');
  await expect(warning).toContainText('有 2 个字打印不出来');
  await expect(warning).toContainText('U+31350');
  await expect(warning).toContainText('U+E815');
  await expect(warning).toContainText('的姓名');
  await expect(warning).not.toContainText('U+20BB7');
  const sheet = receipt.getByRole('article', { name: '业务受理回执' });
  await expect(sheet).toContainText('待平台确认');
  await expect(sheet.getByRole('img', { name: '留空手写' }).first()).toBeVisible();
  await page.screenshot({ path: info.outputPath('receipt.png') });
  const first = await saved(receipt);
  expect(first.pages).toBe(1);
  expect(first.text[0]).toContain(receiptNo);
  expect(first.text[0]).toContain('待平台确认');
  expect(oneLine(first.text[0])).toContain('第1次打印');
  expect(oneLine(first.text[0])).toContain('第1页共1页');
  expect(first.text[0]).toContain('单\u{20BB7}\u36C3');
  expect(first.text[0]).not.toMatch(/[\u{31350}\uE815]/u);
  expect(first.text[0]).not.toContain(birth.child.certNo);
  const code = first.qr(1) ?? '';
  expect(code).toContain(receiptNo);
  expect(code).not.toContain(birth.child.certNo);
  const second = await saved(receipt);
  expect(second.text[0]).toContain('补打');
  await close(clerk, receipt);

  // The registration form; the number in full only with a reason.
  await page.getByRole('button', { name: '打印参保登记表' }).click();
  const form = page.getByRole('dialog', { name: /参保登记表/ });
  await page.screenshot({ path: info.outputPath('form.png') });
  const masked = await saved(form);
  expect(masked.pages).toBe(1);
  for (const words of ['新生儿基本医疗保险参保登记表', '监护人', birth.guardian.name, '出生日期', receiptNo])
    expect(oneLine(masked.text[0])).toContain(oneLine(words));
  for (const number of [birth.child.certNo, birth.guardian.phone ?? ''])
    expect(masked.text[0]).not.toContain(number);
  await form.getByRole('checkbox', { name: /印出完整号码/ }).click();
  await page.getByRole('button', { name: '记下并显示' }).click();
  await expect(form.getByRole('article')).toContainText(birth.child.certNo);
  const whole = await saved(form);
  expect(whole.text[0]).toContain(birth.child.certNo);
  expect(oneLine(whole.text[0])).toContain('第2次打印（补打');
  await close(clerk, form);

  // The code finds the operation, and what was altered is told apart.
  await clerk.open('同步');
  const field = page.getByLabel('查验回执');
  await field.fill(code);
  await field.press('Enter');
  await expect(page.locator('.way')).toContainText('存入流水账第 1 笔');
  await page.keyboard.press('Escape');
  const said = page.getByRole('search').getByRole('status');
  await expect(said).toContainText('是本窗口出具的回执');
  await field.fill(code.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
  await field.press('Enter');
  await expect(said).toContainText('对不上');
  await page.keyboard.press('Escape');

  // Confirmed: the old receipt is listed, and the new one says so with the platform's number.
  await desk.servePlatform();
  await expect(clerk.waiting()).toBeHidden({ timeout: 120_000 });
  await clerk.open('今日');
  const list = page.getByText('平台已确认，可以换新的回执');
  await list.click();
  await page.screenshot({ path: info.outputPath('today.png') });
  await page.getByRole('button', { name: '打印已确认的回执' }).click();
  await expect(sheet).toContainText('已确认');
  const confirmed = await saved(receipt);
  expect(confirmed.text[0]).toMatch(/平台回执\s+\S+/);
  expect(oneLine(confirmed.text[0])).toContain('医保平台已确认本业务');
  expect(confirmed.text[0]).not.toMatch(/^\s*待平台确认\s*$/m);
  expect(confirmed.qr(1)).toBe(code);
  await page.screenshot({ path: info.outputPath('confirmed.png') });
  await close(clerk, receipt);
  await expect(list).toBeHidden();

  // The certificate, from the platform's record only.
  await clerk.findPerson(birth.guardian.certNo);
  await page.getByRole('button', { name: '打印参保凭证' }).click();
  const certificate = page.getByRole('dialog', { name: /参保凭证/ });
  await page.screenshot({ path: info.outputPath('certificate.png') });
  const proof = await saved(certificate);
  for (const words of [birth.guardian.name, '居民医保', '正常参保', '2027', '已缴'])
    expect(oneLine(proof.text.join(''))).toContain(words);
  expect(proof.text.join('')).not.toContain(birth.guardian.certNo);
});
