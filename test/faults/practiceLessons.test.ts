import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Cast, SCENARIO } from '#fixtures/township';
import { plainCodec } from '#shared/codec';
import type { MatterCode } from '#shared/domain/matter';
import type { NewDraft } from '#shared/domain/operation';
import type { Json } from '#shared/json';
import type { LessonCode, PracticeState } from '#shared/practice/practice';
import { utilityProcess } from '../../build/chromium-host/utilityProcess';
import { type Delivery, startDelivery } from '../../src/main/delivery/delivery';
import { Desk } from '../../src/main/desk';
import { IdentityStore } from '../../src/main/deskIdentity';
import { nodeFiles } from '../../src/main/journal/fileLayer';
import { type Journal, openJournal } from '../../src/main/journal/journal';
import { OwnPlatform } from '../../src/main/practice/ownPlatform';
import { Practice } from '../../src/main/practice/practice';
import { PracticeBook } from '../../src/main/practice/practiceBook';
import { prepareTemplate } from '../../src/platform/sample';
import { TestDesk } from '../../src/platform/testing/desk';
import { newcomer, registration } from '../../src/platform/testing/suites/decisions';

// The process of the practice platform is real; the Chromium host's stand-in starts it.
vi.mock('electron', () => import('../../build/chromium-host/electron'));
const { PracticeLine } = await import('../../src/main/practice/practiceLine');

type Fork = typeof Electron.utilityProcess.fork;
const ROOT = join(import.meta.dirname, '../..');
const SLOW = { timeout: 280_000, interval: 100 };
let home: string;
let template: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'canbao-lessons-'));
  template = join(home, 'template');
  const made = await prepareTemplate(template, 300);
  if (!made.ok) throw new Error(made.error.text);
}, 300_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The main process of practice without its window: journal, deliverer, line and platform are the real ones. */
class PracticeMain {
  private constructor(
    readonly book: PracticeBook,
    readonly journal: Journal,
    readonly delivery: Delivery,
    readonly practice: Practice,
    readonly line: InstanceType<typeof PracticeLine>,
    readonly desk: Desk,
    private readonly identity: IdentityStore,
    readonly died: { times: number },
  ) {}

  static async start(): Promise<PracticeMain> {
    const book = PracticeBook.open(home);
    const identity = await IdentityStore.open(book.folder, plainCodec);
    if (!identity.ok) throw new Error(identity.error.text);
    const folder = join(book.folder, 'journal');
    const { device } = identity.value.current;
    const journal = await openJournal({ folder, files: nodeFiles, codec: plainCodec, device });
    if (!journal.ok) throw new Error(journal.error.text);
    const own = new OwnPlatform();
    const died = { times: 0 };
    const practice = new Practice({
      book,
      journal: journal.value,
      now: () => new Date().toISOString(),
      die: () => {
        died.times += 1;
      },
      onChange: () => undefined,
    });
    const desk = new Desk({
      identity: identity.value,
      version: '0.1.0',
      trial: true,
      fixedDay: '2026-11-22',
      isUnused: () => journal.value.head().seq === 0,
      onChange: () => undefined,
      practice: own,
    });
    const delivery = await startDelivery({
      journal: journal.value,
      folder,
      files: nodeFiles,
      codec: plainCodec,
      transport: () => desk.transport(),
      now: Date.now,
      random: () => 0,
    });
    const fork = ((entry: string, args?: string[]) =>
      utilityProcess.fork(entry, args, { execArgv: ['--import', 'tsx'], cwd: ROOT })) as unknown as Fork;
    const line = new PracticeLine({
      desk,
      own,
      userData: book.folder,
      trialEntry: join(ROOT, 'src/platform/trial.ts'),
      trial: { fork, template },
      onUp: () => void delivery.now(),
      onCast: (cast) => practice.meet(cast),
    });
    practice.follow(delivery, line);
    line.start();
    return new PracticeMain(book, journal.value, delivery, practice, line, desk, identity.value, died);
  }

  async stop(): Promise<void> {
    await Promise.all([this.delivery.stop(), this.line.stop()]);
    await this.journal.close();
  }

