import { expect, it } from 'vitest';
import { type Condition, vocabulary } from './expression';
import { parametersRead } from './reads';

const v = vocabulary<object>();
const param = (name: string, options = {}) => v.param<number>(name, name, (raw) => raw as number, options);
const one = v.constant(1);
const flag = v.derived('比较', [param('d')], (n) => n > 1);
const read = (c: Condition<object>) => parametersRead(c);

it('[RU138] every place of a condition is searched for parameters, and each is named once, sorted', () => {
  expect(read(v.all(v.less(param('b'), one), v.less(one, param('a'))))).toEqual(['a', 'b']);
  expect(read(v.any(v.known(param('c')), v.not(v.holds(flag))))).toEqual(['c', 'd']);
  expect(
    read(
      v.among(
        param('e'),
        v.derived('名单', [param('f')], (n) => [n]),
      ),
    ),
  ).toEqual(['e', 'f']);
  expect(read(v.is(v.orElse(param('h'), param('g')), one))).toEqual(['g', 'h']);
  const dated = param('i', {
    at: v.derived('某日', [param('k')], String),
    by: v.derived('某年', [param('j')], Number),
  });
  expect(read(v.is(dated, dated))).toEqual(['i', 'j', 'k']);
  expect(read(v.always)).toEqual([]);
  expect(read(v.is(one, one))).toEqual([]);
});
