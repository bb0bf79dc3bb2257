import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { v } from '../facts';

// 规程第二十五条: wrong or changed information (R-CHG-01).

type Changes = NonNullable<Case['request']['changes']>;
export const changes = v.fact<Changes>(
  'request.changes',
  '申请变更的内容',
  '要变更哪些内容？',
  (c) => c.request.changes,
);
const touched = v.derived('有实际变动的内容', [changes], (list) =>
  list.some((x) => JSON.stringify(x.from ?? null) !== JSON.stringify(x.to)),
);
const names = (list: Changes) => new Set(list.map((x) => x.field));
/** The identification code itself changes: R-ID and the duplicate search run again on the new one. */
export const numberChanges = v.derived(
  '变更证件类型或号码',
  [changes],
  (list) => names(list).has('certNo') || names(list).has('certType'),
);
const nameToo = v.derived('同时变更姓名', [changes], (list) => names(list).has('name'));
export const identityTouched = v.derived('变更身份信息', [changes], (list) =>
  ['certNo', 'certType', 'sex', 'birthDate'].some((f) => names(list).has(f)),
);

const CITE = [{ document: 'JL-11-2022', article: '第二十五条' }] as const;

/** R-CHG-01: is there something to change, and is it still the same person? */
export const changeFits: Question<Case, 'fits' | 'nothing' | 'doubtful'> = {
  id: 'change.content',
  ask: '变更内容是否成立',
  rules: [
    {
      id: 'R-CHG-01',
      answer: 'fits',
      when: v.always,
      cites: [...CITE],
      clause: '登记信息变更或有误的，及时申请变更；没有天数限制。',
    },
    {
      id: 'R-CHG-01#nothing',
      answer: 'nothing',
      exceptionTo: 'R-CHG-01',
      when: v.not(v.holds(touched)),
      cites: [...CITE],
      clause: '没有变动的不办理。',
      finding: {
        code: 'NOTHING_CHANGED',
        severity: 'refuse',
        say: () => '没有任何内容变动，请填写要变更的内容。',
      },
    },
    {
      id: 'R-CHG-01#replaced',
      answer: 'doubtful',
      exceptionTo: 'R-CHG-01',
      when: v.all(v.holds(numberChanges), v.holds(nameToo)),
      cites: [...CITE],
      clause: '姓名和证件号码同时变更的，核对是否同一人。',
      finding: {
        code: 'IDENTITY_REPLACED',
        severity: 'warn',
        say: () => '姓名和证件号码同时变更，请凭户口簿或公安证明核对确是同一人。',
      },
    },
  ],
};
