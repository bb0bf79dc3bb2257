import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Answer } from '../../src/shared/rules/answer';
import { QUESTIONS, theBook } from '../../src/shared/rules/book';
import { Case } from '../../src/shared/rules/case';
import { decide } from '../../src/shared/rules/decide';
import { CASE_MATTER_CODES, CASE_MATTERS, type CaseMatterCode } from '../../src/shared/rules/matters';
import { catalogueId } from '../../src/shared/rules/session';
import type { WorkedCase } from './bookCases';
import { type MemberTable, memberTables } from './bookMembers';
import { type BookUse, bookUse, type Said } from './bookUse';

// docs/decide.md: the prose of build/handbook.md with tables and examples made from the code.

const folder = join(import.meta.dirname, '..');
const Example = z.strictObject({ about: z.string().min(1), case: Case });
type Example = z.infer<typeof Example>;

/** More matters than this are counted instead of named. */
const MATTERS_NAMED = 4;
const code = (words: string): string => `\`${words}\``;
const codes = (words: Iterable<string>): string => [...words].map(code).join(' ');
const cell = (words: string): string => words.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

/** The tables of a schema; with `use` each member says which matters read it. */
function members(tables: readonly MemberTable[], title: string, use?: BookUse): string {
  const readers = (path: string): string => {
    const found = [...(use?.matters ?? [])].filter(([, m]) => m.read.has(path)).map(([matter]) => matter);
    if (found.length > MATTERS_NAMED) return `${found.length} matters`;
    return found.length === 0 ? '' : codes(found);
  };
  return tables
    .map(({ path, list, also, members: all }) => {
      const paths = [path, ...also];
      const where = path === '' ? title : `${codes(paths)}${list ? ', each' : ''}`;
      const readable = all.some((m) => readers(m.path) !== '');
      const rows = all.map((m) => [
        m.required ? `**${code(m.name)}**` : code(m.name),
        m.type,
        ...(readable ? [readers(m.path)] : []),
        m.meaning,
      ]);
      const head = ['member', 'type', ...(readable ? ['read by'] : []), 'meaning'];
      return `### ${where}\n\n${table(head, rows)}`;
    })
    .join('\n\n');
}

const MEMBERS: ReadonlySet<string> = new Set(
  memberTables(Case)
    .filter(({ path }) => path !== '')
    .flatMap(({ path, also, members: all }) =>
      [path, ...also].flatMap((at) => all.filter((m) => !m.required).map((m) => `${at}.${m.name}`)),
    ),
);

const LISTS: ReadonlySet<string> = new Set(
  memberTables(Case).flatMap(({ list, path, also }) => (list ? [path, ...also] : [])),
);

/** Members without the objects that only hold others of them; a list that may be empty stays. */
const leaves = (paths: readonly string[]): string[] =>
  paths.filter((path) => LISTS.has(path) || !paths.some((other) => other.startsWith(`${path}.`))).sort();

/** `R-ID-01, R-ID-02, R-WAIT-03` as `R-ID-01, 02, R-WAIT-03`. */
function shortIds(ids: Iterable<string>): string {
  let before = '';
  return [...ids]
    .map((id) => {
      const [, chapter = '', number = id] = /^(R-[A-Z]+-)(.*)$/.exec(id) ?? [];
      const words = chapter === before ? number : id;
      before = chapter;
      return words;
    })
    .join(', ');
}

const HIDDEN = new Set(['documentTitle', 'document', 'article', 'severity']);
const shownMember = (name: string, value: unknown): unknown => (HIDDEN.has(name) ? undefined : value);

/** An answer as it is shown below an example: without articles, trace, parameters and book, and without what is empty. */
function shownAnswer(answer: Answer): string {
  const lines = Object.entries(answer).flatMap(([name, value]) => {
    if (name === 'trace' || name === 'params' || name === 'book' || name === 'provisional') return [];
    if (!Array.isArray(value)) return [`${JSON.stringify(name)}: ${JSON.stringify(value)}`];
    if (value.length === 0) return [];
    const items = value.map((item) => `  ${JSON.stringify(item, shownMember)}`);
    return [`${JSON.stringify(name)}: [\n${items.join(',\n')}]`];
  });
  return `{${lines.join(',\n ')}}`;
}

/** A part of a case that is longer is broken into lines. */
const LONG = 110;
/** A case over a few lines, as one may paste it into one. */
function shownCase(subject: Case): string {
  const { facts, request, ...head } = subject;
  const part = (name: string, value: object) => {
    const lines = Object.entries(value).map(([k, x]) => `${JSON.stringify(k)}: ${JSON.stringify(x)}`);
    const whole = lines.join(', ');
    return ` "${name}": {${whole.length > LONG ? lines.join(',\n  ') : whole}}`;
  };
  return `${JSON.stringify(head).slice(0, -1)},\n${part('facts', facts)},\n${part('request', request)}}`;
}

const exampleBlock = ({ about, case: subject }: Example): string =>
  `${about}\n\n\`\`\`json case\n${shownCase(subject)}\n\`\`\`\n\n\`\`\`json answer\n${shownAnswer(decide(subject))}\n\`\`\``;

