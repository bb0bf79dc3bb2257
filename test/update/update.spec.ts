import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { TODAY } from '#fixtures/township';
import { JournalEntry } from '#shared/domain/journalEntry';
import { DeliveryStatus, DeskState, type HostChannel } from '#shared/host';
import { Pointer } from '#shared/update/pointer';
import { type Program, type ProgramOptions, startProgram } from '../e2e/program';
import { brokenLinks } from '../faults/brokenLinks';
import { CrashPeople } from '../faults/crashPeople';
import { Clerk } from '../support/clerk';
import { OLDER_DESK } from '../support/olderDesk';
import { readLedger } from '../support/platformLedger';
import { type PlatformProcess, servePlatform } from '../support/platformProcess';
import { enterDesk } from '../support/signIn';
import { BuiltVersions } from './builtVersions';

/** Accepted while there is no line, before each update. */
const QUEUE = 200;
const BURST = 50;
const PICTURES = process.env.CANBAO_UPDATE_PICTURES;

test.describe.configure({ mode: 'serial' });

const home = mkdtempSync(join(tmpdir(), 'canbao-update-'));
const userData = join(home, 'desk');
const platformFolder = join(home, 'platform');
const versions = new BuiltVersions(home, randomBytes(32).toString('hex'));
const { villages } = OLDER_DESK;
const people = new CrashPeople((persons) =>
  persons.filter(({ villageCode }) => villages.codes.some((code) => code === villageCode)),
);
const installed = versions.installed('0.1.0');
let platform: PlatformProcess;
let port = 0;
let program: Program;
let accepted = 0;
let options: ProgramOptions;

