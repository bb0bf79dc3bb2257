import { ARTICLES, BOOK_RULES, type BookArticle } from '../../src/shared/rules/articles';
import { theBook } from '../../src/shared/rules/book';
import { CATALOGUE, KIND_LABELS, TEXT_LABELS } from '../../src/shared/rules/catalogue';
import { CASE_MATTER_CODES, CASE_MATTERS, type CaseMatterCode } from '../../src/shared/rules/matters';
import { isParamName } from '../../src/shared/rules/params/keys';
import { catalogueId } from '../../src/shared/rules/session';
import { NONE_KINDS, type SourceDocument } from '../../src/shared/rules/sources/document';
import { DOCUMENTS } from '../../src/shared/rules/sources/register';
import { anchor, heading, link, list, type Page, table, text } from './blocks';
import { articlePageOf } from './bookArticle';
import { type WorkedCase, workedCases } from './bookCases';
import {
  answerTo,
  articleLink,
  linked,
  matterPage,
  parameterGroup,
  parameterPage,
  parametersOf,
  paramLabel,
  place,
  ruleLink,
  since,
  valueTable,
} from './bookWords';

const toIndex = text(link('目录', 'README'));
const ruled = (a: BookArticle): boolean => a.own.length + a.also.length > 0;

/** The articles of a document with the rules that implement each, or why none does. */
function documentPage(d: SourceDocument): Page {
  const rows = ARTICLES.filter((a) => a.document === d).map((a) => [
    articleLink(d.id, a.article.no),
    a.article.gist,
    a.article.none === undefined
      ? [...a.own, ...a.also].map(({ rule }) => ruleLink(rule)).join('、')
      : `无规则（${NONE_KINDS[a.article.none.kind]}）：${linked(a.article.none.why)}`,
  ]);
  return {
    name: `${d.id}/README`,
    title: d.title,
    blocks: [
      heading(1, d.title),
      toIndex,
      list([`适用：${place(d.region)}，${since(d.from, d.until)}`, `文本来源：${d.provenance}`]),
      table(['条款', '大意', '实施它的规则，或者没有规则的原因'], rows),
    ],
  };
}

/** The catalogue in its order: what decides and what is computed, then the duties. */
function rulesPage(cases: readonly WorkedCase[]): Page {
  const rows = CATALOGUE.filter((e) => e.kind !== 'duty').map((e) => {
    const of = e.within ?? e.id;
    const parts = BOOK_RULES.filter(({ rule }) => catalogueId(rule.id) === of);
    const count = cases.filter((c) => c.rules.includes(of)).length;
    const where = parts.length === 0 ? '—' : parts.map(({ rule }) => ruleLink(rule)).join('、');
    return [e.id, e.title, e.article, TEXT_LABELS[e.text], KIND_LABELS[e.kind], where, String(count)];
  });
  const duties = CATALOGUE.filter((e) => e.kind === 'duty').map((e) => [
    e.id,
    e.title,
    e.article,
    TEXT_LABELS[e.text],
    linked(e.product ?? ''),
  ]);
  return {
    name: 'rules',
    title: '按规则',
    blocks: [
      heading(1, '按规则'),
      toIndex,
      table(['编号', '内容', '依据', '文本', '种类', '条文', '案例'], rows),
      heading(2, '职责', 'duties'),
      text('不需要判定的规定，以及参保台为它做了什么。'),
      table(['编号', '内容', '依据', '文本', '参保台'], duties),
    ],
  };
}

/** Numbers of the rules that each matter asks, as its worked cases show. */
function askedBy(cases: readonly WorkedCase[]): Map<string, Set<string>> {
  const asked = new Map<string, Set<string>>();
  for (const c of cases) {
    const ids = asked.get(c.subject.matter) ?? new Set<string>();
    for (const t of answerTo(c).trace) ids.add(t.rule);
    asked.set(c.subject.matter, ids);
  }
  return asked;
}

