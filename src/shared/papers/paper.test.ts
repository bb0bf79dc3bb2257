import { describe, expect, test } from 'vitest';
import { residentYear } from '#fixtures/matterWorld';
import type { Verdict } from '../protocol/verdict';
import { feesAsHeld, type Paper, type PaperFate, promisedFees, taskOf } from './paper';

const paper: Paper = {
  opId: '01J00000000000000000000001',
  receiptNo: '20261122-000001-000007',
  printedAt: '2026-11-22T01:00:00.000Z',
  copies: 1,
  fees: [{ scheme: 'RES', period: '2027', personFen: 42_000 }],
  settled: null,
};
const echo = { opId: paper.opId, bodyHash: '0'.repeat(64), at: '2026-11-22T09:30:00+08:00' };
const applied: Verdict = {
  ...echo,
  outcome: 'applied',
  receipt: 'R1',
  versions: {},
  assigned: {},
  parallel: false,
};
const refused: Verdict = {
  ...echo,
  outcome: 'refused',
  reasons: [
    {
      rule: 'R-1',
      code: 'C',
      severity: 'refuse',
      document: 'D',
      documentTitle: 'T',
      article: '第一条',
      text: '不行。',
    },
  ],
  current: [],
};
const conflict: Verdict = {
  ...echo,
  outcome: 'conflict',
  why: 'FIELDS_CHANGED',
  text: '已改动。',
  fields: [],
  changedBy: null,
  changedAt: null,
  current: [],
};
const invalid: Verdict = { ...echo, outcome: 'invalid', text: '不合格式。' };
const fate = (over: Partial<PaperFate>): PaperFate => ({
  verdict: null,
  ended: false,
  payments: null,
  ...over,
});
const due = (personFen: number) => ({ ...residentYear(2027, 'DUE'), personFen });

describe('papers handed out on a forecast', () => {
  test('[PP1] what the platform did not do is taken back, each kind in its own words', () => {
    const said = [refused, conflict, invalid].map((verdict) => taskOf(paper, fate({ verdict })));
    expect(said.map((task) => task?.action)).toEqual(['recall', 'recall', 'recall']);
    expect(new Set(said.map((task) => task?.text)).size).toBe(3);
  });

  test('[PP2] what the clerk took back or did anew is taken back too, unless it was applied all the same', () => {
    expect(taskOf(paper, fate({ ended: true }))).toMatchObject({ action: 'recall' });
    expect(taskOf(paper, fate({ ended: true, verdict: refused }))).toMatchObject({ action: 'recall' });
    expect(taskOf(paper, fate({ ended: true, verdict: applied, payments: [due(42_000)] }))).toBeNull();
  });

  test('[PP3] where the platform assessed another fee, the paper is printed anew, with both amounts', () => {
    const task = taskOf(paper, fate({ verdict: applied, payments: [due(21_000)] }));
    expect(task).toMatchObject({ action: 'reprint' });
    expect(task?.text).toContain('2027 应缴 420.00 元，平台核定为 210.00 元');
  });

  test('[PP23] a paper that said 待平台确认 is to be exchanged once the platform has confirmed, and its fees are known to be right', () => {
    const pending = { ...paper, platformReceipt: null };
    expect(taskOf(pending, fate({ verdict: applied, payments: null }))).toBeNull();
    const right = [{ ...residentYear(2027, 'DUE'), personFen: 42_000 }];
    const task = taskOf(pending, fate({ verdict: applied, payments: right }));
    expect(task).toMatchObject({ action: 'exchange' });
    expect(task?.text).toContain('R1');
    expect(taskOf({ ...pending, fees: [] }, fate({ verdict: applied, payments: null }))?.action).toBe(
      'exchange',
    );
    expect(
      taskOf({ ...pending, platformReceipt: 'R1' }, fate({ verdict: applied, payments: right })),
    ).toBeNull();
    expect(taskOf({ ...pending, settled: '不用换' }, fate({ verdict: applied, payments: right }))).toBeNull();
    expect(taskOf(pending, fate({ verdict: applied, payments: [residentYear(2027, 'DUE')] }))?.action).toBe(
      'reprint',
    );
    expect(taskOf(pending, fate({ verdict: refused }))?.action).toBe('recall');
  });

  test('[PP4] a paper holds while nothing is known, where all is as printed, and once it has been dealt with', () => {
    expect(taskOf(paper, fate({}))).toBeNull();
    expect(taskOf(paper, fate({ verdict: applied }))).toBeNull();
    expect(taskOf(paper, fate({ verdict: applied, payments: [due(42_000)] }))).toBeNull();
    expect(taskOf({ ...paper, settled: '已收回' }, fate({ verdict: refused }))).toBeNull();
  });

  test('[PP5] a receipt promises the fees that the operation adds, not those that were there', () => {
    const before = [residentYear(2026), residentYear(2025, 'DUE')];
    expect(promisedFees(before, [...before, due(42_000)])).toEqual(paper.fees);
    expect(promisedFees(before, before)).toEqual([]);
    expect(feesAsHeld(paper.fees, [due(21_000)])).toEqual([{ ...paper.fees[0], personFen: 21_000 }]);
  });
});
