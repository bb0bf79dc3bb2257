import { expect, type Locator, type Page } from '@playwright/test';
import { MATTERS, type MatterCode } from '#shared/domain/matter';
import { INQUIRIES } from '#shared/matters/inquiries/index';
import { isMeant, MENU, readingsOf } from '../../src/renderer/desk/matterMenu';

/** How a field is entered at the keyboard: typed, chosen by its words, found by typing, or ticked. */
export type Keyed = { text: string } | { choose: string } | { find: string } | { tick: boolean };

/** Fields that one Enter after another may pass before the walk is said to have lost its way. */
const MOST_STEPS = 40;

/** A clerk who has no mouse. */
export class Keyboard {
  /** Key presses that are not data: what is typed into a field counts for nothing. */
  presses = 0;

  constructor(readonly page: Page) {}

  async press(key: string): Promise<void> {
    this.presses += 1;
    await this.page.keyboard.press(key);
  }

  async data(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Opens an entry of the counter's menu from wherever she is: F2, the initials of its name, and its number where others share them. */
  async openFromMenu(name: string): Promise<void> {
    // Numerals choose among the entries; a name that begins with some is known by its letters.
    const initials = (readingsOf(name)[0]?.initials ?? name).replace(/^\d+/, '');
    const meant = MENU.flatMap(({ entries }) => entries).filter((entry) => isMeant(entry.name, initials));
    const at = meant.findIndex((entry) => entry.name === name) + 1;
    await this.press('F2');
    await expect(this.page.getByRole('textbox', { name: '查找事项' })).toBeFocused();
    await this.data(initials);
    if (at > 1) await this.data(String(at));
    if (!(await this.heading(name).isVisible())) await this.press('Enter');
    await expect(this.heading(name)).toBeVisible();
  }
  async openMatter(code: MatterCode): Promise<void> {
    await this.openFromMenu(MATTERS[code]);
  }
  async openInquiry(code: string): Promise<void> {
    await this.openFromMenu(INQUIRIES.find((one) => one.code === code)?.title ?? code);
  }
  private heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 1, name, exact: true });
  }

  field(name: string): Locator {
    return this.page.locator(`form [data-field="${name}"]`);
  }
  /** The field that has the cursor. */
  private here(): Promise<string | null> {
    return this.page.evaluate(
      () => document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset.field ?? null,
    );
  }

  /** Walks on with Enter, as the window says under the form, until the field has the cursor. */
  async goTo(name: string): Promise<void> {
    await this.field(name).waitFor();
    for (let step = 0; step < MOST_STEPS; step++) {
      const at = await this.here();
      if (at === name) return;
      if (at !== null && (await this.isBefore(name, at))) {
        await this.press('Shift+Tab');
        continue;
      }
      await this.press('Enter');
      // An empty list opens on Enter; what need not be filled in is passed with Tab.
      if (at !== null && (await this.here()) === at) {
        await this.press('Escape');
        await this.press('Tab');
      }
    }
    throw new Error(`the keyboard does not come to ${name}; it is at ${await this.here()}`);
  }

  /** Whether the form asks for `name` before `at`. */
  private async isBefore(name: string, at: string): Promise<boolean> {
    const order = await this.page
      .locator('form [data-field]')
      .evaluateAll((fields) => fields.map((field) => (field as HTMLElement).dataset.field ?? ''));
    return order.indexOf(name) < order.indexOf(at);
  }

  async enter(entries: Readonly<Record<string, Keyed>>): Promise<void> {
    for (const [name, keyed] of Object.entries(entries)) {
      await this.goTo(name);
      await this.enterHere(this.field(name), keyed);
    }
  }

  private async enterHere(field: Locator, keyed: Keyed): Promise<void> {
    if ('text' in keyed) {
      await this.page.keyboard.press('Control+A');
      await this.data(keyed.text);
    } else if ('tick' in keyed) {
      if ((await field.locator('input[type=checkbox]').isChecked()) !== keyed.tick) await this.press('Space');
    } else if ('find' in keyed) {
      await this.data(keyed.find);
      await this.press('Enter');
      await field.locator('.chosen-record').waitFor();
    } else if ((await field.locator('input[type=radio]').count()) > 0) {
      await this.radio(field, keyed.choose);
    } else {
      await this.data(keyed.choose);
      await expect(
        this.page.locator('.ant-select-dropdown:visible .ant-select-item-option-active'),
        keyed.choose,
      ).toBeVisible();
      await this.press('Enter');
      await expect(field).toContainText(keyed.choose);
    }
  }

  /** The arrows choose among the few answers that lie open. */
  private async radio(field: Locator, words: string): Promise<void> {
    const focused = field.locator('label:has(input:focus)');
    for (let step = 0; step < 12; step++) {
      if ((await focused.innerText()).trim() === words) {
        if (!(await focused.locator('input').isChecked())) await this.press('Space');
        return;
      }
      await this.press('ArrowDown');
    }
    throw new Error(`no answer ${words}`);
  }

  /** F9; where the panel warns the cursor is then in the reason, which is typed. */
  async accept(reason: string): Promise<void> {
    await this.press('F9');
    const warned = this.page.locator('#warnReason');
    const asked = this.page.locator('#warnReason:focus');
    // Accepted at once, the form stands for a moment on records that have the operation already, and may warn of it.
    await expect.poll(async () => (await warned.count()) === 0 || (await asked.count()) > 0).toBe(true);
    if ((await asked.count()) === 0) return;
    await this.data(reason);
    await this.press('F9');
  }

  panel(): Locator {
    return this.page.getByRole('region', { name: /办理结论|查询结果/ });
  }
}
