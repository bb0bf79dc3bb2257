import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toBrowser, toProgram } from '../chromium-host/addresses';
import { freeName } from '../chromium-host/dialog';
import { standIn } from '../chromium-host/standIn';
import { findBrowser } from './browsers.mjs';
import { oneCheck, playwrightCounts, vitestCounts } from './counts.mjs';
import { packagesAreFresh } from './packages.mjs';
import { updateKeysIn } from './updateKeys.mjs';

const folder = () => mkdtempSync(join(tmpdir(), 'canbao-build-'));
const file = (value: unknown) => {
  const path = join(folder(), 'report.json');
  writeFileSync(path, JSON.stringify(value));
  return path;
};

describe('finding a browser', () => {
  test('[SH16] a named browser is taken as it is', () => {
    expect(findBrowser('linux', { CANBAO_CHROMIUM: '/x/chrome' }, () => false)).toBe('/x/chrome');
  });
  test('[SH16] on Windows Edge comes before Chrome, each where it is installed', () => {
    const env = { ProgramFiles: 'P', 'ProgramFiles(x86)': 'Q' };
    expect(findBrowser('win32', env, () => true)).toContain('msedge.exe');
    expect(
      findBrowser('win32', env, (path) => path.includes('chrome.exe') && path.startsWith('Q')),
    ).toContain('Google');
  });
  test('[SH16] where none is installed there is none', () => {
    for (const platform of ['linux', 'win32', 'darwin'])
      expect(findBrowser(platform, { PATH: '/a:/b' }, () => false)).toBeNull();
  });
});

describe('counting', () => {
  const vitest = {
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [] as unknown[],
  };
  test('[SH17] a clean report counts its tests', () => {
    expect(vitestCounts(0, file(vitest))).toEqual({ passed: 5, failed: 0 });
    expect(
      playwrightCounts(0, file({ stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] })),
    ).toEqual({ passed: 3, failed: 0 });
  });
  test('[SH17] a skipped, a flaky and an unloadable test count as failed', () => {
    const broken = {
      ...vitest,
      numPendingTests: 1,
      testResults: [{ status: 'failed', assertionResults: [] }],
    };
    expect(vitestCounts(1, file(broken)).failed).toBe(2);
    expect(
      playwrightCounts(
        0,
        file({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 }, errors: ['x'] }),
      ).failed,
    ).toBe(4);
  });
  test('[SH17] a step without a report, or one that failed against its report, is a failure', () => {
    expect(vitestCounts(0, join(folder(), 'none.json'))).toEqual({ passed: 0, failed: 1 });
    expect(vitestCounts(1, file(vitest))).toEqual({ passed: 5, failed: 1 });
    expect([oneCheck(0), oneCheck(2)]).toEqual([
      { passed: 1, failed: 0 },
      { passed: 0, failed: 1 },
    ]);
  });
});

describe('locked packages', () => {
  const project = (locked: string, installed: string | null) => {
    const root = folder();
    const packages = (version: string) => ({ packages: { 'node_modules/a': { version } } });
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(packages(locked)));
    mkdirSync(join(root, 'node_modules'));
    if (installed)
      writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify(packages(installed)));
    return root;
  };
  test('[SH18] packages installed as locked are fresh, before and after the stamp', () => {
    const root = project('1.0.0', '1.0.0');
    expect([packagesAreFresh(root), packagesAreFresh(root)]).toEqual([true, true]);
  });
  test('[SH18] missing or other versions are not, nor is a lock that changed since the stamp', () => {
    expect(packagesAreFresh(project('1.0.0', null))).toBe(false);
    expect(packagesAreFresh(project('1.0.1', '1.0.0'))).toBe(false);
    const root = project('1.0.0', '1.0.0');
    expect(packagesAreFresh(root)).toBe(true);
    writeFileSync(
      join(root, 'package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/a': { version: '2.0.0' } } }),
    );
    expect(packagesAreFresh(root)).toBe(false);
  });
});

describe('the Chromium host', () => {
  test('[SH19] what is not stood in for throws with its name', () => {
    const part = standIn('app', { getVersion: () => '1' }) as unknown as Record<string, () => string>;
    expect(part.getVersion?.()).toBe('1');
    expect(() => part.setBadgeCount).toThrow('electron: app.setBadgeCount is not stood in for');
  });
  test.each(['app://desk/index.html', 'app://desk/-/snapshot', 'app://desk/a?b=c#d'])(
    '[SH19] %s and its browser address mean each other',
    (url) => {
      expect(toBrowser(url)).toMatch(/^https:\/\/desk\.app\.invalid\//);
      expect(toProgram(toBrowser(url))).toBe(url);
    },
  );
  test.each([
    'https://desk.app.invalid.evil.example/',
    'https://evil.example/desk.app.invalid/',
    'http://desk.app.invalid/',
  ])('[SH19] %s is no address of the program', (url) => expect(toProgram(url)).toBe(url));
  test('[SH19] a file that is there is never overwritten', () => {
    const taken = new Set([join('d', '花名册.xlsx'), join('d', '花名册 (2).xlsx')]);
    expect(freeName('d', '花名册.xlsx', (path) => taken.has(path))).toBe(join('d', '花名册 (3).xlsx'));
  });
});

describe('keys for updates', () => {
  test('[UP3] a build is given whole keys or none, and a mistyped one stops it', () => {
    const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
    expect(updateKeysIn(undefined)).toEqual([]);
    expect(updateKeysIn(`${a}, ${b}`)).toEqual([a, b]);
    for (const bad of ['x', a.slice(1), a.toUpperCase(), `${a},${a}`])
      expect(() => updateKeysIn(bad)).toThrow('CANBAO_UPDATE_KEYS');
  });
});
