import { matchPath } from 'react-router';
import { MATTER_CODES, MATTERS, type MatterCode } from '#shared/domain/matter';
import { formOf } from '#shared/matters/index';
import { type FieldHelp, fieldHelp } from './fieldHelp';
import type { HelpPage, HelpPhase } from './helpPage';
import { MATTER_ABOUT } from './matterAbout';
import { EVERYWHERE, HELP_PAGES } from './pages/index';

/** The help of what the window shows: a page by its path, or the phase of a window without one. */
export function helpFor(path: string, phase: HelpPhase | null): HelpPage {
  const found = phase
    ? HELP_PAGES.find(({ phases }) => phases?.includes(phase))
    : HELP_PAGES.find(({ routes }) => routes.some((route) => matchPath(route, path) !== null));
  return found ?? (HELP_PAGES[0] as HelpPage);
}

/** Something that was searched for and found. */
export type Found =
  | { readonly kind: 'page'; readonly page: HelpPage; readonly said: string }
  | { readonly kind: 'matter'; readonly code: MatterCode; readonly said: string }
  | { readonly kind: 'field'; readonly field: FieldHelp; readonly code: MatterCode; readonly said: string };

const normal = (text: string): string => text.normalize('NFKC').toLowerCase();

interface Findable {
  readonly found: Found;
  readonly lines: readonly string[];
  readonly words: string;
}

const linesOf = (page: HelpPage): string[] => [
  page.purpose,
  ...page.keys.map(({ key, does }) => `${key} ${does}`),
  ...page.next,
  ...page.troubles.map(({ what, remedy }) => `${what}：${remedy}`),
];
const findable = (found: Found, lines: readonly string[]): Findable => ({
  found,
  lines,
  words: normal(lines.join('\n')),
});

let all: readonly Findable[] | null = null;
/** Made when somebody searches first. Fields of the same name and words stand once. */
function everything(): readonly Findable[] {
  if (all) return all;
  const seen = new Set<string>();
  const fields = MATTER_CODES.flatMap((code) =>
    formOf(code).fields.flatMap((one) => {
      const field = fieldHelp(one);
      const lines = [
        `${field.label}：${field.meaning ?? field.hint ?? field.entry}`,
        ...[field.hint, field.standard, field.entry].filter((line) => line !== null),
        ...field.choices,
      ];
      const words = lines.join('\n');
      if (seen.has(words)) return [];
      seen.add(words);
      return [findable({ kind: 'field', field, code, said: lines[0] ?? '' }, lines)];
    }),
  );
  all = [
    ...HELP_PAGES.map((page) =>
      findable({ kind: 'page', page, said: page.purpose }, [page.title, ...linesOf(page)]),
    ),
    ...MATTER_CODES.map((code) =>
      findable({ kind: 'matter', code, said: MATTER_ABOUT[code] }, [MATTERS[code], MATTER_ABOUT[code]]),
    ),
    ...fields,
    findable(
      { kind: 'page', page: HELP_PAGES[0] as HelpPage, said: '各页通用的键' },
      EVERYWHERE.map(({ key, does }) => `${key} ${does}`),
    ),
  ];
  return all;
}

/** What every word of a query stands in, with the line that says it. */
export function searchHelp(query: string, most = 30): Found[] {
  const wanted = normal(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (wanted.length === 0) return [];
  return everything()
    .filter(({ words }) => wanted.every((word) => words.includes(word)))
    .slice(0, most)
    .map(({ found, lines }) => {
      const line = lines.find((one) => wanted.some((word) => normal(one).includes(word)));
      return { ...found, said: line ?? found.said };
    });
}
