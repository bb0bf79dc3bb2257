import { z } from 'zod';
import { Backpay } from './backpay';
import { BenefitClass } from './benefitClass';
import { CivilDate } from './civilDate';
import { DuplicateCase } from './duplicateCase';
import { Enrolment } from './enrolment';
import { MutualAid } from './mutualAid';
import { Payment } from './payment';
import { PersonalAccount } from './personalAccount';
import { Refund } from './refund';
import { RegionCode, VillageCode } from './region';
import { Retirement } from './retirement';
import { SpecialIdentity } from './specialIdentity';
import { Transfer } from './transfer';
import { WaitRepair } from './waitRepair';

/**
 * Certificate type by the national table psn_cert_type (`codes/tables/certType.ts`): 01 居民身份证, 04/05 港澳通行证, 06 台胞证,
 * 07 外国人永居证, 08 外国护照, 16 中国护照, 17 港澳台居民居住证, 99 其他 (also somebody without a document, `certNo` null).
 */
export const CertType = z.string().regex(/^\d{2}$/);
export type CertType = z.infer<typeof CertType>;

/** GB/T 2261.1: 0 未知, 1 男, 2 女, 9 未说明. */
export const Sex = z.enum(['0', '1', '2', '9']);
export type Sex = z.infer<typeof Sex>;

/** Where someone is insured outside this jurisdiction, as far as the platform told us (异地/他制度参保). */
export const CoverElsewhere = z.strictObject({
  scheme: z.enum(['EMP', 'RES']),
  region: RegionCode,
  status: z.enum(['ACTIVE', 'PAUSED', 'TERMINATED']),
  from: CivilDate,
  source: z.string().min(1).max(40),
});
export type CoverElsewhere = z.infer<typeof CoverElsewhere>;

/** Schooling (学籍) that ties a pupil or student to a place. */
export const Schooling = z.strictObject({
  region: RegionCode,
  school: z.string().min(1).max(80),
  from: CivilDate,
  until: CivilDate.nullable(),
});
export type Schooling = z.infer<typeof Schooling>;

/**
 * What a person carries besides identity and insurance. Each has a default, so that records of older stores, journals and
 * verdicts are still records (SY14).
 */
const CARRIED = {
  /** 医保退休, applied for or done; null: never applied for. */
  retirement: Retirement.nullable().default(null),
  /** Classes of benefits in the order they were given; the last counts. */
  benefitClasses: z.array(BenefitClass).max(20).default([]),
  /** The personal account; null: nobody has told of one. */
  account: PersonalAccount.nullable().default(null),
  mutualAid: z.array(MutualAid).max(50).default([]),
  transfers: z.array(Transfer).max(20).default([]),
  refunds: z.array(Refund).max(100).default([]),
  backpays: z.array(Backpay).max(50).default([]),
  waitRepairs: z.array(WaitRepair).max(50).default([]),
  duplicates: z.array(DuplicateCase).max(50).default([]),
} as const;
type Carried = z.infer<z.ZodObject<typeof CARRIED>>;

/** Somebody who carries nothing of it. */
export const NOTHING_CARRIED: Carried = z.strictObject(CARRIED).parse({});

/** A person (参保人员) with everything the platform holds of them; the unit of versioning and of conflict. */
export const Person = z.strictObject({
  kind: z.literal('person'),
  /** psn_no: opaque, never parsed. A person registered offline has `TMP-<device>-<n>` until the platform gives a number. */
  id: z.string().min(1).max(40),
  /** Rises by one with every change on the platform; 0 while the platform does not know the person. */
  version: z.number().int().nonnegative(),
  /** The placeholder the person was registered under, for desks that still refer to it. */
  formerId: z.string().max(40).nullable(),
  certType: CertType,
  /** Normalised certificate number; null for somebody without one (无户口人员). */
  certNo: z.string().max(30).nullable(),
  name: z.string().min(1).max(100),
  sex: Sex,
  birthDate: CivilDate,
  /** Ethnic group, GB/T 3304: 01–56, 97, 98. */
  nation: z.string().regex(/^\d{2}$/),
  /** ISO 3166-1 alpha-3 (GB/T 2659). */
  nationality: z.string().regex(/^[A-Z]{3}$/),
  phone: z.string().max(30).nullable(),
  villageCode: VillageCode,
  group: z.number().int().positive(),
  householdId: z.string().min(1).max(30),
  /** Relation to the head of the household, GB/T 4761: 02 户主, 10 配偶, 20 子, 30 女 … */
  relation: z.string().regex(/^\d{2}$/),
  /** Six-digit region of the household register (户籍地). */
  hukouRegion: RegionCode.nullable(),
  /** Holds a residence permit (居住证) of this county. */
  residencePermit: z.boolean(),
  /** surv_stas: 1 正常, 2 死亡, 4 失踪, 9 不明. */
  survival: z.enum(['1', '2', '3', '4', '9']),
  deathDate: CivilDate.nullable(),
  identities: z.array(SpecialIdentity).max(20),
  schooling: Schooling.nullable(),
  enrolments: z.array(Enrolment).max(60),
  payments: z.array(Payment).max(400),
  elsewhere: z.array(CoverElsewhere).max(20),
  /** The guardian's person id for minors, when known. */
  guardianId: z.string().max(40).nullable(),
  ...CARRIED,
});
export type Person = z.infer<typeof Person>;
