import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { parameter, v } from '../facts';
import { crossPairs, employeeMonths } from './records';

// Employee and resident relation at once (R-DUP-05, 07) and the seasonal worker (R-KEY-05).

const CN = { document: 'CN-33-2020', article: '重复参保' } as const;
const PROV = { document: 'PROV-DUP', article: '跨制度重复' } as const;
const SEASONAL = { document: 'CN-33-2020', article: '短期务工和灵活就业人员' } as const;

/** Said by the person, or told by the kind of employee relation. */
const seasonal = v.fact<boolean>(
  'person.seasonalWorker',
  '短期季节性务工',
  '是否短期、季节性务工？',
  (c) => c.facts.person?.seasonalWorker ?? false,
);
const flexible = v.derived('职工关系为灵活就业', [crossPairs], (list) =>
  list.some((o) => o.pair.some((r) => r.scheme === 'EMP' && r.subKind === 'FLEX')),
);
const shortTerm = v.any(v.holds(flexible), v.holds(seasonal));
const pausesOther = v.is(
  parameter<string>('dup.flexCross'),
  v.constant<string>('PAUSE_OTHER', '暂停另一关系'),
);
const keepsEmployee = v.is(
  v.orElse<string>(parameter<string>('dup.crossKeep'), v.constant('EMP_AFTER_ONE_YEAR', '满一年的保留职工')),
  v.constant<string>('EMP', '职工'),
);
const oneYear = v.atLeast(employeeMonths, parameter<number>('dup.empPriorityMonths'));

/** The relation that began last is the one in use; for how long, and what remains of the other. */
export const newerOfCross = v.derived('新参保的关系', [crossPairs], (list) => {
  const [first] = list;
  if (first === undefined) return null;
  const [a, b] = first.pair;
  const [newer, older] = a.paidFrom > b.paidFrom ? [a, b] : [b, a];
  return { newer, older };
});

/** R-DUP-05, 07: which relation is kept across the schemes? */
export const keepCross: Question<Case, 'emp' | 'ask' | 'pause'> = {
  id: 'duplicate.cross',
  ask: '跨制度重复保留哪个制度',
  rules: [
    {
      id: 'R-DUP-05',
      answer: 'emp',
      when: v.always,
      cites: [PROV, CN],
      clause: '职工与居民重复参保的，原则上保留职工关系，终止居民关系。',
      finding: {
        code: 'KEEP_EMP',
        severity: 'info',
        say: (e) => `连续参加职工医保 ${e.value(employeeMonths)} 个月，保留职工关系，居民关系终止。`,
      },
    },
    {
      id: 'R-DUP-05#underOneYear',
      answer: 'ask',
      exceptionTo: 'R-DUP-05',
      when: v.all(v.not(keepsEmployee), v.not(oneYear), v.not(v.all(shortTerm, pausesOther))),
      cites: [CN],
      clause: '全国口径以连续参加职工医保满一年为保留职工关系的条件，不满一年的由本人选择。',
      finding: {
        code: 'EMP_UNDER_ONE_YEAR',
        severity: 'warn',
        say: (e) =>
          `连续参加职工医保 ${e.value(employeeMonths)} 个月，不满一年，请本人选择保留哪一个关系，暂不终止。`,
      },
    },
    {
      id: 'R-DUP-07',
      answer: 'pause',
      exceptionTo: 'R-DUP-05',
      when: v.all(shortTerm, pausesOther),
      cites: [SEASONAL],
      clause: '灵活就业、短期务工人员跨制度重复的，享受新参保的关系，暂停另一关系，不做终止。',
      finding: {
        code: 'PAUSE_OTHER',
        severity: 'info',
        say: () => '灵活就业、短期务工人员：享受新参保的关系，另一关系暂停、不终止，以后可以恢复。',
      },
    },
  ],
};

/** R-KEY-05: a region that ends what the national text only pauses. */
export const pauseOrTerminate: Question<Case, 'agrees' | 'conflicts'> = {
  id: 'keyGroups.seasonal',
  ask: '短期务工人员原关系是暂停还是终止',
  rules: [
    {
      id: 'R-KEY-05',
      answer: 'agrees',
      when: v.always,
      cites: [SEASONAL],
      clause: '短期务工和灵活就业人员享受新参保的关系，暂停原关系，需要时恢复。',
    },
    {
      id: 'R-KEY-05#conflict',
      answer: 'conflicts',
      exceptionTo: 'R-KEY-05',
      when: v.all(shortTerm, v.not(pausesOther)),
      cites: [SEASONAL],
      clause: '地方规程终止居民关系、全国口径只作暂停的，提示经办人。',
      finding: {
        code: 'PAUSE_OR_TERMINATE',
        severity: 'warn',
        say: () =>
          '本人是灵活就业或短期务工人员：全国口径是暂停原关系，本地规程是终止，两者不一致，请按本地规程办理并告知本人。',
      },
    },
  ],
};
