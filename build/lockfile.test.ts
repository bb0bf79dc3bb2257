import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}
const root = join(import.meta.dirname, '..');
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>;
};
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Whose scripts run at installation, and why they may: each picks its binary for this system. One more is looked at first. */
const INSTALL_SCRIPTS = ['electron-winstaller', 'esbuild'];

const REGISTRY = 'https://registry.npmjs.org/';

test('[SE20] every package comes from the public registry, and with its hash; builds for other systems than the lockfile’s own lack one', () => {
  expect(packages.length).toBeGreaterThan(100);
  // None is written where it is the registry that is asked anyway.
  expect(packages.filter(([, { resolved }]) => !(resolved ?? REGISTRY).startsWith(REGISTRY))).toEqual([]);
  const unhashed = packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
  expect(unhashed.filter(([, { optional }]) => !optional).map(([path]) => path)).toEqual([]);
  expect(unhashed.filter(([, { dev, devOptional }]) => !dev && !devOptional).map(([path]) => path)).toEqual(
    [],
  );
});

test('[SE20] no package but the known ones runs a script when it is installed, and none of these is part of the program', () => {
  const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript === true);
  const names = [...new Set(scripted.map(([path]) => path.replace(/^.*node_modules\//, '')))];
  expect(names.filter((name) => !INSTALL_SCRIPTS.includes(name))).toEqual([]);
  expect(scripted.filter(([, { dev, devOptional }]) => !dev && !devOptional).map(([path]) => path)).toEqual(
    [],
  );
});
