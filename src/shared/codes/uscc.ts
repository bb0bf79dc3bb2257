import { orgCheck, usccCheck } from './checkDigits';
import { bad, type NumberCheck, normaliseNumber } from './normalise';

/** 统一社会信用代码 (GB 32100): the only code of a unit; R-ID-04, procedure art. 7(4). */
export function checkUscc(text: string): NumberCheck {
  const code = normaliseNumber(text);
  if (code.length !== 18) return bad(`统一社会信用代码应为 18 位，现为 ${code.length} 位。`);
  if (!/^[0-9A-HJ-NP-RTUWXY]{18}$/.test(code))
    return bad('统一社会信用代码只含数字和大写字母，且没有 I、O、S、V、Z。');
  if (!/^..\d{6}/.test(code)) return bad('统一社会信用代码第 3 至 8 位应为数字（登记机关行政区划）。');
  if (usccCheck(code) !== code.charAt(17)) return bad('统一社会信用代码校验位不符，请按证照逐位核对。');
  return { ok: true, normalised: code };
}

/** 组织机构代码 (GB 11714), written with or without a hyphen before its check character. */
export function checkOrgCode(text: string): NumberCheck<{ readonly formatted: string }> {
  const code = normaliseNumber(text).replace(/^([0-9A-Z]{8})-/, '$1');
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return bad('组织机构代码应为 8 位数字或大写字母加 1 位校验码。');
  if (orgCheck(code) !== code.charAt(8)) return bad('组织机构代码校验码不符，请按证照逐位核对。');
  return { ok: true, normalised: code, formatted: `${code.slice(0, 8)}-${code.charAt(8)}` };
}
