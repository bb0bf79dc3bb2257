import { z } from 'zod';
import { CivilDate, CivilMonth } from '../domain/civilDate';
import { Fen } from '../domain/money';
import { RegionCode } from '../domain/region';

// Members of a case that only units, contributions, arrears, contribution years and retirement read.

const Count = z.number().int().min(0).max(1_000_000);
const Months = z.number().int().min(0).max(1_200);

/** One valid registration record (有效参保登记记录) of a unit. */
export const UnitRecord = z.strictObject({
  region: RegionCode,
  /** People at work insured under it. */
  staff: Count.optional(),
  /** Retirees insured under it. */
  retirees: Count.optional(),
  /** Those of the retirees who cannot be moved (因特殊原因未能转移). */
  cannotMove: Count.optional(),
});
export type UnitRecord = z.infer<typeof UnitRecord>;

/** Members of `facts.unit` besides its status and arrears. */
export const UNIT_FACTS = {
  /** Late fee owed besides `arrearsFen`; left out: none, or within `arrearsFen`. */
  lateFeeFen: Fen.min(0).optional(),
  /** Every valid registration record, here and elsewhere; without the one that is being asked for. */
  records: z.array(UnitRecord).max(50).optional(),
  /** First fee period that the unit has not paid; null: it owes none. */
  firstUnpaid: CivilMonth.nullable().optional(),
};

/** A person's own wages of a calendar year. */
export const WageFact = z.strictObject({
  year: z.number().int().min(1950).max(2200),
  totalFen: Fen.min(0),
  /** Months worked; left out: 12. */
  months: z.number().int().min(1).max(12).optional(),
});
export type WageFact = z.infer<typeof WageFact>;

/** A recognised time other than paid fee periods (R-YRS-01), by whole months. */
export const ServiceFact = z.strictObject({
  /** WORK 工龄或工作年限, MILITARY 军龄, SPOUSE 未就业配偶随军, OTHER 国家、省规定的其他. */
  kind: z.enum(['WORK', 'MILITARY', 'SPOUSE', 'OTHER']),
  from: CivilMonth,
  until: CivilMonth,
});
export type ServiceFact = z.infer<typeof ServiceFact>;

export const CONTRIBUTION_FACTS = {
  wages: z.array(WageFact).max(80).optional(),
  /** The base that is in force until the next one (上年度缴费基数). */
  lastBaseFen: Fen.min(0).optional(),
  service: z.array(ServiceFact).max(50).optional(),
  /** Months of contribution as certified; left out: counted from `payments` and `service`. */
  contributionMonths: Months.optional(),
  /** Statutory retirement day as the personnel file has it; left out: by birth date, sex and `retirementGroup`. */
  retirementDay: CivilDate.optional(),
  /** Retirement age before 2025 of a woman: 50 or 55. */
  retirementGroup: z.enum(['FIFTY', 'FIFTY_FIVE']).optional(),
  /** Balance of the personal account, principal and interest. */
  accountFen: Fen.min(0).optional(),
  /** The place the relation goes to can take the account in. */
  destinationTakesAccount: z.boolean().optional(),
  /** Mode of a flexible worker who is insured already; null: none yet. */
  flexMode: z.enum(['POOL_ONLY', 'POOL_PLUS_ACCOUNT']).nullable().optional(),
};

export const CONTRIBUTION_REQUEST = {
  establishedOn: CivilDate.optional(),
  changedOn: CivilDate.optional(),
  approvedOn: CivilDate.optional(),
  /** Region of the one registration record that is to stay. */
  keepRecord: RegionCode.optional(),
  /** Base of the fee period, a month. */
  baseFen: Fen.min(0).optional(),
  unitPartFen: Fen.min(0).optional(),
  personPartFen: Fen.min(0).optional(),
  /** BASE_DECLARATION: year in which the base begins to apply. */
  cycle: z.number().int().min(1990).max(2200).optional(),
  /** BASE_DECLARATION: false: nothing was declared. */
  declared: z.boolean().optional(),
  /** Wage payable for the first month in the unit, or the approved wage. */
  firstWageFen: Fen.min(0).optional(),
  /** ARREARS: false: only a part was paid. */
  paidInFull: z.boolean().optional(),
  /** Mode a flexible worker chooses; null: no choice yet. */
  mode: z.enum(['POOL_ONLY', 'POOL_PLUS_ACCOUNT']).nullable().optional(),
  /** A payment out of the personal account is asked for. */
  fromAccount: z.boolean().optional(),
  /** Why the benefit class changes; OTHER is none of the reasons of the article. */
  classReason: z.enum(['SPECIAL_IDENTITY', 'RANK', 'POST', 'OTHER']).optional(),
  /** LUMP_SUM: what the person can pay now; left out: the whole. */
  lumpFen: Fen.min(0).optional(),
  /** LUMP_SUM: what is chosen instead; null: it cannot be paid and nothing is chosen yet. */
  instead: z.enum(['FLEX', 'RES']).nullable().optional(),
};

export const CONTRIBUTION_MATTERS = [
  'UNIT_REGISTER',
  'UNIT_CHANGE',
  /** Merger, split or cancellation (合并、分立、注销). */
  'UNIT_DISSOLVE',
  /** Assessment of the next fee period (核定). */
  'ASSESSMENT',
  'LATE_FEE',
  'BASE_DECLARATION',
  /** Months since the first day of work that were never registered (补缴). */
  'EMP_BACKPAY',
  'EMP_RESUME',
  /** 待遇状态变更. */
  'BENEFIT_CLASS',
  'MEDICAL_RETIREMENT',
  /** 一次性趸缴. */
  'LUMP_SUM',
  'FLEX_REGISTER',
  /** Benefits while a unit owes, and after it has paid. */
  'ARREARS',
  'SPECIAL_IDENTITY',
  'CONTRIBUTION_YEARS',
  'ACCOUNT_WITHDRAWAL',
] as const;
