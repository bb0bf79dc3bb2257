import type { Page } from '@playwright/test';
import { z } from 'zod';
import { JournalEntry } from '#shared/domain/journalEntry';
import type { OperationDraft } from '#shared/domain/operation';
import { DeliveryStatus, type HostChannel } from '#shared/host';
import { type Part, type Program, startProgram } from '../e2e/program';
import { Clerk } from '../support/clerk';
import type { CrashPeople } from './crashPeople';

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
    await new Clerk(await this.program.page()).ready();
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

  /** Several operations at once, as the window asks for them; tells each that the window has been answered `ok`. */
  async atOnce(drafts: readonly OperationDraft[], saved: (personId: string) => void): Promise<void> {
    await Promise.all(
      drafts.map(async (draft) => {
        const answer = await this.call('journal/accept', { draft });
        const { ok, error } = z.looseObject({ ok: z.boolean(), error: z.unknown().optional() }).parse(answer);
        if (!ok) throw new Refused(JSON.stringify(error));
        saved(draft.subjects[0]?.id ?? '');
      }),
    );
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
