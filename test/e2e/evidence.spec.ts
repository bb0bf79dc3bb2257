import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import { isSealed } from '#shared/crypto/sealed';
import { imageHeader } from '#shared/evidence/imageHeader';
import { pictureTrouble } from '#shared/evidence/picture';
import { openRegister } from '../../src/platform/openRegister';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { Keyboard } from '../support/keyboard';

const people = SCENARIO.adultToRegister.filter(({ id }) => SCENARIO.adultStanding.get(id) === 'continuing');
const desk = new DeskOnPlatform();
test.afterAll(() => desk.dispose());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** What a telephone writes into a photo: the way it was held (a quarter turn), and where it was. */
const PLACE = 'GPS 43.8171 125.3235';
function withExif(jpeg: Buffer): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex');
  const content = Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from(PLACE)]);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}

/** Presses the button that has the cursor, which opens the system's chooser, and gives the file in its place. */
async function choose(page: Page, path: string): Promise<void> {
  const input = page.getByLabel('材料图片文件');
  await input.evaluate((box) => {
    // The system's own dialog is nobody's to answer here.
    box.addEventListener(
      'click',
      (event) => {
        event.preventDefault();
        box.setAttribute('data-asked', 'yes');
      },
      { once: true },
    );
  });
  await page.keyboard.press('Enter');
  await expect(input).toHaveAttribute('data-asked', 'yes');
  await input.setInputFiles(path);
}
/** The pictures as they lie on the disk: sealed, each under the SHA-256 of what it is. */
function kept(folder: string): { sha256: string; sealed: Buffer }[] {
  const at = join(folder, 'journal', 'evidence');
  return readdirSync(at).map((name) => ({ sha256: name.slice(0, 64), sealed: readFileSync(join(at, name)) }));
}

test('[AG5] [AG6] [AG7] [EV1] [EV2] [EV8] [EV10] [EV16] [EV17] an agent and a photo at the counter by keyboard, without a line; after a restart the platform has the photo byte for byte', async () => {
  test.setTimeout(600_000);
  const info = test.info();
  const [person, daughter] = people;
  if (!person || !daughter) throw new Error('the sample has too few people');
  await desk.servePlatform();
  const clerk = await desk.open();
  const { page } = clerk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  await desk.stopPlatform();
  await expect(clerk.line()).toContainText('离线', { timeout: 60_000 });
  const photo = withExif(await page.screenshot({ type: 'jpeg', quality: 95 }));
  const file = info.outputPath('身份证.jpg');
  writeFileSync(file, photo);

  await clerk.startFor(person.certNo, 'RES_REGISTER');
  await expect(page.locator('.foot-note')).toContainText('F7 代办人，F8 材料图片');
  const keys = new Keyboard(page);
  await page.keyboard.press('F7');
  await expect(keys.field('agentId').getByRole('combobox')).toBeFocused();
  await keys.enter({
    agentId: { find: daughter.certNo },
    agentRelation: { choose: '近亲属' },
    agentDocument: { choose: '户口簿' },
  });
  await expect(keys.field('agentName').locator('input')).toHaveValue(daughter.name);
  await expect(page.locator('.ant-select-dropdown:visible')).toHaveCount(0);
  await page.screenshot({ path: info.outputPath('agent.png') });

  await page.keyboard.press('F8');
  const dialog = page.getByRole('dialog', { name: /材料图片/ });
  const take = dialog.getByRole('button', { name: '选图片文件' });
  await expect(take).toBeFocused();
  await expect(dialog).toContainText('没有找到摄像头');
  await expect(dialog.getByRole('button', { name: '拍照' })).toBeDisabled();
  await page.screenshot({ path: info.outputPath('pictures-empty.png') });
  await choose(page, file);
  const use = dialog.getByRole('button', { name: '使用这张' });
  await expect(use).toBeFocused();
  // Upright as the camera says: what lay is standing.
  const preview = dialog.getByRole('img', { name: '图片预览' });
  const box = await preview.boundingBox();
  expect((box?.height ?? 0) > (box?.width ?? 0)).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(async () => {
    const turned = await preview.boundingBox();
    expect((turned?.width ?? 0) > (turned?.height ?? 0)).toBe(true);
  }).toPass();
  const left = dialog.getByRole('slider', { name: '左边' });
  await left.focus();
  for (let n = 0; n < 10; n++) await page.keyboard.press('ArrowRight');
  await page.screenshot({ path: info.outputPath('pictures-editor.png') });
  await use.focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText('存在本机');
  const list = dialog.getByRole('list', { name: '已加的图片' });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list.getByRole('img')).toBeVisible();
  await page.screenshot({ path: info.outputPath('pictures-one.png') });
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  const [held] = kept(desk.userData);
  if (!held) throw new Error('no picture on the disk');
  expect(isSealed(held.sealed)).toBe(true);

  await clerk.accept();
  await expect(page.locator('.saved')).toContainText('1 张，已存在本机');
  await clerk.open('同步');
  await expect(page.locator('.line-card')).toContainText('1 份材料待上传');
  await page.screenshot({ path: info.outputPath('sync-waiting.png') });
  await desk.close();

  // The next morning, with a line.
  await desk.servePlatform();
  const later = await desk.open();
  await later.page.setViewportSize({ width: 1366, height: 768 });
  await later.ready();
  await later.open('同步');
  const row = later.page.locator('tbody tr', { hasText: person.name });
  await expect(row).toContainText('已确认', { timeout: 120_000 });
  await expect(later.page.locator('.line-card')).not.toContainText('份材料待上传', { timeout: 60_000 });
  await row.getByRole('button', { name: '经过' }).click();
  const way = later.page.getByRole('dialog');
  await expect(way).toContainText(`${daughter.name}（近亲属，凭户口簿）`);
  await expect(way).not.toContainText(daughter.certNo);
  await expect(way.getByRole('region', { name: '材料图片' })).toContainText('已上传');
  await later.page.screenshot({ path: info.outputPath('way.png') });

  // Looking is noted with its reason.
  await way.getByRole('button', { name: '材料图片 1 张' }).click();
  await later.page.getByRole('textbox', { name: '查看原因' }).fill('复核这笔业务');
  await later.page.keyboard.press('Enter');
  const shown = later.page.getByRole('dialog', { name: `${person.name}的材料图片` });
  await expect(shown.getByRole('img')).toBeVisible();
  await later.page.screenshot({ path: info.outputPath('look.png') });
  await later.page.keyboard.press('Escape');
  await expect(shown).toBeHidden();
  await way.getByRole('button', { name: /关闭|Close/ }).click();
  await expect(way).toBeHidden();
  await later.open('设置');
  await expect(later.page.getByRole('region', { name: '查看记录' })).toContainText('查看材料图片');
  await desk.close();

  await desk.stopPlatform();
  const opened = await openRegister({
    folder: desk.platformFolder,
    databaseUrl: null,
    sample: false,
    template: null,
  });
  if (!opened.ok) throw new Error(opened.error.text);
  const rows = await opened.value.db.query(
    'SELECT e.sha256, e.content, o.operation FROM evidence e JOIN operations o ON o.op_id = e.op_id',
  );
  await opened.value.close();
  expect(rows).toHaveLength(1);
  // Byte for byte what was kept under that hash: a JPEG within the limits, cropped, and nothing of where it was taken.
  const picture = Buffer.from(rows[0]?.content as Uint8Array);
  expect([rows[0]?.sha256, sha256(picture)]).toEqual([held.sha256, held.sha256]);
  expect(pictureTrouble(picture)).toBeNull();
  expect(picture.includes(Buffer.from('GPS'))).toBe(false);
  const { width, height } = imageHeader(picture);
  expect([width, height]).toEqual([Math.round(1366 * 0.9), 768]);
  const operation = JSON.parse(String(rows[0]?.operation)) as { v: number; agent: { certNo: string } };
  expect([operation.v, operation.agent.certNo]).toEqual([3, daughter.certNo]);
});

