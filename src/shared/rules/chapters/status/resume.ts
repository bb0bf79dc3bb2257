import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { empActive, empPaused, v } from '../facts';

// 规程第八条: a paused employee relation is taken up again (R-STA-02); whether it may be is asked as for a registration (R-EMP-20).

const cites = [{ document: 'JL-11-2022', article: '第八条第二项' }] as const;

export const resumable: Question<Case, 'paused' | 'none'> = {
  id: 'status.resume',
  ask: '有没有可以恢复的职工关系',
  rules: [
    {
      id: 'R-STA-02#resume',
      answer: 'paused',
      when: v.always,
      cites,
      clause: '暂停的职工关系可以恢复，按登记的规则核查。',
    },
    {
      id: 'R-STA-02#nothingToResume',
      answer: 'none',
      exceptionTo: 'R-STA-02#resume',
      when: v.all(v.not(v.holds(empPaused)), v.not(v.holds(empActive))),
      cites,
      clause: '没有暂停的职工关系，或已经终止的，按职工参保登记办理。',
      finding: {
        code: 'NOTHING_TO_RESUME',
        severity: 'refuse',
        say: () => '本人没有暂停的职工医保关系，不能恢复，请按职工参保登记办理。',
      },
    },
  ],
};
