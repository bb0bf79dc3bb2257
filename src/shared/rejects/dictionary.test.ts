import { describe, expect, test } from 'vitest';
import { PlatformError } from '../protocol/messages';
import { Conflict } from '../protocol/verdict';
import { QUESTIONS } from '../rules/book';
import { lookUp, type RejectDictionary, readDictionary, STANDING_DICTIONARY } from './dictionary';

/** Rules that can refuse one of the desk's nine matters. */
const AT_THE_DESK = /^R-(GEN-0[4-7]|ID|STA|END|EMP-19|EMP-20|RES|PRE|NB|CHG-01)/;
/** What `identity.number` says, whose code depends on the number. */
const NUMBER_CODES = ['ID_INVALID', 'ID_OBSOLETE', 'ID_KIND_NOT_ACCEPTED'];
/** R-STA-02 for a relation to resume: no matter of the desk asks it yet. */
const NOT_AT_THE_DESK = new Set(['NOTHING_TO_RESUME']);

const refusals = QUESTIONS.flatMap(({ rules }) =>
  rules.flatMap(({ id, finding }) =>
    finding?.severity === 'refuse' && typeof finding.code === 'string' && AT_THE_DESK.test(id)
      ? [finding.code]
      : [],
  ),
);
const changed = (change: (value: RejectDictionary) => void): unknown => {
  const copy = structuredClone(STANDING_DICTIONARY);
  change(copy);
  return copy;
};

describe('the reject dictionary', () => {
  test('[RJ1] every code the platform can answer has its entry', () => {
    const codes = [
      ...PlatformError.shape.error.shape.code.options,
      ...Conflict.shape.why.options,
      'invalid',
      'id-reused',
      ...NUMBER_CODES,
      ...refusals.filter((code) => !NOT_AT_THE_DESK.has(code)),
    ];
    expect(refusals.length).toBeGreaterThan(12);
    const unexplained = codes.filter((code) => lookUp(STANDING_DICTIONARY, { code, text: '' }) === null);
    expect([...new Set(unexplained)]).toEqual([]);
  });

  test('[RJ2] the more of a reason an entry names, the sooner it is the one', () => {
    const scope = (text: string) => lookUp(STANDING_DICTIONARY, { code: 'OUT_OF_SCOPE', text })?.id;
    expect(scope('此人已迁出本辖区')).toBe('RECORD-OUT-OF-SCOPE');
    expect(scope('「社保卡」不属于单位、职工、居民参保登记及其变更')).toBe('RULE-OUT-OF-SCOPE');
    const words = lookUp(STANDING_DICTIONARY, { code: 'E9901', text: '登录状态已过期，请重新登录' });
    expect(words).toMatchObject({ id: 'WORDS-SESSION', retry: 'after-fix' });
  });

  test('[RJ3] what nobody has explained is not guessed at', () => {
    expect(lookUp(STANDING_DICTIONARY, { code: 'E1234', text: '业务校验不通过' })).toBeNull();
    expect(lookUp(STANDING_DICTIONARY, { code: null, text: '' })).toBeNull();
  });

  test('[RJ4] a dictionary from outside that is broken, doubled or older changes nothing and says why', () => {
    const twice = changed(({ entries }) => entries.push(...entries.slice(0, 1)));
    const mute = changed(({ entries }) => Object.assign(entries[0] ?? {}, { code: null, contains: [] }));
    const more = { ...STANDING_DICTIONARY, script: 'x' };
    for (const value of [null, 'x', {}, twice, mute, more]) {
      const read = readDictionary(value, STANDING_DICTIONARY);
      expect(read).toMatchObject({ ok: false });
      if (!read.ok) expect(read.error).toContain('没有使用');
    }
    const newer = { ...STANDING_DICTIONARY, edition: STANDING_DICTIONARY.edition + 1 };
    expect(readDictionary(STANDING_DICTIONARY, newer)).toMatchObject({ ok: false });
    expect(readDictionary(newer, STANDING_DICTIONARY)).toEqual({ ok: true, value: newer });
  });

  test('[RJ5] what is retried by itself asks nothing of the clerk, and the rest says what to do', () => {
    for (const { id, retry, todo } of STANDING_DICTIONARY.entries) {
      if (retry === 'by-itself' && id !== 'SERVICE-BAD-REQUEST') expect(todo, id).toContain('不用处理');
      else expect(todo, id).not.toContain('不用处理');
    }
  });
});
