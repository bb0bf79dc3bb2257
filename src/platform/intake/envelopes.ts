import { digestOf, type Envelope, openEnvelope } from '#shared/envelope/envelope';
import type { EnvelopeReceipt } from '#shared/protocol/messages';
import { bagDesk, platformKeys } from '../bags/keys';
import type { PlatformClock } from '../clock';
import type { Database } from '../database/database';
import { recheckRule } from '../review/rule';
import { decideBatch } from './batch';

/**
 * Decides what a desk sealed when it accepted it, whoever brings it, with that desk's jurisdiction and through the same ledger as a
 * push: by both ways, in any order and number, an operation is applied once. One receipt an envelope; what does not open is
 * `unreadable` and keeps nobody else from counting. Nothing is said of the chain: its links come with the desk's next push.
 */
export async function takeEnvelopes(
  db: Database,
  clock: PlatformClock,
  { device, envelopes }: { readonly device: string; readonly envelopes: readonly Envelope[] },
): Promise<EnvelopeReceipt[]> {
  const known = await bagDesk(db, device);
  const own = await platformKeys(db, clock);
  const contents = envelopes.flatMap((envelope) => {
    const opened = known === null ? null : openEnvelope({ envelope, device, sender: known.keys, own });
    return opened?.ok ? [opened.value] : [];
  });
  const rule = await recheckRule(
    db,
    contents.flatMap(({ recheck }) => recheck ?? []),
  );
  const operations = contents.map(({ operation }) => operation);
  const verdicts = known === null ? [] : await decideBatch(db, clock, known.desk, operations, null, rule);
  const byOperation = new Map(verdicts.map(({ opId, outcome }) => [opId, outcome]));
  return envelopes.map((envelope) => ({
    opId: envelope.opId,
    digest: digestOf(envelope),
    outcome: byOperation.get(envelope.opId) ?? 'unreadable',
  }));
}
