import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { alive, on, v } from '../facts';
import { yuan } from './parts';

// 规程第二十一条: the personal account (R-ACC).

const cites = [{ document: 'JL-11-2022', article: '第二十一条' }] as const;

const takes = v.fact<boolean>(
  'destinationTakesAccount',
  '转入地能接收个人账户',
  '转入地能不能接收个人账户？',
  (c) => c.facts.destinationTakesAccount,
);
export const balance = v.fact<number>(
  'accountFen',
  '个人账户余额',
  '个人账户余额是多少？',
  (c) => c.facts.accountFen,
  true,
);
const poolOnly = v.fact<boolean>(
  'flexMode',
  '单建统筹参保',
  '按哪种方式参保？',
  (c) => c.facts.flexMode === 'POOL_ONLY',
);
const heir = v.fact<boolean>(
  'request.applicant',
  '由继承人申请',
  '由谁申请？',
  (c) => c.request.applicant === 'HEIR',
);

/** R-ACC-01, 02: does the account move, is it inherited, or is it paid out? */
export const accountPaysOut: Question<Case, 'moves' | 'paysOut' | 'inherited' | 'none'> = {
  id: 'contribution.account',
  ask: '个人账户能否一次性支取',
  rules: [
    {
      id: 'R-ACC-01',
      answer: 'moves',
      when: v.always,
      cites,
      clause: '个人账户本金和利息归个人所有，可结转、继承，随职工医保关系转移。',
      finding: {
        code: 'ACCOUNT_FOLLOWS_TRANSFER',
        severity: 'refuse',
        say: (e) =>
          e.maybe(heir) === true
            ? '参保人健在，个人账户归本人所有，不能由他人继承；本人要支取的，请由本人申请。'
            : '个人账户随职工医保关系一并转移，转入地能接收的不能支取；转入地不能接收的，请提供证明后再申请。',
      },
    },
    {
      id: 'R-ACC-01#inherited',
      answer: 'inherited',
      exceptionTo: 'R-ACC-01',
      when: v.all(v.holds(heir), v.not(v.holds(alive)), v.not(v.holds(poolOnly))),
      cites,
      clause: '参保人死亡的，个人账户余额由继承人继承。',
      finding: {
        code: 'ACCOUNT_INHERITED',
        severity: 'info',
        say: (e) =>
          `个人账户余额${e.maybe(balance) === undefined ? '' : ` ${yuan(e.value(balance))} 元`}由继承人继承。`,
      },
    },
    {
      id: 'R-ACC-02',
      answer: 'paysOut',
      exceptionTo: 'R-ACC-01',
      when: v.all(v.not(v.holds(heir)), v.not(v.holds(poolOnly)), v.not(v.holds(takes))),
      cites,
      clause: '转入地医保部门不能接收个人账户的，可申请一次性支取。',
      finding: {
        code: 'ACCOUNT_PAID_OUT',
        severity: 'info',
        say: (e) => `转入地不能接收个人账户，${e.value(on)} 可一次性支取，支取后余额为零。`,
      },
    },
    {
      id: 'R-ACC-02#none',
      answer: 'none',
      exceptionTo: 'R-ACC-01',
      when: v.holds(poolOnly),
      cites: [{ document: 'JL-11-2022', article: '第十五条' }],
      clause: '单建统筹没有个人账户。',
      finding: {
        code: 'NO_PERSONAL_ACCOUNT',
        severity: 'refuse',
        say: () => '单建统筹没有个人账户，没有可支取的余额。',
      },
    },
  ],
};
