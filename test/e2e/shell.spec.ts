import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Page } from '@playwright/test';
import {
  type AnswerOf,
  type Ask,
  type DesktopBridge,
  HOST_CALLS,
  type HostChannel,
} from '../../src/shared/host';
import { expect, test } from './fixture';
import { startProgram } from './program';

/** Calls the desktop as the window's own client does. */
const call = async <C extends HostChannel>(page: Page, channel: C, ask: Ask<C>): Promise<AnswerOf<C>> => {
  const words: [string, unknown] = [channel, ask];
  const answer: unknown = await page.evaluate(
    ([name, what]) =>
      (window as unknown as { desktop: DesktopBridge }).desktop.call(name as HostChannel, what),
    words,
  );
  return HOST_CALLS[channel].answer.parse(answer) as AnswerOf<C>;
};

const online = (page: Page) =>
  expect
    .poll(async () => (await call(page, 'delivery/status', {})).network.state, { timeout: 60_000 })
    .toBe('online');

/** A desk whose platform is nowhere: it starts without the trial's platform. */
const NOWHERE = {
  CANBAO_PLATFORM_URL: 'http://127.0.0.1:9',
  CANBAO_REGISTRATION_CODE: 'none',
  CANBAO_TODAY: '2026-11-22',
};

test('[SH20] with no platform named the desk opens in trial mode, and says so in the window', async ({
  desk,
}) => {
  await expect(desk.page).toHaveTitle(/参保台/);
  await expect(desk.page.getByText('试用模式').first()).toBeVisible({ timeout: 90_000 });
  await online(desk.page);
  const state = await call(desk.page, 'desk/state', {});
  expect(state).toMatchObject({
    mode: 'trial',
    today: '2026-11-22',
    todayIsFixed: true,
    jurisdiction: { region: '220199' },
  });
  const snapshot = await desk.page.evaluate(async () => {
    const manifest = (await (await fetch('/-/snapshot')).json()) as {
      id: string;
      segments: { bytes: number }[];
    };
    const response = await fetch(`/-/snapshot/${manifest.id}/0`);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      bytes: manifest.segments.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  });
  expect(snapshot).toMatchObject({ status: 200, type: 'application/gzip' });
  expect(snapshot.bytes).toBeGreaterThan(1_000_000);
});

test('[SH21] the trial platform that dies is there again, and the desk finds it', async ({ desk }) => {
  await online(desk.page);
  const before = await call(desk.page, 'desk/state', {});
  await desk.kill('platform');
  await expect
    .poll(async () => (await call(desk.page, 'desk/state', {})).platformUrl, { timeout: 60_000 })
    .not.toBe(before.platformUrl);
  await online(desk.page);
  expect(await call(desk.page, 'desk/state', {})).toMatchObject({
    mode: 'trial',
    device: before.device,
    jurisdiction: before.jurisdiction,
  });
});

