import { z } from 'zod';
import { Fen } from '../domain/money';
import { OpId } from '../domain/operation';
import { FeePeriod, type Payment } from '../domain/payment';
import type { Verdict } from '../protocol/verdict';

/** A fee as it stands on a paper. */
export const PromisedFee = z.strictObject({
  scheme: z.enum(['EMP', 'RES']),
  period: FeePeriod,
  personFen: Fen,
});
export type PromisedFee = z.infer<typeof PromisedFee>;

/** A paper that was handed out on a forecast, before the platform had decided (SY19). */
export const Paper = z.strictObject({
  opId: OpId,
  receiptNo: z.string().min(1).max(60),
  /** Device time of the last printing, ISO. */
  printedAt: z.string().min(1).max(40),
  copies: z.number().int().positive(),
  /** What it says is to be paid. */
  fees: z.array(PromisedFee).max(60),
  /** The platform's receipt as the paper says it; null: it was handed out as 待平台确认. Not there on papers of older versions. */
  platformReceipt: z.string().min(1).max(60).nullable().optional(),
  /** How the clerk has dealt with it, in words; null: nothing was to be done, or not yet. */
  settled: z.string().min(1).max(500).nullable(),
});
export type Paper = z.infer<typeof Paper>;

/**
 * What is to be done about a paper: taken back, or printed anew with what the platform decided. `exchange`: it is right, but still
 * says 待平台确认.
 */
export interface PaperTask {
  readonly action: 'recall' | 'reprint' | 'exchange';
  readonly text: string;
}

/** What has become of the operation a paper is about. */
export interface PaperFate {
  readonly verdict: Verdict | null;
  /** Taken back, given up, or done anew by the clerk. */
  readonly ended: boolean;
  /** The fees as the platform holds them; null while its record has not come. */
  readonly payments: readonly Payment[] | null;
}

/** The fees that an operation puts on a person's record, as its receipt says them. */
export const promisedFees = (before: readonly Payment[], after: readonly Payment[]): PromisedFee[] => {
  const known = new Set(before.map(feeKey));
  return after
    .filter((payment) => payment.state === 'DUE' && !known.has(feeKey(payment)))
    .map(({ scheme, period, personFen }) => ({ scheme, period, personFen }));
};

/** The same fees with the amounts the platform assessed. */
export const feesAsHeld = (fees: readonly PromisedFee[], held: readonly Payment[]): PromisedFee[] =>
  fees.map((fee) => {
    const now = held.find((payment) => feeKey(payment) === feeKey(fee));
    return now === undefined ? fee : { ...fee, personFen: now.personFen };
  });

/** Where the platform's decision differs from the paper: what to do about it. Null: the paper holds, or nobody knows yet. */
export function taskOf(paper: Paper, fate: PaperFate): PaperTask | null {
  if (paper.settled !== null) return null;
  const { verdict } = fate;
  if (verdict?.outcome === 'applied')
    return reprint(paper, fate.payments) ?? exchange(paper, fate.payments, verdict.receipt);
  if (fate.ended) {
    return { action: 'recall', text: '这一笔已撤回或改办，交给本人的回执不再有效，请收回。' };
  }
  switch (verdict?.outcome) {
    case 'refused':
      return { action: 'recall', text: '平台不予受理，交给本人的回执不再有效，请收回并说明原因。' };
    case 'conflict':
      return { action: 'recall', text: '平台没有办理，交给本人的回执暂不算数，请收回，办成后另给。' };
    case 'invalid':
    case 'id-reused':
      return { action: 'recall', text: '平台处理不了这一笔，交给本人的回执暂不算数，请收回。' };
    default:
      return null;
  }
}

function reprint(paper: Paper, payments: readonly Payment[] | null): PaperTask | null {
  if (payments === null) return null;
  const differing = paper.fees.flatMap((fee) => {
    const held = payments.find((payment) => feeKey(payment) === feeKey(fee));
    return held !== undefined && held.personFen !== fee.personFen ? [{ fee, held }] : [];
  });
  const [first] = differing;
  if (first === undefined) return null;
  const yuan = (fen: number): string => `${(fen / 100).toFixed(2)} 元`;
  return {
    action: 'reprint',
    text: `回执上写的 ${first.fee.period} 应缴 ${yuan(first.fee.personFen)}，平台核定为 ${yuan(first.held.personFen)}。请收回旧回执，另打一张交给本人。`,
  };
}

/** Once the amounts are known to be right: the old one says 待平台确认, a new one has the platform's number. */
function exchange(paper: Paper, payments: readonly Payment[] | null, receipt: string): PaperTask | null {
  if (paper.platformReceipt !== null || (payments === null && paper.fees.length > 0)) return null;
  return {
    action: 'exchange',
    text: `平台已确认（平台回执 ${receipt}）。交给本人的回执还标着“待平台确认”，可打印已确认的新回执换回旧的。`,
  };
}

const feeKey = ({ scheme, period }: { readonly scheme: string; readonly period: string }): string =>
  `${scheme} ${period}`;
