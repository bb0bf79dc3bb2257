import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { on, v } from '../facts';

// 规程第二十六条: a special identity, rank or post changes the class of benefits (R-CHG-02).

const cites = [{ document: 'JL-11-2022', article: '第二十六条' }] as const;

const reason = v.fact<string>(
  'request.classReason',
  '待遇调整的原因',
  '因特殊身份认定、职务还是职级变动？',
  (c) => c.request.classReason,
);
export const approvedDay = v.fact<string>(
  'request.approvedOn',
  '认定或批准之日',
  '哪一天认定或批准？',
  (c) => c.request.approvedOn,
);

export const classChange: Question<Case, 'changes' | 'other' | 'future'> = {
  id: 'retirement.class',
  ask: '是否应调整待遇类别',
  rules: [
    {
      id: 'R-CHG-02',
      answer: 'changes',
      when: v.always,
      cites,
      clause:
        '因特殊身份认定、职务职级晋升等应调整医保待遇的，及时申请待遇状态变更，自认定或批准之日起调整。',
      finding: {
        code: 'BENEFIT_CLASS_CHANGES',
        severity: 'info',
        say: (e) => `待遇类别自 ${e.value(approvedDay)} 起调整。`,
      },
    },
    {
      id: 'R-CHG-02#other',
      answer: 'other',
      exceptionTo: 'R-CHG-02',
      when: v.is(reason, v.constant('OTHER', '其他原因')),
      cites,
      clause: '其他原因不调整待遇类别，信息变更按第二十五条办理。',
      finding: {
        code: 'CLASS_REASON_NOT_LISTED',
        severity: 'refuse',
        say: () => '只有特殊身份认定、职务职级变动才调整待遇类别；其他信息变动请按信息变更办理。',
      },
    },
    {
      id: 'R-CHG-02#future',
      answer: 'future',
      exceptionTo: 'R-CHG-02',
      when: v.all(v.isNot(reason, v.constant('OTHER', '其他原因')), v.after(approvedDay, on)),
      cites,
      clause: '认定或批准之后才能办理。',
      finding: {
        code: 'DATE_IN_FUTURE',
        severity: 'refuse',
        say: (e) => `认定或批准之日 ${e.value(approvedDay)} 晚于办理日，请核对日期，批准之后再来办理。`,
      },
    },
  ],
};
