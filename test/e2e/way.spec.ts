import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCENARIO } from '#fixtures/township';
import { Clerk } from '../support/clerk';
import { expect, test } from './fixture';

const person = SCENARIO.adultToRegister.find(({ id }) => SCENARIO.adultStanding.get(id) === 'continuing');

test('[DG4] [DG6] a clerk sees an operation’s way by keyboard, and hands a technician diagnostics without anybody in it', async ({
  desk,
}, info) => {
  test.setTimeout(600_000);
  if (!person) throw new Error('the sample has nobody to register');
  const clerk = new Clerk(await desk.restart({ CANBAO_SAVE_TO: desk.userData }));
  await clerk.ready();
  await clerk.startFor(person.certNo, 'RES_REGISTER');
  await clerk.accept();
  await clerk.open('同步');
  const row = clerk.page.locator('.ant-table-row').first();
  await expect(row).toContainText('已确认', { timeout: 60_000 });
  await row.focus();
  await clerk.page.keyboard.press('Enter');
  const way = clerk.page.locator('.way');
  for (const words of ['存入流水账第 1 笔', '首次发出', '平台回执']) await expect(way).toContainText(words);
  await expect(way).not.toContainText('没有记下时间');
  await clerk.page.screenshot({ path: info.outputPath('way.png') });
  await clerk.page.keyboard.press('Escape');

  await clerk.open('设置');
  await clerk.page.getByRole('button', { name: '导出诊断包' }).click();
  await clerk.page.getByText('已保存到').waitFor();
  await clerk.page.getByText('已保存到').scrollIntoViewIfNeeded();
  await clerk.page.screenshot({ path: info.outputPath('diagnostics.png') });
  const file = readdirSync(desk.userData).find((name) => name.startsWith('诊断包-'));
  const text = readFileSync(join(desk.userData, file ?? ''), 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    kind: 'canbao-diagnostics',
    delivery: { byState: { settled: 1 } },
  });
  const log = readFileSync(join(desk.userData, 'logs', 'canbao.log'), 'utf8');
  for (const found of [text, log]) {
    for (const secret of [person.certNo, person.name, person.id]) expect(found).not.toContain(secret);
    expect(found).not.toMatch(/\d{17}[\dXx]/);
  }
});
