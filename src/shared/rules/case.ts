import { z } from 'zod';
import { CivilDate, CivilMonth } from '../domain/civilDate';
import { EnrolmentStatus, Scheme, StatusReason } from '../domain/enrolment';
import { Fen } from '../domain/money';
import { FeePeriod, PayState } from '../domain/payment';
import { Sex } from '../domain/person';
import { RegionCode } from '../domain/region';
import { SpecialIdentity } from '../domain/specialIdentity';
import { CONTRIBUTION_FACTS, CONTRIBUTION_REQUEST, UNIT_FACTS } from './caseContribution';
import { LOCAL_FACTS, LOCAL_REQUEST } from './caseLocal';
import {
  PAYMENT_PARTS,
  RELATION_FACTS,
  RELATION_PERSON,
  RELATION_REQUEST,
  RELATION_SPAN,
} from './caseRelations';
import { CASE_MATTER_CODES } from './matters';

// The descriptions below are the text of docs/decide.md and of the JSON Schema: meaning, unit, and what holds when left out.

export const CaseMatter = z.enum(CASE_MATTER_CODES);
export type CaseMatter = z.infer<typeof CaseMatter>;

/** Who the person is. Every member may be absent: then it is unknown. `null` is knowledge: there is none. */
export const PersonFacts = z.strictObject({
  certType: z
    .string()
    .regex(/^\d{2}$/)
    .nullable()
    .optional()
    .describe(
      'kind of document (psn_cert_type), two digits: 01 居民身份证, 04/05 港澳通行证, 06 台胞证, 07 外国人永久居留证, 08 外国护照, 17 港澳台居民居住证; null or 99: no document (无户口人员)',
    ),
  certNo: z
    .string()
    .max(40)
    .nullable()
    .optional()
    .describe('the number as it stands on the document; null: none'),
  name: z.string().max(100).optional().describe('taken in, used by no rule'),
  sex: Sex.optional().describe(
    '1 male, 2 female, 0 unknown, 9 not said; left out: read from an 18-digit number where a rule can',
  ),
  birthDate: CivilDate.optional().describe('left out: read from an 18-digit number'),
  nationality: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe('three letters (GB/T 2659); taken in, used by no rule'),
  alive: z.boolean().optional().describe('is alive; a `deathDate` means no'),
  deathDate: CivilDate.nullable().optional().describe('day of death; null: has not died'),
  hukouRegion: RegionCode.nullable()
    .optional()
    .describe('region of the household register (户籍); null: none'),
  residencePermit: z
    .boolean()
    .optional()
    .describe('holds a residence permit (居住证) of the case’s `region`'),
  studentHere: z
    .boolean()
    .optional()
    .describe('pupil or student (学籍), or pre-school child, in the case’s `region`'),
  identities: z
    .array(SpecialIdentity)
    .max(20)
    .optional()
    .describe('special identities (特殊身份); left out: none is known, nobody is assisted or exempt'),
  drawingUnemploymentBenefit: z
    .boolean()
    .optional()
    .describe('draws unemployment benefit (失业保险金); left out: the ordinary rule applies'),
  dischargedSoldier: z
    .boolean()
    .optional()
    .describe('discharged from the forces (退役军人); left out: the ordinary rule applies'),
  ...RELATION_PERSON,
});
export type PersonFacts = z.infer<typeof PersonFacts>;

/** One insurance relation of the person, here or elsewhere (`region` tells). */
export const RelationFact = z.strictObject({
  scheme: Scheme.describe('`EMP` 职工医保, `RES` 居民医保'),
  subKind: z
    .enum(['UNIT', 'FLEX'])
    .nullable()
    .optional()
    .describe('of an employee: `UNIT` through a unit, `FLEX` 灵活就业; null: a resident'),
  status: EnrolmentStatus.describe('`ACTIVE` 正常参保, `PAUSED` 暂停（中止）参保, `TERMINATED` 终止参保'),
  region: RegionCode.describe('where the relation is'),
  from: CivilDate.optional().describe('day the relation began'),
  statusFrom: CivilDate.optional().describe('day the present status began'),
  reason: StatusReason.nullable()
    .optional()
    .describe('why it was paused or ended; codes as `request.reason`'),
  ...RELATION_SPAN,
});
export type RelationFact = z.infer<typeof RelationFact>;

