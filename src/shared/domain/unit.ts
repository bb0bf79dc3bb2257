import { z } from 'zod';
import { UnitAssessment } from './assessment';
import { CivilDate } from './civilDate';
import { Fen } from './money';
import { VillageCode } from './region';

/** Why a unit's registration ended (procedure art. 18), with the words a clerk uses. */
export const UNIT_END_REASONS = {
  MERGED: '合并',
  SPLIT: '分立',
  REVOKED: '撤销',
  DISSOLVED: '解散',
  RESTRUCTURED: '改制',
  CANCELLED: '注销',
} as const;
export type UnitEndReason = keyof typeof UNIT_END_REASONS;

/** The end of a unit's registration; `successors` are empNos of the units that go on in its place. */
export const UnitEnd = z.strictObject({
  on: CivilDate,
  reason: z.enum(Object.keys(UNIT_END_REASONS) as [UnitEndReason, ...UnitEndReason[]]),
  approvedOn: CivilDate,
  successors: z.array(z.string().min(1).max(30)).max(20),
});
export type UnitEnd = z.infer<typeof UnitEnd>;

/** A unit (参保单位), or a village's virtual unit for residents (居民虚拟单位, emp_mgt_type 08). */
export const Unit = z.strictObject({
  kind: z.literal('unit'),
  /** empNo (单位编号). A unit registered offline has `TMP-…` until the platform gives a number. */
  id: z.string().min(1).max(30),
  version: z.number().int().nonnegative(),
  /** Unified social credit code; null for virtual units and units without one. */
  uscc: z.string().max(18).nullable(),
  name: z.string().min(1).max(100),
  /** emp_mgt_type: 01 普通单位, 02 灵活就业虚拟单位, 08 居民虚拟单位. */
  managementType: z.enum(['01', '02', '08']),
  villageCode: VillageCode,
  establishedOn: CivilDate.nullable(),
  status: z.enum(['ACTIVE', 'ENDED']),
  /** Premium owed from before the assessments below. */
  arrearsFen: Fen,
  /** The placeholder the unit was registered under, for desks that still refer to it. */
  formerId: z.string().max(40).nullable().default(null),
  legalPerson: z.string().max(100).nullable().default(null),
  contactName: z.string().max(100).nullable().default(null),
  contactPhone: z.string().max(30).nullable().default(null),
  address: z.string().max(200).nullable().default(null),
  bankName: z.string().max(100).nullable().default(null),
  bankAccount: z.string().max(40).nullable().default(null),
  /** By fee period, each once. */
  assessments: z.array(UnitAssessment).max(600).default([]),
  ended: UnitEnd.nullable().default(null),
});
export type Unit = z.infer<typeof Unit>;

/** What a unit has of which nothing is known yet; records of before these members were kept read so. */
export const UNIT_UNKNOWN = {
  formerId: null,
  legalPerson: null,
  contactName: null,
  contactPhone: null,
  address: null,
  bankName: null,
  bankAccount: null,
  assessments: [],
  ended: null,
} satisfies Partial<Unit>;
