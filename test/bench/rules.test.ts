import { expect, test } from 'vitest';
import { peerEngine, peerOutcome } from './peer';
import { benchRules, bookOutcome, peerFacts, threeRuleCases } from './rules';

test('[RU100] the bench measures every contestant and says how the two engines compare', async () => {
  const { measured, ratio } = await benchRules({ runs: 2, iterations: 3 });
  expect(measured).toHaveLength(4);
  for (const one of measured) {
    expect(one.least).toBeGreaterThan(0);
    expect(one.median).toBeGreaterThanOrEqual(one.least);
    expect(one.most).toBeGreaterThanOrEqual(one.median);
  }
  expect(ratio).toBeGreaterThan(0);
});

test('[RU101] both engines of the bench agree on the three rules for 20 cases around their turning points', async () => {
  const engine = peerEngine();
  const outcomes = new Set<string>();
  for (const subject of threeRuleCases) {
    const ours = bookOutcome(subject);
    expect(await peerOutcome(engine, peerFacts(subject)), subject.id).toEqual(ours);
    for (const outcome of ours) outcomes.add(String(outcome));
  }
  expect(threeRuleCases).toHaveLength(20);
  expect([...outcomes].sort()).toEqual(['active', 'inTime', 'inside', 'late', 'none', 'outside']);
});