test.beforeAll(async () => {
  platform = await servePlatform({ folder: platformFolder, port: 0, today: TODAY, villages });
  port = Number(new URL(platform.url).port);
  options = {
    userData,
    main: installed,
    env: {
      CANBAO_PLATFORM_URL: platform.url,
      CANBAO_REGISTRATION_CODE: platform.code,
      CANBAO_TODAY: TODAY,
      CANBAO_TAKE_FROM: versions.stick,
    },
  };
  program = await startProgram(options);
  await atWork(await program.page());
  await platform.stop();
});
test.afterAll(async () => {
  await program?.stop().catch(() => undefined);
  await platform?.kill();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

async function call(channel: HostChannel, ask: object = {}): Promise<unknown> {
  const page = await program.page();
  return page.evaluate(({ name, json }) => window.desktop?.call(name, JSON.parse(json)), {
    name: channel,
    json: JSON.stringify(ask),
  });
}
const status = async () => DeliveryStatus.parse(await call('delivery/status'));
const pointer = () => Pointer.parse(JSON.parse(readFileSync(join(userData, 'program/pointer.json'), 'utf8')));
const picture = async (name: string): Promise<void> => {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await (await program.page()).screenshot({ path: join(PICTURES, `${name}.png`) });
};

async function queueUp(): Promise<void> {
  const { clerk } = DeskState.parse(await call('desk/state'));
  for (let made = 0; made < QUEUE; made += BURST) {
    const drafts = Array.from({ length: BURST }, () => ({
      ...people.phoneChange(people.next()),
      clerk: clerk.id,
    }));
    const answers = await Promise.all(drafts.map((draft) => call('journal/accept', { draft })));
    accepted += z.array(z.looseObject({ ok: z.literal(true) })).parse(answers).length;
  }
  expect(await status()).toMatchObject({ queued: QUEUE, held: 0 });
}

/** The platform comes back: what waited goes out. */
async function deliver(): Promise<void> {
  platform = await servePlatform({ folder: platformFolder, port, today: TODAY });
  await call('delivery/now');
  await expect
    .poll(
      async () => {
        const { queued, held } = await status();
        return queued + held;
      },
      { timeout: 240_000 },
    )
    .toBe(0);
  await platform.stop();
}

/** The platform's own books have every operation of this desk, applied, once; and the desk's journal is whole. */
async function expectAppliedOnce(): Promise<void> {
  const entries: JournalEntry[] = [];
  for (;;) {
    const page = z
      .object({ entries: z.array(JournalEntry) })
      .parse(await call('journal/read', { after: entries.at(-1)?.seq ?? 0, limit: 500 }));
    if (page.entries.length === 0) break;
    entries.push(...page.entries);
  }
  const operations = entries.flatMap(({ content }) =>
    content.type === 'operation' ? [content.operation] : [],
  );
  expect(operations).toHaveLength(accepted);
  expect(brokenLinks(entries)).toBe(0);
  const { rows, changes } = await readLedger(platformFolder);
  expect(rows.map(({ opId, outcome }) => [opId, outcome])).toEqual(
    operations.map(({ opId }) => [opId, 'applied']),
  );
  const persons = operations.map(({ subjects }) => subjects[0]?.id ?? '');
  expect(new Set(persons).size).toBe(accepted);
  expect(persons.filter((id) => changes.get(id) !== 1)).toEqual([]);
}

const card = (page: Page) => page.getByRole('region', { name: '程序更新' });

/** What the card says of the file on the stick. */
async function choose(): Promise<Page> {
  const page = await program.page();
  await new Clerk(page).open('设置');
  await card(page).getByRole('button', { name: '选择更新文件…' }).click();
  return page;
}

/** Takes the update from the stick and restarts; gives the program that then runs. */
async function take(version: string): Promise<Page> {
  const page = await choose();
  await expect(card(page)).toContainText(`${QUEUE} 笔。安装不用等上传`);
  await card(page).scrollIntoViewIfNeeded();
  await picture(`found-${version}`);
  await card(page)
    .getByRole('button', { name: `安装 ${version}` })
    .click();
  await expect(card(page)).toContainText(`${version} 版已装好`);
  await picture(`ready-${version}`);
  await card(page).getByRole('button', { name: '现在重新启动' }).click();
  program = await program.startedAgain(false);
  const next = await program.page();
  await atWork(next);
  return next;
}

test('[UP24] an update from the stick is taken on a desk with a full queue, and after it each operation is applied exactly once', async () => {
  await queueUp();
  await versions.onStick('0.2.0');
  await take('0.2.0');
  expect(DeskState.parse(await call('desk/state')).version).toBe('0.2.0');
  await expect.poll(() => pointer()).toMatchObject({ current: '0.2.0', healthy: true });
  expect(await status()).toMatchObject({ queued: QUEUE, held: 0 });
  await deliver();
  await expectAppliedOnce();
});

test('[UP24] the next start by hand runs the new version; the older one, a forged one and a cut one on the stick are refused in the window', async () => {
  await program.stop();
  program = await startProgram({ ...options, handsOver: true });
  await atWork(await program.page());
  expect(DeskState.parse(await call('desk/state')).version).toBe('0.2.0');
  await versions.onStick('0.1.5');
  await expect(card(await choose())).toContainText('比正在用的 0.2.0 版旧，没有安装');
  await picture('older');
  const path = await versions.onStick('0.3.0');
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, -1));
  await expect(card(await choose())).toContainText('更新文件不完整');
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  await expect(card(await choose())).toContainText(/签名不对|开头已经损坏/);
  versions.clearStick();
  expect(pointer()).toMatchObject({ current: '0.2.0', healthy: true });
});

test('[UP25] a new version whose first start fails gives way to the one before, which says so and has the queue whole', async () => {
  await queueUp();
  await versions.onStick('0.3.0', (folder) =>
    writeFileSync(join(folder, 'out/main/index.js'), "throw new Error('the first start fails');\n"),
  );
  const page = await take('0.3.0');
  expect(DeskState.parse(await call('desk/state')).version).toBe('0.2.0');
  expect(pointer()).toMatchObject({
    current: '0.2.0',
    healthy: true,
    returned: { version: '0.3.0', why: 'did-not-open' },
  });
  await expect(page.getByText('0.3.0 版连续几次没有打开').first()).toBeVisible();
  await picture('returned');
  expect(await status()).toMatchObject({ queued: QUEUE, held: 0 });
  await deliver();
  await expectAppliedOnce();
});

test('[UP25] the same version is taken again once it is mended', async () => {
  await queueUp();
  await versions.onStick('0.3.0');
  await take('0.3.0');
  expect(DeskState.parse(await call('desk/state')).version).toBe('0.3.0');
  await expect.poll(() => pointer()).toMatchObject({ current: '0.3.0', healthy: true, before: '0.2.0' });
  await deliver();
  await expectAppliedOnce();
});

/** Signed in, with the people on the desk. */
async function atWork(page: Page): Promise<void> {
  await enterDesk(page);
  await new Clerk(page).ready();
}