test.describe('without a platform', () => {
  test.use({ deskEnv: NOWHERE });

  test('[SH22] a named platform that cannot be reached leaves the desk open, not registered, and stopped cleanly with code 0', async ({
    desk,
  }) => {
    expect(await call(desk.page, 'desk/state', {})).toMatchObject({ mode: 'new', jurisdiction: null });
    await expect.poll(() => desk.program.log(), { timeout: 20_000 }).toContain('连不上平台');
    expect((await call(desk.page, 'platform/feed', { cursor: '0', limit: 1 })).ok).toBe(false);
    expect(await desk.page.evaluate(async () => (await fetch('/-/snapshot')).status)).toBe(502);
    expect(await desk.program.stop()).toBe(0);
  });

  test('[SH23] the page has no Node, no Electron and no way to run text as a script', async ({ desk }) => {
    const found = await desk.page.evaluate(async () => {
      const tried: Record<string, unknown> = {};
      for (const name of ['require', 'process', 'Buffer', 'module', 'global'])
        tried[name] = typeof (globalThis as Record<string, unknown>)[name];
      const broken: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => broken.push(event.effectiveDirective));
      const script = document.createElement('script');
      try {
        script.text = 'window.inlineRan = true';
      } catch {
        tried.inlineText = 'refused';
      }
      document.body.append(script);
      try {
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.markupRan = true">');
      } catch {
        tried.markup = 'refused';
      }
      tried.fetch = await fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused',
      );
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const seen = window as unknown as Record<string, unknown>;
      return {
        ...tried,
        broken,
        inlineRan: seen.inlineRan,
        markupRan: seen.markupRan,
        bridge: Object.keys(seen.desktop as object).sort(),
      };
    });
    expect(found).toMatchObject({
      require: 'undefined',
      process: 'undefined',
      Buffer: 'undefined',
      module: 'undefined',
      global: 'undefined',
      fetch: 'refused',
      bridge: ['call', 'on'],
    });
    expect([found.inlineRan, found.markupRan]).toEqual([undefined, undefined]);
    expect(found.broken).toEqual(expect.arrayContaining(['connect-src', 'frame-src']));
  });

  test('[SH24] nothing leads the window away: no link, form, script, new window or reload', async ({
    desk,
  }) => {
    const { page } = desk;
    const start = page.url();
    await page.evaluate(() => {
      (window as unknown as Record<string, unknown>).stayed = true;
    });
    const attempts: (() => void)[] = [
      () => {
        const link = document.createElement('a');
        link.href = 'https://example.com/';
        document.body.append(link);
        link.click();
      },
      () => {
        const link = document.createElement('a');
        link.href = '/index.html?again';
        document.body.append(link);
        link.click();
      },
      () => {
        location.href = 'https://example.com/';
      },
      () => {
        const form = document.createElement('form');
        form.action = 'https://example.com/';
        document.body.append(form);
        form.submit();
      },
      () => void window.open('https://example.com/'),
      () => void window.open('/index.html'),
    ];
    for (const attempt of attempts) {
      await page.evaluate(attempt);
      await page.waitForTimeout(150);
    }
    expect(page.url()).toBe(start);
    expect(await page.evaluate(() => (window as unknown as Record<string, unknown>).stayed)).toBe(true);
    await expect.poll(() => page.context().pages().length).toBe(1);
  });

  test('[SH25] a call that does not fit the contract is refused with its channel, and the desk goes on', async ({
    desk,
  }) => {
    const refused = await desk.page.evaluate(async () => {
      const { desktop } = window as unknown as {
        desktop: { call(channel: string, ask: unknown): Promise<unknown> };
      };
      const tries: [string, unknown][] = [
        ['journal/read', {}],
        ['journal/read', { after: -1, limit: 1 }],
        ['journal/accept', { draft: { body: 'x'.repeat(100_000) } }],
        ['roster/save', { roster: null, fileName: '../x' }],
        ['desk/state', { extra: 1 }],
        ['fs/read', { path: '/etc/passwd' }],
      ];
      return Promise.all(
        tries.map(([channel, ask]) =>
          desktop.call(channel, ask).then(
            () => 'answered',
            (error: Error) => error.message,
          ),
        ),
      );
    });
    for (const [index, channel] of [
      'journal/read',
      'journal/read',
      'journal/accept',
      'roster/save',
      'desk/state',
      'fs/read',
    ].entries())
      expect(refused[index]).toContain(channel);
    expect((await call(desk.page, 'journal/head', {})).seq).toBe(0);
  });

  test('[SH26] a second start on the same folder says so and ends; the first goes on', async ({ desk }) => {
    await expect(startProgram({ userData: desk.userData, env: NOWHERE })).rejects.toThrow('参保台已经打开');
    expect((await call(desk.page, 'desk/state', {})).locked).toBe(false);
  });

  test('[SH27] killed parts take nothing with them: main ends the browser, the browser ends main with an error, and the desk starts again as it was', async ({
    desk,
  }) => {
    const { device } = await call(desk.page, 'desk/state', {});
    await desk.kill('main');
    await desk.restart();
    expect((await call(desk.page, 'desk/state', {})).device).toBe(device);
    if (desk.program.host === 'chromium') {
      await desk.kill('window');
      expect(await desk.program.ended).not.toBe(0);
      await desk.restart();
      expect((await call(desk.page, 'desk/state', {})).device).toBe(device);
    }
  });

  test('[SH28] a page that crashes comes back, with its bridge; the fourth time within a minute the desk ends and says so', async ({
    desk,
  }) => {
    for (let death = 1; death <= 4; death++) {
      const before = await desk.program.page();
      const session = await before.context().newCDPSession(before);
      void session.send('Page.crash').catch(() => {});
      if (death === 4) break;
      await expect.poll(async () => (await desk.program.page()) !== before).toBe(true);
      const page = await desk.program.page();
      await page.waitForFunction(() => 'desktop' in window);
      expect((await call(page, 'journal/head', {})).seq).toBe(0);
    }
    expect(await desk.program.ended).toBe(1);
    expect(desk.program.log()).toContain('窗口一分钟内多次意外关闭');
  });

  test.describe('saving', () => {
    const folder = mkdtempSync(`${tmpdir()}/canbao-save-`);
    test.use({ deskEnv: { ...NOWHERE, CANBAO_SAVE_TO: folder } });

    test('[SH29] a roster is written by the worker where the dialog says, under a harmless name', async ({
      desk,
    }) => {
      const roster = {
        title: '青禾镇 2027 年度花名册',
        unit: '青禾镇',
        date: '2026-11-22',
        year: 2027,
        clerk: '经办员',
        masked: true,
        synthetic: true,
        rows: [],
      };
      const answer = await call(desk.page, 'roster/save', { roster, fileName: '../花名册.xlsx' });
      expect(answer).toMatchObject({ ok: true, value: { path: `${folder}/_花名册.xlsx` } });
      expect(readFileSync(`${folder}/_花名册.xlsx`).subarray(0, 2).toString()).toBe('PK');
    });
  });

  test('[SH30] locking is told to the window and ended by unlocking', async ({ desk }) => {
    expect((await call(desk.page, 'desk/lock', {})).locked).toBe(true);
    expect((await call(desk.page, 'desk/state', {})).locked).toBe(true);
    expect(await call(desk.page, 'desk/unlock', {})).toMatchObject({ ok: true, value: { locked: false } });
  });
});
