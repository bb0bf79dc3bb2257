import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { STORE_FORMATS } from '#shared/update/formats';
import { signUpdate, UPDATE_END, updateKeyOf } from '#shared/update/manifest';
import { manifestOf, writeUpdate } from '../../src/main/update/makeUpdate';
import { updatePrefix } from '../../src/main/update/updateFile';

const root = join(import.meta.dirname, '../..');
const register = pathToFileURL(join(root, 'build/chromium-host/register.mjs')).href;
const PARTS = ['main', 'preload', 'renderer'];

/** What stands for the executable of a packaged version: starts the version's own bundle on the Chromium host. */
const EXECUTABLE = `#!/bin/sh
exec '${process.execPath}' --import tsx --import '${register}' "$(dirname "$0")/out/main/index.js" "$@"
`;

/** Several real versions of the built program, and the folder that stands for the memory stick. */
export class BuiltVersions {
  readonly stick: string;

  constructor(
    private readonly home: string,
    private readonly secret: string,
  ) {
    this.stick = join(home, 'stick');
    mkdirSync(this.stick, { recursive: true });
    // The bundles find the packages that they leave outside as they do in a checkout.
    symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  }

  /** The program as an installer leaves it: gives its main script. */
  installed(version: string): string {
    return join(this.copy(version), 'out/main/index.js');
  }

  /** Lays the update to this version on the stick, alone. `harm` is done to the program before it is signed. */
  async onStick(version: string, harm: (folder: string) => void = () => undefined): Promise<string> {
    const from = this.copy(version);
    writeFileSync(join(from, 'desk'), EXECUTABLE, { mode: 0o755 });
    harm(from);
    const facts = {
      version,
      minVersion: '0.1.0',
      system: `${process.platform}-${process.arch}`,
      releasedOn: '2026-11-30',
      notes: ['新增按村、组统计', '花名册打印更快'],
      stores: STORE_FORMATS,
      start: 'desk',
    };
    const manifest = await manifestOf({ from, facts });
    this.clearStick();
    const path = join(this.stick, `canbao-desk-${version}${UPDATE_END}`);
    await writeUpdate(path, updatePrefix(signUpdate(manifest, [this.secret])), from, manifest);
    return path;
  }

  clearStick(): void {
    rmSync(this.stick, { recursive: true, force: true });
    mkdirSync(this.stick);
  }

  private copy(version: string): string {
    const folder = join(this.home, `program-${version}`);
    rmSync(folder, { recursive: true, force: true });
    for (const part of PARTS) cpSync(join(root, 'out', part), join(folder, 'out', part), { recursive: true });
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'canbao-desk', version, type: 'module' }),
    );
    // As a build lays it there that was given this key.
    writeFileSync(join(folder, 'out/main/updateKeys.json'), JSON.stringify([updateKeyOf(this.secret)]));
    return folder;
  }
}
