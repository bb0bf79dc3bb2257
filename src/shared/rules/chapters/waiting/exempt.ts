import type { SpecialIdentityType } from '../../../domain/specialIdentity';
import type { Case } from '../../case';
import type { Rule } from '../../kernel/rule';
import { confirmedIdentities, parameter, v } from '../facts';

// R-WAIT-05: who never waits, in either scheme.

const lifted = v.derived('经确认为建档立卡贫困（脱贫）人口', [confirmedIdentities], (types) =>
  types.includes('LIFTED_OUT_OF_POVERTY'),
);
const lowIncome = v.derived(
  '经确认的身份属于免等待期的农村低收入人口',
  [confirmedIdentities, parameter<readonly SpecialIdentityType[]>('waiting.exemptIdentities')],
  (types, exempt) => types.some((type) => exempt.includes(type)),
);
/** Asked of those who claim it: nothing in the records tells. */
const soldier = v.fact<boolean>(
  'person.dischargedSoldier',
  '刚退役的军人',
  '是否刚退役？',
  (c) => c.facts.person?.dischargedSoldier ?? false,
);

/** (a), (c) and (f) as exceptions to a scheme's own rule. */
export const exemptions = (to: string): Rule<Case, 'NONE'>[] => [
  {
    id: `R-WAIT-05#poverty-${to}`,
    answer: 'NONE',
    exceptionTo: to,
    when: v.all(v.holds(lifted), v.holds(parameter<boolean>('waiting.povertyExempt'))),
    cites: [{ document: 'CN-33-2020', article: '贫困人口' }],
    clause: '建档立卡贫困（脱贫）人口不设等待期。',
    finding: {
      code: 'WAIT_EXEMPT',
      severity: 'info',
      say: () => '本人是建档立卡贫困（脱贫）人口，不设等待期。',
    },
  },
  {
    id: `R-WAIT-05#lowIncome-${to}`,
    answer: 'NONE',
    exceptionTo: to,
    when: v.holds(lowIncome),
    cites: [{ document: 'LOW-INCOME-2021', article: '不设等待期' }],
    clause: '农村低收入人口非本人原因断保的，不设等待期。',
    finding: {
      code: 'WAIT_EXEMPT',
      severity: 'info',
      say: () => '本人是经部门确认的低收入人口，不设等待期（外省口径，待本地确认）。',
    },
  },
  {
    id: `R-WAIT-05#soldier-${to}`,
    answer: 'NONE',
    exceptionTo: to,
    when: v.all(v.holds(soldier), v.holds(parameter<boolean>('waiting.dischargedSoldierExempt'))),
    cites: [{ document: 'LOW-INCOME-2021', article: '不设等待期' }],
    clause: '退役后参保的军人不设等待期。',
    finding: {
      code: 'WAIT_EXEMPT',
      severity: 'info',
      say: () => '本人刚退役，不设等待期（外省口径，待本地确认）。',
    },
  },
];
