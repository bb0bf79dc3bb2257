import { describe, expect, test } from 'vitest';
import type { Enrolment } from '#shared/domain/enrolment';
import type { Payment } from '#shared/domain/payment';
import { runs, timeline } from './timeline';

const enrolment = (over: Partial<Enrolment>): Enrolment => ({
  id: 'E1',
  scheme: 'RES',
  subKind: null,
  status: 'ACTIVE',
  empNo: 'V1',
  personType: '1501',
  region: '220199',
  from: '2024-03-10',
  statusFrom: '2024-03-10',
  reason: null,
  ...over,
});
const payment = (over: Partial<Payment>): Payment => ({
  scheme: 'RES',
  period: '2025',
  until: null,
  state: 'PAID',
  personFen: 40000,
  assistFen: 0,
  paidOn: '2024-11-03',
  voucherNo: 'T1',
  ...over,
});

describe('the time line of a person', () => {
  test('[WI4] a paid resident year fills its twelve months and the relation the months before', () => {
    const [row] = timeline({ enrolments: [enrolment({})], payments: [payment({})] }, 2024, 2025, '2026-11');
    expect(row && runs(row)).toEqual([
      { from: '2024-03', to: '2024-12', state: 'enrolled' },
      { from: '2025-01', to: '2025-12', state: 'paid' },
    ]);
  });

  test('[WI4] a run of employee months ends where it says', () => {
    const [row] = timeline(
      {
        enrolments: [],
        payments: [payment({ scheme: 'EMP', period: '2025-11', until: '2026-02', state: 'BROKEN' })],
      },
      2025,
      2026,
      '2026-11',
    );
    expect(row && runs(row)).toEqual([{ from: '2025-11', to: '2026-02', state: 'broken' }]);
  });

  test('[WI4] after the present month only payments are known', () => {
    const [row] = timeline(
      { enrolments: [enrolment({})], payments: [payment({ period: '2027' })] },
      2026,
      2027,
      '2026-11',
    );
    expect(row && runs(row)).toEqual([
      { from: '2026-01', to: '2026-11', state: 'enrolled' },
      { from: '2027-01', to: '2027-12', state: 'paid' },
    ]);
  });

  test('[WI4] a pause shows from its month and a termination ends the row', () => {
    const paused = enrolment({ id: 'E2', status: 'PAUSED', statusFrom: '2025-06-01', reason: 'MISSING' });
    const ended = enrolment({ id: 'E3', scheme: 'EMP', status: 'TERMINATED', statusFrom: '2025-06-15' });
    const rows = timeline({ enrolments: [paused, ended], payments: [] }, 2025, 2025, '2026-11');
    expect(rows.map(runs)).toEqual([
      [
        { from: '2025-01', to: '2025-05', state: 'enrolled' },
        { from: '2025-06', to: '2025-12', state: 'paused' },
      ],
      [{ from: '2025-01', to: '2025-05', state: 'enrolled' }],
    ]);
  });
});
