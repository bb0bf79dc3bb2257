import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { breaches, sourcesOf } from './arrows';

const root = join(import.meta.dirname, '..');
const planted = (path: string, text: string) => breaches([{ path, text }]);

describe('import arrows', () => {
  test('[SH1] the checkout keeps its arrows', () => {
    const sources = sourcesOf(root);
    expect(sources.length).toBeGreaterThan(100);
    expect(breaches(sources)).toEqual([]);
  });

  test.each([
    ['src/shared/a.ts', "import { readFileSync } from 'node:fs';", "imports 'node:fs'"],
    ['src/shared/a.ts', "import type { App } from 'electron';", "imports 'electron'"],
    ['src/shared/a.ts', "import Dexie from 'dexie';", "imports 'dexie'"],
    ['src/shared/sync/a.ts', "import { b } from '../../main/desk';", 'shared may import only'],
    ['src/shared/a.ts', "export { b } from '../renderer/desk/api';", 'shared may import only'],
    ['src/shared/a.ts', "export const b = () => import('../main/desk');", 'shared may import only'],
    [
      'src/renderer/pages/today/a.tsx',
      "import { b } from '../../store/outbox';",
      'never the store or the outbox',
    ],
    [
      'src/renderer/pages/today/a.tsx',
      "import { b } from '../../sync/receiver';",
      'never the store or the outbox',
    ],
    ['src/renderer/store/a.ts', "import { b } from '../desk/api';", 'store may import only'],
    ['src/renderer/ui/a.tsx', "import { b } from '../../main/events';", 'ui may import only'],
    [
      'src/renderer/desk/a.ts',
      "import { ipcRenderer } from 'electron';",
      'the window has no Node and no Electron',
    ],
    ['src/main/a.ts', "import { b } from '../renderer/desktop';", 'main may import only'],
    ['src/main/a.ts', "import { startPlatform } from '../platform/server';", 'a process of its own'],
    ['src/main/a.ts', "import { SCENARIO } from '#fixtures/township';", 'main may import only'],
    ['src/main/events.ts', "import { ipcMain } from 'electron';", 'the one door'],
    ['src/platform/a.ts', "import { b } from '../main/desk';", 'platform may import only'],
    ['src/main/a.ts', "import { b } from '../../build/lib/root.mjs';", 'not made of its build scripts'],
  ])('[SH2] %s with %s is a breach, said in a sentence', (path, text, part) => {
    const found = planted(path, text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(path);
    expect(found[0]).toContain(part);
  });

  test.each([
    'Date.now()',
    'new Date()',
    'Math.random()',
    'Date()',
    'crypto.randomUUID()',
    'process.env.A',
    'navigator.onLine',
  ])('[SH3] %s in src/shared is a breach', (expression) => {
    expect(planted('src/shared/a.ts', `export const a = () => ${expression};`)).toHaveLength(1);
    expect(planted('src/main/a.ts', `export const a = () => ${expression};`)).toEqual([]);
  });

  test.each([
    ['src/shared/a.ts', "import { z } from 'zod';\nexport const a = new Date(0);"],
    ['src/shared/a.test.ts', "import { readFileSync } from 'node:fs';"],
    [
      'src/renderer/pages/today/a.tsx',
      "import { useDesk } from '../../ui/useDesk';\nimport type { Desk } from '../../desk/api';",
    ],
    ['src/renderer/store/a.ts', "import { call } from '../desktop';"],
    ['src/main/ipcDoor.ts', "import { ipcMain } from 'electron';"],
    ['src/platform/a.ts', "import { SCENARIO } from '#fixtures/township';"],
  ])('[SH2] %s with an allowed import is none', (path, text) => {
    expect(planted(path, text)).toEqual([]);
  });
});
