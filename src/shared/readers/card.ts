import { z } from 'zod';
import { type CertificateCheck, checkCertificate } from '../codes/certificate';
import { normaliseNumber } from '../codes/normalise';
import { isCodeOf, TABLES } from '../codes/tables/index';
import { CivilDate, isCivilDate } from '../domain/civilDate';
import { personName, plainText } from '../matters/fields';
import { err, ok, type Result } from '../result';

/**
 * What a card reader (读卡器) reads, whichever reader it is: one shape for all adapters. The photo on the card is not part of it:
 * nothing here shows or keeps one, so none is carried.
 */

export const CARD_KINDS = {
  residentId: '居民身份证',
  hmtResidence: '港澳台居民居住证',
  permanentResident: '外国人永久居留身份证',
  socialCard: '社会保障卡',
  credential: '医保电子凭证',
} as const;
export type CardKind = keyof typeof CARD_KINDS;
const KINDS = Object.keys(CARD_KINDS) as [CardKind, ...CardKind[]];

/** psn_cert_type of the documents that carry their own number. */
const CERT_TYPE = { residentId: '01', hmtResidence: '17', permanentResident: '07' } as const;
type Document = keyof typeof CERT_TYPE;

/** Valid without an end (GB 11643 cards of people of 46 and over). */
export const FOR_EVER = '长期';

export const CardRead = z.strictObject({
  kind: z.enum(KINDS),
  /** Certificate type of `number`; null where the medium does not tell and the number does not show. */
  certType: z.enum(['01', '07', '17']).nullable(),
  /** As it is stored and compared (`codes/certificate.ts`). */
  number: z.string().min(1).max(30),
  name: z.string().min(1).max(100),
  sex: z.enum(['1', '2']).nullable(),
  /** GB/T 3304; null: not told. */
  nation: z
    .string()
    .regex(/^\d{2}$/)
    .nullable(),
  /** GB/T 2659; null: not told. */
  nationality: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  birthDate: CivilDate.nullable(),
  address: z.string().max(200).nullable(),
  issuer: z.string().max(100).nullable(),
  validFrom: CivilDate.nullable(),
  validTo: z.union([CivilDate, z.literal(FOR_EVER)]).nullable(),
});
export type CardRead = z.infer<typeof CardRead>;

