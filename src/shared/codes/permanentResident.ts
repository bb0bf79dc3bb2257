import { type CivilDate, isCivilDate } from '../domain/civilDate';
import { mrzCheck } from './checkDigits';
import { bad, type NumberCheck, normaliseNumber } from './normalise';
import { checkTail, shapeOf18 } from './residentId';
import { isMainlandProvince } from './tables/province';

/**
 * 外国人永久居留身份证 of before 2023-12: 3 letters, 4 digits of area, yymmdd, a serial digit and an ICAO 9303 check digit.
 * The century of the birth date is not in the number, so none is derived.
 */
export function checkPermanentResident15(text: string): NumberCheck {
  const id = normaliseNumber(text);
  if (!/^[A-Z]{3}\d{12}$/.test(id)) return bad('旧版外国人永久居留证号码应为 3 个字母加 12 位数字。');
  if (!isMainlandProvince(id.slice(3, 5)))
    return bad(`永久居留证号码第 4、5 位 ${id.slice(3, 5)} 不是省级代码，请核对。`);
  const day = `${id.slice(9, 11)}-${id.slice(11, 13)}`;
  if (!['19', '20'].some((century) => isCivilDate(`${century}${id.slice(7, 9)}-${day}`))) {
    return bad('永久居留证号码中的出生日期不存在，请核对第 8 至 13 位。');
  }
  if (mrzCheck(id.slice(0, 14)) !== id.charAt(14))
    return bad('永久居留证号码校验位不符，请按证件原件逐位核对。');
  return { ok: true, normalised: id };
}

/**
 * The card issued from 2023-12-01: 9, 2 digits of province, 3 of country, yyyymmdd, 3 of serial, MOD 11-2; R-ID-03.
 * No source here says that the serial tells the sex, so none is derived.
 */
export function checkPermanentResident18(
  text: string,
  on: CivilDate | null,
): NumberCheck<{ readonly birthDate: CivilDate }> {
  const id = normaliseNumber(text);
  const shape = shapeOf18(id, '永久居留身份证号码');
  if (shape !== null) return bad(shape);
  if (!id.startsWith('9')) return bad('新版外国人永久居留身份证号码应以 9 开头。');
  if (!isMainlandProvince(id.slice(1, 3)))
    return bad(`永久居留身份证号码第 2、3 位 ${id.slice(1, 3)} 不是省级代码，请核对。`);
  const tail = checkTail(id, on);
  return tail.ok ? { ok: true, normalised: id, birthDate: tail.birthDate } : tail;
}
