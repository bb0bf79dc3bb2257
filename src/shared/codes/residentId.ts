import { type CivilDate, isCivilDate } from '../domain/civilDate';
import { mod11_2 } from './checkDigits';
import { bad, type NumberCheck, normaliseNumber } from './normalise';
import { isMainlandProvince } from './tables/province';

/** What an 18-digit number of the GB 11643 family says about its holder. */
export interface Birth {
  readonly birthDate: CivilDate;
  /** GB/T 2261.1; the 17th digit is odd for men. */
  readonly sex: '1' | '2';
}

const dashed = (digits: string): CivilDate =>
  `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;

/** The tail that every GB 11643 number shares: birth date, serial and check character. */
export function checkTail(id: string, on: CivilDate | null): NumberCheck<Birth> {
  const birthDate = dashed(id.slice(6, 14));
  if (!isCivilDate(birthDate)) return bad(`证件号码中的出生日期 ${birthDate} 不存在，请核对第 7 至 14 位。`);
  if (on !== null && birthDate > on)
    return bad(`证件号码中的出生日期 ${birthDate} 晚于办理日期 ${on}，请核对第 7 至 14 位。`);
  if (mod11_2(id) !== id.charAt(17)) {
    return bad(
      id.endsWith('000')
        ? '证件号码校验位不符。末三位为 000，多半是从表格复制时丢了位数，请按证件原件重新录入。'
        : '证件号码校验位不符，请按证件原件逐位核对。',
    );
  }
  return { ok: true, normalised: id, birthDate, sex: Number(id.charAt(16)) % 2 === 1 ? '1' : '2' };
}

/** Says why a text has not the shape of 18 digits, in the order a clerk would notice it; null when it has. */
export function shapeOf18(id: string, what: string): string | null {
  if (id === '') return `${what}没有填写。`;
  if (id.includes('*')) return `${what}是打过码的（含 *），请按证件原件录入完整号码。`;
  if (id.length !== 18) return `${what}应为 18 位，现为 ${id.length} 位。`;
  if (!/^\d{17}[\dX]$/.test(id)) return `${what}只能是数字，仅末位可以是 X。`;
  return null;
}

/**
 * 公民身份号码 (GB 11643): R-ID-01, procedure art. 7(1). `on` is the day of handling; without it a birth in the future
 * cannot be told.
 */
export function checkResidentId(text: string, on: CivilDate | null): NumberCheck<Birth> {
  const id = normaliseNumber(text);
  const shape = shapeOf18(id, '公民身份号码');
  if (shape !== null) return bad(shape);
  if (!isMainlandProvince(id.slice(0, 2)))
    return bad(`公民身份号码开头 ${id.slice(0, 2)} 不是省级代码，请核对前两位。`);
  return checkTail(id, on);
}

/**
 * The 15-digit number of before 1999: no longer a valid document (since 2013-01-01), kept as a key to old records.
 * `upgraded` is the 18-digit number of the same person.
 */
export function checkOldResidentId(text: string): NumberCheck<Birth & { readonly upgraded: string }> {
  const id = normaliseNumber(text);
  if (!/^\d{15}$/.test(id)) return bad('旧身份证号应为 15 位数字。');
  if (!isMainlandProvince(id.slice(0, 2)))
    return bad(`旧身份证号开头 ${id.slice(0, 2)} 不是省级代码，请核对前两位。`);
  const birthDate = dashed(`19${id.slice(6, 12)}`);
  if (!isCivilDate(birthDate))
    return bad(`旧身份证号中的出生日期 ${birthDate} 不存在，请核对第 7 至 12 位。`);
  const body = `${id.slice(0, 6)}19${id.slice(6)}`;
  return {
    ok: true,
    normalised: id,
    birthDate,
    sex: Number(id.charAt(14)) % 2 === 1 ? '1' : '2',
    upgraded: body + mod11_2(body),
  };
}
