import { MATTERS, type MatterCode } from '#shared/domain/matter';
import { INQUIRIES } from '#shared/matters/inquiries/index';
import { isLatin, type Romanised, romanise } from '../store/pinyin';

/** One entry of the counter's menu: a matter to be done, or a question to be asked. */
export interface MenuEntry {
  readonly code: string;
  readonly name: string;
  readonly kind: 'matter' | 'inquiry';
}
export interface MenuGroup {
  readonly name: string;
  readonly entries: readonly MenuEntry[];
}

/** The matters as a clerk looks for them. Every matter stands in one group; a test says which one is missing. */
const GROUPS: readonly (readonly [string, readonly MatterCode[]])[] = [
  ['居民', ['RES_REGISTER', 'NEWBORN_REGISTER', 'RES_CHANGE', 'RES_PAUSE', 'RES_TERMINATE', 'WAIT_REPAIR']],
  ['职工', ['EMP_REGISTER', 'EMP_RESUME', 'EMP_CHANGE', 'EMP_PAUSE', 'EMP_TERMINATE', 'EMP_BACKPAY']],
  ['灵活就业', ['FLEX_REGISTER']],
  ['单位', ['UNIT_REGISTER', 'UNIT_CHANGE', 'UNIT_DISSOLVE', 'UNIT_ASSESSMENT', 'BASE_DECLARATION']],
  [
    '待遇与账户',
    ['SPECIAL_IDENTITY', 'BENEFIT_CLASS', 'MEDICAL_RETIREMENT', 'LUMP_SUM', 'ACCOUNT_WITHDRAWAL'],
  ],
  ['共济', ['MUTUAL_AID_ESTABLISH', 'MUTUAL_AID_SPEND', 'MUTUAL_AID_END']],
  ['转移与退费', ['RELATION_TRANSFER', 'REFUND', 'DUPLICATE', 'SUBSIDY_DEDUCTION']],
];

export const MENU: readonly MenuGroup[] = [
  ...GROUPS.map(([name, codes]) => ({
    name,
    entries: codes.map((code) => ({ code, name: MATTERS[code], kind: 'matter' as const })),
  })),
  {
    name: '查询与试算',
    entries: INQUIRIES.map(({ code, title }) => ({ code, name: title, kind: 'inquiry' as const })),
  },
];

/** What is said of a name when it is read out: width, case, blanks and signs (`、`) count for nothing. */
const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[^\p{Letter}\p{Number}]/gu, '')
    .toLowerCase();

const readings = new Map<string, readonly Romanised[]>();
/** How a name can be typed in Latin letters. */
export const readingsOf = (name: string): readonly Romanised[] => {
  let known = readings.get(name);
  if (!known) {
    known = romanise(lettersOf(name), false);
    readings.set(name, known);
  }
  return known;
};

/** Whether what is typed stands for the name: a part of it, its pinyin or the initials of its pinyin. */
export function isMeant(name: string, typed: string): boolean {
  const query = lettersOf(typed);
  if (query === '' || lettersOf(name).includes(query)) return true;
  return (
    isLatin(query) &&
    readingsOf(name).some(({ full, initials }) => initials.includes(query) || full.includes(query))
  );
}

/** The menu as far as it is meant; groups without an entry are left out. */
export const menuFor = (typed: string): MenuGroup[] =>
  MENU.flatMap((group) => {
    const entries = group.entries.filter(({ name }) => isMeant(name, typed));
    return entries.length > 0 ? [{ ...group, entries }] : [];
  });

/**
 * What a typed number chooses among so many entries: the entry at once where no longer number is meant, `wait` where one may be
 * (1 of 12), null where there is none of that number.
 */
export function chosenBy(digits: string, entries: number): number | 'wait' | null {
  const n = Number(digits);
  if (!/^\d+$/.test(digits) || n < 1 || n > entries) return null;
  return n * 10 <= entries ? 'wait' : n - 1;
}
