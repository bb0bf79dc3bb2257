import type { Page } from '@playwright/test';
import { type FakeCard, jsonpAnswer, RESIDENT } from '#fixtures/readers/answers';
import { type FakeService, type HttpAnswer, httpService } from '#fixtures/readers/service';
import { SCENARIO } from '#fixtures/township';
import { MATTERS } from '#shared/domain/matter';
import { Clerk } from '../support/clerk';
import { scan } from '../support/scanner';
import { expect, test } from './fixture';

const known = SCENARIO.phoneChangePerson;
/** The card of somebody on file, as the reader's service has it. */
const cardOf = (over: Partial<FakeCard> = {}): FakeCard => ({
  ...RESIDENT,
  name: known.name,
  sex: known.sex === '1' ? '男' : '女',
  nation: '汉',
  birth: known.birthDate.replaceAll('-', ''),
  number: known.certNo,
  ...over,
});

/** A reader's service whose card can be changed. */
async function cardReader(port = 0): Promise<FakeService & { lay(answer: HttpAnswer): void }> {
  let answer: HttpAnswer = jsonpAnswer(cardOf());
  const service = await httpService(
    {
      '/api/ReadMsg': (response, request) =>
        typeof answer === 'function' ? answer(response, request) : void response.end(answer),
    },
    port,
  );
  return {
    ...service,
    lay: (next) => {
      answer = next;
    },
  };
}

/** 设置, by keyboard: the kind by the arrows, the port typed over, 保存. */
async function choose(page: Page, down: number, port: number): Promise<void> {
  const card = page.getByRole('region', { name: '读卡器' });
  await card.locator('#reader-adapter').focus();
  await page.keyboard.press('Enter');
  for (let i = 0; i < down; i += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await card.locator('#reader-port').waitFor();
  await page.keyboard.press('Tab');
  await expect(card.locator('#reader-port')).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(String(port));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(card).toContainText('已保存');
}

const box = (page: Page) => page.getByRole('combobox', { name: '要办理的人' });
const facts = (page: Page) => page.getByRole('status', { name: '读卡结果' });

/** As the settings page does it. */
const setReader = (page: Page, port: number) =>
  page.evaluate(
    (at) =>
      window.desktop?.call('reader/choose', {
        setting: { adapter: 'jsonp', port: at, call: null, businessType: null },
      }),
    port,
  );

test('[RC16] [RC20] [RC25] a reader is set and tried by keyboard; what is missing is told before', async ({
  desk,
}, info) => {
  const { page } = desk;
  const clerk = new Clerk(page);
  await clerk.ready();
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.open('窗口受理');
  const bar = page.locator('.reader-bar');
  await expect(bar).toContainText('未设置读卡器');
  await expect(bar.getByRole('button', { name: '读卡 F4' })).toBeDisabled();
  await page.screenshot({ path: info.outputPath('counter-none.png') });

  // A port that nobody listens on yet.
  const first = await cardReader();
  await first.stop();
  await clerk.open('设置');
  const card = page.getByRole('region', { name: '读卡器' });
  await choose(page, 2, first.port);
  await expect(card).toContainText(/读卡服务没有启动.*请打开/);
  await page.screenshot({ path: info.outputPath('settings-down.png') });
  await card.locator('#reader-port').fill('99999');
  await expect(card).toContainText('端口应为 1 到 65535');
  await expect(card.getByRole('button', { name: '保存' })).toBeDisabled();
  await card.locator('#reader-port').fill(String(first.port));

  const service = await cardReader(first.port);
  try {
    await expect(card).toContainText('可以读身份证');
    await card.getByRole('button', { name: '试读' }).focus();
    await page.keyboard.press('Enter');
    await expect(card).toContainText(`读到了：居民身份证，${known.name}`);
    await expect(card).not.toContainText(known.certNo);
    await page.screenshot({ path: info.outputPath('settings-read.png') });
  } finally {
    await service.stop();
  }
});

test('[RC20] [RC21] [RC22] [RC24] F4 finds whose card it is, at the counter and among people; a read can be given up', async ({
  desk,
}, info) => {
  const { page } = desk;
  const clerk = new Clerk(page);
  await clerk.ready();
  await page.setViewportSize({ width: 1366, height: 768 });
  const service = await cardReader();
  try {
    await setReader(page, service.port);
    // The counter: somebody on file, whose card says another name and has expired.
    await clerk.open('窗口受理');
    const bar = page.locator('.reader-bar');
    await expect(bar).toContainText('可以读身份证');
    service.lay(jsonpAnswer(cardOf({ name: '柳青禾', to: '20200330' })));
    await page.keyboard.press('F4');
    await expect(box(page)).toHaveValue(known.certNo);
    await expect(facts(page)).toContainText(`姓名不同：卡上“柳青禾”，档案“${known.name}”`);
    await expect(facts(page)).toContainText('有效期到 2020-03-30，已经过期');
    await expect(page.locator('.chosen')).toContainText(known.name);
    await page.screenshot({ path: info.outputPath('counter-read.png') });
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/counter\/./);
    await expect(page.locator('form [data-field="personId"]')).toContainText(known.name);

    // 人员.
    await clerk.open('人员');
    await page.getByRole('heading', { level: 1, name: '人员', exact: true }).waitFor();
    await expect(page.getByRole('button', { name: '读卡 F4', exact: true })).toBeEnabled();
    await page.keyboard.press('F4');
    await expect(page.getByRole('textbox', { name: '查找人员', exact: true })).toHaveValue(known.certNo);
    await expect(page.locator('.person-row', { hasText: known.name })).toHaveCount(1);
    await expect(facts(page)).toContainText('姓名不同');
    await page.screenshot({ path: info.outputPath('persons-read.png') });

    // What the service says goes into a sentence; one that is silent is given up with Esc.
    await clerk.open('窗口受理');
    await expect(bar).toContainText('可以读身份证');
    service.lay('canbao({"code":"1","retmsg":"未放卡或卡片已损坏"})');
    await page.keyboard.press('F4');
    await expect(page.getByRole('alert').filter({ hasText: '未放卡或卡片已损坏' })).toBeVisible();
    await page.screenshot({ path: info.outputPath('counter-failed.png') });
    service.lay(() => undefined);
    await page.keyboard.press('F4');
    await expect(bar).toContainText('正在读卡：请把身份证放到读卡器上');
    await page.keyboard.press('Escape');
    await expect(page.locator('main')).toContainText('已取消读卡');
  } finally {
    await service.stop();
  }
});

