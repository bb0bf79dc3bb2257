import { formatFen } from '../../../domain/money';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { type CaseTerm, parameter, v } from '../facts';
import { agreement, agreements, asked, free, quota, sameProvince } from './facts';

// Beginning mutual aid (R-MUT-01, 02, 04, 06, 09).

const RELATION = { document: 'CN-MUTUAL-2026', article: '共济关系' } as const;
const USE = { document: 'CN-MUTUAL-2026', article: '资金使用' } as const;
const CN38 = { document: 'CN-38-2024', article: '个人账户共济' } as const;

const account = v.fact<boolean>(
  'mutualAid.account',
  '共济人有职工医保个人账户',
  '共济人有没有职工医保个人账户？',
  (c) => c.facts.mutualAid?.account,
);
/** Only who takes part has such an account; a relation that is known and not active says otherwise. */
const takesPart = v.fact<boolean>(
  'relations',
  '共济人职工医保为正常参保',
  '共济人的职工医保是否正常参保？',
  (c) =>
    c.facts.relations?.some((r) => r.scheme === 'EMP' && r.status === 'ACTIVE') ??
    (c.facts.mutualAid?.account === true ? true : undefined),
  true,
);
const relation = asked('relation', '与共济人的关系', '被共济人是共济人的什么人？');
const insured = asked('receiverInsured', '被共济人已参加基本医保', '被共济人是否已参加基本医保？');
const giverConsents = asked('giverConsents', '共济人同意', '共济人是否同意？');
const receiverConsents = asked('receiverConsents', '被共济人同意', '被共济人是否同意？');

export const mayGive: Question<Case, 'yes' | 'no'> = {
  id: 'mutualAid.giver',
  ask: '是否有个人账户可以共济',
  rules: [
    {
      id: 'R-MUT-01',
      answer: 'yes',
      when: v.always,
      cites: [RELATION, CN38],
      clause: '职工医保参保人可以用个人账户共济给已参保的近亲属。',
    },
    {
      id: 'R-MUT-01#noAccount',
      answer: 'no',
      exceptionTo: 'R-MUT-01',
      when: v.any(v.not(v.holds(takesPart)), v.not(v.holds(account))),
      cites: [RELATION, CN38],
      clause: '没有正常的职工医保关系或没有个人账户的，不能共济。',
      finding: {
        code: 'NO_PERSONAL_ACCOUNT',
        severity: 'refuse',
        say: () => '共济人没有正常的职工医保关系或没有个人账户，不能办理共济。',
      },
    },
  ],
};

export const mayReceive: Question<Case, 'yes' | 'no'> = {
  id: 'mutualAid.receiver',
  ask: '被共济人是否已参保的近亲属',
  rules: [
    {
      id: 'R-MUT-01#receiver',
      answer: 'yes',
      when: v.always,
      cites: [RELATION, CN38],
      clause: '被共济人为配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女，且已参保。',
    },
    {
      id: 'R-MUT-01#notRelative',
      answer: 'no',
      exceptionTo: 'R-MUT-01#receiver',
      when: v.not(v.among(relation as CaseTerm<string>, parameter<readonly string[]>('mutual.relatives'))),
      cites: [RELATION, CN38],
      clause: '表亲、姻亲等不是近亲属，不能共济。',
      finding: {
        code: 'NOT_NEAR_RELATIVE',
        severity: 'refuse',
        say: () =>
          '被共济人不是近亲属（配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女），不能办理共济。',
      },
    },
    {
      id: 'R-MUT-01#notInsured',
      answer: 'no',
      exceptionTo: 'R-MUT-01#receiver',
      when: v.not(v.holds(insured)),
      cites: [CN38],
      clause: '被共济人没有参保的，先参保再共济。',
      finding: {
        code: 'RECEIVER_NOT_INSURED',
        severity: 'refuse',
        say: () => '被共济人还没有参加基本医保，请先办理参保，再建立共济关系。',
      },
    },
  ],
};

export const bothConsent: Question<Case, 'both' | 'missing'> = {
  id: 'mutualAid.consent',
  ask: '双方是否自愿',
  rules: [
    {
      id: 'R-MUT-02',
      answer: 'both',
      when: v.always,
      cites: [RELATION],
      clause: '共济关系由双方自愿建立或解除。',
    },
    {
      id: 'R-MUT-02#missing',
      answer: 'missing',
      exceptionTo: 'R-MUT-02',
      when: v.any(v.not(v.holds(giverConsents)), v.not(v.holds(receiverConsents))),
      cites: [RELATION],
      clause: '缺一方同意的，不能建立或解除。',
      finding: {
        code: 'CONSENT_MISSING',
        severity: 'refuse',
        say: () => '共济关系须由双方自愿，现在缺一方的同意，请双方都确认后再办。',
      },
    },
  ],
};

