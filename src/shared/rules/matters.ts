import { MATTERS } from '../domain/matter';

/** A matter as the handbook and the window name it. */
export interface MatterWords {
  /** What a clerk calls it. */
  readonly label: string;
  /** What is asked, and what the answer to it means where that is not plain; for `docs/decide.md`. */
  readonly about: string;
}

const counter = (code: keyof typeof MATTERS, about: string): MatterWords => ({ label: MATTERS[code], about });

/** Everything `decide()` can be asked: the desk's matters first, then the questions of the engine. */
export const CASE_MATTERS = {
  RES_REGISTER: counter(
    'RES_REGISTER',
    'A resident enrols or renews for `year`: adult, minor, student, coming back.',
  ),
  NEWBORN_REGISTER: counter(
    'NEWBORN_REGISTER',
    'A newborn is registered; after 90 days as any other resident.',
  ),
  RES_PAUSE: counter('RES_PAUSE', 'A resident relation is paused.'),
  RES_TERMINATE: counter('RES_TERMINATE', 'A resident relation ends.'),
  RES_CHANGE: counter(
    'RES_CHANGE',
    'Details of a resident are changed; identity is checked where it changes.',
  ),
  EMP_REGISTER: counter(
    'EMP_REGISTER',
    'A unit registers an employee, or `subKind` `FLEX` a person themselves.',
  ),
  EMP_PAUSE: counter('EMP_PAUSE', 'An employee relation is paused.'),
  EMP_TERMINATE: counter('EMP_TERMINATE', 'An employee relation ends.'),
  EMP_CHANGE: counter(
    'EMP_CHANGE',
    'Details of an employee are changed; identity is checked where it changes.',
  ),
  IDENTIFIER_CHECK: {
    label: '证件号码核对',
    about: 'Is this number well formed, and what does it say? Of a unit with `uscc`.',
  },
  BENEFIT_STATE: {
    label: '某日的待遇状态',
    about:
      'May benefits be used on `day`? `ALLOW` where they may, `REFUSE` where not. The waiting period is not computed here: give `benefitFrom`.',
  },
  WAITING_PERIOD: {
    label: '待遇等待期',
    about:
      'Must the person wait, from when to when? A `STUDENT` where the region had a late window for students follows that window.',
  },
  PAY_STATE: {
    label: '缴费状态',
    about:
      'Is a fee period due, paid or broken on `day`? The state is the code of the reason. `relations`, where given, tell whether a pause or termination cut it.',
  },
  ARITHMETIC: {
    label: '期间、中断月数和按日加收',
    about:
      'A period of `days` or `months` `from` a day, a gap between `lastPaid` and `firstPaid`, a charge of `amountFen` × `dailyRate` × `days` rounded half up to the fen: whichever is given.',
  },
  UNIT_REGISTER: counter('UNIT_REGISTER', 'A unit registers, or keeps one of several records.'),
  UNIT_CHANGE: counter('UNIT_CHANGE', "A unit's registered details are changed."),
  UNIT_DISSOLVE: counter('UNIT_DISSOLVE', 'A unit is merged, split, dissolved or cancelled.'),
  ASSESSMENT: {
    label: '缴费核定',
    about:
      'The next fee period is assessed: of a unit by the month, of a flexible worker (`subKind` `FLEX`) by the month, of a resident (`scheme` `RES`) by the year (`period` or `year`).',
  },
  LATE_FEE: { label: '滞纳金', about: 'What is owed for one fee period paid on `paidOn`.' },
  BASE_DECLARATION: counter('BASE_DECLARATION', 'The contribution base is declared, or is set without.'),
  EMP_BACKPAY: counter(
    'EMP_BACKPAY',
    'Months since the first day of work that were never registered are paid; `payments` left out: nothing was paid.',
  ),
  EMP_RESUME: counter('EMP_RESUME', 'A paused employee relation is taken up again.'),
  BENEFIT_CLASS: counter(
    'BENEFIT_CLASS',
    "The class of an employee's benefits changes by identity, rank or post.",
  ),
  MEDICAL_RETIREMENT: counter('MEDICAL_RETIREMENT', 'Medical retirement is applied for.'),
  LUMP_SUM: counter('LUMP_SUM', 'The missing months are paid in one go at retirement.'),
  FLEX_REGISTER: counter('FLEX_REGISTER', 'A flexible worker registers and chooses a mode.'),
  ARREARS: {
    label: '单位欠费期间的待遇',
    about: 'Benefits while a unit owes, and after it has paid; with `day`: is the cost of that day covered?',
  },
  SPECIAL_IDENTITY: counter('SPECIAL_IDENTITY', 'A special identity is entered.'),
  CONTRIBUTION_YEARS: { label: '缴费年限', about: 'Contribution months and years are counted, each once.' },
  ACCOUNT_WITHDRAWAL: counter('ACCOUNT_WITHDRAWAL', 'The personal account is paid out, moved or inherited.'),
  DUPLICATE: counter('DUPLICATE', 'Which of several relations is kept, and what becomes of the others.'),
  SUBSIDY_DEDUCTION: counter('SUBSIDY_DEDUCTION', 'Which fiscal subsidy is deducted.'),
  REFUND: counter('REFUND', 'Is a fee paid back, how much, to whom?'),
  RELATION_TRANSFER: counter(
    'RELATION_TRANSFER',
    'The relation moves from `originRegion` into `region`, or between schemes. With `firstPeriod`, the first month paid here; of a resident `year`, the year enrolled here.',
  ),
  WAIT_REPAIR: counter('WAIT_REPAIR', 'Broken years are paid for to shorten the wait.'),
  KEY_GROUP: {
    label: '重点人群提示',
    about: 'What is said to poor people, students, seasonal workers, veterans.',
  },
  INCENTIVE: {
    label: '连续参保激励',
    about: 'The ceiling of major-illness insurance with what continuity and years without claims add.',
  },
  MUTUAL_AID_ESTABLISH: counter('MUTUAL_AID_ESTABLISH', 'Mutual aid from a personal account is agreed.'),
  MUTUAL_AID_SPEND: counter('MUTUAL_AID_SPEND', 'Something is paid from it.'),
  MUTUAL_AID_END: counter('MUTUAL_AID_END', 'It ends, by an event or by agreement.'),
  CAMPAIGN: {
    label: '参保专项',
    about:
      'Rate and gaps of a campaign, and with `enrolled` and `registered` whether coverage is at least 95 %; about a `person`: is assistance due?',
  },
  HOUSEHOLD_MIGRATION: { label: '按户登记改为按人登记', about: 'Household records become personal ones.' },
  REVIEW: {
    label: '初审和复核',
    about: 'An application on its way: initial review, re-check, voucher, certificate, change, claim.',
  },
  TAINING_FEE: {
    label: '2008 年县级城镇居民医保的参保和缴费',
    about: 'Enrolment and fee under the county scheme of 2008.',
  },
  TAINING_HOSPITAL: {
    label: '2008 年县级城镇居民医保的住院待遇',
    about: 'What that scheme pays of a stay in hospital.',
  },
  OTHER: { label: '其他事项', about: 'Anything else: refused as out of scope.' },
} as const satisfies Readonly<Record<string, MatterWords>>;

export type CaseMatterCode = keyof typeof CASE_MATTERS;
export const CASE_MATTER_CODES = Object.keys(CASE_MATTERS) as [CaseMatterCode, ...CaseMatterCode[]];
