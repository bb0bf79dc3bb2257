import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftOf, opIdOf } from '../../../test/faults/operations';
import { recheckRefusal, returnedReasons } from './mayRecheck';
import { drawOf, reviewCause } from './selection';
import { riskFactors, weightOf } from './weight';

const simple = draftOf(1);

describe('which operations are re-checked', () => {
  test('[RV1] without a policy none is; matters of the policy always are', () => {
    expect(reviewCause(null, simple)).toBeNull();
    expect(reviewCause({ always: [], samplePermille: 0 }, simple)).toBeNull();
    expect(reviewCause({ always: ['RES_CHANGE'], samplePermille: 0 }, simple)).toBe('matter');
    expect(reviewCause({ always: [], samplePermille: 1000 }, simple)).toBe('sample');
  });

  test('[RV2] the draw is computed from the id alone, evenly, and a higher rate only adds to what was drawn', () => {
    const draws = Array.from({ length: 4_000 }, (_, n) => drawOf(opIdOf(n)));
    expect(drawOf(simple.opId)).toBe(drawOf(simple.opId));
    for (let from = 0; from < 1000; from += 100) {
      const share = draws.filter((draw) => draw >= from && draw < from + 100).length / draws.length;
      expect(share).toBeGreaterThan(0.07);
      expect(share).toBeLessThan(0.13);
    }
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(1000), fc.nat(1000), (n, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const drawn = (samplePermille: number) => reviewCause({ always: [], samplePermille }, draftOf(n));
        if (drawn(low) !== null) expect(drawn(high)).not.toBeNull();
      }),
    );
  });

  test('[RV2] what is riskier weighs more and is drawn more often', () => {
    const warned = { ...simple, forecast: { ...simple.forecast, decision: 'ALLOW_WARN' as const } };
    const renamed = { ...simple, body: { personId: 'P1', name: '王芳' } };
    const anew = { ...simple, supersedes: opIdOf(9) };
    const late = { ...simple, body: { ...simple.body, effectiveOn: '2026-01-01' } };
    expect(weightOf(simple)).toBe(1);
    expect(riskFactors(warned).map(({ name }) => name)).toEqual(['warned']);
    for (const risky of [warned, renamed, anew, late, { ...simple, body: { who: 'new' } }])
      expect(weightOf(risky)).toBeGreaterThan(1);
    const rate = (over: Partial<typeof simple>) =>
      Array.from({ length: 2_000 }, (_, n) => ({ ...draftOf(n), ...over, opId: opIdOf(n) })).filter(
        (draft) => reviewCause({ always: [], samplePermille: 50 }, draft) !== null,
      ).length;
    expect(rate({ forecast: warned.forecast })).toBeGreaterThan(3 * rate({}));
  });

  test('[RV5] the rules say who may re-check: not who entered it, and by which article', () => {
    const ask = { region: '220199', day: '2026-11-22', enteredBy: 'L', outcome: 'accepted' } as const;
    expect(recheckRefusal({ ...ask, reviewer: 'W' })).toBeNull();
    expect(recheckRefusal({ ...ask, reviewer: 'L' })).toContain('请换一人复核');
    // Before the document nothing is said of it, and then nobody may.
    expect(recheckRefusal({ ...ask, day: '2007-01-01', reviewer: 'L' })).not.toBeNull();
    expect(returnedReasons('2026-11-22', '220199')[0]).toMatchObject({
      rule: 'R-WF-03',
      code: 'FILE_RETURNED',
      article: '二（一）',
    });
  });
});
