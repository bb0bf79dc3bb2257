import { expect, test } from '@playwright/test';
import { generateTownship, TODAY } from '#fixtures/township';
import { type Operation, sagaOf } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { operatorOf } from '../../src/platform/operator/operator';
import { SAMPLE_COUNTY } from '../../src/platform/sample';
import { Clerk } from '../support/clerk';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { type LedgerRow, readLedger } from '../support/platformLedger';
import { type Moment, MomentLine } from './moments';

/** The villages that the desk is answerable for: people enough, and few enough that a start takes seconds. */
const VILLAGES = { name: '上岭镇三村', codes: ['220199100206', '220199100201', '220199100204'] } as const;
/** Of the invented range: what stands in the form of the second step, and what another agency wrote meanwhile. */
const PHONE = { desk: '15400049101', county: '15400049102' };
const TIMES_OUT = { timeout: 120_000 };

/** Employed people of these villages, of working age, one for each test. */
const employees = [...generateTownship()].filter(
  (record): record is Person =>
    record.kind === 'person' &&
    VILLAGES.codes.some((code) => code === record.villageCode) &&
    record.survival === '1' &&
    record.hukouRegion === '220199' &&
    record.birthDate > '1976' &&
    record.birthDate < '2000' &&
    record.elsewhere.length === 0 &&
    record.enrolments.length === 1 &&
    record.enrolments[0]?.scheme === 'EMP' &&
    record.enrolments[0].subKind === 'UNIT' &&
    record.enrolments[0].status === 'ACTIVE',
);

const desk = new DeskOnPlatform(VILLAGES);
let line: MomentLine;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  line = await MomentLine.start();
  line.upstream = (await desk.servePlatform()).url;
  await open();
});
test.afterAll(async () => {
  await desk.dispose();
  await line.close();
});

async function open(): Promise<Clerk> {
  const clerk = await desk.open({ url: line.url });
  await clerk.ready();
  return clerk;
}

/** 职工暂停参保 → 居民参保登记, filled in up to F9. */
async function fillIn(clerk: Clerk, who: Person): Promise<void> {
  await clerk.findPerson(who.certNo ?? '');
  await clerk.page.getByRole('button', { name: '联办：职工暂停参保 → 居民参保登记' }).click();
  await clerk.enter({ reason: { choose: '辞职' } });
  await expect(clerk.verdict()).toContainText('可办理');
  const reason = clerk.page.locator('#warnReason');
  if ((await reason.count()) > 0) await reason.fill('已向本人说明，本人要求办理');
}

const clerkNow = async (): Promise<Clerk> => {
  if (desk.program === null) throw new Error('the desk is not running');
  return new Clerk(await desk.program.page());
};
const isStep =
  (step: number, who: Person) =>
  (operation: Operation): boolean =>
    sagaOf(operation)?.step === step && operation.body.personId === who.id;

/** What the platform holds of somebody, read while it is stopped; then it is there again. */
async function ledgerOf(who: Person): Promise<{ rows: LedgerRow[]; changes: number }> {
  line.upstream = null;
  await desk.stopPlatform();
  const { rows, changes } = await readLedger(desk.platformFolder);
  line.upstream = (await desk.servePlatform()).url;
  const mine = rows.filter(
    ({ verdict }) => verdict.outcome === 'applied' && `person:${who.id}` in verdict.versions,
  );
  return { rows: mine, changes: changes.get(who.id) ?? 0 };
}

/** The list of unfinished sagas on 今日 is not there any more. */
async function nothingUnfinished(clerk: Clerk): Promise<void> {
  await clerk.open('同步');
  await clerk.page.getByRole('button', { name: '立即同步' }).first().click();
  await expect(clerk.waiting()).toHaveCount(0, TIMES_OUT);
  await clerk.open('今日');
  await expect(clerk.page.getByRole('region', { name: '未完成的联办' })).toHaveCount(0, TIMES_OUT);
}

const MOMENTS: readonly { step: number; moment: Moment; after: 'goOn' | 'lose'; what: string }[] = [
  { step: 1, moment: 'on its way', after: 'lose', what: 'the first step’s request on its way, and lost' },
  {
    step: 1,
    moment: 'on its way',
    after: 'goOn',
    what: 'the first step’s request on its way, which outlives the desk',
  },
  {
    step: 1,
    moment: 'decided',
    after: 'lose',
    what: 'the first step applied, its answer lost with the desk',
  },
  {
    step: 2,
    moment: 'on its way',
    after: 'lose',
    what: 'the first step’s answer read, the second step’s request lost',
  },
  {
    step: 2,
    moment: 'on its way',
    after: 'goOn',
    what: 'the second step’s request on its way, which outlives the desk',
  },
  { step: 2, moment: 'decided', after: 'lose', what: 'both steps applied, the second answer lost' },
];

