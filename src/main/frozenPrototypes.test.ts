import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { sampleBook } from '#fixtures/rosterBook';
import { makeSecretKeys, publicKeysOf } from '#shared/bag/keys';
import { EVIL_KEYS, POLLUTING_WORKBOOKS, pollutingWorkbook, withProto } from '../../test/hostile/polluting';
import { fullLoad } from '../../test/support/fullBag';
import { bagWork } from './bag/bagWork';
import { oneTask } from './oneTask';
import { BatchAnswer } from './workbooks/batchProtocol';

// The workers run for real: the Chromium host's `utilityProcess` is a Node child with a `parentPort`.
vi.mock('electron', () => import('../../build/chromium-host/utilityProcess'));

const ROOT = join(import.meta.dirname, '../..');
const WORKERS = {
  roster: 'src/main/workbooks/worker.ts',
  batch: 'src/main/workbooks/batchWorker.ts',
  migration: 'src/main/migration/worker.ts',
  bag: 'src/main/bag/worker.ts',
} as const;

beforeAll(() => {
  vi.stubEnv('NODE_OPTIONS', '--import tsx');
});
afterAll(() => {
  vi.unstubAllEnvs();
});

const Told = z.strictObject({ answer: z.unknown(), changed: z.array(z.string()), open: z.array(z.string()) });

/** What a worker of the program answers, and what became of its prototypes. */
async function ask(worker: keyof typeof WORKERS, message: unknown): Promise<z.infer<typeof Told>> {
  vi.stubEnv('CANBAO_TEST_WORKER', join(ROOT, WORKERS[worker]));
  const entry = join(ROOT, 'test/hostile/askedWorker.ts');
  const told = await oneTask(message, { entry, serviceName: worker, patience: 120_000 });
  if (!told.ok) throw new Error(told.error);
  return Told.parse(told.value);
}

/** Every key of a value, however deep; a map would hide some. */
function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Reflect.ownKeys(value).flatMap((key) => [
    ...(Array.isArray(value) ? [] : [String(key)]),
    ...keysIn((value as Record<PropertyKey, unknown>)[key]),
  ]);
}
const evilIn = (value: unknown): string[] =>
  keysIn(value).filter((key) => (EVIL_KEYS as readonly string[]).includes(key));

/** All that may have changed: the one name was taken away, and patterns would be slow were they frozen. */
const UNTOUCHED = { changed: ['-__proto__'], open: ['RegExp'] };

const CHILD = `
import { freezePrototypes } from ${JSON.stringify(join(import.meta.dirname, 'frozenPrototypes.ts'))};
const tried = (what) => { try { what(); return 'done'; } catch (error) { return error.constructor.name; } };
// As the library of CVE-2023-30533 did: the sheet's cell at an address of the file, and its comments.
const comment = (sheet, ref) => { sheet[ref] ??= {}; sheet[ref].c = []; };
const attempts = {
  'comment at __proto__': () => comment({}, '__proto__'),
  'comment at constructor': () => comment({}['constructor'], 'prototype'),
  'merge of JSON': () => { const into = {}; for (const [key, of] of Object.entries(JSON.parse('{"__proto__":{"c":1}}'))) Object.assign(into[key] ??= {}, of); },
  'a member of Array': () => { [].constructor.prototype.push = () => 0; },
  'a member of Object': () => { Object.prototype.toString = () => ''; },
  'a member taken away': () => { delete Promise.prototype.then; },
  'a member defined': () => Object.defineProperty(Map.prototype, 'get', { value: () => 0 }),
  'another parent': () => Object.setPrototypeOf(Array.prototype, { c: 1 }),
};
const play = () => Object.fromEntries(Object.entries(attempts).map(([name, attempt]) => [name, tried(attempt)]));
const polluted = () => ['c' in {}, [].push.call([], 1) === 0, Object.prototype.toString.call(0) === '', new Map([[1, 1]]).get(1) === 0];
const before = process.argv[1] === 'first' ? (freezePrototypes(), null) : [play(), polluted()];
const after = before ?? [play(), polluted()];
const shadow = before === null && (() => {
  const error = new Error('x'); error.name = 'Own'; error.message = 'own';
  const columns = {}; columns['constructor'] = 1; columns['toString'] = 2; columns['__proto__'] = 3;
  function Old() {} Old.prototype.toString = () => 'old';
  return [String(error), columns.constructor + columns.toString, Object.keys(columns).length, columns instanceof Object, String(new Old()), ({}).constructor === Object, JSON.stringify({ ...error })];
})();
console.log(JSON.stringify({ after, shadow }));
`;
const child = (when: 'first' | 'never'): { after: [Record<string, string>, boolean[]]; shadow: unknown } =>
  JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', CHILD, when], {
      cwd: ROOT,
      encoding: 'utf8',
    }),
  );

