import { expect, test } from 'vitest';
import { benefitSegments } from './benefitBar';

const date = (name: string, value: string) => ({ name, label: name, date: value });

test('[WI5] waiting comes before benefit and both share the bar by their days', () => {
  const bar = benefitSegments([
    date('waitingFirst', '2027-03-01'),
    date('waitingLast', '2027-05-31'),
    date('benefitFrom', '2027-06-01'),
    date('coverTo', '2027-12-31'),
  ]);
  expect(bar.map(({ kind, from, to }) => ({ kind, from, to }))).toEqual([
    { kind: 'waiting', from: '2027-03-01', to: '2027-05-31' },
    { kind: 'benefit', from: '2027-06-01', to: '2027-12-31' },
  ]);
  expect(bar.map((s) => s.share)).toEqual([92 / 306, 214 / 306]);
});

test('[WI5] without waiting the bar is benefit alone, and without dates there is no bar', () => {
  expect(benefitSegments([date('coverFrom', '2027-01-01'), date('coverTo', '2027-12-31')])).toEqual([
    { kind: 'benefit', from: '2027-01-01', to: '2027-12-31', share: 1 },
  ]);
  expect(benefitSegments([date('lastDay', '2026-12-02')])).toEqual([]);
});

test('[WI5] a benefit without a known end is shown as open', () => {
  expect(benefitSegments([date('benefitFrom', '2026-12-01')])).toEqual([
    { kind: 'benefit', from: '2026-12-01', to: null, share: 1 },
  ]);
});