/** What an adapter took out of an answer, word for word and not judged yet. Absent and empty is: not told. */
export interface RawCard {
  /** Null where the service does not say; the number then has to show it. */
  readonly kind: CardKind | null;
  readonly number: string;
  readonly name: string;
  readonly sex?: string | undefined;
  /** 民族, or of a foreigner's card the nationality (`加拿大/CAN`). */
  readonly nation?: string | undefined;
  readonly birth?: string | undefined;
  readonly address?: string | undefined;
  readonly issuer?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const SEX: Readonly<Record<string, '1' | '2'>> = { 男: '1', 女: '2', '1': '1', '2': '2' };
/** Fixed-length fields of cards come padded with blanks and zero bytes. */
const bare = (text: string | undefined): string => (text ?? '').replace(/\0+$/u, '').trim();
const bad = (text: string) => err(text);

/**
 * The card as it may be used, or why not, in a clerk's words. The number has to pass its check and to agree with sex and birth date told
 * beside it: a service that is no reader, or a misread card, does not get past that.
 */
export function cardFrom(raw: RawCard): Result<CardRead, string> {
  const number = documentNumber(raw);
  if (!number.ok) return number;
  const { kind, certType, check } = number.value;
  const name = personName.safeParse(bare(raw.name));
  if (!name.success) return bad(`卡上的姓名不能用：${name.error.issues[0]?.message ?? ''}`);
  const sex = SEX[bare(raw.sex)] ?? null;
  if (sex !== null && check.sex !== null && sex !== check.sex) return bad('卡上的性别与证件号码不符。');
  const birth = bare(raw.birth);
  const birthDate = dateFrom(birth);
  if (birth !== '' && birthDate === null) return bad('卡上的出生日期不是一个日期。');
  if (birthDate !== null && check.birthDate !== null && birthDate !== check.birthDate)
    return bad('卡上的出生日期与证件号码不符。');
  const address = bare(raw.address);
  const issuer = bare(raw.issuer);
  for (const [label, text, most] of [
    ['住址', address, 200],
    ['签发机关', issuer, 100],
  ] as const)
    if (text !== '' && !plainText(label, most).safeParse(text).success)
      return bad(`卡上的${label}含有不能用的字符，或者太长。`);
  const foreign = kind === 'permanentResident';
  const to = bare(raw.to);
  return ok({
    kind,
    certType,
    number: check.normalised,
    name: name.data,
    sex: sex ?? check.sex,
    nation: foreign ? null : nationFrom(bare(raw.nation)),
    nationality: foreign ? countryFrom(bare(raw.nation)) : kind === 'residentId' ? 'CHN' : null,
    birthDate: birthDate ?? check.birthDate,
    address: address || null,
    issuer: issuer || null,
    validFrom: dateFrom(bare(raw.from)),
    validTo: to === FOR_EVER ? FOR_EVER : dateFrom(to),
  });
}

type Checked = Extract<CertificateCheck, { ok: true }>;

/** Which document the number is of. A social security number is the resident number (社会保障号), or a foreigner's own, which has no check. */
function documentNumber(
  raw: RawCard,
): Result<{ kind: CardKind; certType: CardRead['certType']; check: Checked }, string> {
  const text = normaliseNumber(bare(raw.number));
  if (text === '') return bad('没有读到证件号码。');
  if (raw.kind !== null && raw.kind in CERT_TYPE) {
    const certType = CERT_TYPE[raw.kind as Document];
    const check = checkCertificate(certType, text);
    return check.ok ? ok({ kind: raw.kind, certType, check }) : bad(check.text);
  }
  for (const [kind, certType] of Object.entries(CERT_TYPE)) {
    const check = checkCertificate(certType, text);
    if (check.ok) return ok({ kind: raw.kind ?? (kind as Document), certType, check });
  }
  if (raw.kind === null)
    return bad('读到的号码不是居民身份证、港澳台居民居住证或外国人永久居留身份证的号码。');
  const check = checkCertificate('99', text);
  return check.ok ? ok({ kind: raw.kind, certType: null, check }) : bad(check.text);
}

/** `19810803`, `1981-08-03`, `1981.08.03`, `1981/8/3`, `1981年8月3日`; anything else, also a day that is none, is null. */
export function dateFrom(text: string): CivilDate | null {
  const parts =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(text);
  if (parts === null) return null;
  const [, year = '', month = '', day = ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCivilDate(date) ? date : null;
}

/** Written on cards though they are no nationality of GB/T 3304, which files them under 97. */
const UNIDENTIFIED = ['其他', '穿青人', '革家人', '穿青人族', '革家人族'];

/** `汉`, `汉族`, `01` and `1` are one; null where it is none of the table. */
export function nationFrom(text: string): string | null {
  if (text === '') return null;
  const code = /^\d{1,2}$/.test(text) ? text.padStart(2, '0') : null;
  if (code !== null) return isCodeOf('nation', code) ? code : null;
  if (UNIDENTIFIED.includes(text)) return '97';
  const row = TABLES.nation.find(([, label]) => label === text || label === `${text}族`);
  return row?.[0] ?? null;
}

/** The three letters of `加拿大/CAN`, or of `CAN`. */
function countryFrom(text: string): string | null {
  const code = /(?:^|\/)([A-Z]{3})$/.exec(text)?.[1] ?? null;
  return code !== null && isCodeOf('country', code) ? code : null;
}

/** Whether the card's own term has run out on a day; a term that was not told has not. */
export const isExpired = (card: Pick<CardRead, 'validTo'>, day: CivilDate): boolean =>
  card.validTo !== null && card.validTo !== FOR_EVER && card.validTo < day;