describe('prototypes', () => {
  test('[SE27] where they are frozen nothing that a file’s names reach changes them; where they are not, the same attempts do', () => {
    const [open, changed] = child('never').after;
    expect(new Set(Object.values(open))).toEqual(new Set(['done']));
    expect(changed).toContain(true);
    const [tried, polluted] = child('first').after;
    expect(polluted).toEqual([false, false, false, false]);
    // Without the name there is nothing to reach: the first and the third make members of their own object.
    expect(tried).toMatchObject({ 'comment at __proto__': 'done', 'merge of JSON': 'done' });
    const { 'comment at __proto__': _1, 'merge of JSON': _2, ...refused } = tried;
    expect(new Set(Object.values(refused))).toEqual(new Set(['TypeError']));
  });

  test('[SE27] an object still gets members of its own, whatever a prototype’s are called', () => {
    expect(child('first').shadow).toEqual(['Own: own', 3, 3, true, 'old', true, '{"name":"Own"}']);
  });
});

const desk = makeSecretKeys((length) => randomBytes(length));
const header = {
  kind: 'delivery',
  device: 'desk-of-the-test',
  number: 1,
  answers: null,
  operations: 2,
  madeAt: '2026-11-22T09:00:00.000Z',
} as const;
const bag = bagWork({ what: 'seal', header, content: fullLoad(2), own: desk, to: publicKeysOf(desk) });

describe('the workers', () => {
  test('[SE27] each of them has frozen its own before the first byte, and does its work so', async () => {
    const roster = await ask('roster', { book: sampleBook(20) });
    expect(roster).toMatchObject({ ...UNTOUCHED, answer: { ok: true } });
    const read = await ask('batch', { what: 'read', bytes: pollutingWorkbook({}) });
    expect(read).toMatchObject({ ...UNTOUCHED, answer: { what: 'sheets' } });
    const none = { households: new Uint8Array(), police: new Uint8Array(), employees: null, insured: [] };
    const place = { on: '2026-11-22', region: '220199' };
    const migrated = await ask('migration', { what: 'migrate', ...none, ...place });
    expect(migrated).toMatchObject({ ...UNTOUCHED, answer: { what: 'unreadable' } });
    const looked = await ask('bag', { what: 'look', text: bag });
    expect(looked).toMatchObject({ ...UNTOUCHED, answer: { ok: true, done: { ok: true } } });
  });

  test.each(POLLUTING_WORKBOOKS)(
    '[SE28] a workbook with %s is read without a prototype changing, and no such key comes out',
    async (_what, where) => {
      const { answer, ...untouched } = await ask('batch', { what: 'read', bytes: pollutingWorkbook(where) });
      expect(untouched).toEqual(UNTOUCHED);
      const read = BatchAnswer.parse(answer);
      if (read.what !== 'sheets') throw new Error(JSON.stringify(read));
      expect(evilIn(read)).toEqual([]);
      // Read all the same: such names are texts like any other.
      const [first] = read.sheets;
      expect(read.sheets.map(({ name }) => name)).toEqual(where.sheets ?? ['一社']);
      expect(first?.rows[0]).toEqual(['姓名', '核实结果']);
      if (where.texts) expect(first?.rows.flat()).toEqual(expect.arrayContaining([...where.texts]));
    },
  );

  test('[SE28] nor is a text table or a web page with such headings', async () => {
    const line = EVIL_KEYS.join(',');
    const cells = EVIL_KEYS.map((key) => `<td>${key}</td>`).join('');
    for (const text of [
      `${line}\n${line}\n`,
      `<html><table><tr>${cells}</tr><tr>${cells}</tr></table></html>`,
    ]) {
      const bytes = new Uint8Array(Buffer.from(text));
      const { answer, ...untouched } = await ask('batch', { what: 'read', bytes });
      expect(untouched).toEqual(UNTOUCHED);
      expect(evilIn(answer)).toEqual([]);
      expect(answer).toMatchObject({ what: 'sheets', sheets: [{ rows: [[...EVIL_KEYS], [...EVIL_KEYS]] }] });
    }
  });

  test('[SE28] old records with such names are no records, and a bag with such members is no bag', async () => {
    const evil = pollutingWorkbook({
      sheets: ['一社', ...EVIL_KEYS],
      texts: EVIL_KEYS,
      comments: ['__proto__'],
    });
    const files = { households: evil, police: evil, employees: evil, insured: [] };
    const place = { on: '2026-11-22', region: '220199' };
    const migrated = await ask('migration', { what: 'migrate', ...files, ...place });
    expect(migrated).toMatchObject({ ...UNTOUCHED, answer: { what: 'unreadable' } });
    for (const text of [withProto(bag), bag.replace('"header":{', `"header":${withProto('{')}`)]) {
      expect(JSON.parse(text)).toBeTruthy();
      const looked = await ask('bag', { what: 'look', text });
      expect(looked).toEqual({ ...UNTOUCHED, answer: { ok: true, done: { ok: false, error: 'not-a-bag' } } });
    }
  });
});
