import { expect, test } from 'vitest';
import { formOf } from '#shared/matters/index';
import { problemsOf } from './problemsOf';

const form = formOf('RES_REGISTER');
const nothing = { answer: null, subject: null, problems: {}, asOf: '2026-11-22T00:00:00Z', canAccept: false };
const DAY = '2026-11-22';

test('[WI14] a wrong number is said at once, before the rest of the form is right', () => {
  const typed = { ...form.initial(DAY), who: 'new', certNo: '220199198405170000' };
  const forecast = { ...nothing, problems: { name: '请填写姓名。' } };
  expect(Object.keys(problemsOf(form, typed, forecast, DAY))).toEqual(['certNo', 'name']);
});

test('[WI14] an empty number is a problem of somebody new, not of somebody on file or without a number', () => {
  const initial = form.initial(DAY);
  expect(problemsOf(form, { ...initial, who: 'new' }, nothing, DAY)).toHaveProperty('certNo');
  expect(problemsOf(form, initial, nothing, DAY)).toEqual({});
  expect(problemsOf(form, { ...initial, who: 'new', certType: '99' }, nothing, DAY)).toEqual({});
});
