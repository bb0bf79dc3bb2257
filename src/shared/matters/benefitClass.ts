import { CLASS_REASONS } from '../domain/benefitClass';
import { effectOn } from './answerRead';
import { choice, day, person, section, text } from './declare';
import { currentEnrolment } from './enrolments';
import { personMatter } from './personMatter';

const fields = {
  ...section('人员', { personId: person() }),
  ...section('待遇', {
    classReason: choice('变更原因', { ...CLASS_REASONS, OTHER: '其他' }),
    className: text('新的待遇类别', 40, { hint: '如：公务员医疗补助、离休' }),
    approvedOn: day('认定或批准之日'),
  }),
};

/** 待遇状态变更: another class of benefits from the day it was approved; the one before it is kept (R-CHG-02). */
export const benefitClass = personMatter({
  code: 'BENEFIT_CLASS',
  fields,
  touches: () => ['benefitClass', 'emp.status'],
  request: ({ classReason, approvedOn }) => ({ scheme: 'EMP', classReason, approvedOn }),
  fit: (_, who) =>
    currentEnrolment(who, 'EMP') === null ? `${who.name}没有职工参保关系，没有可以变更的待遇类别。` : null,
  apply: ({ classReason, className }, who, context) => {
    const from = effectOn(context.answer, 'CHANGE_BENEFIT_CLASS', context.day);
    if (from === null || classReason === 'OTHER') return who;
    return {
      ...who,
      benefitClasses: [...who.benefitClasses, { name: className, reason: classReason, from }],
    };
  },
});
