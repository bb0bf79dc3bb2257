import { z } from 'zod';
import { checkUscc } from '../codes/uscc';
import * as field from './fields';

/** What is registered of a unit, each member with the sentence for a clerk; procedure art. 16 and 17. */
export const UNIT_DETAILS = {
  name: field.plainText('单位名称', 100).refine((text) => !/[<>]/.test(text), {
    error: '单位名称不能含有 < 或 >，请按证照上的名称录入。',
  }),
  uscc: z
    .string({ error: '请填写统一社会信用代码。' })
    .superRefine((text, issue) => {
      const found = checkUscc(text);
      if (!found.ok) issue.addIssue({ code: 'custom', message: found.text });
      else if (found.normalised !== text)
        issue.addIssue({ code: 'custom', message: '统一社会信用代码请用半角大写，不要有空格。' });
    })
    .nullable(),
  villageCode: field.villageCode,
  address: field.plainText('单位地址', 200).nullable(),
  legalPerson: field.plainText('法定代表人', 100).nullable(),
  contactName: field.plainText('联系人', 100).nullable(),
  contactPhone: field.phone,
  bankName: field.plainText('开户银行', 100).nullable(),
  bankAccount: z
    .string()
    .regex(/^\d{6,40}$/, { error: '银行账号应为 6 到 40 位数字。' })
    .nullable(),
} as const;
export type UnitDetail = keyof typeof UNIT_DETAILS;
export const UNIT_DETAIL_NAMES = Object.keys(UNIT_DETAILS) as UnitDetail[];
