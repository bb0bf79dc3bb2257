// npm run package: installers for this system (electron-builder.yml); needs Electron's binary.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { wrongFuses } from './fuses.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { requireNode, root, say } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

requireNode();
if (!(await ensurePackages())) process.exit(1);
const { ensureElectron } = await import('./lib/window.mjs');
const { ensureBuilt } = await import('./lib/built.mjs');
if (!(await ensureElectron())) {
  console.error(
    '不能制作安装包：本机下载不到 Electron 运行程序（发布页 github.com/electron/electron）。请在能访问它的机器上运行，或设置 ELECTRON_MIRROR 指向内部镜像并重新安装依赖包。',
  );
  process.exit(1);
}
if (!(await ensureBuilt())) process.exit(1);
say('制作安装包');
const targets = process.platform === 'win32' ? ['--win'] : ['--linux'];
const made = await runNode(
  [
    join(root, 'node_modules/electron-builder/cli.js'),
    ...targets,
    '--config',
    'build/electron-builder.yml',
    '--publish',
    'never',
  ],
  {
    cwd: root,
  },
);
if (made !== 0) process.exit(made);
// What was packed is looked at, not what was asked for.
const binaries = [
  'win-unpacked/canbao-desk.exe',
  'linux-unpacked/canbao-desk',
  'linux-arm64-unpacked/canbao-desk',
]
  .map((path) => join(root, 'dist', path))
  .filter(existsSync);
const wrong = binaries.length === 0 ? ['dist: no packed program'] : binaries.flatMap(wrongFuses);
for (const sentence of wrong) console.error(sentence);
process.exit(wrong.length === 0 ? 0 : 1);
