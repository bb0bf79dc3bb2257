import type { Trouble } from '../host';

/** More people than this never leave the mirror at once without a clerk's word: a share of those held, within two bounds. */
const SHARE = 0.02;
const FEWEST = 5;
const MOST = 200;

const isPerson = (key: string): boolean => key.startsWith('person:');

/** How many people would be gone, where these keys are what is left; 0 while that is no more than happens in a day's work. That nobody is left never is. */
export function peopleLost(held: Iterable<string>, isLeft: (key: string) => boolean): number {
  let persons = 0;
  let lost = 0;
  for (const key of held) {
    if (!isPerson(key)) continue;
    persons++;
    if (!isLeft(key)) lost++;
  }
  return lost === persons || lost > Math.max(FEWEST, Math.min(MOST, persons * SHARE)) ? lost : 0;
}

export function holdsNobody(keys: Iterable<string>): boolean {
  for (const key of keys) if (isPerson(key)) return false;
  return true;
}

export const SHRINKING = 'MIRROR_SHRINKS';

export const shrinkingTrouble = (lost: number): Trouble => ({
  code: SHRINKING,
  text: `平台送来的资料比本机少 ${lost} 人，可能是平台出错，没有使用；原有资料照常使用。请先向平台管理员核实；核实无误的，点“立即同步”即按平台的资料更新。`,
});
