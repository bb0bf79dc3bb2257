// npm run electronegativity: the static scan that Electron's security checklist names, over what is written and what is built. Fails on a
// finding that docs/security/electronegativity.md does not answer. The scanner brings some four hundred old packages, so it is fetched for the
// run (without their scripts) and is no dependency (docs/adr/0036-hardening.md).
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/root.mjs';
import { unanswered } from './lib/scanFindings.mjs';

const SCANNER = '@doyensec/electronegativity@1.10.3';
/** The scanner wants `package.json` beside the code, and would otherwise read its way through node_modules. */
const PARTS = [
  ['what is written', ['src/main', 'src/renderer', 'src/shared']],
  ['what is built', ['out/main', 'out/preload', 'out/renderer']],
];

const answers = readFileSync(join(root, 'docs/security/electronegativity.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'canbao-scan-'));
let open = 0;
for (const [what, paths] of PARTS) {
  const input = join(folder, paths[0].replaceAll('/', '-'));
  for (const path of paths)
    cpSync(join(root, path), join(input, path), {
      recursive: true,
      filter: (from) => !/\.(test|spec)\.tsx?$/.test(from),
    });
  cpSync(join(root, 'package.json'), join(input, 'package.json'));
  const output = `${input}.csv`;
  const { status } = spawnSync('npx', ['--yes', SCANNER, '-i', input, '-o', output, '-r'], {
    cwd: folder,
    env: { ...process.env, npm_config_ignore_scripts: 'true' },
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  let csv;
  try {
    csv = readFileSync(output, 'utf8');
  } catch {
    console.error(`${what}: the scan left no report (code ${status})`);
    process.exit(1);
  }
  const { found, sentences } = unanswered(csv, answers);
  for (const sentence of sentences) console.error(`${what}: ${sentence}`);
  console.log(`${what}: ${found} findings, ${sentences.length} without an answer`);
  open += sentences.length;
}
rmSync(folder, { recursive: true, force: true });
process.exit(open === 0 ? 0 : 1);
