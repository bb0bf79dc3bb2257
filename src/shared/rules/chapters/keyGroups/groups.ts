import { addDays } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Question, Rule } from '../../kernel/rule';
import {
  birthDate,
  confirmedIdentities,
  identities,
  isCoveredYear,
  on,
  parameter,
  payments,
  v,
} from '../facts';

// What is said to key groups (R-KEY). Most of it is advice: where a group has rules of its own, the matter asks them.

const CN = { document: 'CN-33-2020', article: '重点人群' } as const;
const HINT = { document: 'ENGINE', article: '重点人群提示' } as const;

/** A question that says something to a group and nothing to anybody else. */
function toGroup(
  id: string,
  ask: string,
  rule: Omit<Rule<Case, 'in'>, 'answer' | 'exceptionTo'>,
): Question<Case, 'in' | 'out'> {
  const base = `${rule.id}#none`;
  return {
    id,
    ask,
    rules: [
      {
        id: base,
        answer: 'out',
        when: v.always,
        cites: rule.cites,
        clause: '不属于这一人群的，按一般规定办理。',
      },
      { ...rule, answer: 'in', exceptionTo: base },
    ],
  };
}

const confirmed = (text: string, type: 'LIFTED_OUT_OF_POVERTY' | 'LAND_EXPROPRIATED') =>
  v.holds(v.derived(text, [confirmedIdentities], (types) => types.includes(type)));
/** A label needs no authority's word (R-KEY-07 gives no right). */
const labelled = v.holds(
  v.derived('标记为被征地农民', [identities], (list) => list.some((i) => i.type === 'LAND_EXPROPRIATED')),
);

export const poverty = toGroup('keyGroups.poverty', '是否贫困（脱贫）人口', {
  id: 'R-KEY-01#advice',
  when: v.all(
    confirmed('经确认为建档立卡贫困（脱贫）人口', 'LIFTED_OUT_OF_POVERTY'),
    v.holds(parameter<boolean>('waiting.povertyExempt')),
  ),
  cites: [{ document: 'CN-33-2020', article: '贫困人口' }],
  clause: '贫困（脱贫）人口切换、转移关系不设等待期，不受缴费期限制，原关系及时暂停。',
  finding: {
    code: 'POVERTY_NO_WAIT',
    severity: 'info',
    say: () =>
      '本人是贫困（脱贫）人口：切换和转移不设等待期、不受居民缴费期限制，缴费即享待遇，原关系及时暂停。',
  },
});

const student = v.fact<boolean>(
  'person.studentHere',
  '在本地就读',
  '是否在本地上学？',
  (c) => c.facts.person?.studentHere,
);
export const studentGroup = toGroup('keyGroups.student', '是否学生', {
  id: 'R-KEY-02',
  when: v.holds(student),
  cites: [{ document: 'CN-33-2020', article: '大中专学生' }, CN],
  clause: '学生按学生参保的规定办理。',
  finding: {
    code: 'STUDENT_GROUP',
    severity: 'info',
    say: () => '本人是学生，按学生参保的规定办理。',
  },
});

const newborn = v.derived(
  '出生未超过新生儿登记期限',
  [birthDate, on, parameter<number>('newborn.days')],
  (birth, day, days) => birth <= day && day <= addDays(birth, days),
);
export const newbornGroup = toGroup('keyGroups.newborn', '是否新生儿', {
  id: 'R-KEY-03',
  when: v.holds(newborn),
  cites: [{ document: 'CN-33-2020', article: '新生儿' }],
  clause: '新生儿按新生儿参保的规定办理，自出生之日起享受待遇。',
  finding: {
    code: 'NEWBORN_GROUP',
    severity: 'info',
    say: () => '在新生儿登记期限内，按新生儿参保办理，自出生之日起享受待遇。',
  },
});

const soldier = v.fact<boolean>(
  'person.dischargedSoldier',
  '刚退役的军人',
  '是否刚退役？',
  (c) => c.facts.person?.dischargedSoldier ?? false,
);
export const veteran = toGroup('keyGroups.veteran', '是否退役军人', {
  id: 'R-KEY-04',
  when: v.holds(soldier),
  cites: [HINT, CN],
  clause: '退役军人是重点人群，及时接续参保；没有单独的规定。',
  finding: {
    code: 'VETERAN_PROMPT',
    severity: 'info',
    say: () => '本人刚退役，请及时办理接续参保，不要造成中断。',
  },
});

const broken = v.derived('上一年度没有参保缴费而此前参加过', [payments, on], (list, day) => {
  const y = Number(day.slice(0, 4));
  const before = list.some((p) => p.state === 'PAID' && Number(p.period.slice(0, 4)) < y);
  return before && !isCoveredYear(list, y - 1) && !isCoveredYear(list, y);
});
export const interrupted = toGroup('keyGroups.interrupted', '是否缴费中断人员', {
  id: 'R-KEY-06',
  when: v.holds(broken),
  cites: [HINT, CN],
  clause: '缴费中断人员按等待期和缴费修复的规定办理。',
  finding: {
    code: 'INTERRUPTED_PAYER',
    severity: 'info',
    say: () => '本人缴费已经中断，续保要核定等待期；有变动等待期的，可以补缴修复。',
  },
});

export const landExpropriated = toGroup('keyGroups.land', '是否被征地农民', {
  id: 'R-KEY-07',
  when: labelled,
  cites: [HINT, CN],
  clause: '被征地农民只作标记，没有单独的参保规定。',
  finding: {
    code: 'LAND_LABEL_ONLY',
    severity: 'info',
    say: () => '被征地农民只作标记，不改变缴费和待遇。',
  },
});

const enrolled = v.fact<number>(
  'campaign.enrolled',
  '参保人数',
  '参保多少人？',
  (c) => c.facts.campaign?.enrolled,
);
const registered = v.fact<number>(
  'campaign.registered',
  '应参保人口',
  '应参保人口是多少？',
  (c) => c.facts.campaign?.registered,
);
/** R-GOAL-01: a figure for reports; it decides nothing. */
export const coverageGoal: Question<Case, 'unknown' | 'met' | 'below'> = {
  id: 'keyGroups.goal',
  ask: '参保率是否在目标以上',
  rules: [
    {
      id: 'R-GOAL-01',
      answer: 'met',
      when: v.always,
      cites: [{ document: 'CN-33-2020', article: '目标' }],
      clause: '参保率保持在 95% 以上，自 2021 年参保年度起全国实时查询。',
      finding: {
        code: 'COVERAGE_GOAL_MET',
        severity: 'info',
        say: (e) => `参保 ${e.value(enrolled)} 人，应参保 ${e.value(registered)} 人，参保率达到目标。`,
      },
    },
    {
      id: 'R-GOAL-01#below',
      answer: 'below',
      exceptionTo: 'R-GOAL-01',
      when: v.less(
        v.derived('参保率', [enrolled, registered], (n, all) => (all === 0 ? 1 : n / all)),
        parameter<number>('goal.coverageRate'),
      ),
      cites: [{ document: 'CN-33-2020', article: '目标' }],
      clause: '参保率低于目标的，提示扩面。',
      finding: {
        code: 'COVERAGE_GOAL_BELOW',
        severity: 'info',
        say: (e) =>
          `参保 ${e.value(enrolled)} 人，应参保 ${e.value(registered)} 人，参保率低于目标，需要扩面。`,
      },
    },
  ],
};
