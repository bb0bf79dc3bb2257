import type { CivilDate } from '../domain/civilDate';
import { checkHmtResidencePermit } from './hmtResidencePermit';
import { normaliseNumber } from './normalise';
import { checkChinesePassport, checkForeignPassport } from './passport';
import { checkPermanentResident15, checkPermanentResident18 } from './permanentResident';
import { checkOldResidentId, checkResidentId } from './residentId';
import { checkHkMacauPermit, checkTaiwanPermit } from './travelPermits';

/** Why a certificate number cannot be used: `ID_OBSOLETE` 15-digit number, `ID_INVALID` anything else (R-ID-01 to 03). */
export type CertificateProblem = 'ID_INVALID' | 'ID_OBSOLETE';

export type CertificateCheck =
  | {
      readonly ok: true;
      /** The number as it is stored and compared. */
      readonly normalised: string;
      /** What identifies the holder: the number without the renewal count of a Hong Kong or Macau permit. */
      readonly holder: string;
      /** Null where the number does not tell. */
      readonly birthDate: CivilDate | null;
      readonly sex: '1' | '2' | null;
    }
  | { readonly ok: false; readonly code: CertificateProblem; readonly text: string };

type Loose = ReturnType<typeof checkResidentId> | ReturnType<typeof checkForeignPassport>;

/** A kind of document whose own form is not published: something readable of up to 30 characters. */
function checkOther(text: string): Loose {
  const id = normaliseNumber(text);
  if (id === '') return { ok: false, text: '证件号码没有填写。' };
  if (!/^[\p{L}\p{N}()·.\-/]{1,30}$/u.test(id))
    return { ok: false, text: '证件号码应为 30 位以内的字母、数字或汉字。' };
  return { ok: true, normalised: id };
}

/** The check of each type of psn_cert_type that has one of its own; the others are taken as they are. */
const CHECKS: Readonly<Record<string, (text: string, on: CivilDate | null) => Loose>> = {
  '01': checkResidentId,
  '04': checkHkMacauPermit,
  '05': checkHkMacauPermit,
  '06': checkTaiwanPermit,
  '07': (text, on) =>
    /^[A-Z]{3}/.test(normaliseNumber(text))
      ? checkPermanentResident15(text)
      : checkPermanentResident18(text, on),
  '08': checkForeignPassport,
  '16': checkChinesePassport,
  '17': checkHmtResidencePermit,
};

/**
 * Checks a certificate number by its type (psn_cert_type) and derives what it tells. Whether the kind of document is
 * accepted at all is for the rules (R-ID-02 refuses 台胞证), not for this. `on`, the day of handling, is needed to find a
 * birth in the future.
 */
export function checkCertificate(
  certType: string,
  text: string,
  on: CivilDate | null = null,
): CertificateCheck {
  if (certType === '01' && checkOldResidentId(text).ok) {
    return {
      ok: false,
      code: 'ID_OBSOLETE',
      text: '这是 15 位旧身份证号，2013 年起不再有效，请按现行证件录入 18 位公民身份号码。',
    };
  }
  const check = (Object.hasOwn(CHECKS, certType) ? CHECKS[certType] : undefined) ?? checkOther;
  const found = check(text, on);
  if (!found.ok) return { ok: false, code: 'ID_INVALID', text: found.text };
  return {
    ok: true,
    normalised: found.normalised,
    holder: 'holder' in found && typeof found.holder === 'string' ? found.holder : found.normalised,
    birthDate: 'birthDate' in found ? found.birthDate : null,
    sex: 'sex' in found ? found.sex : null,
  };
}
