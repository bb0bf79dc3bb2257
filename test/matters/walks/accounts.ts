import { employee, paid, somebody } from '../people';
import { aResident, choose, find, of, REGION, text, type Walk } from './walk';

const giver = somebody(employee);
const receiver = aResident(paid(2027));

/** Matters of the personal account: withdrawal and mutual aid. They go on with the same pair of people. */
export const ACCOUNT_WALKS: readonly Walk[] = [
  {
    code: 'MUTUAL_AID_ESTABLISH',
    says: 'for somebody on file',
    typed: {
      ...of(giver),
      hasAccount: choose('是'),
      accountFen: text('2000'),
      receiverId: find(receiver),
      relation: choose('配偶'),
      quotaFen: text('500'),
      giverConsents: choose('是'),
      receiverConsents: choose('是'),
    },
    ends: 'receipt',
  },
  {
    code: 'MUTUAL_AID_ESTABLISH',
    says: 'for a cousin elsewhere',
    typed: {
      ...of(somebody(employee)),
      hasAccount: choose('是'),
      accountFen: text('2000'),
      where: choose('在外地或没有档案'),
      receiverName: text('王满囤'),
      receiverRegion: text(REGION),
      receiverInsured: choose('是'),
      relation: choose('堂表亲'),
      quotaFen: text('500'),
      giverConsents: choose('是'),
      receiverConsents: choose('是'),
    },
    ends: 'article',
  },
  {
    code: 'MUTUAL_AID_SPEND',
    says: 'more than the quota',
    typed: { ...of(giver), use: choose('居民医保个人缴费'), useFen: text('500.01') },
    ends: 'article',
  },
  {
    code: 'MUTUAL_AID_SPEND',
    says: 'within the quota',
    typed: { ...of(giver), use: choose('居民医保个人缴费'), useFen: text('420') },
    ends: 'receipt',
  },
  {
    code: 'MUTUAL_AID_END',
    says: 'another unit is no reason',
    typed: { ...of(giver), why: choose('共济人换单位') },
    ends: 'article',
  },
  {
    code: 'MUTUAL_AID_END',
    says: 'by both',
    typed: { ...of(giver), giverConsents: choose('是'), receiverConsents: choose('是') },
    ends: 'receipt',
  },
  {
    code: 'ACCOUNT_WITHDRAWAL',
    says: 'the destination cannot take it',
    typed: {
      ...of(somebody(employee)),
      applicant: choose('本人'),
      takesAccount: choose('否'),
      accountFen: text('1234.56'),
    },
    ends: 'receipt',
  },
  {
    code: 'ACCOUNT_WITHDRAWAL',
    says: 'the destination takes it',
    typed: { ...of(somebody(employee)), applicant: choose('本人'), takesAccount: choose('是') },
    ends: 'article',
  },
];
