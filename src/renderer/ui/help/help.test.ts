import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TABLES } from '#shared/codes/tables/index';
import { TABLE_SOURCES } from '#shared/codes/tables/sources';
import { deadlineRulesOf } from '#shared/deadlines/index';
import { MATTER_CODES, MATTERS } from '#shared/domain/matter';
import type { FormField } from '#shared/matters/form';
import { formOf } from '#shared/matters/index';
import { INQUIRIES } from '#shared/matters/inquiries/index';
import { SAGA_KIND_CODES, sagaKind } from '#shared/matters/sagas/index';
import { articleAt } from '#shared/rules/articles';
import { CASE_MATTERS } from '#shared/rules/matters';
import { loadCases } from '../book/workedCases';
import { fieldHelp, saysSomething } from './fieldHelp';
import { helpFor, searchHelp } from './findHelp';
import type { HelpPage } from './helpPage';
import { caseMatterOf, MATTER_ABOUT } from './matterAbout';
import { matterBook } from './matterBook';
import { EVERYWHERE, HELP_PAGES } from './pages/index';

const RENDERER = join(import.meta.dirname, '../..');

/** Source of the window, by path below `src/renderer`; tests and the help itself left out. */
function sources(under = RENDERER): [path: string, text: string][] {
  return readdirSync(under).flatMap((name) => {
    const path = join(under, name);
    if (statSync(path).isDirectory()) return path.endsWith('ui/help') ? [] : sources(path);
    return /\.tsx?$/.test(name) && !/\.test\./.test(name)
      ? [[relative(RENDERER, path), readFileSync(path, 'utf8')] as [string, string]]
      : [];
  });
}
const SOURCES = sources();
const textsOf = ({ purpose, next, troubles, keys }: HelpPage): string[] => [
  purpose,
  ...next,
  ...troubles.flatMap(({ what, remedy }) => [what, remedy]),
  ...keys.map(({ does }) => does),
];

describe('pages', () => {
  const app = readFileSync(join(RENDERER, 'App.tsx'), 'utf8');
  const routes = [...app.matchAll(/<Route\s+path="([^"]+)"/g)].map(([, route]) => route ?? '');

  test('[HE1] every route of the window has the help of one page, and no help is for a route that is not there', () => {
    expect(routes.length).toBeGreaterThan(15);
    const told = HELP_PAGES.flatMap((page) => page.routes);
    expect(new Set(told).size).toBe(told.length);
    expect([...told].sort()).toEqual(routes.filter((route) => route !== '*').sort());
  });

  test('[HE1] a path finds its own page, and a window without a page the help of its phase', () => {
    expect(helpFor('/', null).id).toBe('today');
    expect(helpFor('/counter/01ABC', null).id).toBe('matter');
    expect(helpFor('/inbox/review', null).id).toBe('review');
    expect(helpFor('/policy/article/JL-11-2022/x', null).id).toBe('policy');
    for (const phase of [
      'locked',
      'new',
      'starting',
      'loading',
      'failed',
      'absent',
      'signIn',
      'shredded',
    ] as const)
      expect(helpFor('/', phase).phases).toContain(phase);
  });

  test('[HE1] each page says what it is for, what to do next and what may go wrong', () => {
    for (const page of HELP_PAGES) {
      expect(page.next.length, page.id).toBeGreaterThan(0);
      expect(page.troubles.length, page.id).toBeGreaterThan(0);
      for (const text of textsOf(page)) expect(text.trim(), page.id).not.toBe('');
    }
  });
});

