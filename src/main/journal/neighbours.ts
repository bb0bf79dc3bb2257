import type { z } from 'zod';
import type { Codec } from '#shared/codec';
import type { Resolution, Withdrawal } from '#shared/domain/journalEntry';
import type { OperationDraft, OpId } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import type { Files } from './fileLayer';

/** What the journal needs of the world. */
export interface JournalOptions {
  readonly folder: string;
  readonly files: Files;
  readonly codec: Codec;
  /** Device id of this desk; every operation carries it. */
  readonly device: string;
  /** Operations that were let go of (到期清除): their tombstones are no loss, and their ids are not used again. */
  readonly purged?: ReadonlySet<OpId>;
  /** Device clock in milliseconds; the order of entries never depends on it. */
  readonly now?: () => number;
}

/**
 * What delivery knows of an operation when the clerk wants to take it back or be done with it. `reserved`: it was never sent
 * and will not be until `release` is called or its withdrawal is in the journal.
 */
export interface DeliveryWord {
  reserveUnsent(opId: OpId): boolean;
  release(opId: OpId): void;
  /** Refused, in conflict, or set aside: something the clerk can deal with. */
  hasFailed(opId: OpId): boolean;
  /** Why nothing may be appended now, as far as the chain is concerned; null when it may. */
  appendTrouble(what: 'operation' | 'closing'): Trouble | null;
  /** Waits or is on its way: what becomes of it is open. */
  isUndecided(opId: OpId): boolean;
}

/** Why these drafts may not be accepted now, or null: limits and clock, asked before anything new is written. */
export type AcceptanceGate = (drafts: readonly OperationDraft[]) => Trouble | null;

export type Settle = z.infer<typeof Withdrawal> | z.infer<typeof Resolution>;