test('[EV2] [EV4] hostile files are refused in words at once, a pasted picture is taken, and the form goes on', async () => {
  test.setTimeout(600_000);
  const info = test.info();
  const [, , person] = people;
  if (!person) throw new Error('the sample has too few people');
  const again = new DeskOnPlatform();
  try {
    await again.servePlatform();
    const clerk = await again.open();
    const { page } = clerk;
    await page.setViewportSize({ width: 1366, height: 768 });
    await clerk.ready();
    await clerk.startFor(person.certNo, 'RES_REGISTER');
    await page.keyboard.press('F8');
    const dialog = page.getByRole('dialog', { name: /材料图片/ });
    const take = dialog.getByRole('button', { name: '选图片文件' });
    const alert: Locator = dialog.getByRole('alert');
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const bomb = Buffer.concat([png, Buffer.from('0000ffff0000ffff0802000000', 'hex')]);
    const files: [string, Buffer, RegExp][] = [
      ['空.jpg', Buffer.alloc(0), /0 字节/],
      ['图.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), /SVG/],
      ['扫描.pdf', Buffer.from('%PDF-1.7\n'), /PDF/],
      ['炸弹.png', bomb, /65535×65535/],
      ['程序.jpg', Buffer.from('MZ\0\0\0\0\0\0'), /不是图片/],
      ['坏.png', Buffer.concat([png, Buffer.from('000000100000001008020000009068', 'hex')]), /打不开/],
      ['大.jpg', Buffer.alloc(31 * 1024 * 1024, 1), /太大了/],
    ];
    for (const [name, bytes, words] of files) {
      const path = info.outputPath(name);
      writeFileSync(path, bytes);
      await take.focus();
      await choose(page, path);
      await expect(alert).toContainText(words);
    }
    await page.screenshot({ path: info.outputPath('refused.png') });
    expect(await dialog.getByRole('listitem').count()).toBe(0);

    const shot = (await page.screenshot({ type: 'png' })).toString('base64');
    await take.focus();
    await page.evaluate((data) => {
      const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, shot);
    await expect(dialog.getByRole('button', { name: '使用这张' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('listitem')).toHaveCount(1);
    await dialog.getByRole('button', { name: '去掉' }).click();
    await expect(dialog.getByRole('listitem')).toHaveCount(0);
    await expect.poll(() => readdirSync(join(again.userData, 'journal', 'evidence'))).toEqual([]);
    await page.keyboard.press('Escape');
    await clerk.accept();
  } finally {
    await again.dispose();
  }
});
