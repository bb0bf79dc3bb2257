import { digestOf, type Envelope } from '#shared/envelope/envelope';
import type { EnvelopeReceipt } from '#shared/protocol/messages';
import type { Verdict } from '#shared/protocol/verdict';
import type { Item } from '#shared/sync/item';
import type { Waiting } from './outboxFile';

/** Size of an envelope on the line. */
const bytesOf = (envelope: Envelope): number => Buffer.byteLength(JSON.stringify(envelope));

/**
 * What waits, as delivery knows items. The envelope's digest stands where the body's hash would: a receipt has to echo it. What must
 * not go is as if somebody were taking it back: never sent, and its lanes wait.
 */
export const opaqueItem = ({ opId, seq, lanes, envelope }: Waiting): Item => ({
  opId,
  bodyHash: envelope === null ? '' : digestOf(envelope),
  seq,
  lanes: lanes.map(String),
  bytes: envelope === null ? 0 : bytesOf(envelope),
  supersedes: null,
  saga: null,
  phase: envelope === null ? 'reserved' : 'queued',
  recheck: null,
  bag: null,
  sent: true,
  outcome: null,
  resolved: null,
  attempts: 0,
  lastAttemptAt: null,
  failedAlone: 0,
  passedThen: 0,
});

/** A receipt as the verdict that delivery reckons with. What a clerk would read of it comes in the morning; here it is empty. */
export function verdictOf({ opId, digest, outcome }: EnvelopeReceipt, at: string): Verdict {
  const echo = { opId, bodyHash: digest, at };
  switch (outcome) {
    case 'applied':
      return { ...echo, outcome, receipt: '', versions: {}, assigned: {}, parallel: false };
    case 'refused':
      return { ...echo, outcome, reasons: [], current: [] };
    case 'conflict':
      return {
        ...echo,
        outcome,
        why: 'RECORD_GONE',
        text: '',
        fields: [],
        changedBy: null,
        changedAt: null,
        current: [],
      };
    case 'id-reused':
      return { ...echo, outcome, text: '' };
    case 'waiting':
      return { ...echo, outcome, for: opId };
    case 'waiting-review':
      return { ...echo, outcome, cause: 'matter' };
    case 'invalid':
    case 'unreadable':
      // Set aside until the morning: it goes by day, as it is or sealed anew.
      return { ...echo, outcome: 'invalid', text: '' };
  }
}
