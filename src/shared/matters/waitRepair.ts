import { amountOf, dateOf } from './answerRead';
import { count, person, section, year } from './declare';
import { campaignYear } from './forms/parts';
import { personMatter } from './personMatter';

const fields = {
  ...section('人员', { personId: person() }),
  ...section('修复', {
    year: year('参保年度', { hint: '要缩短等待期的年度' }),
    repairYears: count('补缴修复的年数', 100),
  }),
};

/** 补缴修复等待期: broken years are paid for, the wait of a year is shorter (R-WAIT-07). */
export const waitRepair = personMatter({
  code: 'WAIT_REPAIR',
  fields,
  touches: ({ year: y }) => ['waitRepairs', 'res.status', `res.payment.${y}`],
  request: ({ year: y, repairYears }) => ({ scheme: 'RES', year: y, repairYears }),
  fit: ({ year: y, repairYears }, who) => {
    if (repairYears === 0) return '补缴修复的年数应为 1 年以上。';
    const again = who.waitRepairs.find((one) => one.year === y);
    return again === undefined ? null : `${who.name} ${y} 年度已办补缴修复 ${again.years} 年，不重复办理。`;
  },
  apply: ({ year: y, repairYears }, who, context) => ({
    ...who,
    waitRepairs: [
      ...who.waitRepairs,
      {
        id: context.opId,
        year: y,
        years: repairYears,
        costFen: amountOf(context.answer, 'repairCost'),
        waitingLast: dateOf(context.answer, 'waitingLast'),
        benefitFrom: dateOf(context.answer, 'benefitFrom'),
      },
    ],
  }),
  initial: (today) => ({ year: campaignYear(today) }),
});
