// npm run check: format and lint, types, import arrows, unit tests, end-to-end tests; the last line counts them.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/built.mjs';
import { oneCheck, playwrightCounts, vitestCounts } from './lib/counts.mjs';
import { root } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

const reports = join(root, 'out', 'check');
const unit = join(reports, 'unit.json');
const e2e = join(reports, 'e2e.json');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const tool = (path) => join(root, 'node_modules', path);
const node = (args, env) => runNode(args, { cwd: root, env });

const STEPS = [
  ['格式与规范 biome', async () => oneCheck(await node([tool('@biomejs/biome/bin/biome'), 'ci', '.']))],
  [
    '类型 tsc',
    async () => oneCheck(await node([tool('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'])),
  ],
  ['引用方向 arrows', async () => oneCheck(await node(['--import', 'tsx', 'build/arrows.ts']))],
  ['构建 build', async () => oneCheck((await ensureBuilt()) ? 0 : 1)],
  [
    '单元测试 vitest',
    async () =>
      vitestCounts(
        await node([
          tool('vitest/vitest.mjs'),
          'run',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${unit}`,
        ]),
        unit,
      ),
  ],
  [
    '端到端测试 playwright',
    async () =>
      playwrightCounts(
        await node([tool('@playwright/test/cli.js'), 'test'], { CANBAO_E2E_REPORT: e2e }),
        e2e,
      ),
  ],
];

const total = { passed: 0, failed: 0 };
const lines = [];
for (const [name, step] of STEPS) {
  console.log(`\n== ${name}`);
  const { passed, failed } = await step();
  total.passed += passed;
  total.failed += failed;
  lines.push(`${failed === 0 ? '通过' : '失败'}  ${name}: ${passed} passed, ${failed} failed`);
}
console.log(`\n${lines.join('\n')}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
