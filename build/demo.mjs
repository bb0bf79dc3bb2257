// npm run demo: set-up and build where needed, then the clerk's day through the real window, headless; with --tour every screen.
import { join } from 'node:path';
import { ensureBuilt } from './lib/built.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { requireNode, root } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

requireNode();
if (!(await ensurePackages())) process.exit(1);
const { ensureWindow } = await import('./lib/window.mjs');
if (!(await ensureWindow()) || !(await ensureBuilt())) process.exit(1);
const args = process.argv.slice(2);
const what = args.includes('--tour') ? 'test/tour/tour.ts' : 'test/demo/demo.ts';
process.exit(await runNode(['--import', 'tsx', join(root, what), ...args], { cwd: root }));
