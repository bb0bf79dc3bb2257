const NUMBERS = /^v?(\d+)\.(\d+)\.(\d+)/;

/** Whether a program is newer than this one; a version that nobody can read is. */
export function isNewerProgram(that: string, own: string): boolean {
  const [a, b] = [NUMBERS.exec(that), NUMBERS.exec(own)];
  if (a === null || b === null) return that !== own;
  for (const at of [1, 2, 3]) if (Number(a[at]) !== Number(b[at])) return Number(a[at]) > Number(b[at]);
  return false;
}
