import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { on, parameter, resActive, v } from '../facts';
import { employeeWait } from './employee';

// R-WAIT-09 with R-EMP-20-4: who covers the wait of somebody who comes from the resident scheme.

type Timing = 'ON_EMP_REGISTRATION' | 'ON_EMP_BENEFIT_START';
const timing = parameter<Timing>('resident.terminationTiming');
const kind = parameter<'TERMINATE' | 'PAUSE'>('resident.endKind');
const endsNow = v.is(timing, v.constant<Timing>('ON_EMP_REGISTRATION', '职工登记时'));
const benefitFrom = v.derived('职工待遇开始日', [employeeWait], (w) => w.benefitFrom);

/** How the resident relation ends, and whether at registration or when the new benefits begin. */
export const residentEnd = v.derived('居民关系的结束', [timing, kind], (when, how) => ({ when, kind: how }));

/** R-WAIT-09, asked of somebody who has to wait: are there days covered by neither scheme? */
export const coverGap: Question<Case, 'none' | 'gap'> = {
  id: 'waiting.coverGap',
  ask: '等待期内有没有待遇',
  rules: [
    {
      id: 'R-WAIT-09',
      answer: 'none',
      when: v.always,
      cites: [{ document: 'CN-33-2020', article: '待遇衔接' }],
      clause: '原关系在新待遇开始时结束的，等待期内仍由原关系保障。',
    },
    {
      id: 'R-EMP-20-4#gap',
      answer: 'gap',
      exceptionTo: 'R-WAIT-09',
      when: v.all(v.holds(resActive), endsNow),
      cites: [{ document: 'JL-11-2022', article: '第二十条第二项' }],
      clause: '职工登记成功即终止居民关系的，等待期内两边都没有待遇。',
      finding: {
        code: 'COVER_GAP',
        severity: 'warn',
        say: (e) =>
          `居民关系自 ${e.value(on)} 终止，职工医保待遇 ${e.value(benefitFrom)} 才开始，其间没有医保待遇，务必当面告知本人。`,
      },
    },
  ],
};
