import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { parameter, v } from '../facts';

// 劳社部发〔2007〕34号 二（一）: entry points, initial review, re-check.

type File = NonNullable<Case['facts']['file']>;
export const file = <T>(name: keyof File, text: string, ask: string, read: (f: File) => T | undefined) =>
  v.fact<T>(`file.${name}`, text, ask, (c) => read(c.facts.file ?? {}));

export const step = v.fact<NonNullable<Case['request']['step']>>(
  'request.step',
  '办理环节',
  '现在办理哪个环节？',
  (c) => c.request.step,
);
export const at = v.fact<string>('request.at', '办理地点', '在哪里办理？', (c) => c.request.at);
export const atAgency = v.is<string>(at, v.constant('AGENCY', '经办机构'));
const by = v.fact<string>('request.by', '复核人', '由谁复核？', (c) => c.request.by);
const reviewer = file<string | null>('reviewedBy', '初审人', '由谁初审的？', (f) => f.reviewedBy);
const notReviewed = v.is<string | null>(reviewer, v.constant(null, '无'));
const recheck = file<string | null>('recheck', '复核结果', '复核结果是什么？', (f) => f.recheck);
const homeVisit = file(
  'homeVisitNeeded',
  '行动不便的老年人或残疾人',
  '是否行动不便？',
  (f) => f.homeVisitNeeded,
);

const cites = [{ document: 'CN-34-2007', article: '二（一）' }] as const;

/** R-WF-01: where an application may be handed in. */
export const entryPoint: Question<Case, 'yes' | 'no'> = {
  id: 'workflow.entry',
  ask: '是否可以在这里办理参保手续',
  rules: [
    {
      id: 'R-WF-01',
      answer: 'yes',
      when: v.always,
      cites,
      clause: '到经办机构窗口、社区劳动保障工作平台或受委托的单位办理。',
    },
    {
      id: 'R-WF-01#elsewhere',
      answer: 'no',
      exceptionTo: 'R-WF-01',
      when: v.is<string>(at, v.constant('OTHER', '其他地方')),
      cites,
      clause: '其他地方不能受理参保手续。',
      finding: {
        code: 'WRONG_ENTRY_POINT',
        severity: 'refuse',
        say: () => '参保手续请到经办机构窗口、社区平台或受委托的单位办理。',
      },
    },
  ],
};

/** R-WF-02: who is to be visited at home. */
export const offersVisit: Question<Case, 'no' | 'yes'> = {
  id: 'workflow.homeVisit',
  ask: '是否应提供上门登记',
  rules: [
    { id: 'R-WF-02#none', answer: 'no', when: v.always, cites, clause: '其他居民到办理点登记。' },
    {
      id: 'R-WF-02',
      answer: 'yes',
      exceptionTo: 'R-WF-02#none',
      when: v.holds(homeVisit),
      cites,
      clause: '对行动不便的老年人、残疾人开展上门登记参保服务。',
      finding: {
        code: 'OFFER_HOME_VISIT',
        severity: 'info',
        say: () => '本人行动不便，应提供上门登记服务，请安排上门。',
      },
    },
  ],
};

const samePerson = v.all(
  v.is<string | null>(by, reviewer),
  v.not(v.holds(parameter<boolean>('wf.sameReviewerAllowed'))),
);

/** R-WF-03: may this person re-check this file here? */
export const mayRecheck: Question<Case, 'yes' | 'no'> = {
  id: 'workflow.recheck',
  ask: '是否可以复核',
  rules: [
    {
      id: 'R-WF-03',
      answer: 'yes',
      when: v.always,
      cites,
      clause: '社区平台或受委托单位初审身份和缴费标准，经办机构复核。',
    },
    {
      id: 'R-WF-03#notReviewed',
      answer: 'no',
      exceptionTo: 'R-WF-03',
      when: notReviewed,
      cites,
      clause: '没有初审的不能复核。',
      finding: {
        code: 'NOT_REVIEWED',
        severity: 'refuse',
        say: () => '这份申请还没有初审，请先由社区平台或受委托单位初审。',
      },
    },
    {
      id: 'R-WF-03#same',
      answer: 'no',
      exceptionTo: 'R-WF-03',
      when: samePerson,
      cites,
      clause: '初审和复核不能是同一人。',
      finding: {
        code: 'SAME_REVIEWER',
        severity: 'refuse',
        say: (e) => `初审人和复核人都是 ${e.value(reviewer)}，请换一人复核。`,
      },
    },
    {
      id: 'R-WF-03#agency',
      answer: 'no',
      exceptionTo: 'R-WF-03',
      when: v.all(v.not(notReviewed), v.not(samePerson), v.not(atAgency)),
      cites,
      clause: '复核只由经办机构办理。',
      finding: {
        code: 'RECHECK_BY_AGENCY',
        severity: 'refuse',
        say: () => '复核由经办机构办理，请把申请转给经办机构。',
      },
    },
  ],
};

/** R-WF-03: nothing takes effect before the re-check. */
export const inEffect: Question<Case, 'yes' | 'pending' | 'returned'> = {
  id: 'workflow.effective',
  ask: '申请是否已复核通过',
  rules: [
    {
      id: 'R-WF-03#effective',
      answer: 'yes',
      when: v.is<string | null>(recheck, v.constant('ACCEPTED', '通过')),
      cites,
      clause: '复核通过的申请生效。',
    },
    {
      id: 'R-WF-03#pending',
      answer: 'pending',
      when: v.is<string | null>(recheck, v.constant(null, '无')),
      cites,
      clause: '没有复核的申请不生效。',
      finding: {
        code: 'NOT_RECHECKED',
        severity: 'refuse',
        say: () => '这份申请还没有复核，复核通过后再办。',
      },
    },
    {
      id: 'R-WF-03#returned',
      answer: 'returned',
      when: v.is<string | null>(recheck, v.constant('RETURNED', '退回')),
      cites,
      clause: '复核退回的，更正后重新提交。',
      finding: {
        code: 'FILE_RETURNED',
        severity: 'refuse',
        say: () => '这份申请已被复核退回，请按退回意见更正后重新提交。',
      },
    },
  ],
};
