import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { JournalEntry } from '#shared/domain/journalEntry';
import type { OperationDraft } from '#shared/domain/operation';
import { DeliveryStatus, DeskState, type HostChannel } from '#shared/host';
import { type Part, type Program, startProgram } from '../e2e/program';
import { Clerk } from '../support/clerk';
import type { CrashPeople } from './crashPeople';

const Answer = z.looseObject({ ok: z.boolean(), error: z.looseObject({ code: z.string() }).optional() });
const WindowStore = z.object({
  entries: z.array(z.object({ seq: z.number(), hash: z.string() })),
  verdicts: z.array(
    z.object({ verdict: z.object({ opId: z.string(), bodyHash: z.string(), outcome: z.string() }) }),
  ),
});
export type WindowStore = z.infer<typeof WindowStore>;

/** Runs in the page. A string, because a compiler's helpers are not there. */
const READ_WINDOW_STORE = `(async () => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open('canbao-journal'));
  const tables = database.transaction(['entries', 'verdicts']);
  const read = await Promise.all(['entries', 'verdicts'].map((name) => asked(tables.objectStore(name).getAll())));
  database.close();
  const open = ({ sealed }) => JSON.parse(new TextDecoder().decode(sealed));
  return { entries: read[0].map(open), verdicts: read[1].map(open) };
})()`;

/** The desk under the hammer: started, worked at, killed and started again on the same folder. */
export class CrashDesk {
  private program: Program | null = null;

  constructor(
    private readonly userData: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  async start(): Promise<void> {
    if (this.program !== null) return;
    this.program = await startProgram({ userData: this.userData, env: this.env });
    const clerk = new Clerk(await this.program.page());
    await clerk.ready().catch(async (error: unknown) => {
      const shown = await clerk.page.locator('body').innerText({ timeout: 5_000 });
      throw new Error(`the desk did not open; it shows: ${shown}`, { cause: error });
    });
  }

  async kill(part: Exclude<Part, 'platform'>): Promise<void> {
    const { program } = this;
    this.program = null;
    await program?.kill(part);
  }

  async stop(): Promise<void> {
    const { program } = this;
    this.program = null;
    await program?.stop();
  }

  /** Where the browser keeps the window's databases, on either host. */
  get browserStores(): readonly string[] {
    return ['chromium/Default/IndexedDB', 'IndexedDB'].map((store) => join(this.userData, store));
  }

  log(): string {
    return this.program?.log() ?? '';
  }

  /** One operation by the clerk's hands, through the window; resolves when the window shows 已保存. */
  async byHand(people: CrashPeople): Promise<string> {
    const clerk = new Clerk(await this.page());
    const person = people.next();
    await clerk.startFor(person.certNo ?? '', 'RES_CHANGE');
    await clerk.enter({ phone: { text: people.nextPhone() } });
    await clerk.accept();
    return person.id;
  }

  /** Fills a form in and leaves it ready for F9: for whom, and the number that stands in it. */
  async fillIn(people: CrashPeople): Promise<{ personId: string; phone: string }> {
    const clerk = new Clerk(await this.page());
    const person = people.next();
    const phone = people.nextPhone();
    await clerk.startFor(person.certNo ?? '', 'RES_CHANGE');
    await clerk.enter({ phone: { text: phone } });
    return { personId: person.id, phone };
  }

  /** Presses F9 on the open form: whether the window shows 已保存, or what it says instead and what still stands in the form. */
  async press(): Promise<{ saved: true } | { saved: false; text: string; phone: string }> {
    const clerk = new Clerk(await this.page());
    await expect(clerk.verdict()).toContainText('可办理', { timeout: 30_000 });
    const saved = clerk.page.locator('.saved').getByRole('status').getByText('已保存');
    const told = clerk.page.getByRole('alert').filter({ hasText: '没有保存' });
    await clerk.page.keyboard.press('F9');
    await saved.or(told).first().waitFor();
    if (await saved.isVisible()) return { saved: true };
    return {
      saved: false,
      text: await told.first().innerText(),
      phone: await clerk.field('phone').locator('input').inputValue(),
    };
  }

  /**
   * Several operations at once, as the window asks for them; tells each that the window has been answered `ok`. Gives those
   * that were refused since the disk is full; any other refusal is thrown.
   */
  async atOnce(
    drafts: readonly OperationDraft[],
    saved: (personId: string) => void,
  ): Promise<readonly OperationDraft[]> {
    const { clerk } = DeskState.parse(await this.call('desk/state', {}));
    const answers = await Promise.all(
      drafts.map(async (draft) => {
        const own = { ...draft, clerk: clerk.id };
        const { ok, error } = Answer.parse(await this.call('journal/accept', { draft: own }));
        if (ok) saved(draft.subjects[0]?.id ?? '');
        else if (error?.code !== 'DISK_FULL') throw new Refused(JSON.stringify(error));
        return ok ? [] : [draft];
      }),
    );
    return answers.flat();
  }

  async journal(): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for (;;) {
      const page = z
        .object({ entries: z.array(JournalEntry) })
        .parse(await this.call('journal/read', { after: entries.at(-1)?.seq ?? 0, limit: 500 }));
      if (page.entries.length === 0) return entries;
      entries.push(...page.entries);
    }
  }

