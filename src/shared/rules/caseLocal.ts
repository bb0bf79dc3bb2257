import { z } from 'zod';
import { Fen } from '../domain/money';

// Members of a case that only the older local schemes, the community workflow, campaigns and the merging of records read.

const Count = z.number().int().min(0).max(100_000_000);
const Share = z.string().regex(/^0\.\d{1,4}$/);

/** A resident under the county scheme of 2008 (R-TN). */
export const UrbanFacts = z.strictObject({
  urbanHukou: z
    .boolean()
    .optional()
    .describe('has urban hukou (城镇居民户籍) of `region`; a `hukouRegion` elsewhere makes it false'),
  employed: z
    .boolean()
    .optional()
    .describe('works; the elderly are shut out only by an active employee relation'),
  pupil: z
    .boolean()
    .optional()
    .describe(
      'pupil of a primary, secondary, vocational or technical school of `region`; `studentHere` false makes it false',
    ),
  ruralCooperative: z
    .enum(['NONE', 'LEAVES', 'STAYS'])
    .optional()
    .describe('新农合: not a member, a member who leaves it for this scheme, one who stays'),
  documents: z
    .array(z.string().min(1).max(40))
    .max(30)
    .optional()
    .describe(
      'what is handed in, by the codes of the answer’s `materials`; left out: the answer lists what to bring',
    ),
  designated: z.boolean().optional().describe('the hospital has an agreement with the agency (定点)'),
});

/** An application on its way through initial review and re-check (R-WF). */
export const FileFacts = z.strictObject({
  reviewedBy: z
    .string()
    .max(60)
    .nullable()
    .optional()
    .describe('who did the initial review (初审); null: nobody yet'),
  recheck: z
    .enum(['ACCEPTED', 'RETURNED'])
    .nullable()
    .optional()
    .describe('outcome of the re-check (复核); null: not yet'),
  paid: z.boolean().optional().describe('the fee is paid'),
  voucher: z
    .string()
    .max(60)
    .nullable()
    .optional()
    .describe('number of the payment voucher already given for this payment; null: none'),
  card: z
    .enum(['HANDBOOK', 'SOCIAL_SECURITY_CARD', 'OTHER_IC_CARD'])
    .optional()
    .describe('what the card is: handbook or plain card, national social security card, another IC card'),
  homeVisitNeeded: z.boolean().optional().describe('elderly with reduced mobility, or disabled'),
  claim: z
    .enum(['EMERGENCY', 'REFERRAL', 'ELSEWHERE', 'IN_NETWORK', 'OTHER'])
    .optional()
    .describe(
      'why the care was outside the agreed hospitals: 急诊, 转诊, 异地就医; `IN_NETWORK`: it was not outside',
    ),
});

/** Figures of a place during a campaign (R-CMP). */
export const CampaignFacts = z.strictObject({
  target: Count.min(1).optional().describe('people to enrol; a pack’s own target goes before it'),
  enrolled: Count.optional().describe('people enrolled so far'),
  registered: Count.optional().describe('registered population'),
  employees: Count.optional().describe('those of them in the employees’ scheme'),
  pupils: Count.optional().describe('pupils'),
  pupilsEnrolled: Count.optional().describe('those of them enrolled'),
  unableToWork: z
    .boolean()
    .optional()
    .describe('of `person`, who is then asked about instead of the target: cannot work (丧失劳动能力)'),
  lowIncomeFamily: z.boolean().optional().describe('of `person`: lives in a low-income family'),
});

/** One member of a household record that is to become a record of its own (R-MIG). */
export const HouseholdMember = z.strictObject({
  name: z.string().min(1).max(60).describe('name in the household record'),
  certNo: z.string().max(40).nullable().optional().describe('number in that record; null: none'),
  policeName: z
    .string()
    .max(60)
    .nullable()
    .optional()
    .describe('name the police have under this number here; null: they have none'),
  alive: z.boolean().optional().describe('is alive'),
  moved: z.boolean().optional().describe('has moved out of the area'),
  empActive: z.boolean().optional().describe('has an active employee relation'),
  keptElsewhere: z.boolean().optional().describe('is kept in another household’s record'),
  scheme: z
    .enum(['RURAL', 'URBAN'])
    .optional()
    .describe('scheme of the record; left out: `RURAL`, whose records were by household'),
});
export type HouseholdMember = z.infer<typeof HouseholdMember>;

export const HouseholdFacts = z.strictObject({
  members: z.array(HouseholdMember).min(1).max(60).optional().describe('everybody in the record'),
  ruralFeeFen: Fen.optional().describe('individual fee of the rural scheme'),
  urbanFeeFen: Fen.optional().describe('individual fee of the urban scheme'),
  ruralShare: Share.optional().describe(
    'share the rural scheme paid of the same care, as decimal text `"0.60"`',
  ),
  urbanShare: Share.optional().describe('share the urban scheme paid of it'),
});

export const LOCAL_FACTS = {
  urban: UrbanFacts.optional().describe('a resident under the county scheme of 2008'),
  file: FileFacts.optional().describe('an application on its way through review'),
  campaign: CampaignFacts.optional().describe('figures of a place during a campaign'),
  household: HouseholdFacts.optional().describe('a household record that becomes personal records'),
};

export const LOCAL_REQUEST = {
  at: z
    .enum(['AGENCY', 'COMMUNITY', 'TOWNSHIP', 'SCHOOL', 'ENTRUSTED', 'OTHER'])
    .optional()
    .describe('where the person has come to: 经办机构, 社区, 乡镇, 学校, 受托单位, elsewhere'),
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
    .optional()
    .describe(
      'what is done now: handing in, 初审, 复核, taking a change in, making it, giving a voucher, giving a certificate, taking a claim in',
    ),
  by: z.string().max(60).optional().describe('who does it'),
  outcome: z.enum(['ACCEPT', 'RETURN']).optional().describe('outcome of a re-check'),
  hospitalLevel: z
    .enum(['L3', 'L2', 'TOWNSHIP', 'COMMUNITY'])
    .optional()
    .describe('level of the hospital: 三级, 二级, 乡镇卫生院, 社区卫生服务机构'),
  eligibleFen: Fen.optional().describe('cost of the stay within the catalogues'),
  excludedFen: Fen.optional().describe('cost outside the catalogues; left out: none'),
  member: HouseholdMember.optional().describe(
    'the member of the household asked about; left out: all of them',
  ),
};
