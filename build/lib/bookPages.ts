import { MATTERS } from '../../src/shared/domain/matter';
import { QUESTIONS, theBook } from '../../src/shared/rules/book';
import type { Case } from '../../src/shared/rules/case';
import { CATALOGUE, KIND_LABELS, TEXT_LABELS } from '../../src/shared/rules/catalogue';
import { decide } from '../../src/shared/rules/decide';
import { print } from '../../src/shared/rules/kernel/print';
import { parametersRead } from '../../src/shared/rules/kernel/reads';
import type { Rule } from '../../src/shared/rules/kernel/rule';
import { isParamName, PARAM_KEYS } from '../../src/shared/rules/params/keys';
import { catalogueId } from '../../src/shared/rules/session';
import type { SourceDocument } from '../../src/shared/rules/sources/document';
import { DOCUMENTS, documentOf } from '../../src/shared/rules/sources/register';
import { anchor, type Block, heading, link, list, type Page, table, text } from './blocks';
import { type WorkedCase, workedCases } from './bookCases';

type BookRule = Rule<Case>;
interface Asked {
  readonly question: string;
  readonly rule: BookRule;
}
const RULES: readonly Asked[] = QUESTIONS.flatMap((q) =>
  q.rules.map((rule) => ({ question: q.ask, rule: rule as BookRule })),
);
const SEVERITIES = { refuse: '不予办理', warn: '提示', info: '说明' } as const;
const place = (region: string): string => (region === 'CN' ? '全国' : `区划 ${region}`);
const since = (from: string | null, until: string | null): string =>
  from === null ? '日期不详' : until === null ? `${from} 起` : `${from} 至 ${until}`;
const DECISIONS = {
  ALLOW: '可以办理',
  ALLOW_WARN: '可以办理，有提示',
  REFUSE: '不予办理',
  NEEDS_FACT: '先要问清情况',
  NEEDS_PARAM: '缺少本地标准',
} as const;

const parametersOf = (rule: BookRule): string[] => parametersRead(rule.when);

const rulePage = (rule: BookRule): string => link(rule.id, rule.cites[0].document, anchor(rule.id));
const exceptionLink = (id: string): string => {
  const general = RULES.find(({ rule }) => rule.id === id);
  return general === undefined ? id : rulePage(general.rule);
};
const paramLink = (name: string): string =>
  `${isParamName(name) ? PARAM_KEYS[name].label : name} ${link(name, 'parameters', anchor(name))}`;

/** What the rule says in this case, in the words that are read out. */
function sentence(c: WorkedCase, id: string): string {
  const said = decide(c.subject, c.book).reasons.find((r) => r.rule === id);
  return said === undefined ? '' : `「${said.text}」`;
}

/** The part of a catalogue rule under which its cases are listed. */
const shownAt = (id: string): BookRule | undefined =>
  (RULES.find(({ rule }) => rule.id === id) ?? RULES.find(({ rule }) => catalogueId(rule.id) === id))?.rule;

function ruleBlocks({ question, rule }: Asked, cases: readonly WorkedCase[]): Block[] {
  const facts = [
    `问题：${question}；答：\`${rule.answer}\``,
    `适用条件：${print(rule.when)}`,
    ...(rule.exceptionTo === undefined ? [] : [`是 ${exceptionLink(rule.exceptionTo)} 的例外`]),
    ...(rule.finding === undefined
      ? []
      : [
          `结论：${SEVERITIES[rule.finding.severity]}${typeof rule.finding.code === 'string' ? ` \`${rule.finding.code}\`` : ''}`,
        ]),
    ...(rule.cites.length > 1
      ? [
          `另据：${rule.cites
            .slice(1)
            .map((c) => `${documentOf(c.document)?.title ?? c.document} ${c.article}`)
            .join('；')}`,
        ]
      : []),
    ...parametersOf(rule).map((name) => `参数：${paramLink(name)}`),
  ];
  const of =
    shownAt(catalogueId(rule.id)) === rule ? cases.filter((c) => c.rules.includes(catalogueId(rule.id))) : [];
  const worked = of.map(
    (c) => `${c.subject.on}，${c.name} → ${DECISIONS[c.expect.decision]}${sentence(c, catalogueId(rule.id))}`,
  );
  return [
    heading(3, rule.id, anchor(rule.id)),
    text(rule.clause),
    list(facts),
    ...(worked.length > 0 ? [text('案例：'), list(worked)] : []),
  ];
}

function documentPage(d: SourceDocument, cases: readonly WorkedCase[]): Page {
  const articles = d.articles.flatMap((a): Block[] => {
    const cites = (r: BookRule) => r.cites.some((c) => c.document === d.id && c.article === a.no);
    const here = RULES.filter(({ rule }) => {
      const [first] = rule.cites;
      return first.document === d.id && first.article === a.no;
    });
    const also = RULES.filter(({ rule }) => cites(rule) && !here.some((h) => h.rule === rule));
    return [
      heading(2, a.no, anchor(a.no)),
      text(a.gist),
      ...here.flatMap((asked) => ruleBlocks(asked, cases)),
      ...(also.length > 0 ? [text(`另有引用：${also.map(({ rule }) => rulePage(rule)).join('、')}`)] : []),
      ...(here.length + also.length === 0
        ? [text('没有判定规则引用这一条：它规定职责，或只作计算和理解的依据，见职责表。')]
        : []),
    ];
  });
  const about = [`适用：${place(d.region)}，${since(d.from, d.until)}`, `文本来源：${d.provenance}`];
  return {
    name: d.id,
    title: d.title,
    blocks: [heading(1, d.title), list(about), text(link('目录', 'README')), ...articles],
  };
}

function parameterPage(): Page {
  const names = [...new Set(theBook.table.packs.flatMap((p) => Object.keys(p.values)))]
    .filter(isParamName)
    .sort();
  const blocks = names.flatMap((name): Block[] => {
    const readers = RULES.filter(({ rule }) => parametersOf(rule).includes(name));
    const rows = theBook.table.packs.flatMap((p) => {
      const v = p.values[name];
      if (v === undefined) return [];
      return [
        [
          place(p.region),
          since(p.validFrom, p.validTo),
          `\`${JSON.stringify(v.value)}\``,
          v.source,
          v.status,
          p.checkedOn ?? '',
          p.id,
        ],
      ];
    });
    return [
      heading(2, `${PARAM_KEYS[name].label} ${name}`, anchor(name)),
      table(['地区', '日期', '取值', '来源', '可靠程度', '最近核对', '参数包'], rows),
      ...(readers.length > 0 ? [text(`用于：${readers.map(({ rule }) => rulePage(rule)).join('、')}`)] : []),
    ];
  });
  const intro =
    '`seed` 原文，`lookup` 公开转载，`lookup-low` 转载且可靠性低，`assumed` 默认口径，`missing` 缺，`synthetic` 虚构。';
  return {
    name: 'parameters',
    title: '参数',
    blocks: [heading(1, '参数'), text(intro), text(link('目录', 'README')), ...blocks],
  };
}

