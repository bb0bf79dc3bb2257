import { expect, test } from 'vitest';
import { ARTICLES, articleAt, BOOK_RULES } from '#shared/rules/articles';
import { CASE_MATTER_CODES } from '#shared/rules/matters';
import { articlePath, rulePath } from '../../ui/book/paths';
import { loadCases, rulesAsked, saidIn } from '../../ui/book/workedCases';
import { listOf } from './bookLists';

const targets = (way: Parameters<typeof listOf>[0], query: string): string[] =>
  listOf(way, query).flatMap((group) => group.items.map((item) => item.to));

test('[WI24] every article of every document and every matter stands once in its list, and is found by its words', () => {
  expect(targets('articles', '')).toEqual(ARTICLES.map((a) => articlePath(a.document.id, a.article.no)));
  expect(targets('matters', '')).toHaveLength(CASE_MATTER_CODES.length);
  expect(targets('articles', '第十九条 用工')).toEqual([articlePath('JL-11-2022', '第十九条')]);
  expect(targets('articles', 'r-emp-20-4')).toContain(articlePath('JL-11-2022', '第二十条第二项'));
  expect(targets('matters', '退费')).toEqual(['/policy/matter/REFUND']);
  expect(targets('articles', '没有这样的字')).toEqual([]);
});

test('[WI24] an address of an article leads back to it, and a part of a rule to its number in the catalogue', () => {
  for (const { document, article } of ARTICLES) {
    const [, , , id = '', no = ''] = articlePath(document.id, article.no).split('/');
    expect(articleAt(id, decodeURIComponent(no))?.article).toBe(article);
  }
  expect(rulePath('R-WAIT-06#window')).toBe('/policy/R-WAIT-06');
});

test('[WI25] the window has the worked cases of the book, with what a rule says in them and which rules a matter asks', async () => {
  const cases = await loadCases();
  expect(cases.length).toBeGreaterThan(800);
  const asked = new Set(CASE_MATTER_CODES.flatMap((matter) => [...rulesAsked(matter, cases)]));
  expect(BOOK_RULES.filter(({ rule }) => !asked.has(rule.id)).map(({ rule }) => rule.id)).toEqual([]);
  const late = cases.find((c) => c.rules.includes('R-EMP-19-1') && c.expect.decision === 'ALLOW_WARN');
  expect(late && saidIn(late, 'R-EMP-19-1')).toContain('逾期');
  expect(late && saidIn(late, 'R-NB-01')).toBeNull();
});
