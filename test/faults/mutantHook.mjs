import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Loaded with `--import` behind tsx: changes the source of the files that CANBAO_MUTANT names (JSON: patches, each with
 * `file`, `from`, `to`) when they are loaded. A patch that does not fit exactly once ends the program.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));

export async function initialize({ patches }) {
  const folder = mkdtempSync(join(tmpdir(), 'canbao-mutant-'));
  changed = new Map();
  for (const { file, from, to } of patches) {
    const url = pathToFileURL(join(root, file)).href;
    const text = changed.get(url)?.text ?? readFileSync(join(root, file), 'utf8');
    if (text.split(from).length !== 2) throw new Error(`a patch does not fit ${file} exactly once: ${from}`);
    changed.set(url, {
      text: text.replace(from, () => to),
      at: join(folder, `${basename(file, '.ts')}.mts`),
    });
  }
  for (const { text, at } of changed.values()) writeFileSync(at, text);
}

let changed = new Map();

export function load(url, context, nextLoad) {
  const mutant = changed.get(url.split('?')[0]);
  return nextLoad(mutant === undefined ? url : pathToFileURL(mutant.at).href, context);
}

if (process.env.CANBAO_MUTANT !== undefined)
  register(import.meta.url, { data: { patches: JSON.parse(process.env.CANBAO_MUTANT) } });
