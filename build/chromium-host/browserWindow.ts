import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type * as Electron from 'electron';
import type { BrowserContext, Frame, Page, Route } from 'playwright-core';
import { toBrowser, toProgram } from './addresses';
import { app, emitApp, isLeaving } from './app';
import { launch } from './browser';
import { clipboardThrough } from './clipboard';
import { invoke } from './ipc';
import { DELIVER, INVOKE, preloadScript } from './preloadScript';
import { answerRoute } from './protocol';
import { defaultSession, grants } from './session';
import { standIn } from './standIn';

type ContentsPart = Pick<
  Electron.WebContents,
  | 'send'
  | 'isDestroyed'
  | 'getURL'
  | 'setWindowOpenHandler'
  | 'on'
  | 'session'
  | 'print'
  | 'printToPDF'
  | 'forcefullyCrashRenderer'
>;
type WindowPart = Pick<
  Electron.BrowserWindow,
  | 'loadURL'
  | 'on'
  | 'once'
  | 'focus'
  | 'restore'
  | 'isMinimized'
  | 'isDestroyed'
  | 'close'
  | 'getTitle'
  | 'setContentProtection'
>;

/**
 * A browser that was killed takes its pages along in the same moment (measured: 0.05 ms); one whose last window was closed takes a
 * while to end (measured: 30 to 80 ms).
 */
const KILLED_WITHIN_MS = 5;

const BLANK = 'about:blank';

/** One window of the program: a page of the browser, and the events Electron would give. */
class HostWindow {
  readonly contentsEvents = new EventEmitter();
  readonly windowEvents = new EventEmitter();
  readonly mainFrame: Pick<Electron.WebFrameMain, 'url'>;
  readonly contents: ContentsPart & { mainFrame: Pick<Electron.WebFrameMain, 'url'> };
  #openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] = () => ({ action: 'allow' });
  #context: BrowserContext | null = null;
  #page: Page | null = null;
  #expected: string | null = null;
  #ended = false;
  destroyed = false;