for (const [at, { step, moment, after, what }] of MOMENTS.entries())
  test(`[SG31] killed with ${what}: after the restart both steps are applied, once`, async ({
    browserName: _,
  }, info) => {
    const who = employees[at];
    if (who === undefined) throw new Error('too few people are employed');
    const clerk = await clerkNow();
    await fillIn(clerk, who);
    const met = line.when(moment, isStep(step, who));
    await clerk.page.keyboard.press('F9');
    const held = await met;
    await desk.program?.kill('main');
    held[after]();
    const again = await open();
    await again.page.screenshot({ path: info.outputPath('after-the-restart.png') });
    await nothingUnfinished(again);
    const { rows, changes } = await ledgerOf(who);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
    expect(changes).toBe(2);
  });

test('[SG31] killed in the moment after the first answer left for the desk: both steps are applied, once', async () => {
  const who = employees[MOMENTS.length];
  if (who === undefined) throw new Error('too few people are employed');
  const clerk = await clerkNow();
  await fillIn(clerk, who);
  const met = line.when('decided', isStep(1, who));
  await clerk.page.keyboard.press('F9');
  (await met).goOn();
  await desk.program?.kill('main');
  const again = await open();
  await nothingUnfinished(again);
  const { rows, changes } = await ledgerOf(who);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  expect(changes).toBe(2);
});

test('[SG31] killed while what takes the first step back is on its way: the saga stands under 未完成的联办 until it is taken back, once', async ({
  browserName: _,
}, info) => {
  const who = employees[MOMENTS.length + 1];
  if (who === undefined) throw new Error('too few people are employed');
  const clerk = await clerkNow();
  line.upstream = null;
  await fillIn(clerk, who);
  await clerk.enter({ phone: { text: PHONE.desk } });
  await clerk.page.keyboard.press('F9');
  await expect(clerk.page.locator('.saved').getByRole('status')).toContainText('已保存');
  await desk.stopPlatform();
  await countyChangesPhone(who);
  line.upstream = (await desk.servePlatform()).url;
  await clerk.open('同步');
  await clerk.page.getByRole('button', { name: '立即同步' }).first().click();
  await clerk.open('今日');
  const watch = clerk.page.getByRole('region', { name: '未完成的联办' });
  await expect(watch).toContainText('有冲突', TIMES_OUT);
  await watch.getByRole('button', { name: '恢复原参保关系…' }).click();
  await clerk.page.getByLabel('原因').fill('居民登记未成，本人仍在原单位');
  const met = line.when(
    'on its way',
    ({ body, supersedes }) => body.personId === who.id && supersedes !== null,
  );
  await clerk.page
    .getByRole('dialog')
    .getByRole('button', { name: /恢\s*复/ })
    .click();
  const held = await met;
  await desk.program?.kill('main');
  // The platform is away when the desk comes back: what the clerk sees then is what is on the disk.
  line.upstream = null;
  held.lose();
  const again = await open();
  await again.open('今日');
  const unfinished = again.page.getByRole('region', { name: '未完成的联办' });
  await expect(unfinished).toContainText('正在恢复原来的参保关系');
  await again.page.setViewportSize({ width: 1366, height: 768 });
  await again.page.screenshot({ path: info.outputPath('being-taken-back.png') });
  line.upstream = desk.platform?.url ?? null;
  await nothingUnfinished(again);
  // The pause, another agency's change, and the one operation that took the pause back.
  const { rows } = await ledgerOf(who);
  expect(rows).toHaveLength(3);
});

/** What the county agency does while the desk has no line. */
async function countyChangesPhone(who: Person): Promise<void> {
  const opened = await operatorOf(
    { folder: desk.platformFolder, databaseUrl: null, sample: false, template: null },
    TODAY,
  );
  if (!opened.ok) throw new Error(opened.error.text);
  const [result] = await opened.value.importOperations({
    device: '县窗口',
    jurisdiction: SAMPLE_COUNTY,
    lines: [{ matter: 'EMP_CHANGE', body: { personId: who.id, phone: PHONE.county, note: null } }],
  });
  expect(result).toMatchObject({ verdict: { outcome: 'applied' } });
  await opened.value.close();
}
