import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture';
import { startProgram } from './program';

/** What a script that got into the page could try, and how the program may not be started. */

const NOWHERE = {
  // What the machine that tests may have set for itself.
  NODE_EXTRA_CA_CERTS: '',
  NODE_OPTIONS: '',
  NODE_PATH: '',
  SSL_CERT_FILE: '',
  SSL_CERT_DIR: '',
  CANBAO_PLATFORM_URL: 'http://127.0.0.1:9',
  CANBAO_REGISTRATION_CODE: 'none',
  CANBAO_TODAY: '2026-11-22',
};
test.use({ deskEnv: NOWHERE });

test('[SE16] the page asks its own origin for everything it loads, and a request for anything else never leaves it', async ({
  desk,
}) => {
  const { page } = desk;
  const asked: string[] = [];
  const answered: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('response', (response) => answered.push(response.url()));
  await page.reload();
  await page.waitForFunction(() => 'desktop' in window);
  await expect.poll(() => asked.length).toBeGreaterThan(3);
  const own = /^(https:\/\/desk\.app\.invalid|app:\/\/desk)\//;
  expect(asked.filter((url) => !own.test(url) && !url.startsWith('data:image/'))).toEqual([]);
  await page.evaluate(async () => {
    const tries = ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd'];
    for (const url of tries) {
      await fetch(url).catch(() => undefined);
      const image = new Image();
      image.src = url;
      await image.decode().catch(() => undefined);
    }
  });
  expect(answered.filter((url) => !own.test(url) && !url.startsWith('data:image/'))).toEqual([]);
});

test('[SE17] text does not become code or markup: inline scripts, handlers, eval, markup sinks and foreign workers are refused, and told as violations', async ({
  desk,
}) => {
  await desk.page.waitForFunction(() => 'desktop' in window);
  const found = await desk.page.evaluate(async () => {
    const broken = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => broken.add(event.effectiveDirective));
    const threw: Record<string, boolean> = {};
    const attempt = (name: string, act: () => unknown) => {
      try {
        act();
        threw[name] = false;
      } catch {
        threw[name] = true;
      }
    };
    const w = window as unknown as Record<string, unknown>;
    // What a driver of the page evaluates may use eval; a task of the page's own may not.
    await new Promise((resolve) => setTimeout(resolve, 0));
    // biome-ignore lint/security/noGlobalEval: that it is refused is what is tried
    // biome-ignore lint/complexity/noCommaOperator: the eval of the page’s own scope
    attempt('eval', () => (0, eval)('window.ran = 1'));
    attempt('Function', () => new Function('window.ran = 2')());
    attempt('timeout', () => setTimeout('window.ran = 3' as unknown as () => void, 0));
    attempt('innerHTML', () => {
      document.body.appendChild(document.createElement('p')).innerHTML =
        '<img src=x onerror="window.ran = 4">';
    });
    attempt('srcdoc', () => {
      document.createElement('iframe').srcdoc = '<script>parent.ran = 5</script>';
    });
    attempt('parse', () => document.createRange().createContextualFragment('<b>x</b>'));
    attempt('write', () => document.write('<script>window.ran = 6</script>'));
    attempt('policy', () =>
      (w.trustedTypes as { createPolicy(name: string, rules: object): unknown }).createPolicy('mine', {
        createHTML: (text: string) => text,
      }),
    );
    attempt('worker', () => new Worker('https://example.com/a.js' as never));
    const handler = document.createElement('b');
    attempt('handler', () => handler.setAttribute('onclick', 'window.ran = 7'));
    handler.click();
    const inline = document.createElement('style');
    inline.textContent = 'body { --injected: 1 }';
    document.head.append(inline);
    const base = document.createElement('base');
    base.href = 'https://example.com/';
    document.head.append(base);
    await new Promise((resolve) => setTimeout(resolve, 300));
    base.remove();
    return {
      threw,
      broken: [...broken],
      ran: w.ran ?? null,
      styled: getComputedStyle(document.body).getPropertyValue('--injected'),
      baseTaken: document.baseURI.startsWith('https://example.com'),
    };
  });
  expect(found.ran).toBeNull();
  expect(found.styled).toBe('');
  expect(found.baseTaken).toBe(false);
  for (const name of ['eval', 'Function', 'innerHTML', 'srcdoc', 'parse', 'write', 'policy'])
    expect(found.threw[name], name).toBe(true);
  expect(found.broken).toEqual(expect.arrayContaining(['style-src-elem', 'base-uri']));
  expect(found.broken.some((one) => one.startsWith('script-src') || one.startsWith('require-trusted'))).toBe(
    true,
  );
});

