// npm run demo: set-up and build where needed, then the clerk's day through the real window, headless.
import { join } from 'node:path';
import { ensureBuilt } from './lib/built.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { requireNode, root } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

requireNode();
if (!(await ensurePackages())) process.exit(1);
const { ensureWindow } = await import('./lib/window.mjs');
if (!(await ensureWindow()) || !(await ensureBuilt())) process.exit(1);
process.exit(await runNode(['--import', 'tsx', join(root, 'test/demo/demo.ts')], { cwd: root }));
