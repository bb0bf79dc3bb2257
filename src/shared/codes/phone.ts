import { bad, type NumberCheck, normaliseNumber } from './normalise';

/**
 * A telephone number of the mainland: a mobile of 11 digits from 13 to 19, or a landline with its area code. `+86` is
 * dropped, and the hyphens of a mobile number.
 */
export function checkPhone(text: string): NumberCheck {
  const typed = normaliseNumber(text).replace(/^(\+|00)86-?/, '');
  const mobile = typed.replace(/-/g, '');
  if (/^1[3-9]\d{9}$/.test(mobile)) return { ok: true, normalised: mobile };
  if (/^0(10|2\d|[3-9]\d{2})-?\d{7,8}$/.test(typed)) return { ok: true, normalised: typed };
  return bad('联系电话应为 11 位手机号，或带区号的固定电话（如 0431-12345678）。');
}
