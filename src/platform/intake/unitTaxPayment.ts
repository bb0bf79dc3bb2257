import type { z } from 'zod';
import { owedFen } from '#shared/domain/assessment';
import { formatFen } from '#shared/domain/money';
import type { Unit } from '#shared/domain/unit';
import type { UnitTaxPayment } from '#shared/protocol/messages';
import { err, ok, type Result } from '#shared/result';

/**
 * The unit after the tax authority said that an assessed month is paid (R-GEN-07). Only the whole amount makes it PAID (R-PAY-01);
 * a month that was not assessed cannot be. The reason of a refusal is for the tax channel.
 */
export function unitPaid(unit: Unit, tax: z.infer<typeof UnitTaxPayment>): Result<Unit, string> {
  const standing = unit.assessments.find(({ period }) => period === tax.period);
  if (standing === undefined) return err(`单位没有核定过 ${tax.period} 的费款，未入账。`);
  if (standing.state === 'PAID')
    return err(
      `费款所属期 ${tax.period} 已是实缴状态（票号 ${standing.voucherNo ?? '无'}），本次未入账，请核对是否重复缴费。`,
    );
  if (tax.paidFen < owedFen(standing))
    return err(
      `费款所属期 ${tax.period} 应缴 ${formatFen(owedFen(standing))}，回传实缴 ${formatFen(tax.paidFen)}，金额不足，未入账。`,
    );
  const { paidOn, voucherNo } = tax;
  return ok({
    ...unit,
    assessments: unit.assessments.map((one) =>
      one === standing ? { ...one, state: 'PAID', paidOn, voucherNo } : one,
    ),
  });
}
