import { z } from 'zod';
import { checkCertificate } from '../codes/certificate';
import { checkPhone } from '../codes/phone';
import { isCodeOf, type TableName } from '../codes/tables/index';
import { CivilDate, CivilMonth } from '../domain/civilDate';
import { STATUS_REASONS } from '../domain/enrolment';
import { RegionCode, VillageCode } from '../domain/region';

/**
 * The pieces the matters' bodies are made of, each with the sentence a clerk reads beside the field. A body is stored as
 * it is, so nothing here changes a value: what is typed is put in order by `readFields` before.
 */

/** Control, format and unpaired characters, which no name or address has. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

const line = (label: string, max: number) =>
  z
    .string({ error: `请填写${label}。` })
    .min(1, { error: `请填写${label}。`, abort: true })
    .refine((text) => [...text].length <= max, { error: `${label}最长 ${max} 个字。`, abort: true })
    .refine((text) => !UNPRINTABLE.test(text), { error: `${label}含有不可见字符，请重新录入。` })
    .refine((text) => text === text.trim(), { error: `${label}前后不能有空格。` });

/** 姓名: up to 100 characters, of any script and with ·; never markup. */
export const personName = line('姓名', 100).refine((text) => !/[<>]/.test(text), {
  error: '姓名不能含有 < 或 >,请按证件上的姓名录入。',
});
export const plainText = line;

const recordId = (label: string, max: number) =>
  z
    .string({ error: `请选择${label}。` })
    .regex(/^[A-Za-z0-9][A-Za-z0-9\-_.]*$/, { error: `请选择${label}。` })
    .max(max, { error: `${label}编号最长 ${max} 位。` });
export const personId = recordId('人员', 40);
export const householdId = recordId('家庭户', 30);
export const unitId = recordId('单位', 30);

/** A placeholder person id, given by the desk until the platform gives a psn_no (R-ID-05). */
export const TMP_ID = /^TMP-/;

export const codeOf = (table: TableName, label: string) =>
  z
    .string({ error: `请选择${label}。` })
    .refine((code) => isCodeOf(table, code), { error: `请选择${label}。` });

export const civilDate = (label: string) =>
  z
    .string({ error: `请填写${label}。` })
    .min(1, { error: `请填写${label}。`, abort: true })
    .pipe(CivilDate);
export const civilMonth = (label: string) => z.string({ error: `请填写${label}。` }).pipe(CivilMonth);

export const phone = z
  .string({ error: '请填写联系电话。' })
  .superRefine((text, issue) => {
    const found = checkPhone(text);
    if (!found.ok) issue.addIssue({ code: 'custom', message: found.text });
    else if (found.normalised !== text)
      issue.addIssue({ code: 'custom', message: '联系电话中不要有空格或多余符号。' });
  })
  .nullable();

export const insuredYear = z
  .number({ error: '请填写参保年度。' })
  .int({ error: '参保年度应为四位年份。' })
  .min(2000, { error: '参保年度应为四位年份。' })
  .max(2100, { error: '参保年度应为四位年份。' });

/** An amount as whole fen. What is typed in yuan is made fen by `readFields`; what is left as text is no amount. */
export const yuanFen = (label: string) =>
  z
    .number({ error: `请填写${label}，单位元，最多两位小数。` })
    .int({ error: `${label}最多两位小数。` })
    .min(0, { error: `${label}不能是负数。` })
    .max(100_000_000_000, { error: `${label}超出范围，请核对。` });

export const cycleYear = z
  .number({ error: '请填写执行年度。' })
  .int({ error: '执行年度应为四位年份。' })
  .min(2000, { error: '执行年度应为四位年份。' })
  .max(2100, { error: '执行年度应为四位年份。' });

export const statusReason = z.enum(STATUS_REASONS, { error: '请选择原因。' });
export const villageCode = z.string({ error: '请选择村（居）。' }).pipe(VillageCode);
export const group = z
  .number({ error: '请选择社（组）。' })
  .int({ error: '请选择社（组）。' })
  .min(1, { error: '请选择社（组）。' })
  .max(60, { error: '请选择社（组）。' });
export const regionCode = z.string({ error: '请填写行政区划代码。' }).pipe(RegionCode);
export const nationality = codeOf('country', '国籍');

/** Adds the certificate check where type and number are both there; the number may be null for somebody without one. */
export function certificateIssues(
  body: { certType: string; certNo: string | null },
  report: (text: string) => void,
): void {
  if (body.certNo === null) {
    if (body.certType !== '99') report('没有证件号码时，证件类型请选"其他身份证件"(平台将另行编号)。');
    return;
  }
  const found = checkCertificate(body.certType, body.certNo);
  if (!found.ok) report(found.text);
  else if (found.normalised !== body.certNo) report('证件号码请用半角大写，不要有空格。');
}
