import { describe, expect, it } from 'vitest';
import { ARTICLES, articleAt, BOOK_RULES, catalogueIdsIn } from './articles';
import { CATALOGUE } from './catalogue';

const place = ({ document, article }: (typeof ARTICLES)[number]) => `${document.id} ${article.no}`;

describe('the articles of the documents', () => {
  it('[RU115] an article has rules, or a reason why it has none, and never both', () => {
    const ruled = (a: (typeof ARTICLES)[number]) => a.own.length + a.also.length > 0;
    expect(ARTICLES.filter((a) => !ruled(a) && a.article.none === undefined).map(place)).toEqual([]);
    expect(ARTICLES.filter((a) => ruled(a) && a.article.none !== undefined).map(place)).toEqual([]);
  });

  it('[RU115] a reason names only what the catalogue has as a duty or a computation', () => {
    const named = ARTICLES.flatMap((a) => catalogueIdsIn(a.article.none?.why ?? ''));
    const kinds = new Map(CATALOGUE.map((e) => [e.id, e.kind]));
    expect(named.filter((id) => !['duty', 'arithmetic'].includes(kinds.get(id) ?? ''))).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });

  it('[RU116] every rule stands on the page of exactly one article, the first it cites', () => {
    const owned = ARTICLES.flatMap((a) => a.own.map(({ rule }) => rule.id));
    expect(owned.sort()).toEqual(BOOK_RULES.map(({ rule }) => rule.id).sort());
    const late = articleAt('JL-11-2022', '第二十条第二项');
    expect(late?.own.map(({ rule }) => rule.id)).toContain('R-EMP-20-4');
    expect(articleAt('JL-11-2022', '第九十九条')).toBeUndefined();
  });

  it('[RU117] of the procedure of 2022 every article from 1 to 28 is registered, and what comes after is said to be missing', () => {
    const numbers = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    const tens = (n: number) =>
      `${n < 20 ? '' : numbers[Math.floor(n / 10) - 1]}十${n % 10 ? numbers[(n % 10) - 1] : ''}`;
    const all = Array.from({ length: 28 }, (_, i) => `第${i < 10 ? numbers[i] : tens(i + 1)}条`);
    const registered = ARTICLES.filter((a) => a.document.id === 'JL-11-2022').map((a) => a.article.no);
    expect(all.filter((no) => !registered.some((r) => r.startsWith(no)))).toEqual([]);
    expect(articleAt('JL-11-2022', '第二十九条以后')?.article.none?.kind).toBe('notObtained');
  });
});
