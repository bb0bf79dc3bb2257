import { describe, expect, it } from 'vitest';
import { Evaluation } from './evaluate';
import { type Condition, vocabulary } from './expression';
import { type ParamPack, ParamTable } from './params';
import { print } from './print';
import { answer, type Question, type Rule, RuleBookError } from './rule';

interface Thing {
  readonly a?: boolean;
  readonly b?: boolean;
  readonly n?: number | null;
}
const v = vocabulary<Thing>();
const a = v.holds(v.fact('a', '甲', '甲？', (t) => t.a));
const b = v.holds(v.fact('b', '乙', '乙？', (t) => t.b, true));
const n = v.fact<number>('n', '数', '数？', (t) => t.n as number | undefined);
const limit = v.param<number>('limit', '上限', (raw) => (typeof raw === 'number' ? raw : undefined));

const packOf = (values: ParamPack['values'], over: Partial<ParamPack> = {}): ParamPack => ({
  id: 'P',
  region: 'CN',
  validFrom: null,
  validTo: null,
  values,
  ...over,
});
const on = (thing: Thing, packs: ParamPack[] = []) =>
  new Evaluation(thing, '220199', '2026-11-22', new ParamTable(packs));
const judge = (c: Condition<Thing>, thing: Thing, packs: ParamPack[] = []) => on(thing, packs).judge(c);

describe('conditions', () => {
  it.each([
    [{ a: true, b: true }, true, true],
    [{ a: true, b: false }, false, true],
    [{ a: true }, null, true],
    [{ a: false, b: false }, false, false],
    [{ a: false }, false, null],
    [{ b: false }, false, null],
    [{ b: true }, null, true],
    [{}, null, null],
  ])('[RU20] %j: all is %s, any is %s, by three values', (thing, all, any) => {
    expect(judge(v.all(a, b), thing).value).toBe(all);
    expect(judge(v.any(a, b), thing).value).toBe(any);
    expect(judge(v.not(v.all(a, b)), thing).value).toBe(all === null ? null : !all);
  });

  it('[RU20] an unknown condition names the questions, a known one names none', () => {
    expect(judge(v.all(a, b), { a: true }).needs).toEqual([{ kind: 'fact', name: 'b', ask: '乙？' }]);
    expect(judge(v.all(a, b), { b: false }).needs).toEqual([]);
  });

  it('[RU21] what comes after the part that settles a condition is neither read nor traced', () => {
    const e = on({ a: false, b: true });
    expect(e.judge(v.all(a, b)).trace.children.map((c) => c.text)).toEqual(['甲']);
    expect(e.usedRecorded).toBe(false);
    e.judge(b);
    expect(e.usedRecorded).toBe(true);
  });

  it('[RU21] a leaf shows the values that were compared', () => {
    const c = v.atMost(n, limit);
    const packs = [packOf({ limit: { value: 3, source: 's', status: 'x' } })];
    expect(judge(c, { n: 4 }, packs).trace.text).toBe('数(4)不超过上限(3)');
    expect(judge(c, { n: 3 }, packs).value).toBe(true);
    expect(judge(c, {}, packs).trace.text).toBe('数(未知)不超过上限(3)');
    expect(judge(c, { n: null }, packs).value).toBe(false);
  });

  it('[RU22] a tree is printed in Chinese without being evaluated', () => {
    const c = v.any(v.all(a, v.not(b)), v.more(n, limit));
    expect(print(c)).toBe('(甲，并且并非「乙」)，或者数超过上限');
    expect(print(v.always)).toBe('一般情形');
  });

  it('[RU23] a parameter that is null or absent is a need with its day; the other term is used only where none is set', () => {
    const c = v.more(n, limit);
    const need = [{ kind: 'param', name: 'limit', day: '2026-11-22' }];
    expect(judge(c, { n: 1 }).needs).toEqual(need);
    const empty = packOf({ limit: { value: null, source: '', status: 'missing' } });
    expect(judge(c, { n: 1 }, [empty]).needs).toEqual(need);
    const either = v.more(n, v.orElse(limit, v.constant(0)));
    expect(judge(either, { n: 1 }, [empty]).value).toBe(true);
    const five = packOf({ limit: { value: 5, source: '', status: 'x' } });
    expect(judge(either, { n: 1 }, [five]).value).toBe(false);
  });

  it('[RU23] a named pack is asked before all others', () => {
    const packs = [
      packOf({ limit: { value: 1, source: '', status: 'x' } }, { id: 'HERE', region: '220199' }),
      packOf({ limit: { value: 9, source: '', status: 'x' } }, { id: 'OLD', validTo: '2001-01-01' }),
    ];
    const e = new Evaluation({}, '220199', '2026-11-22', new ParamTable(packs), 'OLD');
    expect(e.value(limit)).toBe(9);
    expect(e.usedParams.map((used) => `${used.name}@${used.found.pack}`)).toEqual(['limit@OLD']);
  });
});

const rule = (id: string, says: string, when: Condition<Thing>, exceptionTo?: string): Rule<Thing> => ({
  id,
  answer: says,
  when,
  ...(exceptionTo === undefined ? {} : { exceptionTo }),
  cites: [{ document: 'D', article: 'A' }],
  clause: '',
});
const ask = (rules: Rule<Thing>[], thing: Thing) =>
  answer({ id: 'q', ask: '?', rules } as Question<Thing>, on(thing));

describe('default and exception', () => {
  const rules = [rule('r', 'yes', v.always), rule('x', 'no', a, 'r'), rule('y', 'maybe', v.all(a, b), 'x')];
  it.each([
    [{ a: false }, 'yes', ['r']],
    [{ a: true, b: false }, 'no', ['x']],
    [{ a: true, b: true }, 'maybe', ['y']],
  ])('[RU24] %j is answered %s', (thing, says, by) => {
    const found = ask(rules, thing);
    expect(found.known && [found.answer, found.by.map((r) => r.id)]).toEqual([says, by]);
  });

  it('[RU24] an unknown exception makes the answer unknown only where it would change it', () => {
    const open = ask(rules, {});
    expect(open.known).toBe(false);
    expect(!open.known && open.needs.map((need) => need.name)).toContain('a');
    const same = ask([rule('r', 'yes', v.always), rule('x', 'yes', a, 'r')], {});
    expect(same.known && same.answer).toBe('yes');
    const settled = ask([rule('r', 'yes', v.always), rule('x', 'no', a, 'r'), rule('z', 'no', b, 'r')], {
      a: true,
    });
    expect(settled.known && settled.answer).toBe('no');
  });

  it('[RU25] two rules that disagree, or none that applies, are a mistake of the book', () => {
    expect(() => ask([rule('r', 'yes', a), rule('s', 'no', b)], { a: true, b: true })).toThrow(
      /conflict.*r=yes, s=no/,
    );
    expect(() => ask([rule('r', 'yes', a)], { a: false })).toThrow(RuleBookError);
    expect(ask([rule('r', 'yes', a), rule('s', 'no', b)], { a: true, b: false }).known).toBe(true);
  });
});
