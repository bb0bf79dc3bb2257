import { bad, type NumberCheck, normaliseNumber } from './normalise';

/**
 * 港澳居民来往内地通行证: H or M and 8 digits for life, old cards with a two-digit count of renewals; R-ID-02.
 * `holder` is the lifelong part, the same on every card of one person.
 */
export function checkHkMacauPermit(text: string): NumberCheck<{ readonly holder: string }> {
  const id = normaliseNumber(text);
  if (!/^[HM]\d{8}(\d{2})?$/.test(id)) {
    return bad('港澳居民来往内地通行证号码应为 H 或 M 加 8 位数字（旧证另有 2 位换证次数）。');
  }
  return { ok: true, normalised: id, holder: id.slice(0, 9) };
}

/** 台湾居民来往大陆通行证: 8 digits; older booklets 10 digits, with or without a letter, sometimes in brackets. */
export function checkTaiwanPermit(text: string): NumberCheck {
  const id = normaliseNumber(text).replace(/\(([A-Z])\)$/, '$1');
  if (!/^(\d{8}|\d{10}[A-Z]?)$/.test(id)) {
    return bad('台湾居民来往大陆通行证号码应为 8 位数字（旧证为 10 位数字，可带一个字母）。');
  }
  return { ok: true, normalised: id };
}
