import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './root.mjs';
import { run, runNode } from './run.mjs';

const stampFile = (folder) => join(folder, 'node_modules', '.canbao-stamp');

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

const wanted = (folder) =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');

/** True when npm's own record of node_modules holds every package of the lock that is not optional, in the locked version. */
function installedAsLocked(folder) {
  const lock = readJson(join(folder, 'package-lock.json'));
  const record = readJson(join(folder, 'node_modules', '.package-lock.json'));
  if (!lock || !record) return false;
  return Object.entries(lock.packages).every(
    ([path, locked]) => path === '' || locked.optional || record.packages[path]?.version === locked.version,
  );
}

/** True when node_modules holds what package-lock.json says. */
export function packagesAreFresh(folder = root) {
  const stamp = stampFile(folder);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted(folder)) return true;
  if (!installedAsLocked(folder)) return false;
  writeFileSync(stamp, wanted(folder));
  return true;
}

/** Installs the locked packages when they are missing or stale; false when npm could not. */
export async function ensurePackages() {
  if (packagesAreFresh()) return true;
  say('安装锁定版本的依赖包(npm ci)');
  const options = { cwd: root };
  const npm = process.env.npm_execpath;
  const words = ['ci', '--no-audit', '--no-fund'];
  const code = npm?.endsWith('.js')
    ? await runNode([npm, ...words], options)
    : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', words, {
        ...options,
        shell: process.platform === 'win32',
      });
  if (code !== 0) {
    console.error('依赖包没有装好：请检查能否访问 npm 仓库，然后重新运行同一条命令。');
    return false;
  }
  writeFileSync(stampFile(root), wanted(root));
  return true;
}
