import { addToMonth, lastDayOfMonth } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { v } from '../facts';

// 规程第九条: 应缴, 实缴, 中断缴费 (R-PAY-01).

const cite = [{ document: 'JL-11-2022', article: '第九条' }] as const;

export const day = v.fact<string>(
  'request.day',
  '所问的日期',
  '问的是哪一天？',
  (c) => c.request.day ?? c.on,
);
/** An employee month is due on the last day of the month before it (R-FEE-01). */
export const dueOn = v.fact<string>('request.dueOn', '缴费期限', '缴费期限是哪一天？', (c) => {
  const { dueOn: given, period } = c.request;
  return given ?? (period?.length === 7 ? lastDayOfMonth(addToMonth(period, -1)) : undefined);
});
const assessed = v.fact<number>(
  'request.assessedFen',
  '核定金额',
  '核定了多少钱？',
  (c) => c.request.assessedFen,
);
const received = v.fact<number>(
  'request.receivedFen',
  '到账金额',
  '到账多少钱？',
  (c) => c.request.receivedFen,
);

/** The relation had been paused or ended when the fee period began, and no other goes on. */
const cut = v.fact<boolean>(
  'relations',
  '所属期开始前已暂停或终止参保',
  '关系是否已暂停或终止？',
  (c) => {
    const { period } = c.request;
    if (period === undefined || c.facts.relations === undefined) return false;
    const monthly = period.length === 7;
    const starts = monthly ? `${period}-01` : `${period}-01-01`;
    const asked = c.request.day ?? c.on;
    const own = c.facts.relations.filter((r) => r.scheme === (monthly ? 'EMP' : 'RES'));
    const left = own.some(
      (r) => r.statusFrom !== undefined && r.statusFrom <= starts && r.statusFrom <= asked,
    );
    return left && own.every((r) => r.status !== 'ACTIVE');
  },
  true,
);

/** R-PAY-01: the pay state of one fee period on a day. */
export const payState: Question<Case, 'DUE' | 'PAID' | 'BROKEN'> = {
  id: 'status.pay',
  ask: '该期费款的缴费状态',
  rules: [
    {
      id: 'R-PAY-01',
      answer: 'DUE',
      when: v.always,
      cites: [...cite],
      clause: '已核定、未足额到账的为应缴。',
      finding: { code: 'DUE', severity: 'info', say: () => '应缴：已核定，未足额到账，尚在缴费期限内。' },
    },
    {
      id: 'R-PAY-01#paid',
      answer: 'PAID',
      exceptionTo: 'R-PAY-01',
      when: v.atLeast(received, assessed),
      cites: [...cite],
      clause: '足额到账的为实缴。',
      finding: { code: 'PAID', severity: 'info', say: () => '实缴：费款已足额到账。' },
    },
    {
      id: 'R-PAY-01#broken',
      answer: 'BROKEN',
      exceptionTo: 'R-PAY-01',
      when: v.all(v.after(day, dueOn), v.less(received, assessed)),
      cites: [...cite],
      clause: '过了缴费期限仍未足额的为中断缴费。',
      finding: {
        code: 'BROKEN',
        severity: 'info',
        say: (e) => `中断缴费：缴费期限 ${e.value(dueOn)} 已过，未足额到账。`,
      },
    },
    {
      id: 'R-PAY-01#cut',
      answer: 'BROKEN',
      exceptionTo: 'R-PAY-01',
      when: v.all(v.holds(cut), v.less(received, assessed)),
      cites: [...cite],
      clause: '因暂停、终止参保导致缴费记录中断的，也为中断缴费。',
      finding: {
        code: 'BROKEN',
        severity: 'info',
        say: () => '中断缴费：该期开始前参保关系已暂停或终止，费款不再缴纳。',
      },
    },
  ],
};
