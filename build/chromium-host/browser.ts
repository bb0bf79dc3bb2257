import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BrowserContext, chromium } from 'playwright-core';
import { findBrowser } from '../lib/browsers.mjs';
import { app, beforeExit } from './app';
import { debugging, noteBrowser } from './endpoint';

export const headless = (): boolean => process.env.CANBAO_HEADLESS === '1';

/** Time a browser of a killed desk may take to let go of the profile folder. */
const LET_GO_MS = 10_000;

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Starts the installed browser on the desk's own profile folder. It is held by a pipe, so it ends when this process does,
 * however that comes about.
 */
export async function launch(
  size: { width: number; height: number },
  start: string,
): Promise<BrowserContext> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('没有找到可用的 Chromium、Chrome 或 Edge 浏览器，请先安装其中之一。');
  const profile = join(app.getPath('userData'), 'chromium');
  const begun = performance.now();
  for (;;) {
    try {
      const context = await chromium.launchPersistentContext(profile, {
        executablePath,
        headless: headless(),
        chromiumSandbox: !isRoot(),
        viewport: headless() ? size : null,
        locale: 'zh-CN',
        serviceWorkers: 'block',
        acceptDownloads: false,
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        ignoreDefaultArgs: headless() ? [] : ['--enable-automation'],
        args: [
          '--no-first-run',
          '--no-default-browser-check',
          '--disable-quic',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          ...(headless() ? [] : [`--app=${start}`, `--window-size=${size.width},${size.height}`]),
          ...(debugging() ? ['--remote-debugging-port=0'] : []),
        ],
      });
      beforeExit(() => context.close());
      if (debugging()) await publish(context, profile);
      return context;
    } catch (error) {
      if (
        performance.now() - begun > LET_GO_MS ||
        !/singleton|existing browser session|already (in use|running)/i.test(String(error))
      )
        throw error;
      await pause(250);
    }
  }
}

async function publish(context: BrowserContext, profile: string): Promise<void> {
  const [port, path] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).trim().split('\n');
  noteBrowser(`ws://127.0.0.1:${port}${path}`, await browserPid(context));
}

async function browserPid(context: BrowserContext): Promise<number | null> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) return null;
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.find((one) => one.type === 'browser')?.id ?? null;
}