  constructor(private readonly options: Electron.BrowserWindowConstructorOptions) {
    const shown = () => toProgram(this.#page?.url() ?? '');
    this.mainFrame = standIn('WebFrameMain', {
      get url() {
        return shown();
      },
    });
    this.contents = standIn('WebContents', {
      mainFrame: this.mainFrame,
      session: defaultSession as unknown as Electron.Session,
      send: (channel: string, ...args: unknown[]) => this.#deliver(channel, args),
      isDestroyed: () => this.destroyed,
      getURL: shown,
      setWindowOpenHandler: (handler) => {
        this.#openHandler = handler;
      },
      print: (_options, done) =>
        void this.#print().then(
          () => done?.(true, ''),
          () => done?.(false, 'Print job failed'),
        ),
      printToPDF: (options) => this.#pdf(options),
      forcefullyCrashRenderer: () => void this.#crash(),
      on: this.contentsEvents.on.bind(this.contentsEvents) as unknown as Electron.WebContents['on'],
    } satisfies ContentsPart & { mainFrame: Pick<Electron.WebFrameMain, 'url'> });
    clipboardThrough((text) => this.#copy(text));
    emitApp('web-contents-created', this.contents);
  }

  async load(address: string): Promise<void> {
    const url = toBrowser(address);
    this.#context ??= await this.#open(url);
    if (!this.#page || this.#page.isClosed()) this.#adopt(await this.#context.newPage());
    const page = this.#page;
    this.#expected = url;
    try {
      await page?.goto(url);
    } catch (error) {
      // A page that died on the way was told as such, and another one has taken its place or will.
      if (page === this.#page) throw error;
    }
  }

  async close(): Promise<void> {
    await this.#page?.close();
  }

  async focus(): Promise<void> {
    await this.#page?.bringToFront();
  }

  async #open(url: string): Promise<BrowserContext> {
    const { width = 800, height = 600, webPreferences } = this.options;
    const context = await launch({ width, height }, url);
    context.on('close', () => this.#browserEnded());
    await context.grantPermissions(grants());
    await context.route('**/*', (route) => this.#answer(route));
    await context.exposeBinding(INVOKE, (source, channel: string, args: unknown[]) =>
      invoke({ sender: this.contents, senderFrame: this.#senderFrame(source.frame) }, channel, args),
    );
    if (webPreferences?.preload)
      await context.addInitScript({ content: preloadScript(readFileSync(webPreferences.preload, 'utf8')) });
    const first = context.pages()[0] ?? (await context.newPage());
    this.#adopt(first);
    context.on('page', (page) => void this.#unasked(page));
    return context;
  }

  #adopt(page: Page): void {
    this.#page = page;
    page.on('crash', () => {
      void page.close().catch(() => {});
      this.#page = null;
      this.contentsEvents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
    page.on('close', () => void this.#pageClosed(page));
  }

  /** A page that another page opened: the program's handler says, and is told so here, whether it may stay. */
  async #unasked(page: Page): Promise<void> {
    if ((await page.opener()) === null) return;
    const { action } = this.#openHandler({
      url: toProgram(page.url()),
      frameName: '',
      features: '',
    } as Electron.HandlerDetails);
    if (action === 'deny') await page.close().catch(() => {});
  }

  async #answer(route: Route): Promise<void> {
    try {
      if (this.#isUnaskedNavigation(route)) return await route.abort('aborted');
      await answerRoute(route);
    } catch (error) {
      // A page that closes while it is being answered has no use for the answer; anything else is the program's bug.
      if (!this.#page || this.#page.isClosed() || isLeaving()) return;
      console.error(String(error));
      await route.abort('failed').catch(() => {});
    }
  }

  #isUnaskedNavigation(route: Route): boolean {
    const request = route.request();
    if (!request.isNavigationRequest()) return false;
    if (request.url() === this.#expected) {
      this.#expected = null;
      return false;
    }
    let prevented = false;
    const details = {
      url: toProgram(request.url()),
      preventDefault: () => {
        prevented = true;
      },
    };
    this.contentsEvents.emit('will-frame-navigate', details);
    if (this.#isTop(route)) this.contentsEvents.emit('will-navigate', details);
    return prevented;
  }

  #isTop(route: Route): boolean {
    try {
      return route.request().frame().parentFrame() === null;
    } catch {
      // The frame of a new page's first request is not there yet.
      return true;
    }
  }

  #senderFrame(frame: Frame): Pick<Electron.WebFrameMain, 'url'> {
    return this.#page && frame === this.#page.mainFrame() ? this.mainFrame : { url: toProgram(frame.url()) };
  }

  /** The browser's own dialog; it does not tell whether a person closed it. */
  async #print(): Promise<void> {
    if (!this.#page) throw new Error('electron: print of a window without a page');
    await this.#page.evaluate(() => window.print());
  }

  /** As a person's Ctrl+C in the page would, with another text: that needs no permission of the page. */
  async #copy(text: string): Promise<void> {
    if (!this.#page || this.#page.isClosed()) throw new Error('electron: clipboard without a page');
    const done = await this.#page.evaluate((given) => {
      const heard = new AbortController();
      window.addEventListener(
        'copy',
        (event) => {
          event.clipboardData?.setData('text/plain', given);
          event.preventDefault();
          event.stopImmediatePropagation();
        },
        { capture: true, signal: heard.signal },
      );
      try {
        return document.execCommand('copy');
      } finally {
        heard.abort();
      }
    }, text);
    if (!done) throw new Error('electron: the browser did not copy');
  }

  async #pdf(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    if (!this.#page) throw new Error('electron: printToPDF of a window without a page');
    const { preferCSSPageSize = false, printBackground = false } = options;
    return this.#page.pdf({ preferCSSPageSize, printBackground });
  }

  /** Under another document nothing of the one before is left; whether its process ends is the browser's to say. */
  async #crash(): Promise<void> {
    this.#expected = BLANK;
    await this.#page?.goto(BLANK).catch(() => {});
    this.contentsEvents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
  }

  #deliver(channel: string, args: unknown[]): void {
    const page = this.#page;
    if (!page || page.isClosed()) return;
    // A page on its way to another one hears nothing, as in Electron.
    const hear = ([deliver, name, values]: [string, string, unknown[]]) =>
      (globalThis as unknown as Record<string, (channel: string, args: unknown[]) => void>)[deliver]?.(
        name,
        values,
      );
    page.evaluate(hear, [DELIVER, channel, args] as [string, string, unknown[]]).catch(() => {});
  }

  /** A page that closes while the browser lives was closed by a person; with the browser it was killed. */
  async #pageClosed(page: Page): Promise<void> {
    if (page !== this.#page || isLeaving()) return;
    await pause(KILLED_WITHIN_MS);
    if (this.#ended || this.destroyed || isLeaving()) return;
    this.destroyed = true;
    this.windowEvents.emit('closed');
    if (!emitApp('window-all-closed')) app.quit();
  }

  #browserEnded(): void {
    this.#ended = true;
    if (this.destroyed || isLeaving()) return;
    console.error('浏览器进程意外结束，程序随之退出。已保存的业务不受影响，请重新启动。');
    app.exit(1);
  }
}

function browserWindow(options: Electron.BrowserWindowConstructorOptions = {}) {
  const host = new HostWindow(options);
  return standIn('BrowserWindow', {
    webContents: host.contents,
    loadURL: (address: string) => host.load(address),
    on: host.windowEvents.on.bind(host.windowEvents) as unknown as Electron.BrowserWindow['on'],
    once: host.windowEvents.once.bind(host.windowEvents) as unknown as Electron.BrowserWindow['once'],
    focus: () => void host.focus(),
    restore: () => {},
    isMinimized: () => false,
    isDestroyed: () => host.destroyed,
    close: () => void host.close(),
    setContentProtection: (wanted) => {
      if (wanted) console.error('试用宿主（Chromium）不能防截屏，CANBAO_CONTENT_PROTECTION 在这里不起作用。');
    },
    getTitle: () => options.title ?? '',
  } satisfies WindowPart & { webContents: object });
}

/** Called with `new`, as Electron's class is; what comes back is the stand-in. */
export const BrowserWindow = browserWindow;
