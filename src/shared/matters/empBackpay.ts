import { monthOf } from '../domain/civilDate';
import { amountOf, dateOf } from './answerRead';
import { day, money, optional, person, section, toldAs, unit, when, yesNo } from './declare';
import { currentEnrolment } from './enrolments';
import { findUnit } from './lookup';
import { personMatter } from './personMatter';

const fields = {
  ...section('单位', { empNo: unit() }),
  ...section('人员', { personId: person() }),
  ...section('补缴', {
    hireDate: day('用工之日', { hint: '自用工之日起补缴未登记的月份' }),
    wagesKnown: yesNo('历年工资能否核定', { hint: '不能核定的按当地历年平均工资' }),
    baseFen: when(({ wagesKnown }) => wagesKnown === 'YES', money('核定的月缴费基数')),
    paidOn: optional(day('预计缴费日', { hint: '滞纳金算到这一天；不填为办理日' })),
  }),
};

/** 职工补缴: months of work that were never registered; an order with the answer's amounts, paid at the tax office (R-EMP-19-2, 19-3). */
export const empBackpay = personMatter({
  code: 'EMP_BACKPAY',
  fields,
  touches: () => ['backpays', 'emp.status', 'emp.empNo'],
  facts: ({ wagesKnown }) => (toldAs(wagesKnown) === false ? { wages: [] } : {}),
  request: ({ hireDate, baseFen, paidOn }) => ({
    scheme: 'EMP',
    hireDate,
    ...(baseFen === null ? {} : { baseFen }),
    ...(paidOn === null ? {} : { paidOn }),
  }),
  fit: ({ empNo, hireDate }, who, records) => {
    const employer = findUnit(records, empNo);
    if (employer === null) return `没有单位编号为 ${empNo} 的参保单位，请先办理单位登记或重新选择。`;
    const ordered = who.backpays.find((one) => one.empNo === empNo && one.last >= monthOf(hireDate));
    return ordered === undefined
      ? null
      : `${who.name}在${employer.name}的 ${ordered.first} 至 ${ordered.last} 已核定补缴，请到税务缴费，不再重复核定。`;
  },
  apply: ({ empNo, hireDate }, who, context) => {
    const { answer } = context;
    const [first, last] = [dateOf(answer, 'backpayFirst'), dateOf(answer, 'backpayLast')];
    const months = answer.numbers?.find(({ name }) => name === 'backpayMonths')?.value ?? 0;
    // The answer says that nothing is owed: then there is no order either.
    if (first === null || last === null || months === 0) return who;
    return {
      ...who,
      backpays: [
        ...who.backpays,
        {
          id: context.opId,
          empNo,
          hireDate,
          first: monthOf(first),
          last: monthOf(last),
          months,
          unitFen: amountOf(answer, 'backpayUnit'),
          personFen: amountOf(answer, 'backpayPerson'),
          lateFeeFen: amountOf(answer, 'lateFee'),
          on: context.day,
        },
      ],
    };
  },
  initial: () => ({}),
  prefill: (typed, changed, who) => {
    const work = changed === 'personId' && who !== null ? currentEnrolment(who, 'EMP') : null;
    return work?.subKind !== 'UNIT'
      ? typed
      : { ...typed, empNo: typed.empNo ?? work.empNo, hireDate: typed.hireDate ?? work.from };
  },
  carry: { unit: ['empNo', 'hireDate', 'wagesKnown', 'paidOn'] },
});
