import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { empActive, v } from '../facts';
import { assistPart, type RefundReason, reason } from './refund';

// To whom the money goes, and what must happen to the relation (R-REF-03, 07).

const CN = { document: 'CN-33-2020', article: '退费' } as const;
const ART16 = { document: 'CN-11-2021', article: '第十六条' } as const;

type Applicant = NonNullable<Case['request']['applicant']>;
const applicant = v.fact<Applicant>(
  'request.applicant',
  '申请人',
  '谁来申请退费（本人、继承人、单位、代办人）？',
  (c) => c.request.applicant ?? (c.request.refundReason === 'DEATH' ? undefined : 'SELF'),
);
const died = v.is(reason, v.constant<RefundReason>('DEATH', '死亡'));

/** R-REF-07: a dead person's fee goes to the heirs. */
export const rightApplicant: Question<Case, 'right' | 'wrong'> = {
  id: 'refund.applicant',
  ask: '申请人是否有权申请',
  rules: [
    {
      id: 'R-REF-07#applicant',
      answer: 'right',
      when: v.always,
      cites: [CN],
      clause: '退费依申请办理，原渠道退回。',
    },
    {
      id: 'R-REF-07#heir',
      answer: 'wrong',
      exceptionTo: 'R-REF-07#applicant',
      when: v.all(died, v.isNot(applicant, v.constant<Applicant>('HEIR', '继承人'))),
      cites: [ART16],
      clause: '参保人死亡的，由继承人申请退费。',
      finding: {
        code: 'HEIR_MUST_APPLY',
        severity: 'refuse',
        say: () => '参保人已经死亡，退费应由继承人申请，请继承人带身份证件和亲属关系证明来办。',
      },
    },
  ],
};

/** R-REF-07: nothing is paid back while the relation it was paid for stays open. */
export const relationEnded: Question<Case, 'ends' | 'open'> = {
  id: 'refund.relation',
  ask: '对应的参保关系是否已结束',
  rules: [
    {
      id: 'R-REF-07',
      answer: 'ends',
      when: v.always,
      cites: [CN],
      clause: '退费的同时终止或暂停对应的参保关系。',
    },
    {
      id: 'R-REF-07#open',
      answer: 'open',
      exceptionTo: 'R-REF-07',
      when: v.all(v.is(reason, v.constant<RefundReason>('MOVED_UNIT', '换单位')), v.holds(empActive)),
      cites: [{ document: 'JL-11-2022', article: '第二十条第一项' }, CN],
      clause: '原单位的职工关系还没有暂停的，不能退费。',
      finding: {
        code: 'RELATION_NOT_ENDED',
        severity: 'refuse',
        say: () => '原单位的职工关系仍为正常参保，请先由原单位办理暂停，再申请退费。',
      },
    },
  ],
};

/** R-REF-03: assistance goes back to where it came from. */
export const assistanceBack: Question<Case, 'none' | 'back'> = {
  id: 'refund.assistance',
  ask: '退费中有没有资助资金',
  rules: [
    {
      id: 'R-REF-03#none',
      answer: 'none',
      when: v.always,
      cites: [CN],
      clause: '没有资助的，退给本人。',
    },
    {
      id: 'R-REF-03',
      answer: 'back',
      exceptionTo: 'R-REF-03#none',
      when: v.more(assistPart, v.constant(0)),
      cites: [CN],
      clause: '资助参保人员依申请在终止关系的一方退费，本人只退个人实缴部分，资助资金退回原渠道。',
      finding: {
        code: 'ASSISTANCE_RETURNED',
        severity: 'info',
        say: () => '本人有资助参保：只退个人实际缴纳的部分，资助资金退回原渠道。',
      },
    },
  ],
};
