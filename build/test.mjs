// npm test: set-up of a fresh clone, then everything that `npm run check` runs.
import { join } from 'node:path';
import { ensureSystem } from './lib/debian.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { requireNode, root, say } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

requireNode();
if (!(await ensurePackages())) process.exit(1);
const { ensureElectron } = await import('./lib/window.mjs');
await ensureElectron();
const lacking = await ensureSystem([
  'chromium',
  'fonts-noto-cjk',
  'postgresql',
  'libreoffice-calc',
  'poppler-utils',
  'python3-openpyxl',
]);
if (lacking.length > 0) say(`缺少 ${lacking.join('、')}，需要它们的测试会说明并失败`);
process.exit(await runNode([join(root, 'build/check.mjs')], { cwd: root }));
