import { flexEmpNo } from '../domain/flexMode';
import { month, optional, person, section } from './declare';
import { withEnds } from './effectWrite';
import { currentEnrolment, withEnrolment } from './enrolments';
import { findUnit } from './lookup';
import { personMatter } from './personMatter';

const fields = {
  ...section('人员', { personId: person() }),
  ...section('恢复', {
    firstPeriod: optional(month('首个缴费月份', { hint: '不填则为次月' })),
  }),
};

/** 职工恢复参保: the paused relation goes on, with the same unit or by the person themselves (R-STA-02, R-EMP-20). */
export const empResume = personMatter({
  code: 'EMP_RESUME',
  fields,
  touches: () => ['emp.status', 'emp.statusFrom', 'emp.empNo', 'res.status', 'res.statusFrom'],
  facts: (_, who, records) => {
    const unit = findUnit(records, currentEnrolment(who, 'EMP')?.empNo ?? '');
    return unit === null ? {} : { unit: { status: unit.status, arrearsFen: unit.arrearsFen } };
  },
  request: ({ firstPeriod }, who) => ({
    scheme: 'EMP',
    subKind: currentEnrolment(who, 'EMP')?.subKind ?? 'UNIT',
    ...(firstPeriod === null ? {} : { firstPeriod }),
  }),
  // A relation that is paused elsewhere satisfies the rule, but there is none here to take up.
  fit: (_, who) => {
    const here = currentEnrolment(who, 'EMP');
    const elsewhere = who.elsewhere.some(({ scheme, status }) => scheme === 'EMP' && status === 'PAUSED');
    return here?.status !== 'PAUSED' && here?.status !== 'ACTIVE' && elsewhere
      ? `${who.name}暂停的职工关系在外地，请在当地恢复，或在本地登记后办理关系转移。`
      : null;
  },
  apply: (_, who, context) => {
    const current = currentEnrolment(who, 'EMP');
    if (current === null) throw new Error('EMP_RESUME applied where it does not fit');
    const resumed = withEnrolment(who, {
      ...current,
      empNo: current.subKind === 'FLEX' ? flexEmpNo(current.region) : current.empNo,
      status: 'ACTIVE',
      statusFrom: context.day,
      reason: null,
    });
    return withEnds(resumed, 'RES', 'EMP_REGISTRATION', context);
  },
});