  state(): PracticeState {
    this.delivery.now();
    return this.practice.state();
  }
  /** Steps of the lesson under way that are reached. */
  async reached(n: number): Promise<void> {
    await vi.waitFor(
      () => expect(this.state().current?.steps.filter(({ reached }) => reached)).toHaveLength(n),
      SLOW,
    );
  }
  async online(): Promise<void> {
    await vi.waitFor(() => {
      this.delivery.now();
      expect(this.delivery.status().network.state).toBe('online');
    }, SLOW);
  }
  async begin(lesson: LessonCode): Promise<string> {
    await this.online();
    const begun = await this.practice.begin(lesson);
    if (!begun.ok) throw new Error(begun.error.text);
    return begun.value.current?.person.id ?? '';
  }

  /** The desk as its window would see the platform's records; while the line is up. */
  async mirror(): Promise<TestDesk> {
    const { device, registration: its } = this.identity.current;
    const view = new TestDesk(this.desk.state().platformUrl ?? '', device, its?.token ?? '');
    await view.snapshot();
    return view;
  }
  async accept(
    view: TestDesk,
    matter: MatterCode,
    body: Record<string, Json>,
    supersedes: string | null = null,
  ) {
    const { device: _device, seq: _seq, ...draft } = view.operation(matter, body, { supersedes });
    const accepted = await this.journal.accept(draft as NewDraft);
    if (!accepted.ok) throw new Error(accepted.error.text);
    return draft.opId;
  }
  async drop(opId: string): Promise<void> {
    const clerk = 'clerk-1';
    const done = await this.journal.settle({
      type: 'resolution',
      opId,
      choice: 'dropped',
      reason: '练习',
      clerk,
    });
    if (!done.ok) throw new Error(done.error.text);
  }
}

const castOf = (id: string): Cast => {
  const { newcomerActiveEmpElsewhere, newcomerActiveResElsewhere, adultToRegister, phoneChangePerson } =
    SCENARIO;
  const all = [newcomerActiveEmpElsewhere, newcomerActiveResElsewhere, phoneChangePerson, ...adultToRegister];
  const found = all.find((one) => one.id === id);
  if (!found) throw new Error(`${id} is nobody of the sample`);
  return found;
};

test('[PM7][PM10][PM11][PM12][PM14] every lesson is reached on a real practice platform that is really stopped, refuses, finds the conflict, and has what a power cut left', async () => {
  let main = await PracticeMain.start();
  try {
    const adult = await main.begin('enrol');
    const view = await main.mirror();
    await main.accept(view, 'RES_REGISTER', registration(castOf(adult)));
    await main.reached(2);

    const offline = await main.begin('offline');
    expect(offline).not.toBe(adult);
    await main.practice.trouble('cut');
    await main.reached(1);
    await main.accept(view, 'RES_REGISTER', registration(castOf(offline)));
    await main.reached(2);
    await main.practice.trouble('restore');
    await main.reached(4);

    for (const lesson of ['refused', 'duplicate'] as const) {
      const who = await main.begin(lesson);
      const joins = { householdId: SCENARIO.phoneChangePerson.householdId };
      const opId = await main.accept(view, 'RES_REGISTER', newcomer(castOf(who), joins));
      await main.reached(2);
      await main.drop(opId);
      await main.reached(3);
    }

    const both = await main.begin('conflict');
    const before = await main.mirror();
    await main.practice.trouble('cut');
    await main.reached(1);
    const change = (phone: string) => ({ personId: both, phone, note: null });
    const ours = await main.accept(before, 'RES_CHANGE', change('15400990002'));
    await main.reached(2);
    await main.practice.trouble('county');
    await main.reached(3);
    const since = await main.mirror();
    expect(since.mirror.get(`person:${both}`)).toMatchObject({ phone: '15400991001' });
    await main.accept(since, 'RES_CHANGE', change('15400990002'), ours);
    await main.reached(5);

    const last = await main.begin('powerCut');
    await main.practice.trouble('powerCut');
    await main.reached(1);
    await main.accept(view, 'RES_REGISTER', registration(castOf(last)));
    expect(main.died.times).toBe(1);
    // Here the process lives on; the disk is as the cut left it, and another main process begins on it.
    await main.stop();
    main = await PracticeMain.start();
    await main.reached(3);
    expect(main.died.times).toBe(0);
    expect(main.state().lessons.filter(({ doneAt }) => doneAt === null)).toEqual([]);
  } finally {
    await main.stop();
    await main.book.settled();
  }
}, 600_000);
