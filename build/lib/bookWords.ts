import type { Answer, DecisionCode } from '../../src/shared/rules/answer';
import { articleAt, BOOK_RULES, catalogueIdsIn } from '../../src/shared/rules/articles';
import { theBook } from '../../src/shared/rules/book';
import type { Case } from '../../src/shared/rules/case';
import { CATALOGUE } from '../../src/shared/rules/catalogue';
import { decide } from '../../src/shared/rules/decide';
import { parametersRead } from '../../src/shared/rules/kernel/reads';
import type { Rule } from '../../src/shared/rules/kernel/rule';
import { isParamName, PARAM_KEYS } from '../../src/shared/rules/params/keys';
import { catalogueId } from '../../src/shared/rules/session';
import { anchor, type Block, link, table } from './blocks';
import type { WorkedCase } from './bookCases';

// Words, links and tables that several pages of the rule book share.

export type BookRule = Rule<Case>;

export const SEVERITIES = { refuse: '不予办理', warn: '提示', info: '说明' } as const;
export const DECISIONS: Readonly<Record<DecisionCode, string>> = {
  ALLOW: '可以办理',
  ALLOW_WARN: '可以办理，有提示',
  REFUSE: '不予办理',
  NEEDS_FACT: '先要问清情况',
  NEEDS_PARAM: '缺少本地标准',
};
export const place = (region: string): string => (region === 'CN' ? '全国' : `区划 ${region}`);
export const since = (from: string | null, until: string | null): string =>
  from === null ? '日期不详' : until === null ? `${from} 起` : `${from} 至 ${until}`;

/** Page of an article, of a matter, and of the parameters whose names begin alike. */
export const articlePage = (document: string, no: string): string => `${document}/${anchor(no)}`;
export const matterPage = (matter: string): string => `matters/${matter}`;
export const parameterGroup = (name: string): string => name.split('.')[0] ?? name;
export const parameterPage = (name: string): string => `parameters/${parameterGroup(name)}`;

export const articleLink = (document: string, no: string): string =>
  articleAt(document, no) === undefined ? no : link(no, articlePage(document, no));
export const ruleLink = (rule: BookRule): string =>
  link(rule.id, articlePage(rule.cites[0].document, rule.cites[0].article), anchor(rule.id));
export const paramLabel = (name: string): string => (isParamName(name) ? PARAM_KEYS[name].label : name);
export const paramLink = (name: string): string =>
  `${paramLabel(name)} ${link(name, parameterPage(name), anchor(name))}`;

/** The part of a catalogue rule under which its cases are listed. */
export const shownAt = (id: string): BookRule | undefined =>
  (
    BOOK_RULES.find(({ rule }) => rule.id === id) ??
    BOOK_RULES.find(({ rule }) => catalogueId(rule.id) === id)
  )?.rule;

/** A text with the numbers of the catalogue in it as links: to the rule, to what computes it, or to the duties. */
export function linked(words: string): string {
  return [...new Set(catalogueIdsIn(words))].reduce((text, id) => {
    const entry = CATALOGUE.find((e) => e.id === id);
    const rule = shownAt(entry?.within ?? id);
    const target =
      rule === undefined
        ? link(id, 'rules', 'duties')
        : link(id, articlePage(rule.cites[0].document, rule.cites[0].article), anchor(rule.id));
    return text.replaceAll(id, target);
  }, words);
}

/** Parameters that the condition of a rule and those of its exceptions read. */
export const parametersOf = (rules: readonly BookRule[]): string[] => [
  ...new Set(rules.flatMap((rule) => parametersRead(rule.when))),
];

/** Every value of a parameter by region and day, with its source and the day it was last held against it. */
export function valueTable(name: string): Block {
  const rows = theBook.table.packs.flatMap((p) => {
    const v = p.values[name];
    if (v === undefined) return [];
    const value = `\`${JSON.stringify(v.value)}\``;
    return [
      [place(p.region), since(p.validFrom, p.validTo), value, v.source, v.status, p.checkedOn ?? '', p.id],
    ];
  });
  return table(['地区', '日期', '取值', '来源', '可靠程度', '最近核对', '参数包'], rows);
}

const answers = new WeakMap<WorkedCase, Answer>();
/** The answer to a worked case, found once. */
export function answerTo(c: WorkedCase): Answer {
  const known = answers.get(c) ?? decide(c.subject, c.book);
  answers.set(c, known);
  return known;
}
