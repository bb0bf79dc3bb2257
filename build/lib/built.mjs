import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './root.mjs';
import { runNode } from './run.mjs';

/** What the built program is made of; tests are not. */
const SOURCES = [
  'src',
  'test/fixtures',
  'build/prepareSample.ts',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const stampFile = join(root, 'out', '.canbao-stamp');

function filesOf(path) {
  const entry = join(root, path);
  if (!existsSync(entry)) return [];
  try {
    return readdirSync(entry, { withFileTypes: true })
      .flatMap((one) => (one.isDirectory() ? filesOf(`${path}/${one.name}`) : [`${path}/${one.name}`]))
      .filter((file) => !/\.test\.tsx?$/.test(file));
  } catch {
    return [path];
  }
}

function sourcesHash() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesOf).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

export const isBuilt = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourcesHash();

/** Builds the program and the trial's sample when sources have changed since; false when the build fails. */
export async function ensureBuilt() {
  const wanted = sourcesHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return true;
  say('构建程序');
  if (
    (await runNode(
      [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
      { cwd: root },
    )) !== 0
  ) {
    console.error('构建没有成功，原因见上。');
    return false;
  }
  say('准备试用平台的样本数据');
  if ((await runNode(['--import', 'tsx', join(root, 'build/prepareSample.ts')], { cwd: root })) !== 0) {
    console.error('样本数据没有准备好，原因见上。');
    return false;
  }
  writeFileSync(stampFile, wanted);
  return true;
}
