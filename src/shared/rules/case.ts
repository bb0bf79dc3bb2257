import { z } from 'zod';
import { CivilDate, CivilMonth } from '../domain/civilDate';
import { EnrolmentStatus, Scheme, StatusReason } from '../domain/enrolment';
import { MATTER_CODES } from '../domain/matter';
import { Fen } from '../domain/money';
import { FeePeriod, PayState } from '../domain/payment';
import { Sex } from '../domain/person';
import { RegionCode } from '../domain/region';
import { SpecialIdentity } from '../domain/specialIdentity';
import {
  CONTRIBUTION_FACTS,
  CONTRIBUTION_MATTERS,
  CONTRIBUTION_REQUEST,
  UNIT_FACTS,
} from './caseContribution';
import { LOCAL_FACTS, LOCAL_MATTERS, LOCAL_REQUEST } from './caseLocal';
import {
  PAYMENT_PARTS,
  RELATION_FACTS,
  RELATION_MATTERS,
  RELATION_PERSON,
  RELATION_REQUEST,
  RELATION_SPAN,
} from './caseRelations';

/** Questions the engine answers besides the desk's matters; for the command line and for other chapters. */
export const ENGINE_MATTERS = [
  /** Is this certificate number well formed, and what does it say? (R-ID) */
  'IDENTIFIER_CHECK',
  /** May the person use benefits on a day? (R-BEN) */
  'BENEFIT_STATE',
  /** Must the person wait, from when to when? (R-WAIT) */
  'WAITING_PERIOD',
  /** Is a fee period due, paid or broken on a day? (R-PAY) */
  'PAY_STATE',
  /** A period of days or months, a gap in months, a rounded daily charge (R-GEN-01 to 03). */
  'ARITHMETIC',
  /** Anything else asked for at the counter (R-GEN-05). */
  'OTHER',
  ...CONTRIBUTION_MATTERS,
  ...LOCAL_MATTERS,
  ...RELATION_MATTERS,
] as const;
export const CaseMatter = z.enum([...MATTER_CODES, ...ENGINE_MATTERS]);
export type CaseMatter = z.infer<typeof CaseMatter>;

/** Who the person is. Every member may be absent: then it is unknown. `null` is knowledge: there is none. */
export const PersonFacts = z.strictObject({
  /** psn_cert_type, two digits; null: no document (无户口人员). */
  certType: z
    .string()
    .regex(/^\d{2}$/)
    .nullable()
    .optional(),
  certNo: z.string().max(40).nullable().optional(),
  name: z.string().max(100).optional(),
  sex: Sex.optional(),
  birthDate: CivilDate.optional(),
  nationality: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  alive: z.boolean().optional(),
  deathDate: CivilDate.nullable().optional(),
  hukouRegion: RegionCode.nullable().optional(),
  /** Holds a residence permit (居住证) of the case's region. */
  residencePermit: z.boolean().optional(),
  /** Is a pupil or student (学籍), or a pre-school child, in the case's region. */
  studentHere: z.boolean().optional(),
  identities: z.array(SpecialIdentity).max(20).optional(),
  drawingUnemploymentBenefit: z.boolean().optional(),
  dischargedSoldier: z.boolean().optional(),
  ...RELATION_PERSON,
});
export type PersonFacts = z.infer<typeof PersonFacts>;

/** One insurance relation of the person, here or elsewhere (`region` tells). */
export const RelationFact = z.strictObject({
  scheme: Scheme,
  subKind: z.enum(['UNIT', 'FLEX']).nullable().optional(),
  status: EnrolmentStatus,
  region: RegionCode,
  from: CivilDate.optional(),
  /** The day the present status began. */
  statusFrom: CivilDate.optional(),
  reason: StatusReason.nullable().optional(),
  ...RELATION_SPAN,
});
export type RelationFact = z.infer<typeof RelationFact>;

/** One fee period, or a run of them up to `until`. */
export const PaymentFact = z.strictObject({
  scheme: Scheme,
  period: FeePeriod,
  until: FeePeriod.nullable().optional(),
  state: PayState,
  paidOn: CivilDate.nullable().optional(),
  /** Where it was paid; left out: in the province of the case. */
  region: RegionCode.optional(),
  ...PAYMENT_PARTS,
});
export type PaymentFact = z.infer<typeof PaymentFact>;

