import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { Scheme } from '../domain/enrolment';
import { Fen } from '../domain/money';
import { RegionCode } from '../domain/region';

// Members of a case that duplicates, subsidies, refunds, transfers, key groups, incentives, repair and mutual aid read.

const Year = z.number().int().min(1990).max(2200);

export const RELATION_PERSON = {
  /** Where the person lives (常住地). */
  habitualRegion: RegionCode.optional(),
  /** Where the person works (就业地); null: does not work. */
  workRegion: RegionCode.nullable().optional(),
  /** Where the person is at school (学籍地); null: is not at school. */
  schoolRegion: RegionCode.nullable().optional(),
  /** Year of entry into that school. */
  schoolEntryYear: Year.optional(),
  /** Draws retiree's benefits of the employee scheme. */
  retired: z.boolean().optional(),
  /** Works for a season or a short time (短期季节性务工). */
  seasonalWorker: z.boolean().optional(),
};

/** The time a relation is paid for, first and last day; `assisted`: the fee was assisted (资助参保). */
export const RELATION_SPAN = {
  paidFrom: CivilDate.optional(),
  paidUntil: CivilDate.optional(),
  assisted: z.boolean().optional(),
};

/** What was paid for the whole run of periods. */
export const PAYMENT_PARTS = {
  personFen: Fen.min(0).optional(),
  assistFen: Fen.min(0).optional(),
  unitFen: Fen.min(0).optional(),
};

/** The giver's personal account with the mutual aid given from it. */
export const MutualAidFacts = z.strictObject({
  /** Has a personal account (个人账户). */
  account: z.boolean().optional(),
  /** All the money in the account, what is reserved included. */
  balanceFen: Fen.min(0).optional(),
  /** The relations in force (共济关系). */
  agreements: z
    .array(
      z.strictObject({ receiver: z.string().min(1).max(40), quotaFen: Fen.min(0), spentFen: Fen.min(0) }),
    )
    .max(50)
    .optional(),
});

export const RELATION_FACTS = {
  mutualAid: MutualAidFacts.optional(),
  /** Years in which the fund paid for the person; years in which a claim used quota that was added as an incentive. */
  incentive: z
    .strictObject({
      fundPaidYears: z.array(Year).max(100).optional(),
      bonusUsedYears: z.array(Year).max(100).optional(),
    })
    .optional(),
  /** A student's change of scheme year: last day of the old cover, first day of the cover at the school's place. */
  school: z
    .strictObject({ oldCoverUntil: CivilDate.optional(), newCoverFrom: CivilDate.optional() })
    .optional(),
};

export const REFUND_REASONS = [
  'DEATH',
  'DUPLICATE_PAYMENT',
  'JOINED_EMP',
  'OTHER_AREA_RES',
  'FLEX_TO_UNIT',
  'MOVED_UNIT',
  'OTHER',
] as const;
export const MUTUAL_RELATIONS = [
  'SPOUSE',
  'PARENT',
  'CHILD',
  'SIBLING',
  'GRANDPARENT_PATERNAL',
  'GRANDPARENT_MATERNAL',
  'GRANDCHILD_PATERNAL',
  'GRANDCHILD_MATERNAL',
] as const;
export const MUTUAL_USES = [
  'OWN_SHARE_HOSPITAL',
  'PHARMACY_DRUG_DEVICE_CONSUMABLE',
  'RES_PREMIUM',
  'LTC_PREMIUM',
] as const;
export const MUTUAL_EVENTS = ['PAUSE', 'TERMINATE', 'TRANSFER_OUT', 'EMP_TO_RES'] as const;

export const RELATION_REQUEST = {
  /** DUPLICATE: the region whose relation the person wants to keep; null: has not said. */
  keepRegion: RegionCode.nullable().optional(),
  /** DUPLICATE: the region whose agency received the written statement; null: none was handed in. */
  statementRegion: RegionCode.nullable().optional(),
  /** REFUND. */
  refundReason: z.enum(REFUND_REASONS).optional(),
  applicant: z.enum(['SELF', 'HEIR', 'UNIT', 'AGENT']).optional(),
  /** RELATION_TRANSFER: from where, from which scheme to which. */
  originRegion: RegionCode.optional(),
  fromScheme: Scheme.optional(),
  toScheme: Scheme.optional(),
  /** RELATION_TRANSFER: the day the application was accepted; absent: the day of the case. */
  acceptedOn: CivilDate.optional(),
  /** WAIT_REPAIR: broken years the person pays for. */
  repairYears: z.number().int().min(0).max(100).optional(),
  /** MUTUAL_AID_*. */
  mutual: z
    .strictObject({
      receiver: z.string().min(1).max(40).optional(),
      /** What the receiver is to the giver. */
      relation: z.enum([...MUTUAL_RELATIONS, 'COUSIN', 'IN_LAW', 'OTHER']).optional(),
      receiverInsured: z.boolean().optional(),
      receiverRegion: RegionCode.optional(),
      giverConsents: z.boolean().optional(),
      receiverConsents: z.boolean().optional(),
      quotaFen: Fen.min(1).optional(),
      /** Who spends; left out: the receiver. */
      spender: z.enum(['GIVER', 'RECEIVER']).optional(),
      use: z.enum([...MUTUAL_USES, 'OTHER']).optional(),
      useFen: Fen.min(1).optional(),
      /** MUTUAL_AID_END: what happened to the giver's insurance relation; null: nothing, the two want to end it. */
      event: z
        .enum([...MUTUAL_EVENTS, 'UNIT_CHANGE', 'INFORMATION_CHANGE'])
        .nullable()
        .optional(),
    })
    .optional(),
};

export const RELATION_MATTERS = [
  /** Which of several relations is kept (R-DUP). */
  'DUPLICATE',
  /** What fiscal subsidy is deducted (R-SUB). */
  'SUBSIDY_DEDUCTION',
  /** Is a fee paid back, how much, to whom? (R-REF) */
  'REFUND',
  /** Transfer of the relation between pooling areas (R-TRN). */
  'RELATION_TRANSFER',
  /** Paying for broken years to shorten the wait (R-WAIT-07). */
  'WAIT_REPAIR',
  /** What is said to key groups: poor people, students, seasonal workers, veterans … (R-KEY, R-STU) */
  'KEY_GROUP',
  /** The ceiling of major-illness insurance with what continuity and no claims add (R-INC). */
  'INCENTIVE',
  /** Mutual aid from a personal account (R-MUT). */
  'MUTUAL_AID_ESTABLISH',
  'MUTUAL_AID_SPEND',
  'MUTUAL_AID_END',
] as const;
