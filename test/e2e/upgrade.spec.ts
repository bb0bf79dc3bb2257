import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { SCENARIO, TODAY } from '#fixtures/township';
import { Clerk } from '../support/clerk';
import { OLDER_DESK } from '../support/olderDesk';
import { type PlatformProcess, servePlatform } from '../support/platformProcess';
import { type Program, startProgram } from './program';

const VILLAGES = OLDER_DESK.villages.codes;
const [first, second] = SCENARIO.adultToRegister.filter(
  ({ id, villageCode }) =>
    SCENARIO.adultStanding.get(id) === 'continuing' && VILLAGES.some((code) => code === villageCode),
);

/** The window's journal database as an older release left it: Dexie's version 1, ten times that in the browser's count. */
const OLD_VERSION = 10;
/** That of this program. */
const NEW_VERSION = 40;
const OLD_TABLES = { entries: 'seq', verdicts: 'opId', drafts: 'id', aside: null } as const;

const home = mkdtempSync(join(tmpdir(), 'canbao-upgrade-'));
const userData = join(home, 'desk');
let platform: PlatformProcess;
let program: Program | null = null;

test.beforeAll(async () => {
  platform = await servePlatform({
    folder: join(home, 'platform'),
    port: 0,
    today: TODAY,
    villages: OLDER_DESK.villages,
  });
});
test.afterAll(async () => {
  await program?.stop().catch(() => undefined);
  await platform.kill();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

async function open(): Promise<Clerk> {
  program = await startProgram({
    userData,
    env: {
      CANBAO_PLATFORM_URL: platform.url,
      CANBAO_REGISTRATION_CODE: platform.code,
      CANBAO_TODAY: TODAY,
    },
  });
  return new Clerk(await program.page());
}

/** What another window of the same program is to the browser's store: a page at its address. The program opens no second one itself. */
async function anotherWindow(desk: Page): Promise<Page> {
  const page = await desk.context().newPage();
  const address = new URL('/another-window', desk.url()).href;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '另一个窗口' }));
  await page.goto(address);
  return page;
}

/**
 * Puts the journal database back to what the release before had of it, row for row, and keeps it open as a window of that
 * release would that nobody closed.
 */
const layBack = (page: Page): Promise<number> =>
  page.evaluate(
    async ([version, tables]) => {
      const asked = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const now = await asked(indexedDB.open('canbao-journal'));
      const rows = new Map<string, unknown[]>();
      for (const name of Object.keys(tables))
        rows.set(name, await asked(now.transaction(name).objectStore(name).getAll()));
      now.close();
      await asked(indexedDB.deleteDatabase('canbao-journal'));
      const opening = indexedDB.open('canbao-journal', version);
      opening.onupgradeneeded = () => {
        for (const [name, keyPath] of Object.entries(tables))
          opening.result.createObjectStore(
            name,
            keyPath === null ? { keyPath: 'id', autoIncrement: true } : { keyPath },
          );
      };
      const old = await asked(opening);
      const writing = old.transaction(Object.keys(tables), 'readwrite');
      for (const [name, all] of rows) for (const row of all) writing.objectStore(name).put(row);
      await new Promise((resolve) => {
        writing.oncomplete = resolve;
      });
      (window as unknown as { kept: IDBDatabase }).kept = old;
      return [...rows.values()].reduce((sum, all) => sum + all.length, 0);
    },
    [OLD_VERSION, OLD_TABLES] as const,
  );

/** Begins the upgrade that the program makes, and never comes to its end: each request is followed by another. */
const upgradeForEver = (page: Page): Promise<void> =>
  page.evaluate(
    ([version]) =>
      new Promise<void>((resolve, reject) => {
        (window as unknown as { kept: IDBDatabase }).kept.close();
        const opening = indexedDB.open('canbao-journal', version);
        opening.onerror = () => reject(opening.error);
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore('papers', { keyPath: 'opId' });
          const drafts = opening.transaction?.objectStore('drafts');
          const again = () => {
            const request = drafts?.count();
            if (request) request.onsuccess = again;
          };
          again();
          resolve();
        };
      }),
    [NEW_VERSION] as const,
  );

const storeVersion = (page: Page): Promise<number | undefined> =>
  page.evaluate(
    async () => (await indexedDB.databases()).find(({ name }) => name === 'canbao-journal')?.version,
  );

/** An operation that was saved and a form that was begun: the second is nowhere but in the browser's store. */
async function work(clerk: Clerk, certNo: string, draftOf: string): Promise<void> {
  await clerk.startFor(certNo, 'RES_REGISTER');
  await clerk.accept();
  await clerk.startFor(draftOf, 'RES_CHANGE');
  await clerk.enter({ phone: { text: '15400812345' } });
  await expect(clerk.page.getByText('草稿已存')).toBeVisible();
  await expect(clerk.waiting()).toHaveCount(0);
}

/** Both are still there. */
async function expectWork(clerk: Clerk): Promise<void> {
  await clerk.open('同步');
  await expect(clerk.page.locator('.table-card .ant-table-row')).toHaveCount(1);
  await clerk.open('窗口受理');
  await clerk.page.getByRole('button', { name: '继续' }).click();
  await expect(clerk.field('phone').locator('input')).toHaveValue('15400812345');
}

test('[ST60] [ST61] [SH32] an upgrade of the browser’s store that another window holds up says so, loses nothing, and goes on when that window is closed', async () => {
  test.slow();
  const clerk = await open();
  await clerk.ready();
  await work(clerk, first?.certNo ?? '', second?.certNo ?? '');
  const other = await anotherWindow(clerk.page);
  expect(await layBack(other)).toBeGreaterThan(1);

  // The first window held the store that was taken away: it stopped, and says so.
  const told = clerk.page.getByRole('status');
  await expect(told).toContainText('本窗口已停下，不能再受理');
  await clerk.page.getByRole('button', { name: '再试一次' }).click();
  await expect(told).toContainText('请关闭其他参保台窗口，关闭后这里自动继续');
  await expect(told).toContainText('已保存的业务和草稿都没有改动');
  expect(await storeVersion(other)).toBe(OLD_VERSION);

  await other.close();
  await clerk.ready();
  expect(await storeVersion(clerk.page)).toBe(NEW_VERSION);
  await expectWork(clerk);
  await program?.stop();
});

test('[ST62] a program killed in the middle of an upgrade finds its older store as it was, and upgrades it at the next start', async () => {
  test.slow();
  let clerk = await open();
  await clerk.ready();
  await expectWork(clerk);
  const other = await anotherWindow(clerk.page);
  await layBack(other);
  await upgradeForEver(other);
  await program?.kill('main');

  clerk = await open();
  await clerk.ready();
  expect(await storeVersion(clerk.page)).toBe(NEW_VERSION);
  await expectWork(clerk);
});
