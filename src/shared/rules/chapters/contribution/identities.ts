import type { SpecialIdentity } from '../../../domain/specialIdentity';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { v } from '../facts';

// 规程第十四条: flags of special identity are entered as the authorities report them (R-SPC-01).

const cites = [{ document: 'JL-11-2022', article: '第十四条' }] as const;

/** Here the flag itself is what is asked for, so not knowing it is not the same as having none. */
export const flags = v.fact<readonly SpecialIdentity[]>(
  'person.identities',
  '特殊身份',
  '是哪一种特殊身份，由哪个部门认定，从哪一天起？',
  (c) => c.facts.person?.identities,
);
const nothing = v.derived('没有特殊身份', [flags], (list) => list.length === 0);
const unconfirmed = v.derived('有未经部门确认的特殊身份', [flags], (list) =>
  list.some((i) => i.source === null),
);
const labelOnly = v.derived(
  '只有被征地农民标识',
  [flags],
  (list) => list.length > 0 && list.every((i) => i.type === 'LAND_EXPROPRIATED'),
);

export const flagEntered: Question<Case, 'entered' | 'nothing' | 'unverified' | 'label'> = {
  id: 'contribution.identity',
  ask: '特殊身份标识能否录入',
  rules: [
    {
      id: 'R-SPC-01#entered',
      answer: 'entered',
      when: v.always,
      cites,
      clause:
        '特困、低保、其他农村低收入、重度残疾、被征地农民等身份，按税务、民政等部门反馈录入，注明来源和生效日。',
      finding: {
        code: 'FLAG_ENTERED',
        severity: 'info',
        say: () => '按部门反馈录入特殊身份标识；自生效日起的缴费按资助标准。',
      },
    },
    {
      id: 'R-SPC-01#nothing',
      answer: 'nothing',
      exceptionTo: 'R-SPC-01#entered',
      when: v.holds(nothing),
      cites,
      clause: '没有部门反馈的身份，没有可录入的标识。',
      finding: {
        code: 'NOTHING_TO_ENTER',
        severity: 'refuse',
        say: () => '没有可录入的特殊身份，请先由民政等部门认定。',
      },
    },
    {
      id: 'R-SPC-01#word',
      answer: 'unverified',
      exceptionTo: 'R-SPC-01#entered',
      when: v.holds(unconfirmed),
      cites,
      clause: '只凭本人陈述或邻里证明的身份不录为资助身份，确认前按全额缴费。',
      finding: {
        code: 'FLAG_UNVERIFIED',
        severity: 'warn',
        say: () => '身份还没有部门确认，先按全额缴费，请向民政等部门核实后再录入。',
      },
    },
    {
      id: 'R-SPC-01#label',
      answer: 'label',
      exceptionTo: 'R-SPC-01#entered',
      when: v.all(v.holds(labelOnly), v.not(v.holds(unconfirmed))),
      cites,
      clause: '被征地农民只作标识，不涉及资助参保。',
      finding: {
        code: 'FLAG_LABEL_ONLY',
        severity: 'info',
        say: () => '被征地农民身份只作标识，不改变缴费标准。',
      },
    },
  ],
};
