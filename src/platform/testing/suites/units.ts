import { expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import type { Unit } from '#shared/domain/unit';
import { TaxFeedbackTaken } from '#shared/protocol/messages';
import { SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { call, TestDesk } from '../desk';
import { TAX_TOKEN } from './tax';

/** Units on the platform: their numbers, their codes, their months. */
export function unitSuite(platform: () => RunningPlatform): void {
  const { id: GOOD } = SCENARIO.unitForHire;
  const newUnit = (empNo: string, over: object = {}) => ({
    empNo,
    establishedOn: '2026-11-01',
    name: '青禾新厂',
    uscc: null,
    villageCode: '220199100206',
    address: null,
    legalPerson: null,
    contactName: null,
    contactPhone: null,
    bankName: null,
    bankAccount: null,
    ...over,
  });

  test('[UN13] a unit that registers gets an empNo; later operations on the placeholder follow it', async () => {
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    await desk.snapshot();
    const TMP = `TMP-${desk.device.slice(-20)}`;
    const register = desk.operation('UNIT_REGISTER', newUnit(TMP));
    const later = desk.operation(
      'UNIT_CHANGE',
      { empNo: TMP, changedOn: '2026-11-10', note: null, address: '东岗村' },
      // What the desk saw: its own unit, which the platform did not know.
      {
        base: [
          { subject: { kind: 'unit', id: TMP }, version: 0, fields: { status: 'ACTIVE', address: null } },
        ],
      },
    );
    const [made, changed] = await desk.push(register, later);
    if (made?.outcome !== 'applied') throw new Error(JSON.stringify(made));
    const empNo = made.assigned[TMP] ?? '';
    expect(empNo).toMatch(/^2201990190\d{6}$/);
    expect(changed).toMatchObject({ outcome: 'applied' });
    await desk.feed();
    expect(desk.mirror.get(`unit:${empNo}`)).toMatchObject({
      formerId: TMP,
      name: '青禾新厂',
      address: '东岗村',
    });
  });

  test('[UN14] a code that a unit anywhere in the register has is refused, whatever the desk could see', async () => {
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    await desk.snapshot();
    const { uscc } = desk.mirror.get(`unit:${GOOD}`) as Unit;
    const verdict = await desk.pushOne(
      desk.operation('UNIT_REGISTER', newUnit(`TMP-${desk.device.slice(-19)}X`, { uscc })),
    );
    expect(verdict).toMatchObject({ outcome: 'refused', reasons: [{ code: 'UNIT_MULTIPLE_RECORDS' }] });
  });

  test('[UN15] an assessed month becomes PAID by the tax feedback only: the whole amount, once', async () => {
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    await desk.snapshot();
    const assess = { empNo: GOOD, period: '2026-12', staff: 2, baseSumFen: 1_000_000 };
    expect(await desk.pushOne(desk.operation('UNIT_ASSESSMENT', assess))).toMatchObject({
      outcome: 'applied',
    });
    const { uscc, name } = desk.mirror.get(`unit:${GOOD}`) as Unit;
    const feedback = async (over: object) =>
      TaxFeedbackTaken.parse(
        (
          await call(
            platform().url,
            '/v1/tax-feedback',
            {
              payments: [
                {
                  unit: uscc,
                  name,
                  period: '2026-12',
                  paidFen: 90_000,
                  paidOn: '2026-11-25',
                  voucherNo: 'UV-1',
                  ...over,
                },
              ],
            },
            TAX_TOKEN,
          )
        ).body,
      );
    expect((await feedback({ paidFen: 1 })).rejected[0]?.text).toContain('金额不足');
    expect((await feedback({ period: '2020-01' })).rejected[0]?.text).toContain('没有核定过');
    expect(await feedback({})).toMatchObject({ applied: 1, rejected: [] });
    expect(await feedback({})).toMatchObject({ repeated: 1 });
    expect((await feedback({ voucherNo: 'UV-2' })).rejected[0]?.text).toContain('已是实缴');
    await desk.feed();
    const unit = desk.mirror.get(`unit:${GOOD}`) as Unit;
    expect(unit.assessments.find(({ period }) => period === '2026-12')).toMatchObject({
      state: 'PAID',
      paidOn: '2026-11-25',
      voucherNo: 'UV-1',
      unitFen: 70_000,
      personFen: 20_000,
    });
  });
}