function matterPages(cases: readonly WorkedCase[]): Page[] {
  const asked = askedBy(cases);
  const rulesOf = (matter: CaseMatterCode, a: BookArticle) =>
    a.own.filter(({ rule }) => asked.get(matter)?.has(rule.id));
  const pages = CASE_MATTER_CODES.map((matter): Page => {
    const { label } = CASE_MATTERS[matter];
    const rows = ARTICLES.flatMap((a) =>
      rulesOf(matter, a).map(({ rule }) => [
        `${a.document.title} ${articleLink(a.document.id, a.article.no)}`,
        ruleLink(rule),
        rule.clause,
      ]),
    );
    return {
      name: matterPage(matter),
      title: label,
      blocks: [
        heading(1, `${label} ${matter}`),
        text(`${link('目录', 'README')} · ${link('各事项', 'matters/README')}`),
        text('办理时要问的规则，按文件和条款排列。'),
        table(['条款', '规则', '大意'], rows),
      ],
    };
  });
  const rows = CASE_MATTER_CODES.map((matter) => [
    link(CASE_MATTERS[matter].label, matterPage(matter)),
    matter,
    String(asked.get(matter)?.size ?? 0),
    String(cases.filter((c) => c.subject.matter === matter).length),
  ]);
  const index: Page = {
    name: 'matters/README',
    title: '按事项',
    blocks: [heading(1, '按事项'), toIndex, table(['事项', '代码', '规则', '案例'], rows)],
  };
  return [index, ...pages];
}

const STATUS_WORDS =
  '`seed` 原文，`lookup` 公开转载，`lookup-low` 转载且可靠性低，`assumed` 默认口径，`missing` 缺，`synthetic` 虚构。';

function parameterPages(): Page[] {
  const names = [...new Set(theBook.table.packs.flatMap((p) => Object.keys(p.values)))]
    .filter(isParamName)
    .sort();
  const readers = (name: string) => BOOK_RULES.filter(({ rule }) => parametersOf([rule]).includes(name));
  const groups = [...new Set(names.map(parameterGroup))];
  const pages = groups.map((group): Page => {
    const blocks = names
      .filter((name) => parameterGroup(name) === group)
      .flatMap((name) => [
        heading(2, `${paramLabel(name)} ${name}`, anchor(name)),
        valueTable(name),
        text(
          readers(name).length > 0
            ? `用于：${readers(name)
                .map(({ rule }) => ruleLink(rule))
                .join('、')}`
            : '不在条件里，用于计算金额、日期或给出说明。',
        ),
      ]);
    const title = `参数 ${group}`;
    const up = text(`${link('目录', 'README')} · ${link('各参数', 'parameters/README')}`);
    return {
      name: `parameters/${group}`,
      title,
      blocks: [heading(1, title), up, text(STATUS_WORDS), ...blocks],
    };
  });
  const rows = names.map((name) => [link(name, parameterPage(name), anchor(name)), paramLabel(name)]);
  const index: Page = {
    name: 'parameters/README',
    title: '参数',
    blocks: [heading(1, '参数'), toIndex, text(STATUS_WORDS), table(['名称', '内容'], rows)],
  };
  return [index, ...pages];
}

function firstPage(): Page {
  const rows = DOCUMENTS.map((d) => {
    const all = ARTICLES.filter((a) => a.document === d);
    return [
      link(d.title, `${d.id}/README`),
      place(d.region),
      since(d.from, d.until),
      d.provenance,
      `${all.filter(ruled).length} / ${all.length}`,
    ];
  });
  return {
    name: 'README',
    title: '规则手册',
    blocks: [
      heading(1, '规则手册'),
      text('由规则、文件、参数和案例自动生成，用 `npm run rulebook` 重新生成；不要手改。'),
      list([link('按规则', 'rules'), link('按事项', 'matters/README'), link('参数', 'parameters/README')]),
      heading(2, '按文件'),
      text('每个文件逐条列出实施它的规则，没有规则的写明原因；末列是有规则的条数和总条数。'),
      table(['文件', '适用', '日期', '文本来源', '条款'], rows),
    ],
  };
}

/** Every page of the rule book, made from the rules, documents, packs and cases alone. */
export function bookPages(): Page[] {
  const cases = workedCases();
  return [
    firstPage(),
    rulesPage(cases),
    ...matterPages(cases),
    ...parameterPages(),
    ...DOCUMENTS.map(documentPage),
    ...ARTICLES.map((a) => articlePageOf(a, cases)),
  ];
}
