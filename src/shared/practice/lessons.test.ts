import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../test/faults/operations';
import type { Operation } from '../domain/operation';
import { LESSONS, lessonOf, type PracticeFacts, type PracticeOperation, reachedIn } from './lessons';
import { LESSON_CODES, type PracticePerson, PracticeState } from './practice';

const WHO: PracticePerson = { id: 'P1', name: '练习甲', certNo: '999999199001010010', householdId: 'H1' };
const IDLE: PracticeFacts = {
  lineIsCut: false,
  online: true,
  powerCutIsSet: false,
  powerWasCut: false,
  operations: [],
};
const one = (outcome: PracticeOperation['outcome'], n = 1): PracticeOperation => ({
  operation: { ...draftOf(n, { persons: ['P1'] }), device: 'D', seq: n } as Operation,
  outcome,
});
const so = (changes: Partial<PracticeFacts>, ...operations: PracticeOperation[]): PracticeFacts => ({
  ...IDLE,
  ...changes,
  operations,
});
/** How far a lesson has come after each of these states of things. */
function walk(code: (typeof LESSON_CODES)[number], facts: readonly PracticeFacts[]): number[] {
  let reached = 0;
  return facts.map((now) => {
    reached = reachedIn(lessonOf(code), reached, now, WHO);
    return reached;
  });
}

describe('lessons', () => {
  test('[PM13] there is a lesson for each code, with a goal, at least two steps and what is learnt', () => {
    expect(LESSONS.map(({ code }) => code)).toEqual([...LESSON_CODES]);
    for (const { goal, steps, learnt } of LESSONS) {
      expect(goal.length).toBeGreaterThan(8);
      expect(steps.length).toBeGreaterThan(1);
      expect(learnt.length).toBeGreaterThan(20);
      for (const step of steps) expect(step.text(WHO).length).toBeGreaterThan(8);
    }
  });

  test('[PM7] nothing done is nothing reached, in any lesson, and neither is the work for somebody else', () => {
    for (const { code } of LESSONS) expect(walk(code, [IDLE]), code).toEqual([0]);
    const other = {
      ...one('applied'),
      operation: { ...draftOf(9, { persons: ['P9'] }), device: 'D', seq: 9 } as Operation,
    };
    expect(walk('enrol', [so({}, other)])).toEqual([0]);
  });

  test('[PM7] an operation taken back is none', () => {
    expect(walk('enrol', [so({}, one('withdrawn'))])).toEqual([0]);
  });

  test('[PM7] offline: what was reached stays reached when the line is up again; work done online is not the lesson', () => {
    const cut = { lineIsCut: true, online: false };
    expect(
      walk('offline', [so(cut), so(cut, one('pending')), so({}, one('pending')), so({}, one('applied'))]),
    ).toEqual([1, 2, 3, 4]);
    expect(walk('offline', [so({}, one('applied'))])).toEqual([0]);
    expect(walk('offline', [so(cut), so({}, one('applied'))])).toEqual([1, 1]);
    // The line is cut, but the desk has not noticed yet.
    expect(walk('offline', [so({ lineIsCut: true })])).toEqual([0]);
  });

  test('[PM7] refused and duplicate: only the platform’s word and the clerk’s answer to it count', () => {
    for (const code of ['refused', 'duplicate'] as const) {
      expect(walk(code, [so({}, one('pending')), so({}, one('refused')), so({}, one('settled'))])).toEqual([
        1, 2, 3,
      ]);
      expect(walk(code, [so({}, one('applied'))])).toEqual([1]);
    }
  });

  test('[PM7] conflict: settled by a new operation, and done only when that is delivered too', () => {
    const cut = { lineIsCut: true, online: false };
    const states = [
      so(cut),
      so(cut, one('pending')),
      so({}, one('conflict')),
      so({}, one('settled'), one('pending', 2)),
      so({}, one('settled'), one('applied', 2)),
    ];
    expect(walk('conflict', states)).toEqual([1, 2, 3, 4, 5]);
  });

  test('[PM7] power cut: an operation that was accepted without one is not the lesson', () => {
    expect(
      walk('powerCut', [
        so({ powerCutIsSet: true }),
        so({ powerWasCut: true }, one('pending')),
        so({ powerWasCut: true }, one('applied')),
      ]),
    ).toEqual([1, 2, 3]);
    expect(walk('powerCut', [so({ powerCutIsSet: true }), so({}, one('applied'))])).toEqual([1, 1]);
  });

  test('[PM7] whatever happens in whatever order, progress never goes back and never passes the end', () => {
    const facts = fc.record({
      lineIsCut: fc.boolean(),
      online: fc.boolean(),
      powerCutIsSet: fc.boolean(),
      powerWasCut: fc.boolean(),
      operations: fc.array(
        fc
          .constantFrom('pending', 'applied', 'refused', 'conflict', 'settled', 'withdrawn')
          .map((outcome) => one(outcome as PracticeOperation['outcome'])),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...LESSON_CODES), fc.array(facts, { maxLength: 12 }), (code, states) => {
        const walked = walk(code, states);
        expect(walked).toEqual([...walked].sort((a, b) => a - b));
        expect(Math.max(0, ...walked)).toBeLessThanOrEqual(lessonOf(code).steps.length);
      }),
    );
  });

  test('[PM7] what the window is told of practice is parsed strictly', () => {
    expect(PracticeState.safeParse({ village: 1, lineIsCut: false }).success).toBe(false);
  });
});
