import { ARTICLES, type BookArticle } from '#shared/rules/articles';
import { CASE_MATTER_CODES, CASE_MATTERS } from '#shared/rules/matters';
import { DOCUMENTS } from '#shared/rules/sources/register';
import { articlePath, documentPath, matterPath, rulePath } from '../../ui/book/paths';
import { normal, searchBook, wordsOf } from './bookIndex';

// The three ways into the book: by rule, by document and article, by matter.

export const WAYS = { rules: '规则', articles: '文件', matters: '事项' } as const;
export type Way = keyof typeof WAYS;

export interface ListItem {
  /** Address in the window. */
  readonly to: string;
  /** A number that stands before the text, where it has one. */
  readonly number: string | null;
  readonly text: string;
}
export interface ListGroup {
  readonly id: string;
  readonly title: string;
  /** Address of the group's own page, where it has one. */
  readonly to: string | null;
  readonly items: readonly ListItem[];
}

const articleWords = ({ document, article, own, also }: BookArticle): string =>
  normal(
    [
      document.id,
      document.title,
      article.no,
      article.gist,
      ...[...own, ...also].map(({ rule }) => rule.id),
    ].join(' '),
  );
const FINDABLE = ARTICLES.map((a) => ({ a, words: articleWords(a) }));

const holds = (words: string, query: string): boolean => wordsOf(query).every((word) => words.includes(word));

function articleGroups(query: string): ListGroup[] {
  const found = FINDABLE.filter(({ words }) => holds(words, query)).map(({ a }) => a);
  return DOCUMENTS.map((d) => ({
    id: d.id,
    title: d.title,
    to: documentPath(d.id),
    items: found
      .filter((a) => a.document === d)
      .map((a) => ({ to: articlePath(d.id, a.article.no), number: a.article.no, text: a.article.gist })),
  }));
}

function matterGroups(query: string): ListGroup[] {
  const items = CASE_MATTER_CODES.map((code) => ({
    to: matterPath(code),
    number: null,
    text: CASE_MATTERS[code].label,
    words: normal(`${code} ${CASE_MATTERS[code].label}`),
  }));
  const found = items.filter(({ words }) => holds(words, query));
  return [{ id: 'matters', title: '事项和问题', to: null, items: found }];
}

const ruleGroups = (query: string): ListGroup[] =>
  searchBook(query).map((group) => ({
    id: group.id,
    title: group.title,
    to: group.id === 'duties' ? null : documentPath(group.id),
    items: group.entries.map(({ entry }) => ({
      to: rulePath(entry.id),
      number: entry.id,
      text: entry.title,
    })),
  }));

/** What the list shows for a query; empty groups are left out. */
export function listOf(way: Way, query: string): ListGroup[] {
  const groups = { rules: ruleGroups, articles: articleGroups, matters: matterGroups }[way](query);
  return groups.filter((group) => group.items.length > 0);
}
