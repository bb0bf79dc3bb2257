import { z } from 'zod';
import { CivilDate } from './civilDate';

/** Special identities (特殊身份) that bear on fees and waiting; R-SPC-01. Names as in the policy packs (`assist.personal`). */
export const SPECIAL_IDENTITY_TYPES = [
  'EXTREMELY_POOR',
  'ORPHAN',
  'MIN_LIVING',
  'SEVERELY_DISABLED',
  'LOW_INCOME_EDGE',
  'RETURN_TO_POVERTY_RISK',
  'LIFTED_OUT_OF_POVERTY',
  'LAND_EXPROPRIATED',
] as const;
export const SpecialIdentityType = z.enum(SPECIAL_IDENTITY_TYPES);
export type SpecialIdentityType = z.infer<typeof SpecialIdentityType>;

/** As a clerk says them. */
export const SPECIAL_IDENTITY_WORDS: Readonly<Record<SpecialIdentityType, string>> = {
  EXTREMELY_POOR: '特困人员',
  ORPHAN: '孤儿',
  MIN_LIVING: '低保对象',
  SEVERELY_DISABLED: '重度残疾人',
  LOW_INCOME_EDGE: '低保边缘家庭成员',
  RETURN_TO_POVERTY_RISK: '防止返贫监测对象',
  LIFTED_OUT_OF_POVERTY: '脱贫人口',
  LAND_EXPROPRIATED: '被征地农民',
};

/** One identity with who said so and since when; `until` null means still in force. */
export const SpecialIdentity = z.strictObject({
  type: SpecialIdentityType.describe(
    '`EXTREMELY_POOR` 特困人员, `ORPHAN` 孤儿, `MIN_LIVING` 低保对象, `SEVERELY_DISABLED` 重度残疾人, `LOW_INCOME_EDGE` 低保边缘家庭成员, `RETURN_TO_POVERTY_RISK` 防止返贫监测对象, `LIFTED_OUT_OF_POVERTY` 建档立卡贫困（脱贫）人口, `LAND_EXPROPRIATED` 被征地农民',
  ),
  source: z
    .string()
    .min(1)
    .max(40)
    .nullable()
    .describe("who confirmed it, e.g. 民政, 残联; null: the person's word only, which counts for nothing"),
  from: CivilDate.describe('first day'),
  until: CivilDate.nullable().describe('last day; null: still in force'),
});
export type SpecialIdentity = z.infer<typeof SpecialIdentity>;