test('[SE18] no refresh, dropped file, frame, embedded object, webview or link to a file leads anywhere', async ({
  desk,
}) => {
  const { page } = desk;
  await page.waitForFunction(() => 'desktop' in window);
  const start = page.url();
  await page.evaluate(() => {
    (window as unknown as Record<string, unknown>).stayed = true;
  });
  const attempts: (() => void)[] = [
    () => {
      const meta = document.createElement('meta');
      meta.httpEquiv = 'refresh';
      meta.content = '0; url=https://example.com/';
      document.head.append(meta);
    },
    () => {
      for (const tag of ['iframe', 'embed', 'object', 'webview', 'portal', 'fencedframe']) {
        const one = document.createElement(tag);
        one.setAttribute('src', '/index.html');
        one.setAttribute('data', 'https://example.com/');
        document.body.append(one);
      }
    },
    () => {
      for (const href of [
        'file:///etc/passwd',
        'app://desk.evil/',
        'data:text/html,x',
        'ms-msdt:/id',
        'smb://a/b',
      ]) {
        const link = document.createElement('a');
        link.href = href;
        document.body.append(link);
        link.click();
        link.target = '_blank';
        link.click();
        link.dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true }));
      }
    },
    () => location.replace('file:///etc/passwd'),
    () => location.assign('https://example.com/#app://desk/'),
    () => history.pushState({}, '', '/assets/none.html'),
    () => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = '/index.html';
      form.target = '_top';
      document.body.append(form);
      form.submit();
    },
    () => {
      const data = new DataTransfer();
      data.items.add(new File(['<script>1</script>'], 'a.html', { type: 'text/html' }));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    },
  ];
  for (const attempt of attempts) {
    await page.evaluate(attempt).catch(() => undefined);
    await page.waitForTimeout(200);
  }
  expect(new URL(page.url()).origin).toBe(new URL(start).origin);
  expect(await page.evaluate(() => (window as unknown as Record<string, unknown>).stayed)).toBe(true);
  await expect.poll(() => page.context().pages().length).toBe(1);
  const texts = await Promise.all(
    page
      .frames()
      .slice(1)
      .map((frame) => frame.evaluate(() => 'desktop' in window).catch(() => false)),
  );
  expect(texts).not.toContain(true);
});

test('[SE10] the built program does not start with what opens it to others, says so, and changes nothing', async ({
  desk,
}) => {
  await desk.page.waitForFunction(() => 'desktop' in window);
  await desk.program.stop();
  const { userData } = desk;
  const before = readFileSync(join(userData, 'desk.json'), 'utf8');
  for (const [name, value, strict] of [
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0', '0'],
    ['NODE_EXTRA_CA_CERTS', '/nowhere.pem', '1'],
    ['ELECTRON_ENABLE_LOGGING', '1', '1'],
  ] as const)
    await expect(
      startProgram({ userData, env: { ...NOWHERE, [name]: value, CANBAO_STRICT: strict } }),
    ).rejects.toThrow(name);
  expect(readFileSync(join(userData, 'desk.json'), 'utf8')).toBe(before);
  // As strict, and with nothing of it, it starts.
  await desk.restart({ CANBAO_STRICT: '1' });
  await expect(desk.page).toHaveTitle(/参保台/);
});

test('[SE12] a folder that another machine has open is not opened; its own lease a killed program takes over', async ({
  desk,
}) => {
  const lease = join(desk.userData, 'desk.lease');
  const own = readFileSync(lease, 'utf8');
  await desk.kill('main');
  writeFileSync(lease, JSON.stringify({ machine: 'f'.repeat(32), name: '窗口 2 号机' }));
  await expect(startProgram({ userData: desk.userData, env: NOWHERE })).rejects.toThrow('窗口 2 号机');
  expect(JSON.parse(readFileSync(lease, 'utf8'))).toMatchObject({ name: '窗口 2 号机' });
  writeFileSync(lease, own);
  await desk.restart();
  await expect(desk.page).toHaveTitle(/参保台/);
});

test('[SE26] the Chromium host says in the corner of the window that it is the trial host, on no paper and in nobody’s way', async ({
  desk,
}) => {
  const { page, program } = desk;
  await page.waitForFunction(() => 'desktop' in window);
  // Real Electron is no trial host and has no note.
  await expect(page.locator('host-note')).toHaveCount(program.host === 'chromium' ? 1 : 0);
  if (program.host !== 'chromium') return;
  const seen = () =>
    page.evaluate(() => {
      const note = document.querySelector('host-note') as HTMLElement;
      const { right, bottom, width, height } = note.getBoundingClientRect();
      const { display, pointerEvents } = getComputedStyle(note);
      return {
        display,
        pointerEvents,
        inside: width > 50 && right <= innerWidth && bottom <= innerHeight,
        small: height < 16,
      };
    });
  expect(await seen()).toEqual({ display: 'block', pointerEvents: 'none', inside: true, small: true });
  await page.emulateMedia({ media: 'print' });
  expect((await seen()).display).toBe('none');
});

test('[SE30] [SH11] the page itself may not write to the clipboard; what the program put there is gone when the desk is locked', async ({
  desk,
}) => {
  const { page } = desk;
  const call = (channel: string, ask: unknown): Promise<unknown> =>
    page.evaluate(
      ([name, asked]) =>
        (
          window as unknown as { desktop: { call(name: unknown, ask: unknown): Promise<unknown> } }
        ).desktop.call(name, asked),
      [channel, ask] as const,
    );
  /** What a person's Ctrl+V would give. */
  const pasted = async (): Promise<string> => {
    const field = page.getByTestId('pasted');
    await page.evaluate(() => {
      const made = document.createElement('textarea');
      made.dataset.testid = 'pasted';
      document.body.prepend(made);
    });
    await field.focus();
    await page.keyboard.press('Control+v');
    const text = await field.inputValue();
    await field.evaluate((one) => one.remove());
    return text;
  };
  const refused = page.evaluate(() =>
    navigator.permissions.query({ name: 'clipboard-write' as PermissionName }).then(({ state }) => state),
  );
  expect(await refused).toBe('denied');
  const text = '一次性告知书\n王禾';
  expect(await call('clipboard/copy', { text })).toEqual({ ok: true, value: {} });
  expect(await pasted()).toBe(text);
  // A desk without a platform has no button for it yet. The page ends with the call.
  await call('vault/lock', {}).catch(() => undefined);
  await expect(page.getByRole('heading', { name: '登录参保台' })).toBeVisible({ timeout: 60_000 });
  await expect.poll(pasted).toBe('');
});
