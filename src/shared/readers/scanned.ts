import { checkCertificate } from '../codes/certificate';
import type { CardRead } from './card';

/** What a form takes of a card, or of a number alone that was scanned: then nothing else is told. */
export type Laid = Omit<CardRead, 'name' | 'kind'> & { readonly name: string | null };

/** Types of certificate a bare number can be told to be of, the commonest first. */
const BY_NUMBER = ['01', '17', '07'] as const;

/** A scanned text as the number it is; null: it is none that can be recognised by itself. */
export function scannedNumber(text: string): Laid | null {
  for (const certType of BY_NUMBER) {
    const check = checkCertificate(certType, text);
    if (check.ok)
      return {
        certType,
        number: check.normalised,
        name: null,
        sex: check.sex,
        birthDate: check.birthDate,
        nation: null,
        nationality: null,
        address: null,
        issuer: null,
        validFrom: null,
        validTo: null,
      };
  }
  return null;
}

/** Said of a scanned text that is no number and finds nobody: most often the QR code of an electronic credential. */
export const NOT_A_NUMBER =
  '扫到的不是证件号码，本机资料里也没有。如果是医保电子凭证的二维码，要由医保读卡服务解码：请在“设置”里选择它，再按 F4。';
