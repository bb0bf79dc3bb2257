import { QUESTIONS } from './book';
import type { Case } from './case';
import type { Rule } from './kernel/rule';
import type { Article, SourceDocument } from './sources/document';
import { DOCUMENTS } from './sources/register';

// Which rules of the book implement which article of which document: found from what the rules cite.

/** A rule with the question it answers. */
export interface AskedRule {
  readonly ask: string;
  readonly rule: Rule<Case>;
}

/** Every rule of the book in its order. */
export const BOOK_RULES: readonly AskedRule[] = QUESTIONS.flatMap((q) =>
  q.rules.map((rule) => ({ ask: q.ask, rule })),
);

/** One article of a registered document with the rules that implement it. */
export interface BookArticle {
  readonly document: SourceDocument;
  readonly article: Article;
  /** Rules that cite it first: they stand on its page. */
  readonly own: readonly AskedRule[];
  /** Rules that stand on another page and cite it besides. */
  readonly also: readonly AskedRule[];
}

const cites = ({ rule }: AskedRule, document: string, no: string): boolean =>
  rule.cites.some((c) => c.document === document && c.article === no);
const citesFirst = ({ rule: { cites: all } }: AskedRule, document: string, no: string): boolean =>
  all[0].document === document && all[0].article === no;

/** Every article of every document, in their order. */
export const ARTICLES: readonly BookArticle[] = DOCUMENTS.flatMap((document) =>
  document.articles.map((article) => ({
    document,
    article,
    own: BOOK_RULES.filter((asked) => citesFirst(asked, document.id, article.no)),
    also: BOOK_RULES.filter(
      (asked) => cites(asked, document.id, article.no) && !citesFirst(asked, document.id, article.no),
    ),
  })),
);

const byPlace = new Map(ARTICLES.map((a) => [`${a.document.id} ${a.article.no}`, a]));

/** The article of a document by its number; `undefined`: it is not registered. */
export const articleAt = (document: string, no: string): BookArticle | undefined =>
  byPlace.get(`${document} ${no}`);

/** Numbers of the catalogue that stand in a text, in its order. */
export const catalogueIdsIn = (text: string): string[] => text.match(/R-[A-Z]+-\d{1,2}(?:-\d)?/g) ?? [];
