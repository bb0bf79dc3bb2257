import { addDays } from '../../../domain/civilDate';
import type { StatusReason } from '../../../domain/enrolment';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { alive, deathDate, on, relations, v } from '../facts';

// 规程第八条、第二十八条: statuses, their reasons, and leaving (R-STA, R-END).

const JL = 'JL-11-2022';

/** 第八条第二项 with art. 28: reasons of a pause. */
const PAUSE_REASONS: readonly StatusReason[] = [
  'EMPLOYMENT',
  'MOVED',
  'JOB_TRANSFER',
  'RESIGNATION',
  'SENTENCED',
  'MISSING',
  'DISCIPLINE',
  'OTHER_PAUSE',
];
/** 第八条第三项: reasons of a termination; EMP_REGISTRATION ends a resident relation (art. 20(2)). */
const TERMINATION_REASONS: readonly StatusReason[] = [
  'DEATH',
  'SETTLED_ABROAD',
  'DUPLICATE_CLEANUP',
  'TRANSFERRED_OUT',
  'EMP_REGISTRATION',
];

/** R-STA-03: nobody is registered after death. */
export const notDeceased: Question<Case, 'alive' | 'deceased'> = {
  id: 'status.deceased',
  ask: '参保人是否已死亡',
  rules: [
    {
      id: 'R-STA-01',
      answer: 'alive',
      when: v.always,
      cites: [{ document: JL, article: '第八条第一项' }],
      clause: '登记后未办暂停、终止的为正常参保。',
    },
    {
      id: 'R-STA-03#deceased',
      answer: 'deceased',
      exceptionTo: 'R-STA-01',
      when: v.not(v.holds(alive)),
      cites: [{ document: JL, article: '第八条第三项' }],
      clause: '死亡后只能终止，不能登记、暂停或恢复。',
      finding: {
        code: 'PERSON_DECEASED',
        severity: 'refuse',
        say: (e) => {
          const day = e.maybe(deathDate);
          return `系统显示本人已死亡${day ? `（${day}）` : ''}，不能登记或恢复参保；尚有参保关系的请办终止参保。`;
        },
      },
    },
  ],
};

const reason = v.fact<StatusReason>(
  'request.reason',
  '暂停或终止的原因',
  '因为什么原因暂停或终止？',
  (c) => c.request.reason,
);
const isPause = v.fact<boolean>('matter', '办理的是暂停参保', '办理什么？', (c) =>
  c.matter.endsWith('_PAUSE'),
);
const isEmployee = v.fact<boolean>('matter', '办理的是职工参保', '办理什么？', (c) =>
  c.matter.startsWith('EMP_'),
);
/** Only a resident relation ends because the person became an employee. */
const wanted = v.derived(
  '该状态所列的原因',
  [isPause, isEmployee],
  (pause, employee): readonly StatusReason[] => {
    if (pause) return PAUSE_REASONS;
    return employee ? TERMINATION_REASONS.filter((r) => r !== 'EMP_REGISTRATION') : TERMINATION_REASONS;
  },
);

/** R-STA-02, R-STA-03, R-END-01, R-END-02: does the reason belong to the status asked for? */
export const reasonFits: Question<Case, 'fits' | 'wrong'> = {
  id: 'status.reason',
  ask: '原因与所办状态是否相符',
  rules: [
    {
      id: 'R-END-01',
      answer: 'fits',
      when: v.always,
      cites: [{ document: JL, article: '第二十八条' }],
      clause: '离职的及时办理暂停；死亡、出国定居的及时办理终止。',
    },
    {
      id: 'R-STA-02',
      answer: 'wrong',
      exceptionTo: 'R-END-01',
      when: v.all(v.holds(isPause), v.not(v.among(reason, wanted))),
      cites: [{ document: JL, article: '第八条第二项' }],
      clause: '暂停的原因是就业、迁徙、调转、辞职、判刑、失踪、违纪等。',
      finding: {
        code: 'WRONG_STATUS_REASON',
        severity: 'refuse',
        say: () => '这个原因应办终止参保，不能办暂停参保。请改办终止，或核对原因。',
      },
    },
    {
      id: 'R-STA-03',
      answer: 'wrong',
      exceptionTo: 'R-END-01',
      when: v.all(v.not(v.holds(isPause)), v.not(v.among(reason, wanted))),
      cites: [{ document: JL, article: '第八条第三项' }],
      clause: '终止的原因是死亡、移民国外、重复参保清理、医保关系转出等。',
      finding: {
        code: 'WRONG_STATUS_REASON',
        severity: 'refuse',
        say: () => '这个原因应办暂停参保，不能办终止参保。请改办暂停，或核对原因。',
      },
    },
  ],
};

const scheme = v.fact<'EMP' | 'RES'>('matter', '所办制度', '办理哪个制度？', (c) =>
  c.matter.startsWith('EMP') ? 'EMP' : 'RES',
);
const region = v.fact<string>('region', '办理地', '在哪里办理？', (c) => c.region);
const relationHere = (text: string, ...statuses: string[]) =>
  v.derived(text, [relations, scheme, region], (list, s, place) =>
    list.some((r) => r.scheme === s && r.region === place && statuses.includes(r.status)),
  );
