import { appendFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_TRIES, NO_UPDATE, type Pointer, switched } from '#shared/update/pointer';
import { nodeFiles } from '../journal/fileLayer';
import { firstStep, handOver, versionsFolder } from './handOver';
import { readPointer, writePointer } from './pointerFile';
import { folderForTest, KEY, layFiles, makeUpdate, SMALL } from './testUpdates';
import { readUpdateFile } from './updateFile';
import { Versions } from './versions';

/** A real program for plain Node: notes that it was started, and does what its version does. */
const programThat = (does: string): string =>
  [
    `#!${process.execPath}`,
    "import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';",
    "import { join } from 'node:path';",
    "const program = join(import.meta.dirname, '../..');",
    "appendFileSync(join(program, 'started.txt'), process.argv.slice(2).join(' ') + '\\n');",
    does,
    '',
  ].join('\n');
const OPENS = [
  "const pointer = JSON.parse(readFileSync(join(program, 'pointer.json'), 'utf8'));",
  "writeFileSync(join(program, 'pointer.json'), JSON.stringify({ ...pointer, healthy: true, tries: 0 }));",
].join('\n');
const FAILS = "throw new Error('the first start fails');";

let program = '';
let remove: () => Promise<void>;
let versions: Versions;
beforeEach(async () => {
  ({ folder: program, remove } = await folderForTest());
  versions = new Versions(versionsFolder(program), [KEY], nodeFiles);
});
afterEach(() => remove());

async function lay(version: string, does: string): Promise<void> {
  const path = await makeUpdate(program, {
    facts: { version },
    files: { ...SMALL, 'desk.mjs': programThat(does) },
  });
  const read = await readUpdateFile(path, [KEY]);
  if (!read.ok) throw new Error(read.error.text);
  const laid = await versions.lay(read.value);
  if (!laid.ok) throw new Error(laid.error.text);
}
const point = (pointer: Pointer): Promise<void> => writePointer(program, nodeFiles, pointer);
const started = (): Promise<string> => readFile(join(program, 'started.txt'), 'utf8').catch(() => '');

/** What a start by hand of the installed program comes to. */
async function start(
  mine = '0.1.0',
  { alone = true, practice = false } = {},
): Promise<'run' | 'leave' | 'again'> {
  const step = firstStep(program, mine, { launched: false, practice });
  if (step.do === 'run') return 'run';
  return handOver(step, {
    program,
    versions,
    files: nodeFiles,
    now: () => new Date('2026-11-30T02:00:00.000Z'),
    args: ['--asked'],
    alone: () => alone,
  });
}

