import { expect, test } from 'vitest';
import { oneAhead } from './oneAhead';

test('[ST67] each is begun while the one before is used, in order, and no further ahead', async () => {
  const begun: number[] = [];
  const seen: [number, number[]][] = [];
  const load = async (n: number) => {
    begun.push(n);
    return n;
  };
  for await (const n of oneAhead(4, load)) seen.push([n, [...begun]]);
  expect(seen).toEqual([
    [0, [0, 1]],
    [1, [0, 1, 2]],
    [2, [0, 1, 2, 3]],
    [3, [0, 1, 2, 3]],
  ]);
  for await (const _none of oneAhead(0, load)) throw new Error('there is none');
});

test('[ST67] a failure ends it where it stands; one that nobody waits for any more is nobody’s', async () => {
  const load = async (n: number) => {
    if (n === 2) throw new Error('the third');
    return n;
  };
  const seen: number[] = [];
  const all = async () => {
    for await (const n of oneAhead(4, load)) seen.push(n);
  };
  await expect(all()).rejects.toThrow('the third');
  expect(seen).toEqual([0, 1]);
  for await (const n of oneAhead(4, load)) if (n === 1) break;
});