/** Which rules a matter asks, as its worked cases show. */
function matterPage(cases: readonly WorkedCase[]): Page {
  const asked = new Map<string, Set<string>>();
  for (const c of cases) {
    const ids = asked.get(c.subject.matter) ?? new Set<string>();
    for (const t of decide(c.subject, c.book).trace) ids.add(t.rule);
    asked.set(c.subject.matter, ids);
  }
  const blocks = [...asked.keys()].sort().flatMap((matter): Block[] => {
    const title = Object.hasOwn(MATTERS, matter)
      ? `${MATTERS[matter as keyof typeof MATTERS]} ${matter}`
      : matter;
    const rules = RULES.filter(({ rule }) => asked.get(matter)?.has(rule.id));
    return [heading(2, title, matter), list(rules.map(({ rule }) => `${rulePage(rule)} ${rule.clause}`))];
  });
  return {
    name: 'matters',
    title: '按事项',
    blocks: [heading(1, '按事项'), text(link('目录', 'README')), ...blocks],
  };
}

function catalogueBlocks(cases: readonly WorkedCase[]): Block[] {
  const rows = CATALOGUE.filter((e) => e.kind !== 'duty').map((e) => {
    const parts = RULES.filter(({ rule }) => catalogueId(rule.id) === (e.within ?? e.id));
    const count = cases.filter((c) => c.rules.includes(e.within ?? e.id)).length;
    const where = parts.length === 0 ? '—' : parts.map(({ rule }) => rulePage(rule)).join('、');
    return [e.id, e.title, e.article, TEXT_LABELS[e.text], KIND_LABELS[e.kind], where, String(count)];
  });
  const duties = CATALOGUE.filter((e) => e.kind === 'duty').map((e) => [
    e.id,
    e.title,
    e.article,
    TEXT_LABELS[e.text],
    e.product ?? '',
  ]);
  return [
    heading(2, '按规则'),
    table(['编号', '内容', '依据', '文本', '种类', '条文', '案例'], rows),
    heading(2, '职责', 'duties'),
    text('不需要判定的规定，以及参保台为它做了什么。'),
    table(['编号', '内容', '依据', '文本', '参保台'], duties),
  ];
}

/** Every page of the rule book, made from the rules, documents, packs and cases alone. */
export function bookPages(): Page[] {
  const cases = workedCases();
  const documents = DOCUMENTS.map((d) => documentPage(d, cases));
  const first: Page = {
    name: 'README',
    title: '规则手册',
    blocks: [
      heading(1, '规则手册'),
      text('由规则、文件、参数和案例自动生成，用 `npm run rulebook` 重新生成；不要手改。'),
      list([link('按事项', 'matters'), link('参数', 'parameters')]),
      heading(2, '按文件'),
      table(
        ['文件', '适用', '日期', '文本来源'],
        DOCUMENTS.map((d) => [link(d.title, d.id), place(d.region), since(d.from, d.until), d.provenance]),
      ),
      ...catalogueBlocks(cases),
    ],
  };
  return [first, matterPage(cases), parameterPage(), ...documents];
}
