import { expect, test } from 'vitest';
import { peerEngine, peerOutcome } from './peer';
import { measured } from './row';
import { benchRules, bookOutcome, peerFacts, threeRuleCases } from './rules';

test('[RU100] the bench measures every contestant and says how the two engines compare', async () => {
  const rows = await benchRules({ runs: 2, iterations: 3 });
  const spreads = rows.flatMap(({ ours, raw, peers = [] }) => [ours, raw?.spread, peers[0]?.spread]);
  expect(spreads.filter((spread) => spread !== undefined)).toHaveLength(8);
  for (const { unit, ours } of rows) {
    if (unit === 'µs') expect(ours.least).toBeGreaterThan(0);
    expect(ours.median).toBeGreaterThanOrEqual(ours.least);
    expect(ours.most).toBeGreaterThanOrEqual(ours.median);
  }
  expect(rows.map(measured).find(({ line }) => line === 'three rules')?.toPeer).toBeGreaterThan(0);
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