describe('which version runs', () => {
  test('[UP12] without an update, and with a pointer that cannot be read, the installed program runs', async () => {
    expect(await start()).toBe('run');
    await layFiles(program, { 'pointer.json': '{', 'pointer-copy.json': '[]' });
    expect(await start()).toBe('run');
    expect(readPointer(program)).toEqual(NO_UPDATE);
  });

  test('[UP12] the pointer lies there twice, and is the old one or the new one after a cut anywhere', async () => {
    await point(switched('0.2.0', null));
    await writeFile(join(program, 'pointer.json'), '{"format":1,"curr');
    expect(readPointer(program)).toEqual(switched('0.2.0', null));
    await point(switched('0.3.0', '0.2.0'));
    expect(readPointer(program)).toEqual(switched('0.3.0', '0.2.0'));
    await rm(join(program, 'pointer.json'));
    expect(readPointer(program)).toEqual(switched('0.3.0', '0.2.0'));
  });

  test('[UP15] a new version is started with this start’s words, counted, and left alone once it has opened the desk', async () => {
    await lay('0.2.0', OPENS);
    await point(switched('0.2.0', null));
    expect(await start()).toBe('leave');
    expect(await started()).toBe('--asked --launched\n');
    expect(readPointer(program)).toMatchObject({ current: '0.2.0', healthy: true, tries: 0 });
    expect(await start()).toBe('leave');
    await expect.poll(started).toBe('--asked --launched\n--asked --launched\n');
    // The version itself runs, whatever the pointer says.
    expect(firstStep(program, '0.2.0', { launched: true, practice: false })).toEqual({ do: 'run' });
  });

  test('[UP14] a version that fails is tried three times, then the program before it runs again and the reason is kept', async () => {
    await lay('0.2.0', FAILS);
    await point(switched('0.2.0', null));
    for (let i = 0; i < MOST_TRIES; i++) expect(await start()).toBe('again');
    expect(readPointer(program)).toMatchObject({ current: '0.2.0', healthy: false, tries: MOST_TRIES });
    expect(await start()).toBe('again');
    expect(readPointer(program)).toEqual({
      ...NO_UPDATE,
      returned: { version: '0.2.0', to: null, why: 'did-not-open', at: '2026-11-30T02:00:00.000Z' },
    });
    expect((await started()).split('\n').filter(Boolean)).toHaveLength(MOST_TRIES);
    expect(await start()).toBe('run');
  });

  test('[UP14] after an earlier update it is that one which runs again, not the program that was once installed', async () => {
    await lay('0.2.0', OPENS);
    await lay('0.3.0', FAILS);
    await point(switched('0.3.0', '0.2.0'));
    while ((await start()) === 'again' && readPointer(program).current === '0.3.0');
    expect(readPointer(program)).toMatchObject({
      current: '0.2.0',
      healthy: true,
      returned: { version: '0.3.0', to: '0.2.0' },
    });
    await rm(join(program, 'started.txt'));
    expect(await start()).toBe('leave');
    await expect.poll(started).toContain('--launched');
  });

  test('[UP14] a power cut during the first start counts as a try', async () => {
    await lay('0.2.0', OPENS);
    // The counts were written, and nothing after them.
    await point({ ...switched('0.2.0', null), tries: MOST_TRIES });
    expect(await start()).toBe('again');
    expect(readPointer(program).current).toBeNull();
    expect(await started()).toBe('');
  });

  test('[UP16] a clerk who closes the new version before it opened the desk is not asked again at once, and the try is counted', async () => {
    await lay('0.2.0', '');
    await point(switched('0.2.0', null));
    expect(await start()).toBe('leave');
    expect(readPointer(program)).toMatchObject({ current: '0.2.0', healthy: false, tries: 1 });
  });

  test('[UP17] a second start while the first one watches does nothing and costs no try', async () => {
    await lay('0.2.0', FAILS);
    await point(switched('0.2.0', null));
    expect(await start('0.1.0', { alone: false })).toBe('leave');
    expect(readPointer(program)).toMatchObject({ tries: 0 });
    expect(await started()).toBe('');
  });

  test('[UP13] a version of which a file was changed, removed or added is not started; the one before it is', async () => {
    for (const harm of [
      () => appendFileSync(join(versions.pathOf('0.2.0'), 'parts/words.txt'), '!'),
      () => rm(join(versions.pathOf('0.2.0'), 'parts/empty.txt')),
      () => layFiles(versions.pathOf('0.2.0'), { 'planted.dll': 'x' }),
      () => writeFile(`${versions.pathOf('0.2.0')}.json`, '{}'),
      () => rm(versions.pathOf('0.2.0'), { recursive: true }),
    ]) {
      await lay('0.2.0', OPENS);
      await point({ ...switched('0.2.0', null), healthy: true });
      await harm();
      expect(await start()).toBe('again');
      expect(await started()).toBe('');
      expect(readPointer(program)).toMatchObject({
        current: null,
        returned: { version: '0.2.0', why: 'altered' },
      });
    }
  });

  test('[UP13] the head of one version does not bear out another’s folder', async () => {
    await lay('0.2.0', OPENS);
    await lay('0.3.0', OPENS);
    await writeFile(`${versions.pathOf('0.3.0')}.json`, await readFile(`${versions.pathOf('0.2.0')}.json`));
    expect(await versions.check('0.3.0')).toBeNull();
    expect(await new Versions(versionsFolder(program), [], nodeFiles).check('0.2.0')).toBeNull();
  });

  test('[UP13] a version that the system does not start at all is given up as well', async () => {
    const path = await makeUpdate(program, { files: { ...SMALL, 'desk.mjs': '#!/no/such/program\n' } });
    const read = await readUpdateFile(path, [KEY]);
    if (!read.ok) throw new Error(read.error.text);
    await versions.lay(read.value);
    await point({ ...switched('0.2.0', null), healthy: true });
    expect(await start()).toBe('again');
    expect(readPointer(program)).toMatchObject({ current: null, returned: { version: '0.2.0' } });
  });

  test('[UP18] practice (练习) neither proves a new version nor costs it a try', async () => {
    await lay('0.2.0', FAILS);
    await point(switched('0.2.0', null));
    expect(await start('0.1.0', { practice: true })).toBe('run');
    expect(readPointer(program)).toMatchObject({ tries: 0, healthy: false });
  });

  test('[UP19] a program that was installed over what the pointer knows runs itself', async () => {
    await lay('0.2.0', OPENS);
    await point({ ...switched('0.2.0', null), healthy: true });
    expect(await start('0.2.0')).toBe('run');
    expect(await start('0.10.0')).toBe('run');
    expect(await started()).toBe('');
  });
});
