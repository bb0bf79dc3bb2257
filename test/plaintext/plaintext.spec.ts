import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { generateTownship, SCENARIO } from '#fixtures/township';
import type { Person } from '#shared/domain/person';
import { findBrowser } from '../../build/lib/browsers.mjs';
import type { Clerk } from '../support/clerk';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { vaultPhase } from '../support/signIn';
import { AtRest } from './atRest';

const FEWEST_PEOPLE = 5_000;

/** Villages from the first one on, until so many people live in them. */
function villagesOf(people: readonly Person[]): string[] {
  const codes: string[] = [];
  let sum = 0;
  for (const code of [...new Set(people.map(({ villageCode }) => villageCode))].toSorted()) {
    if (sum >= FEWEST_PEOPLE) break;
    codes.push(code);
    sum += people.filter(({ villageCode }) => villageCode === code).length;
  }
  return codes;
}

const everybody = [...generateTownship()].filter((record) => record.kind === 'person');
const codes = villagesOf(everybody);
const people = everybody.filter(({ villageCode }) => codes.includes(villageCode));
const words = people.flatMap(({ name, certNo, phone }) =>
  [name, certNo, phone].filter((word): word is string => word !== null && [...word].length > 1),
);

const desk = new DeskOnPlatform({ name: '青禾镇', codes });
const exported = mkdtempSync(join(tmpdir(), 'canbao-exported-'));
test.afterAll(async () => {
  await desk.dispose();
  rmSync(exported, { recursive: true, force: true });
});

const adults = SCENARIO.adultToRegister.filter(
  ({ id, villageCode }) => SCENARIO.adultStanding.get(id) === 'continuing' && codes.includes(villageCode),
);
const fillIn = async (clerk: Clerk, at: number): Promise<void> => {
  const person = adults[at];
  if (!person?.certNo) throw new Error('the sample has too few to register');
  await clerk.startFor(person.certNo, 'RES_REGISTER');
  await expect(clerk.verdict()).toContainText('可办理');
};

/** A village's list with whole numbers is given out as workbooks of households, and deleted again. */
async function exportAndDelete({ page }: Clerk): Promise<number> {
  await page.getByRole('button', { name: '下放…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('领取人').fill('王代办');
  await dialog.getByLabel('社（组）').click();
  await page.getByTitle('一社', { exact: true }).last().click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: /^下放/ }).click();
  await expect(page.locator('main')).toContainText('已下放给王代办');
  await page.getByRole('button', { name: '导出第 2027-001 批的花名册' }).click();
  await page.getByRole('button', { name: '每户一份' }).click();
  await expect(page.locator('main')).toContainText('批每户一份，共', { timeout: 120_000 });
  const written = readdirSync(exported);
  for (const name of written) rmSync(join(exported, name), { recursive: true });
  return written.length;
}

test('[PT2] [PT3] after a day of work nothing of anybody is readable in the data folder, and what is planted there is found', async () => {
  expect(people.length).toBeGreaterThanOrEqual(FEWEST_PEOPLE);
  await desk.servePlatform();
  let clerk = await desk.open({ saveTo: exported });
  await clerk.ready();
  // People are looked at, one of them with the whole number.
  for (const { certNo } of people.slice(0, 8)) if (certNo) await clerk.findPerson(certNo);
  await clerk.page.getByRole('button', { name: '显示完整证件号码' }).click();
  await clerk.page.getByRole('button', { name: '核对本人身份证件' }).click();
  await clerk.page.getByRole('button', { name: '记下并显示' }).click();
  // Whoever comes back to a list finds it as it was left.
  const box = clerk.page.getByRole('textbox', { name: '查找人员' });
  for (const word of [people[9]?.name ?? '', people[10]?.certNo ?? '']) {
    await clerk.open('人员');
    await box.fill(word);
    await clerk.page.locator('main').getByRole('link').first().click();
    await clerk.page.waitForURL(/#\/persons\//);
    await clerk.page.goBack();
    await expect(box).toHaveValue(word);
  }
  // One operation reaches the platform, one waits without a line, two drafts are left.
  await fillIn(clerk, 0);
  await clerk.accept();
  await expect(clerk.waiting()).toHaveCount(0);
  await desk.stopPlatform();
  await fillIn(clerk, 1);
  await clerk.accept();
  for (const { certNo } of adults.slice(2, 4)) {
    await clerk.startFor(certNo ?? '', 'RES_CHANGE');
    await clerk.field('phone').locator('input').fill('15400008888');
  }
  await clerk.open('入户专项');
  expect(await exportAndDelete(clerk)).toBeGreaterThan(0);
  // The program is killed, starts again, is locked, and closed as it should be.
  await desk.program?.kill('main');
  clerk = await desk.open({ saveTo: exported });
  await clerk.ready();
  await expect(clerk.waiting()).toHaveText('1');
  await clerk.page.keyboard.press('Control+L');
  await expect.poll(() => vaultPhase(clerk.page)).toBe('locked');
  await desk.close();

  // Made at the lock.
  expect(readdirSync(join(desk.userData, 'backups')).length).toBeGreaterThan(0);

  const scan = new AtRest(words);
  const { hits, files, bytes } = await scan.inFolder(desk.userData);
  console.log(
    `${people.length} people, ${new Set(words).size} words, ${scan.count} patterns; ${files} files, ${(bytes / 2 ** 20).toFixed(0)} MiB: ${hits.length} hits`,
  );
  for (const { file, at, word, encoding } of hits) console.log(`${file} @${at} ${encoding} ${word}`);
  expect(hits).toEqual([]);

  const planted = await plant(desk.userData);
  const found = await scan.inFolder(desk.userData);
  for (const where of planted)
    expect(found.hits.filter(({ file }) => where.test(file)).length, String(where)).toBeGreaterThan(0);
});

/** Puts a plain row into the same browser's store, and plain files beside; gives where each has to be found. */
async function plant(userData: string): Promise<RegExp[]> {
  const profile = readdirSync(userData).includes('chromium') ? join(userData, 'chromium') : null;
  const some = people.slice(0, 200).map(({ name, certNo, phone }) => ({ name, certNo, phone }));
  const where: RegExp[] = [];
  mkdirSync(join(userData, 'planted'), { recursive: true });
  const text = JSON.stringify(some);
  writeFileSync(join(userData, 'planted', 'utf8.txt'), text);
  writeFileSync(join(userData, 'planted', 'utf16.txt'), Buffer.from(text, 'utf16le'));
  writeFileSync(join(userData, 'planted', 'base64.txt'), Buffer.from(text).toString('base64'));
  where.push(/utf8\.txt/, /utf16\.txt/, /base64\.txt/);
  const executablePath = findBrowser();
  if (profile !== null && executablePath) {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      chromiumSandbox: process.getuid?.() !== 0,
    });
    const page = await context.newPage();
    await page.route('**/*', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>planted</title>' }),
    );
    await page.goto('https://planted.app.invalid/');
    await page.evaluate(
      (rows) =>
        new Promise<void>((resolve, reject) => {
          const open = indexedDB.open('planted', 1);
          open.onupgradeneeded = () => open.result.createObjectStore('rows', { autoIncrement: true });
          open.onerror = () => reject(open.error);
          open.onsuccess = () => {
            const writing = open.result.transaction('rows', 'readwrite', { durability: 'strict' });
            for (const row of rows) writing.objectStore('rows').add(row);
            writing.oncomplete = () => resolve();
            writing.onerror = () => reject(writing.error);
          };
        }),
      some,
    );
    await context.close();
    where.push(/IndexedDB.*planted/);
  }
  return where;
}