/** Keys as they are shown or listened for in a source: `F9`, `Ctrl+S`. */
function keysIn(text: string): string[] {
  const shown = [...text.matchAll(/<kbd>([^<{]+)<\/kbd>/g), ...text.matchAll(/aria-keyshortcuts="([^"]+)"/g)];
  const heard = [...text.matchAll(/useHotkey\(\{ key: '([^']+)'(, ctrl: true)?/g)].map(
    ([, key, ctrl]) => `${ctrl ? 'Ctrl+' : ''}${key}`,
  );
  return [...shown.map(([, key]) => key ?? ''), ...heard].map((key) =>
    key
      .trim()
      .replace(/^(Control|Ctrl)[+ ]/, 'Ctrl+')
      .replace(/^Escape$/, 'Esc')
      .replace(
        /^(ctrl\+)?([a-z])(\w*)$/i,
        (_all, ctrl: string, first: string, rest: string) => `${ctrl ?? ''}${first.toUpperCase()}${rest}`,
      ),
  );
}

describe('keys', () => {
  test('[HE2] every key that a page shows or listens for is in its help', () => {
    const missing = SOURCES.flatMap(([path, text]) => {
      const folder = HELP_PAGES.map((page) => page.folder)
        .filter((one) => one !== null && path.startsWith(`pages/${one}/`))
        .sort((a, b) => (b ?? '').length - (a ?? '').length)[0];
      const told = [
        ...EVERYWHERE,
        ...HELP_PAGES.filter((page) => folder !== undefined && page.folder === folder).flatMap(
          ({ keys }) => keys,
        ),
      ].map(({ key }) => key);
      return keysIn(text)
        .filter((key) => !told.includes(key))
        .map((key) => `${path}: ${key}`);
    });
    expect(missing).toEqual([]);
  });

  test('[HE2] the keys of the window are found in its source at all', () => {
    const all = new Set(SOURCES.flatMap(([, text]) => keysIn(text)));
    for (const key of ['F1', 'F2', 'F4', 'F6', 'F8', 'F9', 'Ctrl+S', 'Ctrl+K', 'Ctrl+L', 'Ctrl+Enter'])
      expect([...all]).toContain(key);
  });

  test('[HE2] no help names a function key or a Ctrl key that nothing in the window shows or hears', () => {
    const all = new Set(SOURCES.flatMap(([, text]) => keysIn(text)));
    const told = [...EVERYWHERE, ...HELP_PAGES.flatMap(({ keys }) => keys)].map(({ key }) => key);
    expect(told.filter((key) => /^(F\d|Ctrl)/.test(key) && !all.has(key))).toEqual([]);
  });

  test('[HE2] each folder of pages belongs to a page of help', () => {
    const folders = readdirSync(join(RENDERER, 'pages'));
    expect(
      folders.filter((name) => !HELP_PAGES.some(({ folder }) => folder?.split('/')[0] === name)),
    ).toEqual([]);
  });
});

describe('matters', () => {
  test('[HE3] each matter rests on articles of the rule book that exist, found from the rules its cases ask', async () => {
    const cases = await loadCases();
    for (const code of MATTER_CODES) {
      expect(MATTER_ABOUT[code].length, code).toBeGreaterThan(8);
      expect(Object.hasOwn(CASE_MATTERS, caseMatterOf(code)), code).toBe(true);
      const { articles } = matterBook(code, cases);
      expect(articles.length, code).toBeGreaterThan(0);
      for (const { at, rules } of articles) {
        expect(articleAt(at.document.id, at.article.no), `${code} ${at.article.no}`).toBe(at);
        expect(rules.length).toBeGreaterThan(0);
      }
    }
  });

  test('[HE3] what the rules take in and the deadlines they set are told from the book', async () => {
    const cases = await loadCases();
    expect(matterBook('RES_REGISTER', cases).materials.length).toBeGreaterThan(0);
    expect(deadlineRulesOf('NEWBORN_REGISTER').map(({ rule }) => rule.id)).toEqual(['R-NB-01']);
    expect(deadlineRulesOf('EMP_REGISTER').map(({ rule }) => rule.id)).toEqual(['R-EMP-19-1']);
    expect(deadlineRulesOf('RES_PAUSE')).toEqual([]);
  });

  test('[HE4] help has no second copy of the law: it names no article and no document of its own', () => {
    const own = [...HELP_PAGES.flatMap(textsOf), ...Object.values(MATTER_ABOUT)];
    for (const text of own)
      expect(text).not.toMatch(/第[〇零一二三四五六七八九十百]+[条款项]|〔\d{4}〕|R-[A-Z]+-\d/);
  });
});

describe('fields', () => {
  const all: [where: string, field: FormField][] = [
    ...MATTER_CODES.flatMap((code) => formOf(code).fields.map((f): [string, FormField] => [code, f])),
    ...INQUIRIES.flatMap(({ code, fields }) => fields.map((f): [string, FormField] => [code, f])),
    ...SAGA_KIND_CODES.flatMap((code) => sagaKind(code).common.map((f): [string, FormField] => [code, f])),
  ];
  test('[HE5] every field of every form says more than how it is typed, and a coded one where its codes come from', () => {
    expect(all.length).toBeGreaterThan(150);
    const silent = all.filter(([, field]) => !saysSomething(fieldHelp(field), field));
    expect(silent.map(([where, { name }]) => `${where}.${name}`)).toEqual([]);
    for (const [, field] of all)
      if (field.table) expect(fieldHelp(field).standard).toBe(TABLE_SOURCES[field.table]);
    expect(Object.keys(TABLE_SOURCES).sort()).toEqual(Object.keys(TABLES).sort());
  });
});

describe('words', () => {
  test('[HE6] what help calls by its name in the window is called so there', () => {
    const window = [...SOURCES.map(([, text]) => text), ...shared()].join('\n');
    const named = HELP_PAGES.flatMap((page) =>
      textsOf(page).flatMap((text) =>
        [...text.matchAll(/“([^”]+)”/g)].map(([, name]) => [page.id, name ?? ''] as const),
      ),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(([, name]) => !window.includes(name)).map((one) => one.join(': '))).toEqual([]);
  });

  test('[HE7] help is searched by its text: pages, matters, fields and keys; nothing found is an empty list', () => {
    expect(searchHelp('离线包').some((one) => one.kind === 'page' && one.page.id === 'sync')).toBe(true);
    expect(searchHelp('新生').some((one) => one.kind === 'matter' && one.code === 'NEWBORN_REGISTER')).toBe(
      true,
    );
    expect(searchHelp('4761').some((one) => one.kind === 'field' && one.field.name === 'relation')).toBe(
      true,
    );
    expect(searchHelp('f9 复核').some((one) => one.kind === 'page' && one.page.id === 'review')).toBe(true);
    expect(searchHelp('Ｆ９').length).toBeGreaterThan(0);
    for (const query of ['', '   ', '没有这样的词语', '<img src=x>', '('.repeat(5_000)])
      expect(searchHelp(query)).toEqual([]);
    expect(searchHelp('的', 5)).toHaveLength(5);
  });
});

/** Labels of matters and forms live in the shared core. */
const shared = (): string[] => [
  ...Object.values(MATTERS),
  ...MATTER_CODES.flatMap((code) =>
    formOf(code).fields.flatMap((f) => [f.label, ...(f.options ?? []).map((o) => o.label)]),
  ),
  ...Object.values(TABLES).flatMap((rows) => rows.map(([, label]) => label)),
];
