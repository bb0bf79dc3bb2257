// npm run package: installers for this system (electron-builder.yml); needs Electron's binary.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wrongFuses } from './fuses.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { requireNode, root, say } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';
import { updateKeysIn } from './lib/updateKeys.mjs';

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
// Keys are laid into the program when it is built, and an older build would bring older ones.
const keys = JSON.parse(readFileSync(join(root, 'out/main/updateKeys.json'), 'utf8'));
let wanted;
try {
  wanted = updateKeysIn(process.env.CANBAO_UPDATE_KEYS);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
if (JSON.stringify(keys) !== JSON.stringify(wanted)) {
  console.error(
    '构建好的程序带的更新公钥与 CANBAO_UPDATE_KEYS 不一致，不能制作安装包。请删除 out 文件夹后再运行。',
  );
  process.exit(1);
}
if (keys.length === 0) say('没有给出 CANBAO_UPDATE_KEYS：装好的程序将拒绝所有 U 盘更新，只能重新安装。');
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
