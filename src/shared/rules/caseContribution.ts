import { z } from 'zod';
import { CivilDate, CivilMonth } from '../domain/civilDate';
import { Fen } from '../domain/money';
import { RegionCode } from '../domain/region';

// Members of a case that only units, contributions, arrears, contribution years and retirement read.

const Count = z.number().int().min(0).max(1_000_000);
const Months = z.number().int().min(0).max(1_200);

/** One valid registration record (有效参保登记记录) of a unit. */
export const UnitRecord = z.strictObject({
  region: RegionCode.describe('where the record is'),
  staff: Count.optional().describe('people at work insured under it'),
  retirees: Count.optional().describe('retirees insured under it'),
  cannotMove: Count.optional().describe('those of the retirees who cannot be moved (因特殊原因未能转移)'),
});
export type UnitRecord = z.infer<typeof UnitRecord>;

/** Members of `facts.unit` besides its status and arrears. */
export const UNIT_FACTS = {
  lateFeeFen: Fen.min(0)
    .optional()
    .describe('late fee owed besides `arrearsFen`; left out: none, or within `arrearsFen`'),
  records: z
    .array(UnitRecord)
    .max(50)
    .optional()
    .describe(
      'every valid registration record of the unit so far, here and elsewhere, without the one applied for; left out: the platform looks for them',
    ),
  firstUnpaid: CivilMonth.nullable()
    .optional()
    .describe('first fee period the unit has not paid, or had not before it paid late; null: it owes none'),
};

/** A person's own wages of a calendar year. */
export const WageFact = z.strictObject({
  year: z.number().int().min(1950).max(2200).describe('calendar year'),
  totalFen: Fen.min(0).describe('all wages of that year'),
  months: z.number().int().min(1).max(12).optional().describe('months worked; left out: 12'),
});
export type WageFact = z.infer<typeof WageFact>;

/** A recognised time other than paid fee periods (R-YRS-01), by whole months. */
export const ServiceFact = z.strictObject({
  kind: z
    .enum(['WORK', 'MILITARY', 'SPOUSE', 'OTHER'])
    .describe('`WORK` 工龄或工作年限, `MILITARY` 军龄, `SPOUSE` 未就业配偶随军, `OTHER` 国家、省规定的其他'),
  from: CivilMonth.describe('first month'),
  until: CivilMonth.describe('last month'),
});
export type ServiceFact = z.infer<typeof ServiceFact>;

const FlexMode = z.enum(['POOL_ONLY', 'POOL_PLUS_ACCOUNT']);

export const CONTRIBUTION_FACTS = {
  wages: z.array(WageFact).max(80).optional().describe('own wages by year; `[]`: they cannot be established'),
  lastBaseFen: Fen.min(0)
    .optional()
    .describe('monthly contribution base of the year before (上年度缴费基数)'),
  service: z
    .array(ServiceFact)
    .max(50)
    .optional()
    .describe('recognised time besides payments; left out: none'),
  contributionMonths: Months.optional().describe(
    'months of contribution as certified; left out: counted from `payments`, unless `service` is given: then they must be certified',
  ),
  retirementDay: CivilDate.optional().describe(
    'statutory retirement day as the personnel file has it; left out: by `birthDate`, `sex` and, of a woman, `retirementGroup`',
  ),
  retirementGroup: z
    .enum(['FIFTY', 'FIFTY_FIVE'])
    .optional()
    .describe('retirement age of a woman before the delay of 2025: 50 or 55'),
  accountFen: Fen.min(0)
    .optional()
    .describe('balance of the personal account, principal and interest (withdrawal, inheritance, transfer)'),
  destinationTakesAccount: z
    .boolean()
    .optional()
    .describe('the place the relation goes to can take the account in'),
  flexMode: FlexMode.nullable()
    .optional()
    .describe(
      'mode of a flexible worker who is insured already: `POOL_ONLY` 单建统筹, `POOL_PLUS_ACCOUNT` 统账结合; null: none yet',
    ),
};

export const CONTRIBUTION_REQUEST = {
  establishedOn: CivilDate.optional().describe('day the unit was established'),
  changedOn: CivilDate.optional().describe('day the unit’s details changed'),
  approvedOn: CivilDate.optional().describe('day it was approved'),
  keepRecord: RegionCode.optional().describe(
    'region of the one registration record that is to stay, where there are several',
  ),
  baseFen: Fen.min(0)
    .optional()
    .describe(
      'monthly contribution base: of the period, established for all the months, or prescribed for the lump sum (left out there: the parameter’s)',
    ),
  unitPartFen: Fen.min(0).optional().describe('unit’s part as assessed, instead of `baseFen`'),
  personPartFen: Fen.min(0).optional().describe('person’s part as assessed'),
  cycle: z
    .number()
    .int()
    .min(1990)
    .max(2200)
    .optional()
    .describe(
      'year in whose April the base begins; left out: the year of `on`, of a new hire the running one',
    ),
  declared: z.boolean().optional().describe('false: nothing was declared; left out: it is being declared'),
  firstWageFen: Fen.min(0)
    .optional()
    .describe('wage payable for the first month in the unit, or the approved wage'),
  paidInFull: z.boolean().optional().describe('false: only a part was paid; left out: all of it'),
  mode: FlexMode.nullable()
    .optional()
    .describe(
      'mode a flexible worker chooses: `POOL_ONLY` 单建统筹, `POOL_PLUS_ACCOUNT` 统账结合; null: no choice yet, which is refused',
    ),
  fromAccount: z
    .boolean()
    .optional()
    .describe('something is to be paid out of the personal account; left out: no'),
  classReason: z
    .enum(['SPECIAL_IDENTITY', 'RANK', 'POST', 'OTHER'])
    .optional()
    .describe(
      'why the benefit class changes: special identity, rank (职级), post (职务); `OTHER` is none of the article',
    ),
  lumpFen: Fen.min(0).optional().describe('what the person can pay now; left out: the whole'),
  instead: z
    .enum(['FLEX', 'RES'])
    .nullable()
    .optional()
    .describe(
      'chosen instead of a lump sum: flexible worker or resident; null: it cannot be paid and nothing is chosen yet',
    ),
};
