import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findBrowser } from './browsers.mjs';
import { ensureSystem } from './debian.mjs';
import { root, say } from './root.mjs';
import { run, runNode } from './run.mjs';

/** Electron's release page either answers within this time or is not to be reached from here. */
const TRY_ELECTRON_MS = 20_000;

const packageFolder = join(root, 'node_modules', 'electron');
/** Lies in node_modules, so that newly installed packages mean a new try. */
const triedFile = join(root, 'node_modules', '.canbao-electron-tried');

/** Electron's own binary, or null. */
export function electronBinary() {
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = join(packageFolder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/** One quick try to fetch Electron's binary; not repeated until the packages are installed anew. */
export async function ensureElectron() {
  const there = electronBinary();
  if (there || existsSync(triedFile)) return there;
  say('下载 Electron 运行程序（只试一次，至多 20 秒）');
  await runNode([join(packageFolder, 'install.js')], { cwd: root, quiet: true, timeoutMs: TRY_ELECTRON_MS });
  const got = electronBinary();
  if (!got) {
    writeFileSync(triedFile, '');
    say('Electron 下载不到，改用本机的浏览器作窗口');
  }
  return got;
}

/** What shows the window: Electron, else an installed browser, else Debian's Chromium; null when there is none. */
export async function ensureWindow() {
  const electron = await ensureElectron();
  if (electron) return { kind: 'electron', path: electron };
  if (!findBrowser()) await ensureSystem(['chromium', 'fonts-noto-cjk']);
  const browser = findBrowser();
  if (browser) return { kind: 'chromium', path: browser };
  console.error(
    '没有可用的窗口：请安装 Chromium、Chrome 或 Edge(Debian 上:apt-get install chromium fonts-noto-cjk),再重新运行。',
  );
  return null;
}

/** The words that start the built program in a window. */
export function startWords(window) {
  if (window.kind === 'electron')
    return {
      command: window.path,
      args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      env: {},
    };
  const register = pathToFileURL(join(root, 'build', 'chromium-host', 'register.mjs')).href;
  return {
    command: process.execPath,
    args: ['--import', 'tsx', '--import', register, join(root, 'out', 'main', 'index.js')],
    env: { CANBAO_CHROMIUM: window.path },
  };
}

/** Starts the built program and gives its exit code. */
export function startProgram(window) {
  const { command, args, env } = startWords(window);
  return run(command, args, { cwd: root, env });
}
