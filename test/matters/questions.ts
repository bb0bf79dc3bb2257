import type { Keyed } from '../support/keyboard';
import { broken, employee, paid, somebody } from './people';
import { aResident, choose, of, text } from './walks/walk';

/** A question of 查询试算: what is typed, and what the answer shows. */
export interface Question {
  readonly code: string;
  readonly typed: Readonly<Record<string, Keyed>>;
  readonly shows: RegExp;
}

const SCHEME_OF_2008 = { region: text('350429'), on: text('20091120') };

/** One line a question; every question has one. */
export const QUESTIONS: readonly Question[] = [
  { code: 'BENEFIT_STATE', typed: of(aResident(paid(2026))), shows: /R-[A-Z]+-\d/ },
  { code: 'WAITING_PERIOD', typed: of(aResident(broken)), shows: /待遇开始日/ },
  { code: 'CONTRIBUTION_YEARS', typed: of(somebody(employee)), shows: /月/ },
  {
    code: 'PAY_STATE',
    typed: { year: text('2026'), assessedFen: text('400'), receivedFen: text('400') },
    shows: /实缴|到账|已缴/,
  },
  {
    code: 'INCENTIVE',
    typed: { ...of(aResident(paid(2026))), fundPaid: text('无') },
    shows: /封顶线|最高支付限额/,
  },
  { code: 'KEY_GROUP', typed: { ...of(aResident()), soldier: choose('是') }, shows: /R-[A-Z]+-\d/ },
  { code: 'IDENTIFIER_CHECK', typed: { certNo: text('220199198405170000') }, shows: /不符合规则/ },
  { code: 'ARREARS', typed: { firstUnpaid: text('202609') }, shows: /2026-09/ },
  {
    code: 'LATE_FEE',
    typed: { period: text('202609'), paidOn: text('20261122'), baseFen: text('5000') },
    shows: /滞纳金/,
  },
  { code: 'CAMPAIGN', typed: { target: text('1000'), enrolled: text('960') }, shows: /96(\.0+)?\s*%/ },
  { code: 'ARITHMETIC', typed: { from: text('20261122'), days: text('90') }, shows: /2027-02-20/ },
  {
    code: 'TAINING_FEE',
    typed: {
      ...SCHEME_OF_2008,
      birthDate: text('19700101'),
      sex: choose('女'),
      urbanHukou: choose('是'),
      employed: choose('否'),
      pupil: choose('否'),
      year: text('2010'),
      at: choose('社区'),
    },
    shows: /个人应缴[\s\S]*140\.00/,
  },
  {
    code: 'TAINING_HOSPITAL',
    typed: { ...SCHEME_OF_2008, hospitalLevel: choose('二级'), eligibleFen: text('3000') },
    shows: /基金支付[\s\S]*1,500\.00/,
  },
];