/** The worked case that shows most of a matter in the fewest words, by the shipped book alone. */
function fallback(matter: CaseMatterCode, cases: readonly WorkedCase[]): Example[] {
  const scored = cases
    .filter((c) => c.subject.matter === matter && c.book === theBook)
    .map((c) => {
      const a = decide(c.subject);
      const said = a.reasons.length + a.dates.length + a.amounts.length + a.effects.length;
      const allowed = a.decision === 'ALLOW' || a.decision === 'ALLOW_WARN' ? 1000 : 0;
      return { c, score: allowed + 30 * Math.min(said, 4) - JSON.stringify(c.subject).length / 10 };
    });
  const [best] = scored.sort((a, b) => b.score - a.score);
  return best === undefined
    ? []
    : [
        {
          about: `${best.c.name}：`,
          case: { ...best.c.subject, id: matter.toLowerCase().replaceAll('_', '-') },
        },
      ];
}

function matterSection(
  matter: CaseMatterCode,
  use: BookUse,
  examples: readonly Example[],
  cases: readonly WorkedCase[],
): string {
  const { label, about } = CASE_MATTERS[matter];
  const m = use.matters.get(matter);
  const asked = leaves([...(m?.asked ?? [])]);
  const touched = leaves([...(m?.read ?? [])].filter((path) => MEMBERS.has(path)));
  const read = touched.filter((path) => !asked.some((one) => one === path || one.startsWith(`${path}.`)));
  const names = (all: ReadonlyMap<string, Said>) =>
    codes([...all].filter(([, said]) => said.matters.has(matter)).map(([name]) => name));
  const gives = (['dates', 'amounts', 'numbers', 'effects'] as const).flatMap((kind) => {
    const found = names(use[kind]);
    return found === '' ? [] : [`${kind} ${found}`];
  });
  const facts = [
    ...(asked.length > 0 ? [`* asked when left out: ${codes(asked)}`] : []),
    ...(read.length > 0 ? [`* also read: ${codes(read)}`] : []),
    `* rules: ${shortIds(m?.rules ?? [])}`,
    ...(gives.length > 0 ? [`* answers with: ${gives.join('; ')}`] : []),
  ];
  const own = examples.filter((e) => e.case.matter === matter);
  const shown = own.length > 0 ? own : fallback(matter, cases);
  return [`### ${code(matter)} ${label}`, about, facts.join('\n'), ...shown.map(exampleBlock)].join('\n\n');
}

function namesTable(use: BookUse): string {
  return (['dates', 'amounts', 'numbers', 'effects', 'materials'] as const)
    .map((kind) => {
      const rows = [...use[kind]]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, said]) => [code(name), [...said.labels].join('；')]);
      return `**${kind}**\n\n${table([kind === 'effects' || kind === 'materials' ? 'code' : 'name', 'in words'], rows)}`;
    })
    .join('\n\n');
}

/** Every code of the book: those of the cases with a sentence, the rest with the clause of their rule. */
function codesTable(use: BookUse): string {
  const rows = QUESTIONS.flatMap((q) => q.rules).flatMap((rule) => {
    const { finding } = rule;
    if (finding === undefined) return [];
    const id = catalogueId(rule.id);
    const seen = [...use.reasons.values()].filter((reason) => reason.rule === id);
    const own = seen.filter(
      (reason) =>
        reason.severity === finding.severity &&
        (typeof finding.code !== 'string' || reason.code === finding.code),
    );
    if (own.length === 0 && typeof finding.code === 'string') {
      return [[code(finding.code), id, finding.severity, rule.clause]];
    }
    return own.map((reason) => [code(reason.code), id, reason.severity, reason.text]);
  });
  const once = new Map(rows.map((row) => [row.join('|'), row]));
  const sorted = [...once.values()].sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0));
  return table(['code', 'rule', 'severity', 'sentence'], sorted);
}

/**
 * The handbook of the command line. Throws where an example is no case or a matter
 * has none: then the handbook would be worse than none.
 */
export function handbook(cases: readonly WorkedCase[]): string {
  const use = bookUse(cases);
  const examples = z
    .array(Example)
    .parse(parse(readFileSync(join(folder, 'handbook.examples.yaml'), 'utf8')));
  const sections = CASE_MATTER_CODES.map((matter) => matterSection(matter, use, examples, cases));
  const list = CASE_MATTER_CODES.map((matter) => [
    code(matter),
    CASE_MATTERS[matter].label,
    CASE_MATTERS[matter].about,
  ]);
  const late = examples.find((e) => e.case.matter === 'ARITHMETIC');
  const full = late === undefined ? '' : JSON.stringify({ id: late.case.id, ...decide(late.case) }, null, 1);
  const parts: Readonly<Record<string, string>> = {
    'members: Case': members(memberTables(Case), 'The case', use),
    'members: Answer': members(memberTables(Answer), 'The answer'),
    matters: [table(['`matter`', '事项', 'what is asked'], list), ...sections].join('\n\n'),
    'full answer': `\`\`\`json\n${full}\n\`\`\``,
    names: namesTable(use),
    codes: codesTable(use),
  };
  return readFileSync(join(folder, 'handbook.md'), 'utf8').replace(
    /^<!-- ([\w: ]+) -->$/gm,
    (whole, name: string) => {
      const part = parts[name];
      if (part === undefined)
        throw new Error(`build/handbook.md asks for "${name}", which is not made: ${whole}`);
      return part;
    },
  );
}