const activeHere = relationHere('本地该制度的关系为正常参保', 'ACTIVE');
const openHere = relationHere('本地该制度有未终止的关系', 'ACTIVE', 'PAUSED');

/** R-STA-01 to 03: is there a relation here that can be paused or terminated? */
export const relationOpen: Question<Case, 'open' | 'none'> = {
  id: 'status.relation',
  ask: '是否有可暂停或终止的关系',
  rules: [
    {
      id: 'R-STA-01#open',
      answer: 'open',
      when: v.always,
      cites: [{ document: JL, article: '第八条第一项' }],
      clause: '正常参保的可暂停；正常或暂停的可终止。',
    },
    {
      id: 'R-STA-02#relation',
      answer: 'none',
      exceptionTo: 'R-STA-01#open',
      when: v.all(v.holds(isPause), v.not(v.holds(activeHere))),
      cites: [{ document: JL, article: '第八条第二项' }],
      clause: '只有正常参保的关系可以暂停。',
      finding: {
        code: 'NO_ACTIVE_RELATION',
        severity: 'refuse',
        say: () => '本地没有正常参保的这一关系，没有可以暂停的。请查看参保状态。',
      },
    },
    {
      id: 'R-STA-03#relation',
      answer: 'none',
      exceptionTo: 'R-STA-01#open',
      when: v.all(v.not(v.holds(isPause)), v.not(v.holds(openHere))),
      cites: [{ document: JL, article: '第八条第三项' }],
      clause: '只有正常或暂停的关系可以终止。',
      finding: {
        code: 'NO_OPEN_RELATION',
        severity: 'refuse',
        say: () => '本地没有正常或暂停的这一关系，没有可以终止的。请查看参保状态。',
      },
    },
  ],
};

const effectiveOn = v.fact<string>(
  'request.effectiveOn',
  '发生日期',
  '哪一天发生？',
  (c) => c.request.effectiveOn ?? (c.request.reason === 'DEATH' ? (c.facts.person?.deathDate ?? c.on) : c.on),
);
/** The day the status begins: the day after a death (口径9), else the day itself. */
export const statusFrom = v.derived('状态生效日', [reason, effectiveOn], (why, day) =>
  why === 'DEATH' ? addDays(day, 1) : day,
);

/** A pause or termination cannot be handled for a day that has not come. */
export const dayFits: Question<Case, 'fits' | 'future'> = {
  id: 'status.day',
  ask: '发生日期是否成立',
  rules: [
    {
      id: 'R-END-02',
      answer: 'fits',
      when: v.always,
      cites: [{ document: JL, article: '第二十八条' }],
      clause: '事情发生后及时办理。',
    },
    {
      id: 'R-END-02#future',
      answer: 'future',
      exceptionTo: 'R-END-02',
      when: v.after(effectiveOn, on),
      cites: [{ document: JL, article: '第二十八条' }],
      clause: '尚未发生的不能办理。',
      finding: {
        code: 'DATE_IN_FUTURE',
        severity: 'refuse',
        say: (e) => `发生日期 ${e.value(effectiveOn)} 晚于办理日 ${e.value(on)}，请核对日期。`,
      },
    },
  ],
};
const knownDeath = v.fact<string | null>(
  'person.deathDate',
  '系统记录的死亡日期',
  '死亡日期是哪一天？',
  (c) => c.facts.person?.deathDate ?? null,
);
/** R-END-02: two days of death cannot both be right, and days of cover depend on it (口径9). */
export const deathDayAgrees: Question<Case, 'agrees' | 'differs'> = {
  id: 'status.deathDay',
  ask: '所报死亡日期与系统记录是否一致',
  rules: [
    {
      id: 'R-END-02#agrees',
      answer: 'agrees',
      when: v.always,
      cites: [{ document: JL, article: '第二十八条' }],
      clause: '死亡的以死亡证明上的日期为准。',
    },
    {
      id: 'R-END-02#differs',
      answer: 'differs',
      exceptionTo: 'R-END-02#agrees',
      when: v.all(
        v.is<StatusReason>(reason, v.constant<StatusReason>('DEATH', '死亡')),
        v.isNot<string | null>(knownDeath, v.constant(null, '没有')),
        v.isNot<string | null>(knownDeath, effectiveOn),
      ),
      cites: [{ document: JL, article: '第二十八条' }],
      clause: '所报死亡日期与系统记录不同的，提示核对。',
      finding: {
        code: 'DEATH_DATE_DIFFERS',
        severity: 'warn',
        say: (e) =>
          `所报死亡日期 ${e.value(effectiveOn)} 与系统记录的 ${e.value(knownDeath)} 不同，请按死亡证明核对，以免少算或多算待遇。`,
      },
    },
  ],
};
export { effectiveOn, scheme as matterScheme };
