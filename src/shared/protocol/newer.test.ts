import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { API, PROTOCOL } from './messages';
import { AnyFeedPage, asKept, readNewer, wholeOf } from './newer';

const Inner = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('a'), n: z.number() }),
  z.strictObject({ kind: z.literal('b'), list: z.array(z.strictObject({ x: z.string() })) }),
]);

describe('what a newer platform says', () => {
  test('[VC15] unknown fields are left aside wherever they are, and kept whole beside the value', () => {
    const said = { kind: 'b', list: [{ x: '1', y: 2 }, { x: '2' }], more: { deep: [1] } };
    const read = readNewer(Inner, said);
    expect(read).toEqual({ kind: 'b', list: [{ x: '1' }, { x: '2' }] });
    expect(read && wholeOf(read)).toEqual(said);
    expect(read && asKept(read)).toEqual(said);
    expect(said).toHaveProperty('more');
  });

  test('[VC15] what is known is as strict as ever', () => {
    expect(readNewer(Inner, { kind: 'a', n: '1', more: 1 })).toBeNull();
    expect(readNewer(Inner, { kind: 'c', n: 1 })).toBeNull();
    expect(readNewer(Inner, { kind: 'a', more: 1 })).toBeNull();
    expect(readNewer(Inner, null)).toBeNull();
  });

  test('[VC15] nothing is kept twice where nothing was left aside', () => {
    const read = readNewer(Inner, { kind: 'a', n: 1 });
    expect(read && wholeOf(read)).toBeUndefined();
    expect(read && asKept(read)).toBe(read);
  });

  test('[VC15] a page of our own version is read strictly, one of a newer version row by row', () => {
    const row = { type: 'record', record: { kind: 'later', id: '1' } };
    const page = {
      api: API,
      protocol: PROTOCOL,
      serverTime: 't',
      rows: [row],
      cursor: 'c',
      more: false,
      asOf: 't',
    };
    expect(AnyFeedPage.safeParse(page).success).toBe(false);
    expect(AnyFeedPage.safeParse({ ...page, protocol: PROTOCOL + 1, hint: 1 }).data?.rows).toEqual([row]);
    expect(AnyFeedPage.safeParse({ ...page, rows: [], hint: 1 }).success).toBe(false);
  });
});
