/** Full-width digits and hyphens as ASCII, as a Chinese input method leaves them. */
export const digitsOf = (typed: string): string =>
  typed
    .replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[－／．。年月/.]/g, '-')
    .replace(/日/g, '');

/** `20260903` and `2026.9.3` become `2026-09-03` once they are whole; anything else stays as typed. */
export function typedDate(typed: string): string {
  const text = digitsOf(typed);
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (packed) return `${packed[1]}-${packed[2]}-${packed[3]}`;
  return text;
}

/** `202611` becomes `2026-11`. */
export function typedMonth(typed: string): string {
  const text = digitsOf(typed);
  const packed = /^(\d{4})(\d{2})$/.exec(text);
  return packed ? `${packed[1]}-${packed[2]}` : text;
}
