import { expect, test } from 'vitest';
import { CONTEXT, person } from '#fixtures/matterWorld';
import { personFacts } from '#shared/matters/facts';
import { Case } from '#shared/rules/case';
import { factAgesOf, factAgeWords, HELD_OF_PERSONS } from './factAge';

const subject = (id: string, asOf?: string) =>
  Case.parse({
    id,
    matter: 'RES_REGISTER',
    on: '2026-11-22',
    region: '220199',
    facts: {},
    request: {},
    ...(asOf === undefined ? {} : { asOf }),
  });
const AS_OF = '2026-11-22T02:00:00Z';
const ages = (id: string, pending = false) => {
  const found = factAgesOf(subject(id, AS_OF), pending);
  if (!found) throw new Error('no ages');
  return found;
};

test('[WI36] what was typed is told from what the platform said, and when it said so', () => {
  const known = ages('RES_REGISTER:P1');
  expect(factAgeWords('request.year', known)).toBe('本次填写');
  expect(factAgeWords('person.hukouRegion', known)).toBe('平台资料，截至 2026-11-22 10:00:00');
  expect(factAgeWords('payments', ages('RES_REGISTER:P1', true))).toContain('另含本机尚未确认的业务');
});

test('[WI36] what the records never hold is not called the platform’s', () => {
  const held = personFacts(person('P1'), CONTEXT);
  expect([...HELD_OF_PERSONS].sort()).toEqual(Object.keys(held).sort());
  expect(factAgeWords('person.retired', ages('RES_REGISTER:P1'))).toBe('本机资料里没有这一项');
  expect(factAgeWords('request.day', { ...ages('P1:P1'), timeline: true })).toBe('时间线逐日所问');
});

test('[WI36] of somebody new nothing is called the platform’s', () => {
  const fresh = ages('RES_REGISTER:TMP-desk1-1');
  expect(factAgeWords('person.hukouRegion', fresh)).toContain('经办人填写');
  expect(factAgeWords('relations', fresh)).toContain('由平台复核');
  expect(factAgeWords('unit.status', fresh)).toContain('平台资料');
});

test('[WI36] a case that is not of the platform’s facts has no ages', () => {
  expect(factAgesOf(subject('RES_REGISTER:P1'), false)).toBeNull();
});
