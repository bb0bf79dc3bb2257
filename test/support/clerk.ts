import { expect, type Locator, type Page } from '@playwright/test';
import { MATTERS, type MatterCode } from '#shared/domain/matter';

/** How a field is entered: as text, by choosing an answer, or by finding a record. */
export type Entry = { text: string } | { choose: string } | { find: string } | { tick: boolean };

/** A clerk's hands at the window: what she does, in her words, by label and key. */
export class Clerk {
  constructor(readonly page: Page) {}

  async open(
    name: '今日' | '窗口受理' | '人员' | '单位' | '入户专项' | '待办' | '同步' | '统计' | '政策' | '设置',
  ): Promise<void> {
    await this.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name }).click();
  }

  /** Waits until the township is on the desk. */
  async ready(timeout = 240_000): Promise<void> {
    await this.page.getByRole('navigation', { name: '主导航' }).waitFor({ timeout });
  }

  /** Finds somebody through the box in the top bar (Ctrl+K) and opens their page. */
  async findPerson(query: string): Promise<void> {
    await this.page.keyboard.press('Control+K');
    const box = this.page.getByRole('combobox', { name: '查找人员' });
    await box.fill(query);
    await this.page.getByRole('listbox', { name: '查找结果' }).getByRole('option').first().waitFor();
    await box.press('Enter');
    await this.page.waitForURL(/#\/persons\//);
  }

  /** Starts a matter for somebody who is on file, from their page. */
  async startFor(certNo: string, matter: MatterCode): Promise<void> {
    await this.findPerson(certNo);
    await this.page.locator('.buttons').getByRole('button', { name: MATTERS[matter], exact: true }).click();
    await this.heading(matter).waitFor();
  }

  /** Starts a matter from the counter, for somebody new or before the person is known. */
  async startMatter(matter: MatterCode): Promise<void> {
    await this.open('窗口受理');
    await this.page
      .locator('.matter-grid')
      .getByRole('button', { name: MATTERS[matter], exact: true })
      .click();
    await this.heading(matter).waitFor();
  }

  private heading(matter: MatterCode): Locator {
    return this.page.getByRole('heading', { level: 1, name: MATTERS[matter] });
  }

  field(name: string): Locator {
    return this.page.locator(`[data-field="${name}"]`);
  }

  async enter(entries: Readonly<Record<string, Entry>>): Promise<void> {
    for (const [name, entry] of Object.entries(entries)) await this.enterOne(this.field(name), entry);
  }

  private async enterOne(field: Locator, entry: Entry): Promise<void> {
    if ('text' in entry) {
      await field.locator('input, textarea').first().fill(entry.text);
    } else if ('tick' in entry) {
      await field.locator('input[type=checkbox]').setChecked(entry.tick);
    } else if ('find' in entry) {
      await field.getByRole('combobox').fill(entry.find);
      await field.getByRole('option').first().click();
    } else {
      const radio = field.locator('label.ant-radio-wrapper', { hasText: entry.choose });
      if ((await radio.count()) > 0) {
        await radio.first().click();
        return;
      }
      await field.locator('.ant-select').click();
      await this.page.keyboard.type(entry.choose);
      await this.page
        .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: entry.choose })
        .first()
        .click();
    }
  }

  /** What the panel beside the form says in its first line. */
  verdict(): Locator {
    return this.page.getByRole('region', { name: '办理结论' }).locator('.verdict');
  }

  /** F9, with a reason where the panel warns; gives the receipt number shown with 已保存. */
  async accept(warnReason = '已向本人说明，本人要求办理'): Promise<string> {
    await expect(this.verdict()).toContainText('可办理');
    const reason = this.page.locator('#warnReason');
    if ((await reason.count()) > 0) await reason.fill(warnReason);
    await this.page.keyboard.press('F9');
    const saved = this.page.locator('.saved');
    await saved.getByRole('status').getByText('已保存').waitFor();
    return (await saved.locator('.receipt').innerText()).trim();
  }

  /** The number of operations that wait, as the rail shows it; not there when none waits. */
  waiting(): Locator {
    return this.page.getByRole('navigation', { name: '主导航' }).getByTitle('待上传');
  }

  /** The state of the line as the top bar tells it. */
  line(): Locator {
    return this.page.locator('header.top');
  }
}
