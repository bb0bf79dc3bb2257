import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { err, ok } from '../shared/result';
import { answerRequest, type SnapshotSource } from './appAnswer';
import { fileFor } from './appFiles';
import { isAppUrl } from './origin';

let root: string;
const nothing = async () => err({ code: 'NO_PLATFORM', text: '还没有连上平台' });
const noSnapshot: SnapshotSource = { manifest: nothing, segment: nothing };
const get = (url: string, init?: RequestInit) => answerRequest(new Request(url, init), root, noSnapshot);

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'canbao-app-'));
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'renderer-evil'));
  writeFileSync(join(root, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  writeFileSync(join(root, 'assets', 'a.js'), 'export {}');
  writeFileSync(join(root, 'assets', 'a.exe'), 'MZ');
  writeFileSync(join(folder, 'renderer-evil', 'a.js'), 'evil');
  writeFileSync(join(folder, 'secret.json'), '{}');
});

describe('files of the window', () => {
  test('[SH6] the page carries the nonce of its own answer, and no two answers share one', async () => {
    const nonces = [];
    for (const path of ['/', '/index.html']) {
      const response = await get(`app://desk${path}`);
      const nonce = /content="([^"]+)"/.exec(await response.text())?.[1];
      expect(response.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
      nonces.push(nonce);
    }
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test('[SH6] every answer, refusals too, carries the policy that allows no other origin, no inline script and no markup sink', async () => {
    for (const url of [
      'app://desk/assets/a.js',
      'app://desk/none.js',
      'app://other/',
      'app://desk/-/snapshot',
    ]) {
      const policy = (await get(url)).headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
    }
  });

  test.each([
    ['app://desk/assets/a.js', 200],
    ['app://desk/assets/a.exe', 404],
    ['app://desk/none.js', 404],
    ['app://desk/assets', 404],
    ['app://evil/index.html', 403],
    ['app://user@desk/index.html', 403],
    ['https://desk/index.html', 403],
  ])('[SH7] %s answers %i', async (url, status) => {
    // A Request refuses addresses with a user name; the browser drops it before asking.
    const request = url.includes('@') ? ({ url, method: 'GET' } as Request) : new Request(url);
    expect((await answerRequest(request, root, noSnapshot)).status).toBe(status);
  });

  test('[SH7] only GET is answered', async () => {
    expect((await get('app://desk/index.html', { method: 'POST', body: 'x' })).status).toBe(405);
  });

  test.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/%252e%252e/secret.json',
    '/..\\secret.json',
    '/%5c..%5csecret.json',
    '/../renderer-evil/a.js',
    '/C:/windows/win.ini',
    '/a.js::$DATA',
    '/a%00.js',
    '/%E0%A4%A',
    '//host/share/a.js%5c',
  ])('[SH7] the path %s leads nowhere outside the window', (path) => {
    const file = fileFor(root, path);
    expect(file === null || file.startsWith(`${root}/`)).toBe(true);
    expect(file ?? '').not.toContain('..');
  });
});

describe('the snapshot route', () => {
  const asked: { id: string; n: number }[] = [];
  const source: SnapshotSource = {
    manifest: async () => ok({ id: 's1' }),
    segment: async (ask) => {
      asked.push(ask);
      return ok(new Blob(['bytes']).stream() as ReadableStream<Uint8Array>);
    },
  };
  const from = (path: string) => answerRequest(new Request(`app://desk${path}`), root, source);

  test('[SH8] the manifest is JSON, and a segment streams through as it is', async () => {
    expect(await (await from('/-/snapshot')).json()).toEqual({ id: 's1' });
    const response = await from('/-/snapshot/s-1/42');
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'application/gzip',
      'bytes',
    ]);
    expect(asked).toEqual([{ id: 's-1', n: 42 }]);
  });

  test.each([
    '/-/snapshot/',
    '/-/snapshot/s1',
    '/-/snapshot/s1/-1',
    '/-/snapshot/s%2F1/1',
    '/-/snapshot/s1/1/2',
  ])('[SH8] %s is no part of a snapshot', async (path) => {
    expect((await from(path)).status).toBe(404);
  });

  test.each(['/-/snapshot', '/-/snapshot/s1/0'])(
    '[SH8] a failure of %s is a trouble in words with status 502',
    async (path) => {
      const response = await get(`app://desk${path}`);
      expect(response.status).toBe(502);
      expect(await response.json()).toEqual({ code: 'NO_PLATFORM', text: '还没有连上平台' });
    },
  );
});

test.each(['app://desk/', 'app://desk/index.html#/today'])('[SH4] %s is our origin', (url) =>
  expect(isAppUrl(url)).toBe(true),
);
test.each(['app://desk:80/', 'app://Desk.evil/', 'app:desk', 'file:///app://desk/', 'not an address'])(
  '[SH4] %s is not',
  (url) => expect(isAppUrl(url)).toBe(false),
);
