import { bad, type NumberCheck, normaliseNumber } from './normalise';
import { isMainlandProvince } from './tables/province';

/**
 * A 12-digit statistical division code: province 2, prefecture 2, county 2, township 3, village 3; a level may only be
 * set when the one above it is.
 */
export function checkRegion12(text: string): NumberCheck {
  const code = normaliseNumber(text);
  if (!/^\d{12}$/.test(code)) return bad('区划代码应为 12 位数字。');
  if (!isMainlandProvince(code.slice(0, 2))) return bad(`区划代码开头 ${code.slice(0, 2)} 不是省级代码。`);
  const levels = [code.slice(2, 4), code.slice(4, 6), code.slice(6, 9), code.slice(9, 12)].map(
    (part) => Number(part) > 0,
  );
  if (levels.some((set, i) => set && i > 0 && !levels[i - 1])) return bad('区划代码缺少上一级，请核对。');
  return { ok: true, normalised: code };
}
