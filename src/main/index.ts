import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, Menu } from 'electron';
import type { Step } from '../shared/update/pointer';
import { registerAppScheme } from './appProtocol';
import { startDesktop } from './desktop';
import { NO_PRACTICE_FLAG, PRACTICE_FLAG, readEnvironment } from './environment';
import { nodeFiles } from './journal/fileLayer';
import { RENEW_MS, remoteFolder, takeLease } from './ownFolder';
import { chooseDesk } from './practice/chooseDesk';
import type { StartAgain } from './practice/practiceDoor';
import { refusedStart } from './startGuard';
import { firstStep, handOver, LAUNCHED_FLAG, PROGRAM_FOLDER, versionsFolder } from './update/handOver';
import { readUpdateKeys, UPDATE_KEYS_FILE } from './update/updateKeys';
import { Versions } from './update/versions';
import { lockAllPages } from './window';

/** The program's start: what must be said before Electron is ready, then one desk a machine and folder. */
app.enableSandbox();
registerAppScheme();
lockAllPages();

const UPDATE_KEYS = join(import.meta.dirname, UPDATE_KEYS_FILE);

const versionsOf = (program: string): Versions =>
  new Versions(versionsFolder(program), readUpdateKeys(UPDATE_KEYS), nodeFiles);

/** Says what stands in the way and ends; nothing was opened, so nothing can be lost. */
function giveUp(text: string): void {
  dialog.showErrorBox('参保台无法启动', text);
  app.exit(1);
}

/** From practice to the real desk and back is another program each time: none ever has the files of both. */
const startAgain: StartAgain = (flag) => {
  const others = process.argv.slice(1).filter((one) => one !== PRACTICE_FLAG && one !== NO_PRACTICE_FLAG);
  app.relaunch({ args: [...others, flag] });
  app.quit();
};

const LEASE_LOST =
  '这台电脑休眠期间，另一台电脑打开了同一个数据文件夹。本机现在退出，以免两台电脑同时写入；已保存的业务都在。请只在一台电脑上打开它。';

/** Linux's table of mounted file systems; elsewhere there is none. */
function mounts(): string {
  try {
    return readFileSync('/proc/self/mounts', 'utf8');
  } catch {
    return '';
  }
}
/** Ends the program in the ordinary way; the next start runs what the pointer names. */
const restart = (): void => {
  app.relaunch({ args: process.argv.slice(1).filter((one) => one !== LAUNCHED_FLAG) });
  app.quit();
};

/** Another version is to run in this one's place, or this one after all. Nothing of the desk is open here, and its folder is the other's. */
async function runAnother(step: Step, program: string): Promise<void> {
  app.setPath('userData', join(program, 'launcher'));
  const how = await handOver(step, {
    program,
    versions: versionsOf(program),
    files: nodeFiles,
    now: () => new Date(),
    args: process.argv.slice(1).filter((one) => one.startsWith('--')),
    alone: () => app.requestSingleInstanceLock(),
  });
  if (how === 'again') app.relaunch();
  app.exit(0);
}

async function start(): Promise<void> {
  const strict = app.isPackaged || process.env.CANBAO_STRICT === '1';
  const refused = refusedStart({
    argv: process.argv.slice(1),
    execArgv: process.execArgv,
    env: process.env,
    strict,
  });
  if (refused) {
    await app.whenReady();
    return giveUp(refused.text);
  }
  const environment = readEnvironment(process.env, app.getPath('appData'), process.argv);
  const program = join(environment.userData, PROGRAM_FOLDER);
  const launched = process.argv.includes(LAUNCHED_FLAG);
  const step = firstStep(program, app.getVersion(), {
    launched,
    practice: environment.practice === true,
  });
  if (step.do !== 'run') return runAnother(step, program);
  const chosen = chooseDesk(environment);
  if (!chosen.ok) {
    await app.whenReady();
    return giveUp(chosen.error.text);
  }
  const { userData } = chosen.value.environment;
  const remote = remoteFolder(userData, mounts());
  if (remote) {
    await app.whenReady();
    return giveUp(remote.text);
  }
  app.setPath('userData', userData);
  if (!app.requestSingleInstanceLock()) {
    console.error('参保台已经打开，请使用已打开的窗口。');
    app.exit(0);
    return;
  }
  await app.whenReady();
  const lease = takeLease(userData);
  if (!lease.ok) return giveUp(lease.error.text);
  const renewing = setInterval(() => {
    if (!lease.value.renew()) giveUp(LEASE_LOST);
  }, RENEW_MS);
  Menu.setApplicationMenu(null);
  const started = await startDesktop(chosen.value, join(import.meta.dirname, '..'), startAgain, {
    program,
    versions: versionsOf(program),
    keys: readUpdateKeys(UPDATE_KEYS),
    launched,
    restart,
  });
  if (!started.ok) return giveUp(started.error.text);
  const desktop = started.value;
  app.on('second-instance', () => desktop.focus());
  app.on('window-all-closed', () => app.quit());
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    stopped = true;
    void desktop.stop().finally(() => {
      clearInterval(renewing);
      lease.value.release();
      app.quit();
    });
  });
}

start().catch((error: unknown) => giveUp(error instanceof Error ? error.message : String(error)));
