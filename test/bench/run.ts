/**
 * `npm run bench [-- NAME … --json --guard --record]`: measures all benches or the named ones, a table each, and says which marks were
 * missed. `--json`: the rows as JSON instead. `--guard`: fails where a ratio is worse than the committed one of `figures.json` by more
 * than the margin. `--record`: writes the ratios into `figures.json`, to be committed with what changed them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BENCHES } from './benches';
import { Figures, MARGIN, recorded, worsened } from './guard';
import { load, machine } from './machine';
import { type Measured, measured } from './row';
import { misses, tableOf } from './table';

const FIGURES = join(import.meta.dirname, 'figures.json');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    guard: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});

const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  const known = Object.entries(BENCHES).map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`);
  console.error(
    [
      `no bench is named ${unknown.join(', ')}; npm run bench [-- NAME … --json --guard --record]`,
      ...known,
    ].join('\n'),
  );
  process.exit(2);
}

const before = Figures.parse(JSON.parse(readFileSync(FIGURES, 'utf8')));
const say = (text: string): void => (values.json ? console.error : console.log)(text);
const on = machine();
say(`${on}; median (least–most); less is better; load ${load()}`);
const taken: Record<string, Measured[]> = {};
let figures = before;
for (const name of names) {
  const bench = BENCHES[name];
  if (!bench) continue;
  say(`\n## ${name}: ${bench.about}`);
  const rows = (await bench.rows()).map(measured);
  taken[name] = rows;
  figures = recorded(figures, on, name, rows);
  if (!values.json) say(tableOf(rows));
}

if (values.json) console.log(JSON.stringify({ machine: on, benches: taken }));
const all = Object.entries(taken);
for (const miss of all.flatMap(([name, rows]) => misses(name, rows))) say(miss);
if (values.record) writeFileSync(FIGURES, `${JSON.stringify(figures, null, 2)}\n`);
if (values.guard) {
  const worse = all.flatMap(([name, rows]) => worsened(before, name, rows));
  for (const sentence of worse) console.error(`worse than ${MARGIN * 100} %: ${sentence}`);
  process.exitCode = worse.length > 0 ? 1 : 0;
}
