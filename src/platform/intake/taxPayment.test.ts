import { expect, test } from 'vitest';
import type { Payment } from '#shared/domain/payment';
import { type TaxPayment, withTaxPayment } from './taxPayment';

const tax: TaxPayment = {
  certNo: '220199199001011234',
  name: '测试',
  scheme: 'EMP',
  period: '2026-10',
  paidFen: 10_000,
  paidOn: '2026-10-20',
  voucherNo: 'V1',
};
const due = (period: string, until: string | null): Payment => ({
  scheme: 'EMP',
  period,
  until,
  state: 'DUE',
  personFen: 10_000,
  assistFen: 0,
  paidOn: null,
  voucherNo: null,
});
const spans = (payments: readonly Payment[]) => payments.map((p) => [p.period, p.until, p.state]);

test('[PF17] one month paid out of a run leaves the months before and after due', () => {
  const paid = withTaxPayment([due('2026-08', '2026-12')], tax);
  expect(paid.ok && spans(paid.value)).toEqual([
    ['2026-08', '2026-09', 'DUE'],
    ['2026-10', null, 'PAID'],
    ['2026-11', '2026-12', 'DUE'],
  ]);
  const first = withTaxPayment([due('2026-10', '2026-11')], tax);
  expect(first.ok && spans(first.value)).toEqual([
    ['2026-10', null, 'PAID'],
    ['2026-11', null, 'DUE'],
  ]);
});

test('[PF17] a period that was not assessed is taken over as it was paid', () => {
  const paid = withTaxPayment([], tax);
  expect(paid.ok && paid.value).toEqual([
    { ...due('2026-10', null), state: 'PAID', paidOn: '2026-10-20', voucherNo: 'V1' },
  ]);
});

test('[PF18] a period already paid, or paid with too little, is rejected with the figures', () => {
  const standing: Payment = { ...due('2026-10', null), state: 'PAID', paidOn: '2026-10-01', voucherNo: 'V0' };
  expect(withTaxPayment([standing], tax)).toEqual({ ok: false, error: expect.stringContaining('V0') });
  expect(withTaxPayment([due('2026-10', null)], { ...tax, paidFen: 9_999 })).toEqual({
    ok: false,
    error: expect.stringMatching(/¥100\.00.*¥99\.99/),
  });
});
