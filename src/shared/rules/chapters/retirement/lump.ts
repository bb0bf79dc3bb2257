import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { rate, yuan, yuanToFen } from '../contribution/parts';
import { type CaseTerm, on, parameter, v } from '../facts';
import { shareOf, sumOfShares } from '../general/general';
import { male, months, required, sexOf } from './retirement';

// 规程第二十七条第二款、第三款: the one-off payment for missing months, and what else can be chosen (R-LUMP-02 to 04).

const cites = [{ document: 'JL-11-2022', article: '第二十七条' }] as const;

const prescribed = parameter<number>('lump.base', { pick: yuanToFen });
const stated = v.fact<number>(
  'request.baseFen',
  '办理时规定的趸缴基数',
  '办理时规定的趸缴基数是多少？',
  (c) => c.request.baseFen,
);
const isStated = v.fact<boolean>(
  'request.baseFen',
  '另给了趸缴基数',
  '是否另给基数？',
  (c) => c.request.baseFen !== undefined,
);

interface Lump {
  readonly months: number;
  readonly base: number;
  readonly fen: number;
  readonly how: string;
}
/** Missing months × base at handling × (unit rate + personal rate), rounded once. */
const lump = (isMale: boolean, own: boolean): CaseTerm<Lump> =>
  v.derived(
    '一次性趸缴金额',
    [
      months,
      required(sexOf(isMale)),
      own ? stated : prescribed,
      rate('rates.unit', on),
      rate('rates.person', on),
    ],
    (have, need, base, unitRate, personRate): Lump => {
      const missing = Math.max(0, need - have);
      return {
        months: missing,
        base,
        fen: shareOf(base, sumOfShares(unitRate, personRate), missing),
        how: `${missing} 个月 × ${yuan(base)} 元 ×（${unitRate} + ${personRate}）`,
      };
    },
  );
const LUMPS = [
  { isMale: true, own: true, term: lump(true, true) },
  { isMale: true, own: false, term: lump(true, false) },
  { isMale: false, own: true, term: lump(false, true) },
  { isMale: false, own: false, term: lump(false, false) },
];
/** What has to be paid in one go. */
export const lumpFor = (c: Case, isMale: boolean): CaseTerm<Lump> => {
  const own = c.request.baseFen !== undefined;
  return LUMPS.find((l) => l.isMale === isMale && l.own === own)?.term ?? lump(isMale, own);
};
/** R-LUMP-03: what the payment credits to the personal account. */
export const creditFor = (c: Case, isMale: boolean) =>
  v.derived('个人账户补计', [lumpFor(c, isMale), parameter<string>('account.creditRatio')], (l, ratio) => ({
    fen: shareOf(l.base, ratio, l.months),
    how: `${l.months} 个月 × ${yuan(l.base)} 元 × ${ratio}`,
  }));

const pays = v.fact<number | null>(
  'request.lumpFen',
  '现在能缴的金额',
  '现在能缴多少？',
  (c) => c.request.lumpFen ?? null,
);
const paysLess = v.any(
  ...LUMPS.map(({ isMale, own, term }) =>
    v.all(
      isMale ? v.holds(male) : v.not(v.holds(male)),
      own ? v.holds(isStated) : v.not(v.holds(isStated)),
      v.less(
        pays as CaseTerm<number>,
        v.derived(term.text, [term], (l) => l.fen),
      ),
    ),
  ),
);
type Instead = 'FLEX' | 'RES' | null;
/** Null in the request says that it cannot be paid and that nothing is chosen: then the choice is asked for. */
const instead = v.fact<Instead>(
  'request.instead',
  '改按的参保方式',
  '改参灵活就业职工医保还是居民医保？',
  (c) => (c.request.instead === undefined ? null : (c.request.instead ?? undefined)),
);
const chooses = (what: Instead, text: string) => v.is(instead, v.constant<Instead>(what, text));

/** R-LUMP-02 to 04: is it paid in one go, or is something else chosen? */
export const lumpChoice: Question<Case, 'whole' | 'part' | 'FLEX' | 'RES'> = {
  id: 'retirement.lump',
  ask: '一次性足额趸缴，还是改按其他方式参保',
  rules: [
    {
      id: 'R-LUMP-02',
      answer: 'whole',
      when: v.always,
      cites,
      clause: '按办理时规定的缴费基数一次性足额趸缴，含单位缴费和个人缴费，然后办理医保退休。',
    },
    {
      id: 'R-LUMP-02#part',
      answer: 'part',
      exceptionTo: 'R-LUMP-02',
      when: v.all(chooses(null, '没有改选'), paysLess),
      cites,
      clause: '趸缴须一次足额，不能只缴一部分。',
      finding: {
        code: 'LUMP_NOT_FULL',
        severity: 'refuse',
        say: (e) => {
          const whole = e.value(lumpFor(e.subject, e.value(male)));
          return `趸缴须一次足额缴纳 ${yuan(whole.fen)} 元，不能只缴一部分；缴不起的，可改参灵活就业职工医保或居民医保。`;
        },
      },
    },
    {
      id: 'R-LUMP-04#flex',
      answer: 'FLEX',
      exceptionTo: 'R-LUMP-02',
      when: chooses('FLEX', '灵活就业'),
      cites,
      clause: '不能一次性足额趸缴的，可在户籍地或居住地以灵活就业身份参加职工医保。',
      finding: {
        code: 'CONTINUES_AS_FLEX',
        severity: 'info',
        say: () => '不能一次性足额趸缴，可在户籍地或居住地以灵活就业身份继续参加职工医保，已有年限保留。',
      },
    },
    {
      id: 'R-LUMP-04',
      answer: 'RES',
      exceptionTo: 'R-LUMP-02',
      when: chooses('RES', '居民'),
      cites,
      clause: '不能一次性足额趸缴的，也可选择参加居民医保。',
      finding: {
        code: 'CONTINUES_AS_RESIDENT',
        severity: 'info',
        say: () => '不能一次性足额趸缴，改参居民医保，职工关系暂停，已有年限保留。',
      },
    },
  ],
};

/** R-LUMP-03: the account is credited. */
export const lumpCredit: Question<Case, 'credited'> = {
  id: 'retirement.credit',
  ask: '趸缴后个人账户怎样补计',
  rules: [
    {
      id: 'R-LUMP-03',
      answer: 'credited',
      when: v.always,
      cites,
      clause: '趸缴部分以趸缴基数为标准，按医保退休前在职身份的账户计入比例补计个人账户。',
      finding: {
        code: 'ACCOUNT_CREDITED',
        severity: 'info',
        say: () => '趸缴后，按退休前在职身份的计入比例补计个人账户。',
      },
    },
  ],
};
