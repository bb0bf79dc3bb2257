import type { SpecialIdentityType } from '../domain/specialIdentity';

/** What lists call an identity; the most particular first, since 低保边缘 is not 低保. */
const WORDS: readonly (readonly [RegExp, SpecialIdentityType])[] = [
  [/低保边缘|低收入|边缘家庭|因病致贫|支出型困难/, 'LOW_INCOME_EDGE'],
  [/特困|五保|三无/, 'EXTREMELY_POOR'],
  [/孤儿|事实无人抚养/, 'ORPHAN'],
  [/低保|最低生活保障/, 'MIN_LIVING'],
  [/重度残疾|重残|残疾(?:人)?[(]?[一二12]级|^[一二12]级/, 'SEVERELY_DISABLED'],
  [/监测|返贫|突发严重困难|脱贫不稳定|边缘易致贫/, 'RETURN_TO_POVERTY_RISK'],
  [/脱贫|建档立卡|贫困户/, 'LIFTED_OUT_OF_POVERTY'],
  [/被征地|失地农民/, 'LAND_EXPROPRIATED'],
];
/** Words that begin with what another begins with, and mean something else. */
const MONITORED = /脱贫不稳定|边缘易致贫/;

/** Several in one cell are joined by commas and the like. */
const BETWEEN = /[,，、;；/|+]/;

/** The identities that a cell names, each once; `unknown`: the words that are none of those known. */
export function identitiesIn(text: string): {
  readonly types: readonly SpecialIdentityType[];
  readonly unknown: readonly string[];
} {
  const types = new Set<SpecialIdentityType>();
  const unknown: string[] = [];
  for (const part of text.normalize('NFKC').split(BETWEEN)) {
    const word = part.replace(/\s/g, '');
    if (word === '') continue;
    const type = MONITORED.test(word)
      ? 'RETURN_TO_POVERTY_RISK'
      : WORDS.find(([pattern]) => pattern.test(word))?.[1];
    if (type === undefined) unknown.push(word.slice(0, 20));
    else types.add(type);
  }
  return { types: [...types], unknown };
}
