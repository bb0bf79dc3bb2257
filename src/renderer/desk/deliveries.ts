import type { OperationDelivery } from '#shared/host';
import type { Desktop } from '../desktop';

const PAGE = 500;
/** What has, as a rule, a verdict. */
const DECIDED = new Set<OperationDelivery['state']>(['settled', 'quarantined', 'superseded']);
/** Delivery states that never change again; the rest are asked for again. */
const FINAL = new Set<OperationDelivery['state']>(['settled', 'withdrawn', 'superseded']);

/** Where each operation is on its way, as the desktop's deliverer says. */
export interface Deliveries {
  get(opId: string): OperationDelivery | null;
  /** Operations that the platform has decided, or that were set aside, as the desktop says. */
  decided(): Iterable<string>;
  /** Asks again from the first operation that is not final. True when one was set aside, or taken up again. */
  refresh(): Promise<boolean>;
  /** What was final may move again: its replacement was taken back (SY18). The next `refresh` asks from there. */
  askAgainFrom(seq: number): void;
}

export function deliveriesOver(desktop: Desktop): Deliveries {
  const byOperation = new Map<string, OperationDelivery>();
  /** Every operation up to this number is final. */
  let settledUpTo = 0;

  return {
    get: (opId) => byOperation.get(opId) ?? null,
    *decided() {
      for (const { opId, state } of byOperation.values()) if (DECIDED.has(state)) yield opId;
    },
    askAgainFrom(seq) {
      settledUpTo = Math.min(settledUpTo, seq - 1);
    },
    async refresh() {
      let after = settledUpTo;
      let allFinal = true;
      let moved = false;
      for (;;) {
        const { operations } = await desktop.call('delivery/operations', { after, limit: PAGE });
        for (const delivery of operations) {
          const wasAside = byOperation.get(delivery.opId)?.state === 'quarantined';
          moved ||= wasAside !== (delivery.state === 'quarantined');
          byOperation.set(delivery.opId, delivery);
          allFinal &&= FINAL.has(delivery.state);
          if (allFinal) settledUpTo = Math.max(settledUpTo, delivery.seq);
          after = Math.max(after, delivery.seq);
        }
        if (operations.length < PAGE) return moved;
      }
    },
  };
}