/** One fee period, or a run of them up to `until`. */
export const PaymentFact = z
  .strictObject({
    scheme: Scheme.describe('`EMP` 职工医保, `RES` 居民医保'),
    period: FeePeriod.describe('fee period (费款所属期): a resident year or an employee month'),
    until: FeePeriod.nullable().optional().describe('last period of a run; null or left out: one period'),
    state: PayState.describe('`DUE` 应缴, `PAID` 实缴 (money has arrived), `BROKEN` 中断缴费'),
    paidOn: CivilDate.nullable()
      .optional()
      .describe('day the money arrived; left out: in `BENEFIT_STATE` before any pause'),
    region: RegionCode.optional().describe('where it was paid; left out: in the province of the case'),
    ...PAYMENT_PARTS,
  })
  .refine(
    ({ scheme, period, until }) =>
      [period, until ?? period].every((p) => (p.length === 4) === (scheme === 'RES')),
    {
      message: '居民医保的费款所属期是年度（YYYY），职工医保的是月份（YYYY-MM），请核对制度和所属期',
      path: ['period'],
    },
  )
  .refine(({ period, until }) => until == null || until >= period, {
    message: '末期早于首期，请核对 period 和 until',
    path: ['until'],
  });
export type PaymentFact = z.infer<typeof PaymentFact>;

/** What is known. An absent member is unknown, never false; an empty list says that there is none. */
export const Facts = z.strictObject({
  person: PersonFacts.optional().describe('who it is about'),
  relations: z
    .array(RelationFact)
    .max(100)
    .optional()
    .describe('every insurance relation known, here and elsewhere, ended ones too; `[]`: there is none'),
  payments: z
    .array(PaymentFact)
    .max(600)
    .optional()
    .describe('every fee period known, of both schemes; `[]`: nothing was ever paid'),
  sameNumber: z
    .array(z.string().max(40))
    .max(50)
    .optional()
    .describe('ids of other persons with this certificate number; left out: the platform searches'),
  samePerson: z
    .array(z.string().max(40))
    .max(50)
    .optional()
    .describe('ids of other persons with the same name, birth date and sex under another number'),
  unit: z
    .strictObject({
      status: z.enum(['ACTIVE', 'ENDED']).optional().describe('taken in, used by no rule'),
      arrearsFen: Fen.optional().describe('premium the unit owes; 0: none'),
      ...UNIT_FACTS,
    })
    .optional()
    .describe('the employer'),
  newborn: z
    .strictObject({
      underParentName: z
        .boolean()
        .optional()
        .describe('is registered under a parent’s name, not yet under its own; left out: no'),
    })
    .optional()
    .describe('what only a newborn has'),
  benefitFrom: CivilDate.nullable()
    .optional()
    .describe(
      'first day of benefits as it was decided at registration; null or left out: no waiting period was set',
    ),
  ...CONTRIBUTION_FACTS,
  ...LOCAL_FACTS,
  ...RELATION_FACTS,
});
export type Facts = z.infer<typeof Facts>;

/** Fee category of a resident. */
export const ResidentCategory = z.enum(['ADULT', 'MINOR', 'STUDENT', 'NEWBORN']);
export type ResidentCategory = z.infer<typeof ResidentCategory>;

/** A changed field of a person, by the field's name in the person record. */
export const FieldChange = z.strictObject({
  field: z.string().min(1).max(40).describe('name of the member, e.g. `certNo`, `name`, `phone`'),
  from: z.json().optional().describe('value until now'),
  to: z.json().describe('value from now on'),
});

