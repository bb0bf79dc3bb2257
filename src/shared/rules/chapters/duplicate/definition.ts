import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { v } from '../facts';
import { acrossSchemes, employeeTwice, overlapTime, residentTwice } from './records';

const CITES = [{ document: 'CN-33-2020', article: '重复参保' }] as const;

/** R-DUP-01: are two records active and paid at the same time? */
export const isDuplicate: Question<Case, 'no' | 'yes'> = {
  id: 'duplicate.definition',
  ask: '是否重复参保',
  rules: [
    {
      id: 'R-DUP-01#none',
      answer: 'no',
      when: v.always,
      cites: [...CITES],
      clause: '已暂停、未缴费或时间不重叠的记录不是重复参保。',
      finding: {
        code: 'NO_DUPLICATE',
        severity: 'info',
        say: () => '没有两条以上在同一时间参保正常且已缴费的关系，不是重复参保。',
      },
    },
    {
      id: 'R-DUP-01',
      answer: 'yes',
      exceptionTo: 'R-DUP-01#none',
      when: v.any(employeeTwice, residentTwice, acrossSchemes),
      cites: [...CITES],
      clause: '同一人在同一时间有两条以上参保、缴费状态正常的记录，为重复参保；原则上不允许。',
      finding: {
        code: (e) => (e.judge(acrossSchemes).value === true ? 'DUPLICATE_CROSS' : 'DUPLICATE_IN_SCHEME'),
        severity: 'info',
        say: (e) => {
          const time = e.value(overlapTime);
          const kind = e.judge(acrossSchemes).value === true ? '跨制度' : '制度内';
          return `${time?.from} 至 ${time?.until} 同时有两条以上正常且已缴费的关系，属于${kind}重复参保。`;
        },
      },
    },
  ],
};

/** R-DUP-08: what becomes of the months of the overlap. */
export const monthsOnce: Question<Case, 'once'> = {
  id: 'duplicate.months',
  ask: '重叠的月份怎样计算',
  rules: [
    {
      id: 'R-DUP-08',
      answer: 'once',
      when: v.always,
      cites: [{ document: 'JL-11-2022', article: '第八条第三项' }, ...CITES],
      clause: '重叠的月份只计一次，待遇不重复享受；被清理的关系以重复参保清理为由终止。',
      finding: {
        code: 'MONTHS_COUNTED_ONCE',
        severity: 'info',
        say: (e) => `重叠的 ${e.value(overlapTime)?.months ?? 0} 个月只计一次，待遇不重复享受。`,
      },
    },
  ],
};
