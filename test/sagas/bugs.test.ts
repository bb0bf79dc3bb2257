import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { BUGS, type PlantedBug } from './bugs';

const root = join(import.meta.dirname, '../..');
const LONG_MS = 600_000;

/** Plays the bug's course with the bug planted, cut off at one await after another, until something is wrong; gives what was. */
async function caught({ course, from, patches }: PlantedBug, template: string): Promise<string[]> {
  const hook = join(root, 'test/faults/mutantHook.mjs');
  const args = ['--import', 'tsx', '--import', hook, join(import.meta.dirname, 'run.ts')];
  const asked = ['--course', course, '--from', String(from), '--template', template];
  const child = spawn(process.execPath, [...args, ...asked], {
    cwd: root,
    env: { ...process.env, CANBAO_MUTANT: JSON.stringify(patches) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
    });
  await new Promise<void>((resolve) => child.once('close', () => resolve()));
  if (!/^cut off \d+ times/m.test(out)) throw new Error(out.slice(-2_000));
  return [...out.matchAll(/^WRONG (.*)$/gm)].map(([, text]) => text ?? '');
}

describe('bugs planted into the product', () => {
  test('[SG32] each changes a place that is there once', () => {
    for (const { name, patches } of BUGS)
      for (const { file, from } of patches)
        expect(readFileSync(join(root, file), 'utf8').split(from), `${name} in ${file}`).toHaveLength(2);
  });

  const given = inject('sagas');
  // Each takes a minute; with every commit only that they can be planted is looked at.
  for (const bug of given === undefined ? [] : BUGS)
    test(
      `[SG32] ${bug.name}: it is found`,
      async () => {
        const wrong = await caught(bug, given?.template ?? '');
        console.log(`${bug.name}\n    ${wrong[0]}`);
        expect(wrong).not.toEqual([]);
      },
      LONG_MS,
    );
});
