import { z } from 'zod';
import { Fen } from '../domain/money';

// Members of a case that only the older local schemes, the community workflow, campaigns and the merging of records read.

const Count = z.number().int().min(0).max(100_000_000);

/** A resident under the county scheme of 2008 (R-TN). */
export const UrbanFacts = z.strictObject({
  /** Has urban hukou (城镇居民户籍) in the case's region. */
  urbanHukou: z.boolean().optional(),
  employed: z.boolean().optional(),
  /** Is a pupil of a primary, secondary, vocational or technical school in the region. */
  pupil: z.boolean().optional(),
  /** 新农合: not a member, a member who leaves it, or one who stays. */
  ruralCooperative: z.enum(['NONE', 'LEAVES', 'STAYS']).optional(),
  /** Documents handed in, by the codes of the answer's `materials`. */
  documents: z.array(z.string().min(1).max(40)).max(30).optional(),
  /** The hospital has an agreement with the agency (定点). */
  designated: z.boolean().optional(),
});

/** An application on its way through initial review and re-check (R-WF). */
export const FileFacts = z.strictObject({
  /** Who did the initial review (初审); null: nobody yet. */
  reviewedBy: z.string().max(60).nullable().optional(),
  /** Outcome of the re-check (复核); null: not yet. */
  recheck: z.enum(['ACCEPTED', 'RETURNED']).nullable().optional(),
  paid: z.boolean().optional(),
  /** Number of the payment voucher already given for this payment; null: none. */
  voucher: z.string().max(60).nullable().optional(),
  /** What the card is: handbook or plain card, national social security card, another IC card. */
  card: z.enum(['HANDBOOK', 'SOCIAL_SECURITY_CARD', 'OTHER_IC_CARD']).optional(),
  /** Elderly with reduced mobility, or disabled. */
  homeVisitNeeded: z.boolean().optional(),
  /** Why the care was outside the agreed hospitals; IN_NETWORK: it was not. */
  claim: z.enum(['EMERGENCY', 'REFERRAL', 'ELSEWHERE', 'IN_NETWORK', 'OTHER']).optional(),
});

/** Figures of a place during a campaign (R-CMP). */
export const CampaignFacts = z.strictObject({
  target: Count.min(1).optional(),
  enrolled: Count.optional(),
  registered: Count.optional(),
  employees: Count.optional(),
  pupils: Count.optional(),
  pupilsEnrolled: Count.optional(),
  /** Cannot work (丧失劳动能力). */
  unableToWork: z.boolean().optional(),
  /** Lives in a low-income family. */
  lowIncomeFamily: z.boolean().optional(),
});

/** One member of a household record that is to become a record of its own (R-MIG). */
export const HouseholdMember = z.strictObject({
  name: z.string().min(1).max(60),
  certNo: z.string().max(40).nullable().optional(),
  /** The name the police have under this number here; null: they have none. */
  policeName: z.string().max(60).nullable().optional(),
  alive: z.boolean().optional(),
  /** Has moved out of the area. */
  moved: z.boolean().optional(),
  empActive: z.boolean().optional(),
  /** Is kept in another household's record. */
  keptElsewhere: z.boolean().optional(),
  scheme: z.enum(['RURAL', 'URBAN']).optional(),
});
export type HouseholdMember = z.infer<typeof HouseholdMember>;

export const HouseholdFacts = z.strictObject({
  members: z.array(HouseholdMember).min(1).max(60).optional(),
  ruralFeeFen: Fen.optional(),
  urbanFeeFen: Fen.optional(),
  /** Shares the two old schemes paid for the same care, as exact decimals. */
  ruralShare: z
    .string()
    .regex(/^0\.\d{1,4}$/)
    .optional(),
  urbanShare: z
    .string()
    .regex(/^0\.\d{1,4}$/)
    .optional(),
});

export const LOCAL_FACTS = {
  urban: UrbanFacts.optional(),
  file: FileFacts.optional(),
  campaign: CampaignFacts.optional(),
  household: HouseholdFacts.optional(),
};

export const LOCAL_REQUEST = {
  /** Where the person has come to. */
  at: z.enum(['AGENCY', 'COMMUNITY', 'TOWNSHIP', 'SCHOOL', 'ENTRUSTED', 'OTHER']).optional(),
  /** REVIEW: what is to be done now. */
  step: z
    .enum([
      'REGISTER',
      'INITIAL_REVIEW',
      'RECHECK',
      'CHANGE',
      'PROCESS_CHANGE',
      'VOUCHER',
      'CERTIFICATE',
      'CLAIM',
    ])
    .optional(),
  /** REVIEW: who does it. */
  by: z.string().max(60).optional(),
  /** REVIEW: the outcome of a re-check. */
  outcome: z.enum(['ACCEPT', 'RETURN']).optional(),
  /** TAINING_HOSPITAL. */
  hospitalLevel: z.enum(['L3', 'L2', 'TOWNSHIP', 'COMMUNITY']).optional(),
  eligibleFen: Fen.optional(),
  excludedFen: Fen.optional(),
  /** HOUSEHOLD_MIGRATION: the member asked about; left out: all of them. */
  member: HouseholdMember.optional(),
};

export const LOCAL_MATTERS = [
  /** The campaign's rate, its gaps, and who is assisted (R-CMP). */
  'CAMPAIGN',
  /** Household records become personal ones (R-MIG). */
  'HOUSEHOLD_MIGRATION',
  /** Initial review, re-check, voucher, certificate, claims received (R-WF). */
  'REVIEW',
  /** Enrolment and fee under the county scheme of 2008 (R-TN). */
  'TAINING_FEE',
  /** Hospital benefit of that scheme (R-TN-09). */
  'TAINING_HOSPITAL',
] as const;
