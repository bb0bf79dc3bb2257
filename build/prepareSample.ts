import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { prepareTemplate } from '../src/platform/sample';

/**
 * Prepares `out/platform-template`: an embedded database with the sample township in it, which trial mode copies at its first
 * start. Made again only when what goes into it has changed.
 */
const ROOT = resolve(import.meta.dirname, '..');
const TEMPLATE = join(ROOT, 'out', 'platform-template');
const STAMP = join(TEMPLATE, 'made-from');
const SOURCES = [
  'test/fixtures/township',
  'src/platform/database',
  'src/platform/register',
  'src/shared/domain',
];

async function contentHash(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(ROOT, 'package-lock.json')));
  for (const folder of SOURCES) {
    const files = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
    const paths = files
      .filter((file) => file.isFile() && !file.name.includes('.test.'))
      .map((file) => join(file.parentPath, file.name))
      .sort();
    for (const path of paths) hash.update(await readFile(path));
  }
  return hash.digest('hex');
}

const wanted = await contentHash();
const standing = await readFile(STAMP, 'utf8').catch(() => null);
if (standing === wanted) {
  process.stdout.write('示例平台：已是最新\n');
} else {
  const begun = performance.now();
  const made = await prepareTemplate(TEMPLATE);
  if (!made.ok) {
    process.stderr.write(`${made.error.text}\n`);
    process.exit(1);
  }
  await writeFile(STAMP, wanted);
  process.stdout.write(
    `示例平台：已备好青禾镇底册，用时 ${((performance.now() - begun) / 1000).toFixed(1)} 秒\n`,
  );
}
