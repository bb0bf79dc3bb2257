import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, person, VILLAGE_CODE } from '#fixtures/matterWorld';
import { ROSTER_OUTCOMES } from '../roster';
import {
  Batch,
  mayTakeBack,
  nextBatchNo,
  outNow,
  PersonReturn,
  printedChecksum,
  ReturnWord,
  recalled,
  reportsOf,
  splitOut,
  withWord,
  wordThatCounts,
} from './dispatch';

const batch = (id: string, people: readonly string[], over: Partial<Batch> = {}): Batch =>
  Batch.parse({
    v: 1,
    id,
    no: '2027-001',
    filter: { year: 2027, villageCode: VILLAGE_CODE, groups: null, classes: ['missing'] },
    people: people.map((personId) => ({ personId, version: 3, printed: '0123abcd', class: 'missing' })),
    receiver: '王代办',
    at: '2026-11-22T08:00:00.000Z',
    day: DAY,
    clerk: 'c1',
    recall: null,
    ...over,
  });
const word = (outcome: ReturnWord['outcome'], at = '2026-11-23T08:00:00.000Z'): ReturnWord =>
  ReturnWord.parse({
    outcome,
    on: DAY,
    amountFen: null,
    phone: null,
    note: '',
    by: '王代办',
    way: 'typed',
    at,
    clerk: 'c1',
  });
const same = (id: string) => id;
const returnsOf = (...all: readonly PersonReturn[]) => {
  const returns = new Map<string, Map<number, PersonReturn>>();
  for (const one of all) returns.set(one.batchId, (returns.get(one.batchId) ?? new Map()).set(one.at, one));
  return returns;
};
const BY = { reason: '代办员换人', at: '2026-11-24T08:00:00.000Z', clerk: 'c1' };

test('[CG12] somebody is out from the list until something comes back or it is recalled', () => {
  const one = batch('B1', ['P1', 'P2']);
  expect([...outNow([one], new Map(), same).keys()]).toEqual(['P1', 'P2']);
  const back = withWord(undefined, { batchId: 'B1', at: 0 }, word('拒参'));
  expect([...outNow([one], returnsOf(back), same).keys()]).toEqual(['P2']);
  const undone = withWord(back, { batchId: 'B1', at: 0 }, word(null));
  expect([...outNow([one], returnsOf(undone), same).keys()]).toEqual(['P1', 'P2']);
  const ended = recalled(one, BY);
  expect(ended.ok && outNow([ended.value], new Map(), same).size).toBe(0);
});

test('[CG12] somebody listed under a placeholder is out under the number they have now', () => {
  const out = outNow([batch('B1', ['TMP-1'])], new Map(), (id) => (id === 'TMP-1' ? 'P9' : id));
  expect(splitOut([{ person: person('P9') }], out)).toMatchObject({ free: [], out: [{ where: { at: 0 } }] });
});

test('[CG13] whatever is dispatched, returned and recalled in whatever order, nobody is out twice', () => {
  const ids = ['P1', 'P2', 'P3', 'P4', 'P5'];
  const step = fc.oneof(
    fc.record({ do: fc.constant('dispatch' as const), who: fc.subarray(ids, { minLength: 1 }) }),
    fc.record({
      do: fc.constant('return' as const),
      n: fc.nat(9),
      at: fc.nat(4),
      outcome: fc.constantFrom(null, ...ROSTER_OUTCOMES),
    }),
    fc.record({ do: fc.constant('recall' as const), n: fc.nat(9) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let batches: Batch[] = [];
      const returns = new Map<string, Map<number, PersonReturn>>();
      for (const one of steps) {
        if (one.do === 'dispatch') {
          const { free } = splitOut(
            one.who.map((id) => ({ person: person(id) })),
            outNow(batches, returns, same),
          );
          if (free.length > 0)
            batches.push(
              batch(
                `B${batches.length}`,
                free.map(({ person: { id } }) => id),
              ),
            );
        } else if (one.do === 'recall')
          batches = batches.map((each, n) => {
            const ended = n === one.n ? recalled(each, BY) : null;
            return ended?.ok ? ended.value : each;
          });
        else {
          const of = batches[one.n];
          if (!of || one.at >= of.people.length) continue;
          const back = returns.get(of.id) ?? new Map<number, PersonReturn>();
          const where = outNow(batches, returns, same).get(of.people[one.at]?.personId ?? '');
          if (one.outcome === null && !mayTakeBack(of, back.get(one.at), where).ok) continue;
          back.set(one.at, withWord(back.get(one.at), { batchId: of.id, at: one.at }, word(one.outcome)));
          returns.set(of.id, back);
        }
        const open = batches.flatMap((each) =>
          each.recall
            ? []
            : each.people.filter((_, at) => wordThatCounts(returns.get(each.id)?.get(at)) === null),
        );
        const out = open.map(({ personId }) => personId);
        expect(new Set(out).size).toBe(out.length);
        expect(outNow(batches, returns, same).size).toBe(out.length);
      }
    }),
  );
});

