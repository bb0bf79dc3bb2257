import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARTICLES } from '../src/shared/rules/articles';
import { QUESTIONS } from '../src/shared/rules/book';
import type { Case } from '../src/shared/rules/case';
import { CATALOGUE, CatalogueEntry } from '../src/shared/rules/catalogue';
import type { Condition } from '../src/shared/rules/kernel/expression';
import { print } from '../src/shared/rules/kernel/print';
import { parametersRead } from '../src/shared/rules/kernel/reads';
import { CASE_MATTER_CODES } from '../src/shared/rules/matters';
import { NONE_KINDS } from '../src/shared/rules/sources/document';
import { html, markdown, table, text } from './lib/blocks';
import { workedCases } from './lib/bookCases';
import { changesOf, mutants } from './lib/bookMutants';
import { bookUse, pathsIn, watched, without } from './lib/bookUse';
import { articlePage } from './lib/bookWords';
import { filesThere, handbookFile, handbookText, rulebookFiles, rulebookFolder } from './rulebook';
import { coverage, uncatalogued } from './rulesCoverage';

const files = rulebookFiles();

describe('the rule book in words', () => {
  it('[RU60] the pages in docs/rulebook are those made from the book as it stands', () => {
    const stale = [...files].filter(([name, content]) => {
      try {
        return readFileSync(join(rulebookFolder, name), 'utf8') !== content;
      } catch {
        return true;
      }
    });
    expect(
      stale.map(([name]) => name),
      'npm run rulebook 重新生成',
    ).toEqual([]);
    expect(filesThere().sort()).toEqual([...files.keys()].sort());
  });

  it('[RU112] docs/decide.md is the page made from the schemas, the matters, the rules and the cases as they stand', () => {
    expect(readFileSync(handbookFile, 'utf8') === handbookText(), 'npm run rulebook 重新生成').toBe(true);
  });

  it('[RU113] a member is looked at by its path, in lists without a number; copying an object whole is not looking at it', () => {
    const seen = new Set<string>();
    const subject = watched({ a: { b: [{ c: 1, d: 2 }], e: 3 }, f: 4 }, '', seen);
    expect(subject.a.b.some((item) => item.c === 1)).toBe(true);
    expect({ ...subject, f: 5 }).toMatchObject({ f: 5 });
    expect([...seen]).toEqual(['a', 'a.b', 'a.b.c']);
    expect([...pathsIn({ a: { b: [{ c: 1 }, { d: 2 }] } })]).toEqual(['a', 'a.b', 'a.b.c', 'a.b.d']);
    expect(without({ a: { b: [{ c: 1, d: 2 }, { d: 3 }] } }, ['a', 'b', 'd'])).toEqual({
      a: { b: [{ c: 1 }, {}] },
    });
  });

  it('[RU114] every worked case still has an answer without any one of its members', () => {
    const use = bookUse(workedCases());
    expect([...use.matters.keys()].sort()).toEqual([...CASE_MATTER_CODES].sort());
    expect(use.matters.get('RES_REGISTER')?.asked).toContain('facts.relations');
  });

  it('[RU61] every rule stands on the page of the article it cites first, with clause, printed condition, parameters and cases', () => {
    const cases = workedCases();
    const shown = new Set<string>();
    for (const { document, article, own } of ARTICLES) {
      const page = files.get(`${articlePage(document.id, article.no)}.md`) ?? '';
      expect(page).toContain(article.gist);
      if (article.none) expect(page).toContain(NONE_KINDS[article.none.kind]);
      for (const { rule } of own) {
        expect(page).toContain(`## ${rule.id}\n`);
        expect(page).toContain(rule.clause);
        expect(page).toContain(`适用条件：${print(rule.when)}`);
        for (const name of parametersRead(rule.when)) expect(page).toContain(` ${name}\n`);
      }
      for (const c of cases) if (page.includes(`，${c.name} → `)) shown.add(c.name);
    }
    expect(cases.filter((c) => !shown.has(c.name)).map((c) => c.name)).toEqual([]);
  });

  it('[RU118] every article has a page, and the page of its document lists it with its rules or the reason why it has none', () => {
    expect(new Set(ARTICLES.map((a) => articlePage(a.document.id, a.article.no))).size).toBe(ARTICLES.length);
    for (const { document, article, own, also } of ARTICLES) {
      const rows = (files.get(`${document.id}/README.md`) ?? '').split('\n');
      const row = rows.find((line) => line.startsWith(`| [${article.no}](`)) ?? '';
      for (const { rule } of [...own, ...also]) expect(row, article.no).toContain(`[${rule.id}](`);
      if (article.none) expect(row).toContain(`无规则（${NONE_KINDS[article.none.kind]}）`);
    }
  });

  it('[RU62] every link of the book leads to a page and a place that are there, in HTML and in Markdown', () => {
    const links = (name: string, content: string) =>
      [
        ...content.matchAll(
          name.endsWith('.md') ? /\]\(([^()#]*)(?:#([^()]*))?\)/g : /<a href="([^"#]*)(?:#([^"]*))?"/g,
        ),
      ]
        .map(([, to = '', id]) => ({ to, id }))
        .filter(({ to }) => !to.includes(' '));
    let count = 0;
    const broken = [...files].flatMap(([name, content]) =>
      links(name, content)
        .filter(({ to, id }) => {
          count += 1;
          const target = files.get(posix.join(posix.dirname(name), to));
          return target === undefined || (id !== undefined && !target.includes(` id="${id}"`));
        })
        .map(({ to, id }) => `${name}: ${to}#${id}`),
    );
    expect(broken).toEqual([]);
    expect(count).toBeGreaterThan(5000);
  });

  it('[RU119] no page is longer than a person reads: 45 kB of Markdown', () => {
    const long = [...files].filter(
      ([name, text]) => name.endsWith('.md') && Buffer.byteLength(text) > 45_000,
    );
    expect(long.map(([name]) => name)).toEqual([]);
  });

  it('[RU63] text is escaped in HTML, and a bar does not end a cell in Markdown', () => {
    const page = { name: 'x', title: '<x>', blocks: [text('a < b & "c"'), table(['h'], [['a|b']])] };
    expect(html(page)).toContain('<p>a &lt; b &amp; &quot;c&quot;</p>');
    expect(html(page)).toContain('<title>&lt;x&gt;</title>');
    expect(markdown(page)).toContain('| a\\|b |');
  });
});

describe('the catalogue', () => {
  it('[RU64] names 177 rules and 12 obligations, each once; arithmetic names a rule of the book', () => {
    expect(CATALOGUE.filter((e) => e.section < 22)).toHaveLength(177);
    expect(CATALOGUE.filter((e) => e.section === 22)).toHaveLength(12);
    expect(new Set(CATALOGUE.map((e) => e.id)).size).toBe(CATALOGUE.length);
    expect(coverage().filter((c) => c.entry.kind === 'arithmetic' && c.parts === 0)).toEqual([]);
  });

  it('[RU65] a rule that decides and is not in the book is reported as missing, a duty is not', () => {
    const entry = { section: 1, text: 'first-hand', article: '第一条', title: '试验' } as const;
    const planted: CatalogueEntry[] = [
      { ...entry, id: 'R-GEN-98', kind: 'decision' },
      { ...entry, id: 'R-GEN-99', kind: 'duty', product: '试验' },
      { ...entry, id: 'R-GEN-05', kind: 'decision' },
    ];
    expect(coverage(planted).map((c) => c.missing)).toEqual([true, false, false]);
  });

  it('[RU65] no rule of the catalogue that decides is missing from the book', () => {
    expect(
      coverage()
        .filter((c) => c.missing)
        .map((c) => c.entry.id),
    ).toEqual([]);
  });

  it('[RU65] the book has no rule outside the catalogue, and no duty is decided by a rule', () => {
    expect(uncatalogued()).toEqual([]);
    expect(
      coverage()
        .filter((c) => c.entry.kind === 'duty' && c.parts > 0)
        .map((c) => c.entry.id),
    ).toEqual([]);
  });

  it('[RU66] a duty says what the product does for it, and nothing else does', () => {
    const row = { id: 'R-GEN-99', section: 1, text: 'first-hand', article: '第一条', title: '试验' };
    expect(CatalogueEntry.safeParse({ ...row, kind: 'duty' }).success).toBe(false);
    expect(CatalogueEntry.safeParse({ ...row, kind: 'decision', product: '试验' }).success).toBe(false);
    expect(CatalogueEntry.safeParse({ ...row, kind: 'arithmetic' }).success).toBe(false);
    expect(CatalogueEntry.safeParse({ ...row, kind: 'duty', product: '试验' }).success).toBe(true);
  });
});

describe('small mistakes in the conditions', () => {
  const holder: Condition<Case> = { op: 'holds', term: { op: 'constant', text: '甲', value: true } };
  it('[RU67] a tree is changed in every part, one mistake at a time', () => {
    const limit: Condition<Case> = {
      op: 'compare',
      relation: 'atMost',
      left: { op: 'constant', text: '天数', value: 1 },
      right: { op: 'constant', text: '期限', value: 2 },
    };
    expect(changesOf({ op: 'all', parts: [holder, limit] }).map((c) => c.what)).toEqual([
      'all turned',
      'all without part 1',
      'all without part 2',
      'not 甲',
      '天数 less 期限',
      '天数 not atMost 期限',
    ]);
    expect(changesOf({ op: 'not', part: holder }).map((c) => c.what)).toEqual(['not dropped', 'not 甲']);
    expect(changesOf({ op: 'always' }).map((c) => c.what)).toEqual(['never']);
  });

  it('[RU68] trying mistakes leaves the book as it was', () => {
    const before = QUESTIONS.flatMap((q) => q.rules.map((r) => print(r.when)));
    expect(mutants((id) => id.startsWith('R-TN-09')).length).toBeGreaterThan(3);
    expect(QUESTIONS.flatMap((q) => q.rules.map((r) => print(r.when)))).toEqual(before);
  });

  it('[RU69] the worked cases notice at least 95 of 100 mistakes in the conditions of the book', () => {
    const tried = mutants();
    expect(tried.length).toBeGreaterThan(1500);
    expect(tried.filter((m) => m.killed).length / tried.length).toBeGreaterThanOrEqual(0.95);
  });
});