  /**
   * The journal as the window's own database has it, read behind the program's back: number and hash of each entry, and the
   * operations that have a verdict there.
   */
  async windowStore(): Promise<WindowStore> {
    const page = await this.page();
    const raw: unknown = await page.evaluate(READ_WINDOW_STORE);
    return WindowStore.parse(raw);
  }

  /**
   * What a clerk sees of the day: its figures, the newest operations and where they are, and the pages of these people.
   * Texts only; nothing in them moves while nothing happens.
   */
  async view(personIds: readonly string[]): Promise<string[]> {
    const clerk = new Clerk(await this.page());
    await clerk.open('今日');
    const seen = await clerk.page.locator('.figures').allInnerTexts();
    await clerk.open('同步');
    const rows = clerk.page.locator('.table-card .ant-table-row');
    await rows.first().waitFor();
    seen.push(...(await rows.allInnerTexts()));
    for (const id of personIds) {
      await clerk.page.evaluate((to) => {
        location.hash = to;
      }, `/persons/${id}`);
      // Until the page is another one, the person's before is still in it.
      await clerk.page.locator('.cards.two').filter({ hasText: id }).waitFor();
      const numbers = clerk.page.locator('.cards.two').getByRole('button', { name: /^显示完整/ });
      while ((await numbers.count()) > 0) {
        await numbers.first().click();
        const asked = clerk.page.getByRole('dialog', { name: /的完整/ });
        await asked.getByLabel('查看原因').fill('核对资料');
        await asked.getByRole('button', { name: '记下并显示' }).click();
        await asked.waitFor({ state: 'hidden' });
      }
      seen.push(...(await clerk.page.locator('.cards.two > .card').allInnerTexts()));
    }
    return seen;
  }

  /** What the window tells the clerk at the top of its pages. */
  async told(): Promise<string[]> {
    return (await this.page()).getByRole('alert').allInnerTexts();
  }

  async status(): Promise<z.infer<typeof DeliveryStatus>> {
    return DeliveryStatus.parse(await this.call('delivery/status', {}));
  }

  async hurry(): Promise<void> {
    await this.call('delivery/now', {});
  }

  private async call(channel: HostChannel, ask: object): Promise<unknown> {
    const page = await this.page();
    return page.evaluate(({ name, json }) => window.desktop?.call(name, JSON.parse(json)), {
      name: channel,
      json: JSON.stringify(ask),
    });
  }

  private page(): Promise<Page> {
    if (this.program === null) throw new Error('the desk is not running');
    return this.program.page();
  }
}

/** The desk said no to an operation that it should take: never to be mistaken for a kill. */
export class Refused extends Error {}
