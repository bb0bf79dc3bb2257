import { expect, test } from 'vitest';
import { canonicalJson } from '#shared/json';
import { CaseMatter } from '#shared/rules/case';
import { decide } from '#shared/rules/decide';
import { EXAMPLES } from './examples';
import { matterWords, tryCase } from './tryCase';

const faultsOf = (value: unknown) => {
  const tried = tryCase(typeof value === 'string' ? value : JSON.stringify(value));
  return tried.ok ? [] : tried.error;
};

test.each(EXAMPLES.map((one) => [one.id, one] as const))(
  '[WI22] the example can be tried: %s',
  (_, example) => {
    const tried = tryCase(JSON.stringify(example));
    if (!tried.ok) throw new Error(tried.error.map((fault) => fault.path + fault.text).join());
    expect(tried.value.answer.reasons.length + tried.value.answer.needsFacts.length).toBeGreaterThan(0);
    expect(tried.value.json).toBe(canonicalJson(decide(example)));
  },
);

test('[WI22] what is wrong in a case is said in Chinese with its place', () => {
  const [example] = EXAMPLES;
  expect(faultsOf('')[0]?.text).toContain('还没有写案例');
  expect(faultsOf('{“id”')[0]?.text).toContain('不是合法的 JSON');
  expect(faultsOf(`"${'a'.repeat(1_000_000)}"`)[0]?.text).toContain('1,000,000');
  expect(faultsOf({ ...example, on: '2026-02-30' }).map((fault) => fault.path)).toEqual(['on']);
  expect(faultsOf({ ...example, pack: 'XX-1' })).toEqual([{ path: 'pack', text: '没有名为 XX-1 的参数包' }]);
  expect(faultsOf({ ...example, region: undefined })).toEqual([{ path: 'region', text: '缺少这一项' }]);
  expect(faultsOf({ ...example, wrong: 1 })[0]?.text).toContain('没有名为 wrong 的项');
  expect(faultsOf({ ...example, matter: 'X' })[0]?.text).toMatch(/RES_REGISTER、.* 等 \d+ 种$/);
  expect(faultsOf({ ...example, id: 1 })).toEqual([{ path: 'id', text: '应为文字（加引号）' }]);
  const nested = faultsOf({ ...example, facts: { person: { alive: 'yes' } } });
  expect(nested.map((fault) => fault.path)).toEqual(['facts.person.alive']);
  for (const fault of nested) expect(fault.text).toMatch(/\p{Script=Han}/u);
});

test('[WI22] every matter has a name in words', () => {
  for (const matter of CaseMatter.options) expect(matterWords(matter), matter).toMatch(/\p{Script=Han}/u);
});
