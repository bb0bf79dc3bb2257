import { join } from 'node:path';
import { app, dialog, Menu } from 'electron';
import { registerAppScheme } from './appProtocol';
import { startDesktop } from './desktop';
import { NO_PRACTICE_FLAG, PRACTICE_FLAG, readEnvironment } from './environment';
import { chooseDesk } from './practice/chooseDesk';
import type { StartAgain } from './practice/practiceDoor';
import { lockAllPages } from './window';

/** The program's start: what must be said before Electron is ready, then one desk a machine and folder. */
app.enableSandbox();
registerAppScheme();
lockAllPages();

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

async function start(): Promise<void> {
  const environment = readEnvironment(process.env, app.getPath('appData'), process.argv);
  const chosen = chooseDesk(environment);
  if (!chosen.ok) {
    await app.whenReady();
    return giveUp(chosen.error.text);
  }
  app.setPath('userData', chosen.value.environment.userData);
  if (!app.requestSingleInstanceLock()) {
    console.error('参保台已经打开，请使用已打开的窗口。');
    app.exit(0);
    return;
  }
  await app.whenReady();
  Menu.setApplicationMenu(null);
  const started = await startDesktop(chosen.value, join(import.meta.dirname, '..'), startAgain);
  if (!started.ok) return giveUp(started.error.text);
  const desktop = started.value;
  app.on('second-instance', () => desktop.focus());
  app.on('window-all-closed', () => app.quit());
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    stopped = true;
    void desktop.stop().finally(() => app.quit());
  });
}

start().catch((error: unknown) => giveUp(error instanceof Error ? error.message : String(error)));