test('[CG14] a recall has a reason and a time, ends a list once, and keeps what came back', () => {
  const one = batch('B1', ['P1', 'P2']);
  expect(recalled(one, { ...BY, reason: '  ' })).toEqual({ ok: false, error: 'no-reason' });
  const ended = recalled(one, BY);
  if (!ended.ok) throw new Error(ended.error);
  expect(Batch.parse(ended.value).recall).toEqual(BY);
  expect(ended.value.people).toEqual(one.people);
  expect(recalled(ended.value, BY)).toEqual({ ok: false, error: 'recalled-already' });
  const back = withWord(undefined, { batchId: 'B1', at: 1 }, word('死亡'));
  expect(reportsOf([ended.value], returnsOf(back), 2027, same).get('P2')?.outcome).toBe('死亡');
});

test('[CG15] of several words on somebody the last recorded counts, over batches too, and only for its year', () => {
  const [first, second] = [batch('B1', ['P1']), batch('B2', ['P1'], { no: '2027-002' })];
  const place = { batchId: 'B1', at: 0 };
  const early = withWord(withWord(undefined, place, word('无法联系')), place, word('外地参保'));
  expect(PersonReturn.parse(early).words.map(({ outcome }) => outcome)).toEqual(['无法联系', '外地参保']);
  const later = withWord(undefined, { batchId: 'B2', at: 0 }, word('拒参', '2026-12-01T08:00:00.000Z'));
  const report = (...all: readonly PersonReturn[]) =>
    reportsOf([second, first], returnsOf(...all), 2027, same).get('P1');
  expect(report(early)).toMatchObject({ outcome: '外地参保', by: '王代办', batchNo: '2027-001' });
  expect(report(early, later)?.outcome).toBe('拒参');
  expect(report(withWord(early, place, word(null)))).toBeUndefined();
  expect(reportsOf([first], returnsOf(early), 2026, same).size).toBe(0);
});

test('[CG16] batch numbers rise within the insured year, and go on after the thousandth', () => {
  expect(nextBatchNo([], 2027)).toBe('2027-001');
  const known = [batch('B1', ['P1'], { no: '2027-009' }), batch('B2', ['P2'], { no: '2026-044' })];
  expect(nextBatchNo(known, 2027)).toBe('2027-010');
  expect(nextBatchNo([batch('B1', ['P1'], { no: '2027-999' })], 2027)).toBe('2027-1000');
});

test('[CG17] the hash of what was printed changes with what a list says of a person and with nothing else', () => {
  const one = person('P1');
  const printed = printedChecksum(one);
  expect(printedChecksum({ ...one, version: 99, nation: '02' })).toBe(printed);
  for (const changed of [{ name: '张秋苗' }, { phone: '15400000001' }, { group: 2 }, { certNo: null }])
    expect(printedChecksum({ ...one, ...changed })).not.toBe(printed);
});