/** What is asked for. */
export const Request = z.strictObject({
  scheme: Scheme.optional().describe('which scheme is meant: `EMP` 职工医保, `RES` 居民医保'),
  year: z.number().int().min(1990).max(2200).optional().describe('insured year (参保年度) of a resident'),
  category: ResidentCategory.optional().describe(
    'fee category of a resident; left out: from birth date and schooling',
  ),
  paidOn: CivilDate.optional().describe(
    'day the payment is received; left out: `on`, in `WAITING_PERIOD` the paid period’s own `paidOn`, in `ARREARS` not yet paid',
  ),
  outsideWindowReason: z
    .enum(['TRANSFER', 'FIRST_ENROLMENT', 'NEWBORN', 'OTHER'])
    .optional()
    .describe('why a resident comes outside the collective window (集中预缴期)'),
  hireDate: CivilDate.optional().describe('first day of work (用工之日)'),
  firstPeriod: CivilMonth.optional().describe(
    'first fee period asked for, or paid in the new place; left out at registration: next month',
  ),
  subKind: z
    .enum(['UNIT', 'FLEX'])
    .optional()
    .describe('`UNIT` through a unit, `FLEX` 灵活就业 (has no `hireDate`)'),
  reason: StatusReason.optional().describe(
    'why it is paused: `EMPLOYMENT` 就业, `MOVED` 迁徙, `JOB_TRANSFER` 调转, `RESIGNATION` 辞职, `SENTENCED` 判刑, `MISSING` 失踪, `DISCIPLINE` 违纪, `OTHER_PAUSE` 其他; or ends: `DEATH` 死亡, `SETTLED_ABROAD` 移民国外, `DUPLICATE_CLEANUP` 重复参保清理, `TRANSFERRED_OUT` 医保关系转出, `EMP_REGISTRATION` 职工参保登记',
  ),
  effectiveOn: CivilDate.optional().describe('day it happened; for a death the day of death; left out: `on`'),
  changes: z.array(FieldChange).max(60).optional().describe('fields that change'),
  day: CivilDate.optional().describe(
    'the day asked about; left out: `on`, in `ARREARS` what the arrears do as a whole',
  ),
  period: FeePeriod.optional().describe(
    'the fee period meant, a year or a month; left out in `ASSESSMENT`: the next month',
  ),
  dueOn: CivilDate.optional().describe(
    'last day to pay; left out: last day of the month before an employee month',
  ),
  assessedFen: Fen.optional().describe('amount assessed'),
  receivedFen: Fen.optional().describe('amount that has arrived'),
  from: CivilDate.optional().describe('first day of a period that is computed'),
  days: z
    .number()
    .int()
    .min(-100_000)
    .max(100_000)
    .optional()
    .describe('length in days of that period, or days of a charge'),
  months: z.number().int().min(-2_400).max(2_400).optional().describe('length in months of that period'),
  lastPaid: CivilMonth.optional().describe('last paid month before a gap'),
  firstPaid: CivilMonth.optional().describe('first paid month after it'),
  amountFen: Fen.min(0).optional().describe('amount on which a daily charge is computed'),
  dailyRate: z
    .string()
    .regex(/^0\.\d{1,8}$/)
    .optional()
    .describe('its rate a day as exact decimal text, e.g. `"0.0005"`'),
  uscc: z.string().max(40).optional().describe('统一社会信用代码 of a unit instead of a person’s number'),
  what: z.string().max(200).optional().describe('what is wanted, in words'),
  ...CONTRIBUTION_REQUEST,
  ...LOCAL_REQUEST,
  ...RELATION_REQUEST,
});
export type Request = z.infer<typeof Request>;

/** One case for `decide()`: pure data, no clock: `on` is today. */
export const Case = z.strictObject({
  id: z.string().min(1).max(200).describe('returned with the answer'),
  matter: CaseMatter.describe('what is to be done or answered'),
  on: CivilDate.describe('the day it is handled (办理日期): today'),
  region: RegionCode.describe('where; parameters are looked up by 6, 4, 2 digits, then nationally'),
  pack: z
    .string()
    .min(1)
    .max(60)
    .optional()
    .describe('a pack to ask before those of region and day, e.g. to try another province’s values'),
  facts: Facts.describe('what is known; `{}` where nothing is'),
  request: Request.describe('what is asked for; `{}` where nothing is to be said'),
  asOf: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .describe('how old the platform’s facts are, as it wrote it; left out: the facts are taken as they are'),
  authoritative: z
    .boolean()
    .optional()
    .describe('true on the platform itself: nothing is provisional; left out: false'),
});
export type Case = z.infer<typeof Case>;
