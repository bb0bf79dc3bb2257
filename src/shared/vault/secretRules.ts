/**
 * Which secrets (口令) are taken. Where the operating system guards the key as well, a thief of the disk cannot try secrets on another
 * machine, and six digits do; where it does not, only the secret's own length stands in their way, for our delays do not.
 */
export type SecretKind = 'pin' | 'passphrase';

export const LONGEST_SECRET = 128;
const SHORTEST_PIN = 6;
/** In characters, a Han character counted as two. */
const PASSPHRASE_WEIGHT = 14;
/** What must be left of a passphrase without the words that everybody tries first. */
const WEIGHT_BESIDES = 8;
const FEWEST_DISTINCT = 6;

/** Tried first by whoever guesses; from the usual lists of leaked passwords, and what this work suggests. */
const WORDS = [
  'password',
  'passw0rd',
  'qwerty',
  'asdfgh',
  'zxcvbn',
  'admin',
  'iloveyou',
  'woaini',
  'welcome',
  'letmein',
  'canbao',
  'yibao',
  'shebao',
  '参保',
  '医保',
  '社保',
  '密码',
  '口令',
  '管理员',
] as const;
const PINS = ['121212', '112233', '123123', '147258', '159357', '520131', '520520', '521521', '789456'];

/** The same secret, however it was typed: full-width digits and letters are what they stand for. */
export const normalSecret = (typed: string): string => typed.normalize('NFKC').trim();

export interface SecretOwner {
  readonly name: string;
  readonly staffNo: string;
}

/** Why a secret is not taken, as a sentence for the one who chose it; null when it is. */
export function secretTrouble(typed: string, kind: SecretKind, owner: SecretOwner): string | null {
  const secret = normalSecret(typed);
  if (secret === '') return '请设置口令。';
  if (secret.length > LONGEST_SECRET) return `口令太长，请用 ${LONGEST_SECRET} 个字以内。`;
  if (/^\d+$/.test(secret)) {
    if (kind === 'pin') return pinTrouble(secret, owner);
    return '这台电脑的系统不能再加一层保护，只用数字太容易被试出来。请用一句自己记得住的话，至少 14 个字符（一个汉字算两个）。';
  }
  return phraseTrouble(secret, owner);
}

function pinTrouble(pin: string, owner: SecretOwner): string | null {
  if (pin.length < SHORTEST_PIN) return `数字口令至少 ${SHORTEST_PIN} 位。`;
  if (new Set(pin).size < 3 || isRun(pin) || PINS.some((one) => pin.includes(one)))
    return '这个数字口令太常见，别人几次就能试出来。请换一个没有规律的。';
  if (isDate(pin)) return '请不要用日期（例如生日）作口令，认识您的人会先试它。';
  const no = owner.staffNo.trim();
  if (no.length >= 3 && pin.includes(no)) return '口令里不要带工号。';
  return null;
}

function phraseTrouble(phrase: string, owner: SecretOwner): string | null {
  if (weight(phrase) < PASSPHRASE_WEIGHT)
    return `口令太短：至少 ${PASSPHRASE_WEIGHT} 个字符，一个汉字算两个。可以用一句自己记得住的话。`;
  if (new Set(phrase).size < FEWEST_DISTINCT) return '口令里重复的字太多，请换一句。';
  const own = [owner.name, owner.staffNo].map((word) => word.trim().toLowerCase());
  let rest = phrase.toLowerCase();
  for (const word of [...WORDS, ...own.filter((one) => one.length >= 2)]) rest = rest.replaceAll(word, '');
  rest = withoutRuns(rest);
  return weight(rest) < WEIGHT_BESIDES
    ? '口令里多半是别人首先会试的词、姓名、工号或连续的字母数字。请换一句只有自己想得到的话。'
    : null;
}

const weight = (text: string): number =>
  [...text].reduce((sum, char) => sum + (/\p{Script=Han}/u.test(char) ? 2 : 1), 0);

const step = (text: string, at: number): number => text.charCodeAt(at) - text.charCodeAt(at - 1);

/** 123456, 987654, 135791: every step the same, 9 going on with 0. */
const isRun = (pin: string): boolean =>
  [...pin].every((_, at) => at < 2 || (step(pin, at) - step(pin, at - 1)) % 10 === 0);

/** Takes out runs of four and more (1234, dcba, aaaa). */
function withoutRuns(text: string): string {
  let out = '';
  for (let from = 0; from < text.length; ) {
    let to = from + 1;
    const by = step(text, to);
    while (to < text.length && Math.abs(by) <= 1 && step(text, to) === by) to++;
    if (to - from < 4) to = from + 1;
    if (to === from + 1) out += text[from];
    from = to;
  }
  return out;
}

function isDate(pin: string): boolean {
  const [, month = '', day = ''] = /^(?:(?:19|20)?\d\d)(\d\d)(\d\d)$/.exec(pin) ?? [];
  return month >= '01' && month <= '12' && day >= '01' && day <= '31';
}
