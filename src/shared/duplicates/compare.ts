import { yearOf } from '../domain/civilDate';
import { type BirthLikeness, birthLikeness } from './births';
import { type NameLikeness, nameLikeness } from './names';
import { type ComparedNumber, comparedNumber, rightNumbersNear } from './numbers';
import type { SoundsOf, Subject } from './subject';

/** How much speaks for one and the same person; the strongest first. */
export const WEIGHTS = ['strong', 'likely', 'weak'] as const;
export type Weight = (typeof WEIGHTS)[number];
export const WEIGHT_LABELS: Readonly<Record<Weight, string>> = {
  strong: '很可能重复',
  likely: '可能重复',
  weak: '有些相似',
};

/** That two records may be of one person (疑似重复), and why. */
export interface Likeness {
  /** Ids, the smaller first: a pair has one name whichever of the two was looked at. */
  readonly pair: readonly [string, string];
  readonly weight: Weight;
  /** What is alike and what speaks against it, each in a clerk's words. */
  readonly reasons: readonly string[];
}

const NAME_WORDS: Readonly<Record<NameLikeness, string>> = {
  exact: '姓名相同',
  sound: '姓名读音相同',
  shape: '姓名字形相近',
};
const BIRTH_WORDS: Readonly<Record<BirthLikeness, string>> = {
  same: '出生日期相同',
  swapped: '出生日期的月和日对调',
  yearOff: '出生年份差一年，月日相同',
};
/** A person this much younger who has somebody's number is a child with a guardian's, years. */
const GENERATION_YEARS = 14;

const sexFits = (a: Subject, b: Subject): boolean =>
  a.sex === b.sex || !['1', '2'].includes(a.sex) || !['1', '2'].includes(b.sex);

/** Compares two people; null where nothing says that they are one. The same whichever comes first. */
export function compare(one: Subject, other: Subject, soundsOf: SoundsOf): Likeness | null {
  if (one.id === other.id) return null;
  const [a, b] = one.id < other.id ? [one, other] : [other, one];
  const numbers = [comparedNumber(a.certNo), comparedNumber(b.certNo)] as const;
  const seen = {
    name: nameLikeness(a.name, b.name, soundsOf),
    birth: birthLikeness(a.birthDate, b.birthDate),
  };
  const found = byNumber(a, b, numbers, seen) ?? byLikeness(a, b, numbers, seen);
  return found && { pair: [a.id, b.id], ...found };
}

interface Seen {
  readonly name: NameLikeness | null;
  readonly birth: BirthLikeness | null;
}
type Numbers = readonly [ComparedNumber | null, ComparedNumber | null];
type Found = Omit<Likeness, 'pair'> | null;

function byNumber(a: Subject, b: Subject, [na, nb]: Numbers, { name, birth }: Seen): Found {
  if (na === null || nb === null) return null;
  const alike = [...(name ? [NAME_WORDS[name]] : []), ...(birth ? [BIRTH_WORDS[birth]] : [])];
  if (na.key === nb.key) {
    const same = na.isOld === nb.isOld ? '证件号码相同' : '15 位旧号码升为 18 位后与另一方相同';
    const known = a.birthDate !== '' && b.birthDate !== '';
    if (known && Math.abs(yearOf(a.birthDate) - yearOf(b.birthDate)) >= GENERATION_YEARS) {
      const [young, old] = a.birthDate > b.birthDate ? [a, b] : [b, a];
      const guardian = young.guardianId === old.id ? '监护人' : '年长一方';
      return {
        weight: 'strong',
        reasons: [same, `${young.name}用的很可能是${guardian}${old.name}的号码，应换成本人的`],
      };
    }
    return { weight: 'strong', reasons: [same, ...alike] };
  }
  const slip = slipBetween(na, nb);
  if (slip === null) return null;
  return { weight: name !== null || birth !== null ? 'strong' : 'likely', reasons: [slip, ...alike] };
}

function slipBetween(na: ComparedNumber, nb: ComparedNumber): string | null {
  const isNear = (wrong: ComparedNumber, right: ComparedNumber): boolean =>
    wrong.isWrong && right.isCitizen && rightNumbersNear(wrong.key).has(right.key);
  if (!isNear(na, nb) && !isNear(nb, na)) return null;
  return '一方证件号码校验不符，改正一位（或对调相邻两位）后与另一方相同';
}

function byLikeness(a: Subject, b: Subject, [na, nb]: Numbers, { name, birth }: Seen): Found {
  if (name === null || birth === null || !sexFits(a, b)) return null;
  const alike = [NAME_WORDS[name], BIRTH_WORDS[birth]];
  const sameHouse = a.householdId === b.householdId;
  if (na?.isCitizen && nb?.isCitizen) {
    // Two right numbers are two people, unless one of them was typed from another's card.
    if (name !== 'exact' || birth !== 'same') return null;
    return { weight: 'weak', reasons: [...alike, '两个号码都合乎编码规则，也可能只是同名同日出生'] };
  }
  const numbers =
    na === null || nb === null ? '至少一方没有证件号码' : '双方证件种类或号码不同，可能换过证件';
  // Twins are entered with names that differ by a character, born on one day, in one household.
  if (sameHouse && name !== 'exact' && birth === 'same')
    return { weight: 'weak', reasons: [...alike, numbers, '同一户，也可能是双胞胎'] };
  const isClose = name !== 'shape' && birth === 'same';
  return { weight: isClose ? 'likely' : 'weak', reasons: [...alike, numbers] };
}
