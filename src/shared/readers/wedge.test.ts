import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_BURST, WEDGE_GAP_MS, type WedgeKey, wedgeStep } from './wedge';

const NUMBER = '220199197903140021';
const key = (name: string, at: number, over: Partial<WedgeKey> = {}): WedgeKey => ({
  key: name,
  at,
  composing: false,
  repeat: false,
  modified: false,
  ...over,
});
/** Keys `gap` ms apart, with Enter at the end. */
const keys = (text: string, gap: number, over: Partial<WedgeKey> = {}): WedgeKey[] =>
  [...text, 'Enter'].map((name, i) => key(name, 1000 + i * gap, over));

/** What is taken of keys in order, and how many of them were the burst's. */
function taken(all: readonly WedgeKey[]): { texts: string[]; inBurst: number } {
  let burst = NO_BURST;
  const texts: string[] = [];
  let inBurst = 0;
  for (const one of all) {
    const step = wedgeStep(burst, one);
    burst = step.burst;
    if (step.inBurst) inBurst += 1;
    if (step.taken !== null) texts.push(step.taken);
  }
  return { texts, inBurst };
}

describe('[RC30] a scanner that types is told from a clerk by its times', () => {
  test('keys up to 50 ms apart and Enter are one text, whole', () => {
    expect(taken(keys(NUMBER, 3))).toEqual({ texts: [NUMBER], inBurst: NUMBER.length });
    expect(taken(keys(NUMBER, WEDGE_GAP_MS)).texts).toEqual([NUMBER]);
    expect(
      taken([...keys('0312-017', 5), ...keys(NUMBER, 5).map((k) => ({ ...k, at: k.at + 9000 }))]).texts,
    ).toEqual(['0312-017', NUMBER]);
  });

  test('a slow typist is not mistaken for one, at whatever speed', () => {
    expect(taken(keys(NUMBER, WEDGE_GAP_MS + 1)).texts).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 51, max: 2000 }), { minLength: 8, maxLength: 30 }), (gaps) => {
        let at = 0;
        const typed = gaps.map((gap, i) => {
          at += gap;
          return key(i === gaps.length - 1 ? 'Enter' : '1', at);
        });
        expect(taken(typed)).toEqual({ texts: [], inBurst: 0 });
      }),
    );
  });

  test('one pause in it, or Enter pressed by hand behind it, and it is none', () => {
    const broken = keys(NUMBER, 3).map((one, i) => (i >= 15 ? { ...one, at: one.at + 100 } : one));
    expect(taken(broken).texts).toEqual([]);
    const late = keys(NUMBER, 3);
    expect(taken([...late.slice(0, -1), key('Enter', 5000)]).texts).toEqual([]);
  });

  test('a held key, an input method, Ctrl, a named key and rolled fingers are none', () => {
    expect(taken(keys('111111111111', 30, { repeat: true })).texts).toEqual([]);
    expect(taken(keys(NUMBER, 3, { composing: true })).texts).toEqual([]);
    expect(taken(keys(NUMBER, 3, { modified: true })).texts).toEqual([]);
    const tab = keys(NUMBER, 3);
    tab[14] = key('Tab', tab[14]?.at ?? 0);
    expect(taken(tab).texts).toEqual([]);
    expect(taken(keys('12', 3)).texts).toEqual([]);
    expect(taken([key('Enter', 1)]).texts).toEqual([]);
  });

  test('capitals come with Shift; a clock that jumps back ends the burst; endless text is not kept', () => {
    const capital = [
      ...keys('22019919790314002', 3).slice(0, -1),
      key('Shift', 1050),
      key('X', 1053),
      key('Enter', 1056),
    ];
    expect(taken(capital).texts).toEqual(['22019919790314002X']);
    const back = keys(NUMBER, 3).map((one, i) => (i === 15 ? { ...one, at: 0 } : one));
    expect(taken(back).texts).toEqual([]);
    let burst = NO_BURST;
    for (let i = 0; i < 100_000; i += 1) burst = wedgeStep(burst, key('1', i)).burst;
    expect(burst.text.length).toBeLessThan(600);
    expect(wedgeStep(burst, key('Enter', 100_000)).taken).toBeNull();
  });
});