/** What is known. An absent member is unknown, never false; an empty list says that there is none. */
export const Facts = z.strictObject({
  person: PersonFacts.optional(),
  /** All relations known, ended ones too. */
  relations: z.array(RelationFact).max(100).optional(),
  /** All fee periods known, of both schemes. */
  payments: z.array(PaymentFact).max(600).optional(),
  /** Ids of other persons with this certificate number. */
  sameNumber: z.array(z.string().max(40)).max(50).optional(),
  /** Ids of other persons with this name, birth date and sex (and nationality), under another number. */
  samePerson: z.array(z.string().max(40)).max(50).optional(),
  /** The employer. */
  unit: z
    .strictObject({
      status: z.enum(['ACTIVE', 'ENDED']).optional(),
      arrearsFen: Fen.optional(),
      ...UNIT_FACTS,
    })
    .optional(),
  newborn: z
    .strictObject({
      /** Is registered under a parent's name, not yet under its own. */
      underParentName: z.boolean().optional(),
    })
    .optional(),
  /** The first day of benefits as it was decided at registration, for BENEFIT_STATE. */
  benefitFrom: CivilDate.nullable().optional(),
  ...CONTRIBUTION_FACTS,
  ...LOCAL_FACTS,
  ...RELATION_FACTS,
});
export type Facts = z.infer<typeof Facts>;

/** Fee category of a resident. */
export const ResidentCategory = z.enum(['ADULT', 'MINOR', 'STUDENT', 'NEWBORN']);
export type ResidentCategory = z.infer<typeof ResidentCategory>;

/** What is asked for; which members a matter reads is in `docs/decide.md`. */
export const Request = z.strictObject({
  scheme: Scheme.optional(),
  /** Insured year of a resident. */
  year: z.number().int().min(1990).max(2200).optional(),
  category: ResidentCategory.optional(),
  /** The day the payment was, or is expected to be, received; absent: the day of the case. */
  paidOn: CivilDate.optional(),
  /** Why a resident comes outside the collective window (R-PRE-01). */
  outsideWindowReason: z.enum(['TRANSFER', 'FIRST_ENROLMENT', 'NEWBORN', 'OTHER']).optional(),
  /** 用工之日. */
  hireDate: CivilDate.optional(),
  /** First fee period asked for (employee). */
  firstPeriod: CivilMonth.optional(),
  subKind: z.enum(['UNIT', 'FLEX']).optional(),
  /** Reason of a pause or termination. */
  reason: StatusReason.optional(),
  /** The day the pause or termination takes effect; for a death the day of death. */
  effectiveOn: CivilDate.optional(),
  /** Changed fields of a person, by the field's name in the person record. */
  changes: z
    .array(z.strictObject({ field: z.string().min(1).max(40), from: z.json().optional(), to: z.json() }))
    .max(60)
    .optional(),
  /** The day asked about (BENEFIT_STATE, PAY_STATE). */
  day: CivilDate.optional(),
  /** PAY_STATE. */
  period: FeePeriod.optional(),
  dueOn: CivilDate.optional(),
  assessedFen: Fen.optional(),
  receivedFen: Fen.optional(),
  /** ARITHMETIC: a period from a day. */
  from: CivilDate.optional(),
  days: z.number().int().min(-100_000).max(100_000).optional(),
  months: z.number().int().min(-2_400).max(2_400).optional(),
  /** ARITHMETIC: a gap between two employee fee periods. */
  lastPaid: CivilMonth.optional(),
  firstPaid: CivilMonth.optional(),
  /** ARITHMETIC: a charge of `amountFen` × `dailyRate` × `days`. */
  amountFen: Fen.optional(),
  dailyRate: z
    .string()
    .regex(/^0\.\d{1,8}$/)
    .optional(),
  /** IDENTIFIER_CHECK of a unit: its 统一社会信用代码. */
  uscc: z.string().max(40).optional(),
  /** OTHER: what is asked for, in words. */
  what: z.string().max(200).optional(),
  ...CONTRIBUTION_REQUEST,
  ...LOCAL_REQUEST,
  ...RELATION_REQUEST,
});
export type Request = z.infer<typeof Request>;

/** One case for `decide()`: pure data, no clock: `on` is today. */
export const Case = z.strictObject({
  id: z.string().min(1).max(200),
  matter: CaseMatter,
  /** The day it is handled (办理日期). */
  on: CivilDate,
  region: RegionCode,
  /** A pack to use instead of those found from region and day. */
  pack: z.string().min(1).max(60).optional(),
  facts: Facts,
  request: Request,
  /** How old the platform's facts are, as the platform wrote it; absent: the facts are not the platform's. */
  asOf: z.string().min(1).max(40).optional(),
  /** True where the facts are the current ones (on the platform itself): then nothing is provisional. */
  authoritative: z.boolean().optional(),
});
export type Case = z.infer<typeof Case>;
