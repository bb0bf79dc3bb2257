import type { CivilDate } from '../domain/civilDate';
import { bad, type NumberCheck, normaliseNumber } from './normalise';
import { type Birth, checkTail, shapeOf18 } from './residentId';

/** 港澳台居民居住证: 810000, 820000 or 830000 and then as GB 11643; R-ID-02, procedure art. 7(2). */
export function checkHmtResidencePermit(text: string, on: CivilDate | null): NumberCheck<Birth> {
  const id = normaliseNumber(text);
  const shape = shapeOf18(id, '居住证号码');
  if (shape !== null) return bad(shape);
  if (!/^8[123]0000/.test(id)) return bad('港澳台居民居住证号码应以 810000、820000 或 830000 开头。');
  return checkTail(id, on);
}
