import { mrzCheck } from './checkDigits';
import { bad, type NumberCheck, normaliseNumber } from './normalise';

/** A passport of the PRC: E or G and 8 digits, E and a letter (never I or O) and 7, DE, SE or PE and 7. */
export function checkChinesePassport(text: string): NumberCheck {
  const id = normaliseNumber(text);
  if (!/^([EG]\d{8}|E[A-HJ-NP-Z]\d{7}|[DSP]E\d{7})$/.test(id)) {
    return bad(
      '中国护照号码应为 E 或 G 加 8 位数字，或 E 加一个字母（无 I、O）加 7 位数字，或 DE、SE、PE 加 7 位数字。',
    );
  }
  return { ok: true, normalised: id };
}

/** A foreign passport: 5 to 20 letters and digits (R-ID-03); its issuer's own form is not known here. */
export function checkForeignPassport(text: string): NumberCheck {
  const id = normaliseNumber(text);
  if (!/^[A-Z0-9]{5,20}$/.test(id)) return bad('护照号码应为 5 至 20 位字母和数字，不含符号。');
  return { ok: true, normalised: id };
}

/** A passport of an unknown issuer: what looks Chinese must be Chinese, anything else foreign. */
export function checkPassport(text: string): NumberCheck {
  const looksChinese = /^([EG]\d+|E[A-Z]\d+|[DSP]E\d+)$/.test(normaliseNumber(text));
  return looksChinese ? checkChinesePassport(text) : checkForeignPassport(text);
}

/** A document number with its check digit, as read from the machine readable zone (ICAO 9303). */
export function checkMrzNumber(text: string): NumberCheck {
  const id = normaliseNumber(text);
  if (!/^[A-Z0-9]{5,20}\d$/.test(id)) return bad('机读区号码应为字母和数字，末位为校验数字。');
  if (mrzCheck(id.slice(0, -1)) !== id.slice(-1)) return bad('机读区号码校验位不符，请重新读取证件。');
  return { ok: true, normalised: id };
}
