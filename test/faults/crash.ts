import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TODAY } from '#fixtures/township';
import { ensureBuilt } from '../../build/lib/built.mjs';
import { checkBooks, checkRebuilt } from './crashChecks';
import { CrashDesk } from './crashDesk';
import { CrashPeople } from './crashPeople';
import { diskRun, killRun } from './crashRuns';
import { CrashScene, isOurs, type Victim } from './crashScene';
import { CrashWitness } from './crashWitness';
import { Dice } from './dice';
import { inOwnMounts, SmallDisk } from './smallDisk';

/**
 * `npm run test:crash -- --runs 50 --disk-full 5 --seed 7`: main, window and platform are killed outright at random moments of
 * a working day, and the disk is filled at others (and freed again). After each restart every operation that had shown 已保存
 * is in the journal, and each operation of the journal reaches the platform exactly once, by the platform's own feed; at the
 * end its books are opened. A kill keeps the system's cache of the disk; the power cut is `powerCut.test.ts`.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    'disk-full': { type: 'string', default: '0' },
    seed: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const fills = Number(values['disk-full']);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
if (![runs, fills, seed].every(Number.isInteger) || runs < 0 || fills < 0 || runs + fills === 0) {
  console.error('--runs, --disk-full and --seed are whole numbers');
  process.exit(1);
}

/** Holds the browser's profile and the journal; what is filled besides is memory for some seconds. */
const DISK_MB = 384;
/** So often the browser's store is deleted with everything delivered, and what the clerk sees compared. */
const REBUILT_EVERY = 20;
const VICTIMS = ['main', 'window', 'platform'] as const;

const folder = mkdtempSync(join(tmpdir(), 'canbao-crash-'));
const deskFolder = join(folder, 'desk');
const disk = fills > 0 ? SmallDisk.mount(deskFolder, DISK_MB) : null;
if (fills > 0 && disk === null) {
  rmSync(folder, { recursive: true, force: true });
  const code = inOwnMounts();
  if (code === null)
    console.error(
      'A small volume for --disk-full cannot be mounted here: it takes Linux, and root or user namespaces.',
    );
  process.exit(code ?? 1);
}
if (!(await ensureBuilt())) process.exit(1);

const dice = new Dice(seed);
/** Whose turn it is in each run: all of them equally often, in any order, and the full disk in between. */
const turns = dice.shuffled<Victim | 'disk'>([
  ...Array.from({ length: runs }, (_, i) => VICTIMS[i % VICTIMS.length] ?? 'main'),
  ...Array.from({ length: fills }, () => 'disk' as const),
]);
console.log(
  `[WD4] [WD12] 已保存 survives a sudden end: ${runs} kills, ${fills} times a full disk, seed ${seed}`,
);
if (disk !== null) console.log(`the desk's folder is a tmpfs of ${DISK_MB} MB: ENOSPC is the system's own`);

const scene = new CrashScene(join(folder, 'platform'), dice);
const { url, code } = await scene.servePlatform();
const desk = new CrashDesk(deskFolder, {
  CANBAO_PLATFORM_URL: url,
  CANBAO_REGISTRATION_CODE: code,
  CANBAO_TODAY: TODAY,
});
const people = new CrashPeople((persons) => dice.shuffled(persons.filter(isOurs)));
const checked = { scene, desk, people, witness: new CrashWitness(deskFolder) };
let done = 0;
let stopping = false;
// Asked to end, it finishes the run at hand and checks what there is.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stopping = true));
const begun = performance.now();
try {
  await desk.start();
  // The witness follows the platform's feed from before the first operation on.
  await checked.witness.personVersions();
  for (const [i, turn] of turns.entries()) {
    if (stopping) break;
    if (turn !== 'disk') await killRun(checked, { run: i + 1, turn });
    else if (disk !== null) await diskRun(checked, { run: i + 1, disk });
    done = i + 1;
    if (done % REBUILT_EVERY === 0) await checkRebuilt(checked, `after run ${done}`);
  }
  await checkRebuilt(checked, 'at the end');
  await checkBooks(checked);
} catch (error) {
  scene.tally.failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  console.error(desk.log());
} finally {
  disk?.free();
  await desk.stop().catch(() => undefined);
  await scene.killPlatform();
  if (values.keep) console.log(`kept: ${folder}`);
  else {
    disk?.unmount();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
const { failures } = scene.tally;
const filled = turns.slice(0, done).filter((turn) => turn === 'disk').length;
console.log(
  JSON.stringify({
    runs: done - filled,
    diskFull: filled,
    seed,
    ...scene.counts,
    saved: scene.saved.size,
    minutes: Math.round((performance.now() - begun) / 6_000) / 10,
  }),
);
for (const line of scene.tally.lines()) console.log(line);
for (const failure of failures) console.error(failure);
console.log(failures.length === 0 ? 'nothing was lost, nothing came twice' : `${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);
