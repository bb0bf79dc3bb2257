// npm start: does all the set-up a fresh clone needs and opens the desk. No dependencies: it runs before they are installed.
import { join } from 'node:path';
import { ensurePackages } from './lib/packages.mjs';
import { requireNode, root, say } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

requireNode();
if (!(await ensurePackages())) process.exit(1);
const { ensureWindow, startProgram } = await import('./lib/window.mjs');
const { ensureBuilt } = await import('./lib/built.mjs');

const window = await ensureWindow();
if (!window || !(await ensureBuilt())) process.exit(1);

const noDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
if (noDisplay && process.env.CANBAO_HEADLESS !== '1') {
  say('这台机器没有显示器（未设置 DISPLAY），打不开窗口，改为运行演示(npm run demo)');
  process.exit(await runNode([join(root, 'build/demo.mjs')], { cwd: root }));
}
say(window.kind === 'electron' ? '在 Electron 窗口中打开参保台' : `在浏览器窗口中打开参保台(${window.path})`);
process.exit(await startProgram(window));
