import { ARTICLES, type AskedRule, BOOK_RULES, type BookArticle } from '../../src/shared/rules/articles';
import { print } from '../../src/shared/rules/kernel/print';
import { catalogueId } from '../../src/shared/rules/session';
import { NONE_KINDS } from '../../src/shared/rules/sources/document';
import { documentOf } from '../../src/shared/rules/sources/register';
import { anchor, type Block, heading, link, list, type Page, text } from './blocks';
import type { WorkedCase } from './bookCases';
import {
  answerTo,
  articleLink,
  articlePage,
  type BookRule,
  DECISIONS,
  linked,
  parametersOf,
  paramLabel,
  paramLink,
  place,
  ruleLink,
  SEVERITIES,
  shownAt,
  since,
  valueTable,
} from './bookWords';

// The page of one article: what it says, the rules that implement it, their parameters and cases.

function ruleFacts({ ask, rule }: AskedRule): string[] {
  const general = BOOK_RULES.find((other) => other.rule.id === rule.exceptionTo);
  const exceptions = BOOK_RULES.filter((other) => other.rule.exceptionTo === rule.id);
  const { finding } = rule;
  return [
    `问题：${ask}；答：\`${rule.answer}\``,
    `适用条件：${print(rule.when)}`,
    ...(general === undefined ? [] : [`是 ${ruleLink(general.rule)} 的例外`]),
    ...(exceptions.length === 0 ? [] : [`例外：${exceptions.map((e) => ruleLink(e.rule)).join('、')}`]),
    ...(finding === undefined
      ? []
      : [
          `结论：${SEVERITIES[finding.severity]}${typeof finding.code === 'string' ? ` \`${finding.code}\`` : ''}`,
        ]),
    ...(rule.cites.length === 1
      ? []
      : [
          `另据：${rule.cites
            .slice(1)
            .map(
              (c) => `${documentOf(c.document)?.title ?? c.document} ${articleLink(c.document, c.article)}`,
            )
            .join('；')}`,
        ]),
    ...parametersOf([rule]).map((name) => `参数：${paramLink(name)}`),
  ];
}

/** What the cases of a rule show, or where they stand when another part of the rule has them. */
function caseBlocks(rule: BookRule, cases: readonly WorkedCase[]): Block[] {
  const id = catalogueId(rule.id);
  const own = cases.filter((c) => c.rules.includes(id));
  const shown = shownAt(id);
  if (own.length === 0 || shown === undefined) return [];
  if (shown !== rule) return [text(`案例：见 ${ruleLink(shown)}（${own.length} 个）`)];
  const items = own.map((c) => {
    const said = answerTo(c).reasons.find((r) => r.rule === id);
    return `${c.subject.on}，${c.name} → ${DECISIONS[c.expect.decision]}${said === undefined ? '' : `「${said.text}」`}`;
  });
  return [text(`案例（${own.length} 个）：`), list(items)];
}

const ruleBlocks = (asked: AskedRule, cases: readonly WorkedCase[]): Block[] => [
  heading(2, asked.rule.id, anchor(asked.rule.id)),
  text(asked.rule.clause),
  list(ruleFacts(asked)),
  ...caseBlocks(asked.rule, cases),
];

/** The way to the index, the document and the articles beside this one. */
function neighbours({ document, article }: BookArticle): Block {
  const all = ARTICLES.filter((a) => a.document === document);
  const at = all.findIndex((a) => a.article === article);
  const beside = [
    { words: '上一条', found: all[at - 1] },
    { words: '下一条', found: all[at + 1] },
  ].flatMap(({ words, found }) =>
    found === undefined ? [] : [`${words}：${articleLink(document.id, found.article.no)}`],
  );
  const up = [link('目录', 'README'), link('本文件各条', `${document.id}/README`)];
  return text([...up, ...beside].join(' · '));
}

export function articlePageOf(a: BookArticle, cases: readonly WorkedCase[]): Page {
  const { document, article, own, also } = a;
  const title = `${document.title} ${article.no}`;
  const read = parametersOf(own.map(({ rule }) => rule));
  return {
    name: articlePage(document.id, article.no),
    title,
    blocks: [
      heading(1, title),
      neighbours(a),
      text(article.gist),
      list([
        `适用：${place(document.region)}，${since(document.from, document.until)}`,
        `文本来源：${document.provenance}`,
      ]),
      ...(article.none === undefined
        ? []
        : [text(`没有判定规则：**${NONE_KINDS[article.none.kind]}**。${linked(article.none.why)}`)]),
      ...own.flatMap((asked) => ruleBlocks(asked, cases)),
      ...(also.length === 0
        ? []
        : [heading(2, '另有引用'), list(also.map(({ rule }) => `${ruleLink(rule)} ${rule.clause}`))]),
      ...(read.length === 0 ? [] : [heading(2, '条件用到的参数')]),
      ...read.flatMap((name) => [heading(3, `${paramLabel(name)} ${name}`, anchor(name)), valueTable(name)]),
    ],
  };
}
