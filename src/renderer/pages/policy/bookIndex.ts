import { labelOf } from '#shared/codes/tables/index';
import type { Json } from '#shared/json';
import { type AskedRule, BOOK_RULES } from '#shared/rules/articles';
import { theBook } from '#shared/rules/book';
import type { Case } from '#shared/rules/case';
import { CATALOGUE, type CatalogueEntry } from '#shared/rules/catalogue';
import { parametersRead } from '#shared/rules/kernel/reads';
import type { Rule } from '#shared/rules/kernel/rule';
import { isParamName, PARAM_KEYS } from '#shared/rules/params/keys';
import { PackFile } from '#shared/rules/params/load';
import { PACK_FILES } from '#shared/rules/params/packs';
import { catalogueId } from '#shared/rules/session';
import type { SourceDocument } from '#shared/rules/sources/document';
import { DOCUMENTS, documentOf } from '#shared/rules/sources/register';

export { fullWidth } from '../../ui/fullWidth';

/** One rule of the catalogue with what the book holds for it. */
export interface BookEntry {
  readonly entry: CatalogueEntry;
  /** Its rules in the book; for arithmetic those of the rule that computes it; none for a duty. */
  readonly parts: readonly AskedRule[];
  /** Where it is written; null where only the catalogue names it. */
  readonly document: SourceDocument | null;
  /** Every word it can be found by, normalised. */
  readonly words: string;
}

/** The entries of one document, or (document null) those no rule of the book decides by. */
export interface BookGroup {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly BookEntry[];
}

/** Text as it is searched: full and half width, upper and lower case alike. */
export const normal = (text: string): string => text.normalize('NFKC').toLowerCase();
const bare = (text: string): string => normal(text).replaceAll('-', '');

/** The words of a query. */
export const wordsOf = (query: string): string[] =>
  normal(query)
    .split(/\s+/)
    .filter((word) => word !== '');

function bookEntry(entry: CatalogueEntry): BookEntry {
  const parts = BOOK_RULES.filter(({ rule }) => catalogueId(rule.id) === (entry.within ?? entry.id));
  const document = documentOf(parts[0]?.rule.cites[0].document ?? '') ?? null;
  const words = [
    entry.id,
    bare(entry.id),
    entry.title,
    entry.article,
    document?.title ?? '',
    document?.id ?? '',
    ...parts.map(({ rule }) => rule.clause),
  ];
  return { entry, parts, document, words: normal(words.join(' ')) };
}

/** The catalogue in its order. */
export const ENTRIES: readonly BookEntry[] = CATALOGUE.map(bookEntry);
const byId = new Map(ENTRIES.map((one) => [one.entry.id, one]));

export const entryOf = (id: string): BookEntry | null => byId.get(id) ?? null;

/** The entries in which every word of the query stands, in the order of the documents; empty groups are left out. */
export function searchBook(query: string): BookGroup[] {
  const wanted = wordsOf(query);
  const found = ENTRIES.filter(({ words }) => wanted.every((word) => words.includes(word)));
  const groups = DOCUMENTS.map((d) => ({
    id: d.id,
    title: d.title,
    entries: found.filter((one) => one.document?.id === d.id),
  }));
  const rest = {
    id: 'duties',
    title: '职责（不需要判定）',
    entries: found.filter((one) => one.document === null),
  };
  return [...groups, rest].filter((group) => group.entries.length > 0);
}

/** One value of a parameter, as one pack sets it. */
export interface ParamRow {
  readonly pack: string;
  readonly packName: string;
  readonly region: string;
  /** First and last day, in words. */
  readonly days: readonly string[];
  /** The day the pack was last held against its sources. */
  readonly checkedOn: string | null;
  readonly value: Json;
  readonly source: string;
  readonly status: string;
}
export interface ParamTable {
  readonly name: string;
  readonly label: string;
  readonly rows: readonly ParamRow[];
}

const PACKS = PACK_FILES.map((file) => PackFile.parse(file));
const nameOfPack = new Map(PACKS.map((pack) => [pack.id, pack.name]));

/** Numbers of the rules that displace this one where they apply. */
export const exceptionsTo = (id: string): string[] => exceptions(id).map((rule) => rule.id);
const exceptions = (id: string): Rule<Case>[] =>
  BOOK_RULES.flatMap(({ rule }) => (rule.exceptionTo === id ? [rule] : []));

/** The parameters that the conditions of a rule and of its exceptions read, each with its values by region and date. */
export function parametersOf(parts: readonly AskedRule[]): ParamTable[] {
  const read = parts.flatMap(({ rule }) => [rule, ...exceptions(rule.id)]);
  const names = new Set(read.flatMap((rule) => parametersRead(rule.when)));
  return [...names].map((name) => ({
    name,
    label: isParamName(name) ? PARAM_KEYS[name].label : name,
    rows: theBook.table.packs.flatMap((pack) => {
      const set = pack.values[name];
      if (set === undefined) return [];
      return [
        {
          pack: pack.id,
          packName: nameOfPack.get(pack.id) ?? pack.id,
          region: placeWords(pack.region),
          days: dayLines(pack.validFrom, pack.validTo),
          checkedOn: pack.checkedOn ?? null,
          value: set.value as Json,
          source: set.source,
          status: set.status,
        },
      ];
    }),
  }));
}

/** `CN`, or the first digits of a region, as one reads it. */
export function placeWords(region: string): string {
  if (region === 'CN') return '全国';
  return region.length === 2 ? labelOf('province', region) : `区划 ${region}`;
}

export const dayLines = (from: string | null, until: string | null): string[] => [
  from ? `${from} 起` : '起用日不详',
  ...(until ? [`至 ${until} 止`] : []),
];
