import { join } from 'node:path';
import { root } from '../../build/lib/root.mjs';
import { runNode } from '../../build/lib/run.mjs';

/**
 * `npm run test:sagas`: the simulated desk ended at every await of every saga, then the real program killed between the steps.
 * What is named behind `--` goes to the first part, for instance `npm run test:sagas -- every/moves`.
 */
const only = process.argv.slice(2);
const run = (module, ...args) => runNode([join(root, 'node_modules', module), ...args], { cwd: root });
const simulated = await run('vitest/vitest.mjs', 'run', '--config', 'test/sagas/vitest.config.ts', ...only);
const real =
  only.length > 0
    ? 0
    : await run('@playwright/test/cli.js', 'test', '--config', 'test/sagas/playwright.config.ts');
process.exit(simulated || real);
