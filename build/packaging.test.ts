import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { FUSES, wrongFuses } from './fuses.mjs';

const root = join(import.meta.dirname, '..');
const config = parse(readFileSync(join(root, 'build/electron-builder.yml'), 'utf8')) as Record<
  string,
  unknown
>;
const { flipFuses, FuseVersion, FuseV1Options } = createRequire(import.meta.url)('@electron/fuses') as {
  flipFuses(path: string, config: Record<string, unknown>): Promise<number>;
  FuseVersion: { V1: string };
  FuseV1Options: Record<string, number>;
};

/** A file with a fuse wire as Electron's binary has it, each fuse as shipped. */
function binary(fuses: number): string {
  const path = join(mkdtempSync(join(tmpdir(), 'canbao-fuses-')), 'canbao-desk.exe');
  const wire = Buffer.from('1'.repeat(fuses), 'latin1');
  const head = Buffer.from('MZ dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1');
  writeFileSync(path, Buffer.concat([head, Buffer.from([1, fuses]), wire, Buffer.from('rest')]));
  return path;
}

/** The builder's names as @electron/fuses numbers them. */
const asked = (): Record<string, unknown> => {
  const said = config.electronFuses as Record<string, boolean>;
  const number = (name: string) => {
    const wanted = name.toLowerCase().replace(/^enable/, '');
    const found = Object.keys(FuseV1Options).find(
      (one) => one.toLowerCase().replace(/^enable/, '') === wanted,
    );
    if (found === undefined) throw new Error(`no fuse ${name}`);
    return FuseV1Options[found];
  };
  return Object.fromEntries(Object.entries(said).map(([name, on]) => [number(name) as number, on]));
};

test('[SE14] the packaging says every fuse that the builder knows, each as the table says', () => {
  const said = Object.entries(config.electronFuses as Record<string, boolean>);
  expect(said).toEqual(FUSES.filter(([name]) => name !== null));
  const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
  expect(said).toHaveLength(known.length);
});

test('[SE14] a binary with these fuses flipped is found right, by the fuse library itself and read back', async () => {
  const path = binary(9);
  expect(wrongFuses(path).length).toBeGreaterThan(0);
  await flipFuses(path, { version: FuseVersion.V1, ...asked() });
  expect(wrongFuses(path)).toEqual([]);
});

test('[SE14] one fuse flipped back, one that the table does not know and a binary without a wire are each said', async () => {
  const path = binary(8);
  await flipFuses(path, { version: FuseVersion.V1, ...asked(), [FuseV1Options.RunAsNode as number]: true });
  expect(wrongFuses(path).join()).toMatch(/fuse 0 \(runAsNode\) is '1'/);
  const newer = binary(10);
  await flipFuses(newer, { version: FuseVersion.V1, ...asked() });
  expect(wrongFuses(newer).join()).toContain('fuse 9 is not in the table');
  const none = join(mkdtempSync(join(tmpdir(), 'canbao-fuses-')), 'a.exe');
  writeFileSync(none, 'MZ');
  expect(wrongFuses(none)).toEqual([`${none}: no fuse wire`]);
});

test('[SE15] the program is packed into one archive, installed for the machine, publishes and updates over no network, and pins Electron exactly', () => {
  expect(config).toMatchObject({ asar: true, publish: null, nsis: { perMachine: true, oneClick: false } });
  const files = config.files as string[];
  expect(files.every((one) => one.startsWith('out/') || one === 'package.json')).toBe(true);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  expect(manifest.dependencies).not.toHaveProperty('electron-updater');
});
