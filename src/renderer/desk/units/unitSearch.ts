import type { Unit } from '#shared/domain/unit';
import { isLatin, romanise } from '../../store/pinyin';
import { normaliseQuery } from '../../store/searchIndex';

const found = new WeakMap<Unit, { name: string; full: string; initials: string }>();

function keysOf(unit: Unit): { name: string; full: string; initials: string } {
  let keys = found.get(unit);
  if (keys === undefined) {
    const name = normaliseQuery(unit.name);
    const [way] = romanise(name, false);
    keys = { name, full: way?.full ?? '', initials: way?.initials ?? '' };
    found.set(unit, keys);
  }
  return keys;
}

/** How a unit is found by a query, as the word the window shows and a rank; null: it is not. */
export function matchUnit(unit: Unit, query: string): { by: string; rank: number } | null {
  const wanted = normaliseQuery(query);
  if (wanted === '') return { by: '', rank: 0 };
  const code = normaliseQuery(unit.uscc ?? '');
  const { name, full, initials } = keysOf(unit);
  if (wanted === code || wanted === normaliseQuery(unit.id))
    return { by: wanted === code ? '信用代码' : '单位编号', rank: 0 };
  if (name.startsWith(wanted)) return { by: '单位名称', rank: 1 };
  if (name.includes(wanted)) return { by: '单位名称', rank: 2 };
  if (wanted.length >= 4 && code.includes(wanted)) return { by: '信用代码', rank: 3 };
  if (wanted.length >= 4 && normaliseQuery(unit.id).includes(wanted)) return { by: '单位编号', rank: 3 };
  if (!isLatin(wanted)) return null;
  if (initials.startsWith(wanted)) return { by: '首字母', rank: 3 };
  if (full.startsWith(wanted)) return { by: '拼音', rank: 3 };
  if (wanted.length >= 2 && initials.includes(wanted)) return { by: '首字母', rank: 4 };
  return wanted.length >= 3 && full.includes(wanted) ? { by: '拼音', rank: 4 } : null;
}
