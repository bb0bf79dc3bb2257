import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { Scheme } from '../domain/enrolment';
import { Fen } from '../domain/money';
import { RegionCode } from '../domain/region';

// Members of a case that duplicates, subsidies, refunds, transfers, key groups, incentives, repair and mutual aid read.

const Year = z.number().int().min(1990).max(2200);

export const RELATION_PERSON = {
  habitualRegion: RegionCode.optional().describe('where the person lives (常住地)'),
  workRegion: RegionCode.nullable()
    .optional()
    .describe('where the person works (就业地); null: does not work'),
  schoolRegion: RegionCode.nullable()
    .optional()
    .describe('where the person is at school (学籍地); null or left out: is not at school'),
  schoolEntryYear: Year.optional().describe('year of entry into that school; left out: not entering now'),
  retired: z
    .boolean()
    .optional()
    .describe(
      'medical retirement completed, draws retiree’s benefits of the employee scheme; left out in `ARREARS`: at work',
    ),
  seasonalWorker: z
    .boolean()
    .optional()
    .describe('works for a season or a short time (短期季节性务工); left out: no'),
};

/** The time a relation is paid for. */
export const RELATION_SPAN = {
  paidFrom: CivilDate.optional().describe(
    'first day it is paid for; left out: from `payments`, where no other relation of the scheme is known',
  ),
  paidUntil: CivilDate.optional().describe('last day it is paid for; left out: as `paidFrom`'),
  assisted: z.boolean().optional().describe('its fee was assisted (资助参保); left out: no'),
};

/** What was paid for the whole run of periods. */
export const PAYMENT_PARTS = {
  personFen: Fen.min(0).optional().describe('paid by the person for the whole run'),
  assistFen: Fen.min(0).optional().describe('paid by assistance; left out: 0'),
  unitFen: Fen.min(0).optional().describe('paid by the unit; left out: 0'),
};

/** One relation of mutual aid in force (共济关系). */
export const MutualAgreement = z.strictObject({
  receiver: z.string().min(1).max(40).describe('who receives, any name'),
  quotaFen: Fen.min(0).describe('quota agreed'),
  spentFen: Fen.min(0).describe('what was spent of it'),
});

/** The giver's personal account with the mutual aid given from it. */
export const MutualAidFacts = z.strictObject({
  account: z
    .boolean()
    .optional()
    .describe(
      'the giver takes part in the employee scheme with a personal account (个人账户); `relations`, where given, may say otherwise',
    ),
  balanceFen: Fen.min(0).optional().describe('all the money in the account, what is reserved included'),
  agreements: z
    .array(MutualAgreement)
    .max(50)
    .optional()
    .describe('relations of mutual aid in force; `[]`: none'),
});

export const RELATION_FACTS = {
  mutualAid: MutualAidFacts.optional().describe('the giver’s account and what is given from it'),
  incentive: z
    .strictObject({
      fundPaidYears: z
        .array(Year)
        .max(100)
        .optional()
        .describe('years in which the fund paid for something; `[]`: none'),
      bonusUsedYears: z
        .array(Year)
        .max(100)
        .optional()
        .describe('years in which a claim used quota added as an incentive; left out: none'),
    })
    .optional()
    .describe('what major-illness insurance has paid'),
  school: z
    .strictObject({
      oldCoverUntil: CivilDate.optional().describe('last day of the old cover'),
      newCoverFrom: CivilDate.optional().describe('first day of the cover at the school’s place'),
    })
    .optional()
    .describe('a student’s change from school years to calendar years'),
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

/** An agreement of mutual aid that is asked for, spent from or ended. */
export const MutualRequest = z.strictObject({
  receiver: z.string().min(1).max(40).optional().describe('who receives, as in `agreements`'),
  relation: z
    .enum([...MUTUAL_RELATIONS, 'COUSIN', 'IN_LAW', 'OTHER'])
    .optional()
    .describe('what the receiver is to the giver'),
  receiverInsured: z.boolean().optional().describe('the receiver takes part in basic medical insurance'),
  receiverRegion: RegionCode.optional().describe('where'),
  giverConsents: z.boolean().optional().describe('the giver agrees'),
  receiverConsents: z.boolean().optional().describe('the receiver agrees'),
  quotaFen: Fen.min(1).optional().describe('quota asked for'),
  spender: z.enum(['GIVER', 'RECEIVER']).optional().describe('who spends; left out: the receiver'),
  use: z
    .enum([...MUTUAL_USES, 'OTHER'])
    .optional()
    .describe(
      'what for: own share in hospital, drugs, devices and consumables of a pharmacy, resident premium, long-term care premium',
    ),
  useFen: Fen.min(1).optional().describe('amount spent'),
  event: z
    .enum([...MUTUAL_EVENTS, 'UNIT_CHANGE', 'INFORMATION_CHANGE'])
    .nullable()
    .optional()
    .describe('what happened to the giver’s insurance relation; null: nothing, the two want to end it'),
});

export const RELATION_REQUEST = {
  keepRegion: RegionCode.nullable()
    .optional()
    .describe('region whose relation the person wants to keep; null or left out: has not said'),
  statementRegion: RegionCode.nullable()
    .optional()
    .describe('region whose agency received the written statement; null or left out: none was handed in'),
  refundReason: z
    .enum(REFUND_REASONS)
    .optional()
    .describe(
      'why it is paid back: death; paid twice; joined the employee scheme; insured as resident elsewhere (a resident year, named by `year`); `FLEX_TO_UNIT`: a year paid in one and a unit from `firstPeriod`; `MOVED_UNIT`: one month, named by `period`',
    ),
  applicant: z
    .enum(['SELF', 'HEIR', 'UNIT', 'AGENT'])
    .optional()
    .describe(
      'who applies; left out: the person, for a death it is asked; in `ACCOUNT_WITHDRAWAL` `HEIR` inherits',
    ),
  originRegion: RegionCode.optional().describe('where the relation comes from'),
  fromScheme: Scheme.optional().describe('scheme it comes from'),
  toScheme: Scheme.optional().describe('scheme it goes to'),
  acceptedOn: CivilDate.optional().describe('day the application was accepted; left out: `on`'),
  repairYears: z.number().int().min(0).max(100).optional().describe('broken years the person pays for'),
  mutual: MutualRequest.optional().describe('mutual aid: what is agreed, spent or ended'),
};