/** R-MUT-09: until the notice of 2026 the aid stayed within the province. */
export const inScope: Question<Case, 'within' | 'across' | 'outside'> = {
  id: 'mutualAid.scope',
  ask: '被共济人参保地是否在共济范围内',
  rules: [
    {
      id: 'R-MUT-09#province',
      answer: 'within',
      when: v.always,
      cites: [CN38],
      clause: '同一省内可以共济。',
    },
    {
      id: 'R-MUT-09',
      answer: 'across',
      exceptionTo: 'R-MUT-09#province',
      when: v.not(v.holds(sameProvince)),
      cites: [{ document: 'CN-MUTUAL-2026', article: '共济范围' }],
      clause: '共济范围由省内扩大到全国。',
      finding: {
        code: 'CROSS_PROVINCE',
        severity: 'info',
        say: () => '双方不在同一省，按跨省共济办理，费用按月全额清算。',
      },
    },
    {
      id: 'R-MUT-09#outside',
      answer: 'outside',
      exceptionTo: 'R-MUT-09',
      when: v.all(
        v.not(v.holds(sameProvince)),
        v.isNot(
          v.orElse<string>(parameter<string>('mutual.scope'), v.constant('PROVINCE', '省内')),
          v.constant('NATIONAL', '全国'),
        ),
      ),
      cites: [CN38],
      clause: '跨省共济施行前，只在省内共济。',
      finding: {
        code: 'OUTSIDE_SCOPE',
        severity: 'refuse',
        say: () => '双方不在同一省，办理日还没有施行跨省共济，不能建立。',
      },
    },
  ],
};

export const quotaFits: Question<Case, 'fits' | 'over'> = {
  id: 'mutualAid.quota',
  ask: '额度是否在余额之内',
  rules: [
    {
      id: 'R-MUT-06',
      answer: 'fits',
      when: v.always,
      cites: [USE],
      clause: '共济额度从个人账户中预留，共济人不再使用；各额度之和不超过余额。',
    },
    {
      id: 'R-MUT-06#over',
      answer: 'over',
      exceptionTo: 'R-MUT-06',
      when: v.more(quota, free),
      cites: [USE],
      clause: '额度之和超过余额的，不能建立。',
      finding: {
        code: 'QUOTA_EXCEEDS_BALANCE',
        severity: 'refuse',
        say: (e) =>
          `申请额度 ${formatFen(e.value(quota))} 超过本人可用余额 ${formatFen(e.value(free))}，请降低额度。`,
      },
    },
  ],
};

export const several: Question<Case, 'first' | 'more' | 'again'> = {
  id: 'mutualAid.several',
  ask: '是否已有其他共济关系',
  rules: [
    {
      id: 'R-MUT-04#first',
      answer: 'first',
      when: v.always,
      cites: [RELATION],
      clause: '第一个共济关系。',
    },
    {
      id: 'R-MUT-04',
      answer: 'more',
      exceptionTo: 'R-MUT-04#first',
      when: v.all(
        v.holds(v.derived('已有其他共济关系', [agreements], (list) => list.length > 0)),
        v.holds(parameter<boolean>('mutual.manyToMany')),
      ),
      cites: [RELATION],
      clause: '一人可与多人互建共济关系。',
      finding: {
        code: 'SEVERAL_RECEIVERS',
        severity: 'info',
        say: (e) => `已有 ${e.value(agreements).length} 个共济关系，可以再建。`,
      },
    },
    {
      id: 'R-MUT-04#again',
      answer: 'again',
      exceptionTo: 'R-MUT-04',
      when: v.holds(v.derived('与此人已有共济关系', [agreement], (a) => a !== null)),
      cites: [RELATION],
      clause: '与同一人已有共济关系的，不重复建立。',
      finding: {
        code: 'ALREADY_ESTABLISHED',
        severity: 'refuse',
        say: () => '与此人已有共济关系，不需要再建；要改额度的，先解除再建立。',
      },
    },
  ],
};