test('[RC22] [RC23] somebody new is registered from the card; in a form the card goes where it belongs', async ({
  desk,
}, info) => {
  const { page } = desk;
  const clerk = new Clerk(page);
  await clerk.ready();
  await page.setViewportSize({ width: 1366, height: 768 });
  const service = await cardReader();
  try {
    await setReader(page, service.port);
    service.lay(jsonpAnswer(RESIDENT));
    await clerk.open('窗口受理');
    await expect(page.locator('.reader-bar')).toContainText('可以读身份证');
    await page.keyboard.press('F4');
    await expect(page.locator('.chosen')).toContainText('本机资料里没有这个号码的人');
    await page.screenshot({ path: info.outputPath('counter-new.png') });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: MATTERS.RES_REGISTER }).waitFor();
    for (const [name, value] of [
      ['certNo', RESIDENT.number],
      ['name', RESIDENT.name],
      ['birthDate', '1979-03-14'],
    ] as const) {
      await expect(clerk.field(name).locator('input').first()).toHaveValue(value);
      await expect(clerk.field(name)).toContainText('读卡');
    }
    await expect(clerk.field('nation')).toContainText('满族');
    // Typed over, a field says no longer what the card says.
    await clerk.field('name').locator('input').fill('柳青和');
    await expect(clerk.field('name')).not.toContainText('读卡');
    await expect(clerk.field('birthDate')).toContainText('读卡');
    await page.screenshot({ path: info.outputPath('form-new.png') });

    // A change: the person is chosen and what the card says of them is filled in.
    await clerk.startMatter('RES_CHANGE');
    service.lay(jsonpAnswer(cardOf({ nation: '满' })));
    await page.keyboard.press('F4');
    await expect(clerk.field('personId')).toContainText(known.name);
    await expect(clerk.field('nation')).toContainText('已改，原为 汉族');
    await expect(clerk.field('nation')).toContainText('读卡');
    await expect(page.locator('.foot-note')).toContainText('请核对');
    await page.screenshot({ path: info.outputPath('form-change.png') });
    // Another person's card changes nothing.
    service.lay(jsonpAnswer(RESIDENT));
    await page.keyboard.press('F4');
    await expect(page.locator('.foot-note')).toContainText(
      `表单上已选${known.name}，读到的是${RESIDENT.name}`,
    );
    await expect(clerk.field('personId')).toContainText(known.name);
    await page.screenshot({ path: info.outputPath('form-other.png') });
  } finally {
    await service.stop();
  }
});

test('[RC31] [RC32] [RC33] a scanner’s keys find the person wherever the cursor is, and press nothing', async ({
  desk,
}, info) => {
  const { page } = desk;
  const clerk = new Clerk(page);
  await clerk.ready();
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.open('窗口受理');
  const registration = page.locator('.matter-grid').getByRole('button', { name: MATTERS.RES_REGISTER });

  // A button has the cursor: the text goes to the search box whole, and Enter does not press the button.
  await registration.focus();
  await scan(page, known.certNo);
  await expect(box(page)).toHaveValue(known.certNo);
  await expect(page.locator('.chosen')).toContainText(known.name);
  expect(page.url()).toMatch(/#\/counter$/);

  // Typed by hand on the same place it is none: nothing changes, and Enter presses the button.
  await registration.focus();
  await scan(page, '12345678', 200);
  await page.waitForURL(/#\/counter\/./);
  await expect(page.getByRole('heading', { level: 1, name: MATTERS.RES_REGISTER })).toBeVisible();

  // In the form, beside its fields: the person is chosen.
  await page.locator('#accept').focus();
  await scan(page, known.certNo);
  await expect(clerk.field('personId')).toContainText(known.name);
  await expect(page.locator('.saved')).toHaveCount(0);

  // The menu's box takes numbers of its own; a scanned one opens no matter and is taken out again.
  await page.keyboard.press('F2');
  const menu = page.getByRole('textbox', { name: '查找事项' });
  await expect(menu).toBeFocused();
  await scan(page, known.certNo);
  await expect(box(page)).toHaveValue(known.certNo);
  await expect(menu).toHaveValue('');
  expect(page.url()).toMatch(/#\/counter$/);

  // No number, and nobody of that text.
  await registration.focus();
  await scan(page, 'EC9900112233445566778899001122');
  await expect(page.locator('main')).toContainText('扫到的不是证件号码');
  await expect(page.locator('main')).toContainText('由医保读卡服务解码');
  // Nothing lies over the sentence.
  await expect(page.getByRole('listbox', { name: '查找结果' })).toHaveCount(0);
  await page.screenshot({ path: info.outputPath('counter-qr.png') });

  await clerk.open('人员');
  await page.getByRole('link', { name: '人员' }).focus();
  await scan(page, known.certNo);
  await expect(page.locator('.person-row', { hasText: known.name })).toHaveCount(1);
});
