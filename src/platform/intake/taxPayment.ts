import type { z } from 'zod';
import { addToMonth } from '#shared/domain/civilDate';
import { formatFen } from '#shared/domain/money';
import type { Payment } from '#shared/domain/payment';
import type { TaxPayment as TaxPaymentSchema } from '#shared/protocol/messages';
import { err, ok, type Result } from '#shared/result';

export type TaxPayment = z.infer<typeof TaxPaymentSchema>;

const covers = (payment: Payment, of: TaxPayment): boolean =>
  payment.scheme === of.scheme &&
  payment.period <= of.period &&
  of.period <= (payment.until ?? payment.period);

/** A run of months of which one month was taken out. */
function without(run: Payment, month: string): Payment[] {
  if (run.until === null || run.until === run.period) return [];
  const rest: Payment[] = [];
  const part = (period: string, until: string): void => {
    if (period <= until) rest.push({ ...run, period, until: period === until ? null : until });
  };
  part(run.period, addToMonth(month, -1));
  part(addToMonth(month, 1), run.until);
  return rest;
}

const inOrder = (a: Payment, b: Payment): number =>
  a.scheme === b.scheme ? (a.period < b.period ? -1 : 1) : a.scheme < b.scheme ? -1 : 1;

/**
 * The payments of a person after the tax authority said that a period is paid (R-GEN-07): an assessed period becomes
 * PAID, one the platform had not assessed is taken over with what was paid. The reason of a refusal is for the tax channel.
 */
export function withTaxPayment(payments: readonly Payment[], tax: TaxPayment): Result<Payment[], string> {
  const standing = payments.find((p) => covers(p, tax));
  if (standing?.state === 'PAID') {
    return err(
      `费款所属期 ${tax.period} 已是实缴状态（票号 ${standing.voucherNo ?? '无'}），本次未入账，请核对是否重复缴费。`,
    );
  }
  if (standing !== undefined && tax.paidFen < standing.personFen) {
    return err(
      `费款所属期 ${tax.period} 应缴 ${formatFen(standing.personFen)}，回传实缴 ${formatFen(tax.paidFen)}，金额不足，未入账。`,
    );
  }
  const paid: Payment = {
    scheme: tax.scheme,
    period: tax.period,
    until: null,
    state: 'PAID',
    personFen: tax.paidFen,
    assistFen: standing?.assistFen ?? 0,
    paidOn: tax.paidOn,
    voucherNo: tax.voucherNo,
  };
  const others = payments.filter((p) => p !== standing);
  const rest = standing === undefined ? [] : without(standing, tax.period);
  return ok([...others, ...rest, paid].sort(inOrder));
}
