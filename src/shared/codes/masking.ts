/** `220199********1234`: six, eight stars, four; shorter numbers keep two at the front and one at the back. */
export function maskCertNo(certNo: string | null): string {
  if (certNo === null || certNo === '') return '';
  if (certNo.length === 18) return `${certNo.slice(0, 6)}${'*'.repeat(8)}${certNo.slice(14)}`;
  if (certNo.length <= 4) return '*'.repeat(certNo.length);
  return `${certNo.slice(0, 2)}${'*'.repeat(certNo.length - 3)}${certNo.slice(-1)}`;
}

/** 张*, 欧**娜: the first character and, from three on, the last; whole characters, also outside the BMP. */
export function maskName(name: string): string {
  const chars = [...name];
  if (chars.length <= 1) return '*';
  if (chars.length === 2) return `${chars[0]}*`;
  return `${chars[0]}${'*'.repeat(chars.length - 2)}${chars[chars.length - 1]}`;
}

/** `138****5678`; any other number keeps its last four digits. */
export function maskPhone(phone: string | null): string {
  if (phone === null || phone === '') return '';
  if (/^\d{11}$/.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(7)}`;
  return phone.length <= 4 ? '*'.repeat(phone.length) : `${'*'.repeat(phone.length - 4)}${phone.slice(-4)}`;
}

/** A bank account keeps its last four characters. */
export const maskAccount = (account: string): string =>
  `${'*'.repeat(Math.max(0, account.length - 4))}${account.slice(-4)}`;

/** A value in words masked as its kind of number is; what holds no digit (无, an empty one) stays. */
export const maskNumber = (field: 'certNo' | 'phone', text: string): string =>
  !/\d/.test(text) ? text : field === 'certNo' ? maskCertNo(text) : maskPhone(text);
