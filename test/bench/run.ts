/**
 * `npm run bench -- rules [--json]`: how long a decision takes here, beside another rule engine; `-- bags [--json]`: how long a
 * full bag takes; `-- roster [--json]`: how long the workbook of a dispatch batch takes beside other writers, and the memory;
 * `-- vault [--json]`: what sealing costs at a sign-in and at an acceptance. Measures, and judges nothing.
 */
import { cpus } from 'node:os';
import { MAX_BAG_OPERATIONS } from '#shared/bag/content';
import { benchBags } from './bags';
import { benchRoster, growthOf, rosterTable, type Writer } from './roster';
import { benchRules, type RulesBench } from './rules';
import { benchVault, vaultTable } from './vault';

const EFFORT = { runs: 7, iterations: 20000 };

function table({ effort, measured, ratio }: RulesBench): string {
  const head = '每次微秒：中位数（最小–最大）；每次分配约多少字节';
  const rows = measured.map(
    (m) =>
      `${m.what.padEnd(32)} ${m.median.toFixed(1).padStart(8)} µs  （${m.least.toFixed(1)}–${m.most.toFixed(1)}）  ${(m.bytes / 1024).toFixed(1)} KiB`,
  );
  return [
    `Node ${process.version}，${cpus()[0]?.model.trim() ?? ''}；${effort.runs} 轮，每轮 ${effort.iterations} 次`,
    head,
    ...rows,
    `同样三条规则，json-rules-engine 用时是本规则手册的 ${ratio.toFixed(1)} 倍（它的事实和参数已事先备好，不给出条文、语句和完整过程）。`,
  ].join('\n');
}

const [which, ...options] = process.argv.slice(2);
if (which === 'rules') {
  const result = await benchRules(EFFORT);
  console.log(
    options.includes('--json') ? JSON.stringify({ node: process.version, ...result }) : table(result),
  );
} else if (which === 'bags') {
  const { operations, bytes, steps } = benchBags(MAX_BAG_OPERATIONS);
  const lines = Object.entries(steps).map(([step, ms]) => `${step.padEnd(28)} ${String(ms).padStart(6)} ms`);
  console.log(
    options.includes('--json')
      ? JSON.stringify({ node: process.version, operations, bytes, steps })
      : [`${operations} operations, ${(bytes / 1024 / 1024).toFixed(1)} MiB`, ...lines].join('\n'),
  );
} else if (which === 'roster') {
  const result = await benchRoster(5_000, 5, [5_000, 20_000, 50_000]);
  console.log(options.includes('--json') ? JSON.stringify(result) : rosterTable(result));
} else if (which === 'vault') {
  const result = await benchVault(50_000, 5, 1_000);
  console.log(options.includes('--json') ? JSON.stringify(result) : vaultTable(result));
} else if (which === 'roster-peak') {
  console.log(await growthOf(options[0] as Writer, Number(options[1])));
} else {
  console.error('用法：npm run bench -- rules|bags|roster|vault [--json]');
  process.exitCode = 2;
}
