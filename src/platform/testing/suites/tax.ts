import { expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { TaxFeedbackTaken } from '#shared/protocol/messages';
import { SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { call, TestDesk } from '../desk';

export const TAX_TOKEN = 'tax-channel-of-the-suite';

/** 税务回传: the only way a period becomes PAID. */
export function taxSuite(platform: () => RunningPlatform): void {
  const feedback = async (...payments: unknown[]) =>
    TaxFeedbackTaken.parse((await call(platform().url, '/v1/tax-feedback', { payments }, TAX_TOKEN)).body);
  const payment = (over: object) => {
    const { certNo, name } = SCENARIO.registeredUnpaid;
    return {
      certNo,
      name,
      scheme: 'RES',
      period: '2027',
      paidFen: 42_000,
      paidOn: '2026-11-21',
      voucherNo: 'V-17-1',
      ...over,
    };
  };

  test('[PF17] an assessed period becomes PAID with voucher and day, once, and the feed says so', async () => {
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    await desk.snapshot();
    const key = `person:${SCENARIO.registeredUnpaid.id}`;
    expect(desk.mirror.get(key)).toMatchObject({
      payments: expect.arrayContaining([expect.objectContaining({ period: '2027', state: 'DUE' })]),
    });
    expect(await feedback(payment({}))).toMatchObject({ applied: 1, repeated: 0, rejected: [] });
    expect(await feedback(payment({}))).toMatchObject({ applied: 0, repeated: 1, rejected: [] });
    const page = await desk.feed();
    expect(page.rows).toHaveLength(1);
    expect(desk.mirror.get(key)).toMatchObject({
      payments: expect.arrayContaining([
        expect.objectContaining({
          period: '2027',
          state: 'PAID',
          personFen: 42_000,
          paidOn: '2026-11-21',
          voucherNo: 'V-17-1',
        }),
      ]),
    });
  });

  test('[PF18] what does not fit is rejected one by one with a sentence, the rest is taken', async () => {
    const other = SCENARIO.adultToRegister[50];
    const taken = await feedback(
      payment({ paidFen: 1 }),
      payment({ voucherNo: 'V-18-2', name: '查无此人' }),
      payment({ voucherNo: 'V-18-3' }),
      payment({ voucherNo: 'V-18-4', period: '2027-01' }),
      payment({ voucherNo: 'V-18-5', paidOn: '2026-02-30' }),
      { certNo: 1 },
      payment({ voucherNo: 'V-18-7', certNo: other?.certNo, name: other?.name }),
    );
    expect(taken.applied).toBe(1);
    expect(taken.rejected.map((r) => r.index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(taken.rejected.map((r) => r.text)).toEqual([
      expect.stringContaining('票号'),
      expect.stringContaining('查不到'),
      expect.stringContaining('已是实缴'),
      expect.stringContaining('不合险种'),
      expect.stringContaining('不是日历上的一天'),
      expect.stringContaining('不合格式'),
    ]);
  });
}
