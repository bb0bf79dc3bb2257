import { openEnvelope } from '#shared/envelope/envelope';
import { DeliverEnvelopes, EnvelopesDelivered } from '#shared/protocol/messages';
import { bagDesk, platformKeys } from '../../../src/platform/bags/keys';
import type { Asked } from './inFront';
import { answer, envelope, type Fault, jsonOf } from './meddling';

const isBringing = ({ method, url }: Asked): boolean => method === 'POST' && url.pathname === '/v1/envelopes';
const clock = { now: () => envelope().serverTime } as Parameters<typeof platformKeys>[1];

/** Keeps no ledger of what comes sealed. */
export const decidesEnvelopesAnew: Fault = (platform) => async (asked, onward) => {
  const brought = isBringing(asked) ? DeliverEnvelopes.parse(jsonOf(asked.body)) : null;
  const known = brought && (await bagDesk(platform.db, brought.device));
  const own = await platformKeys(platform.db, clock);
  for (const one of known ? brought.envelopes : []) {
    const opened = openEnvelope({
      envelope: one,
      device: brought?.device ?? '',
      sender: known?.keys ?? own.keys,
      own,
    });
    if (opened.ok) await platform.db.query('DELETE FROM operations WHERE op_id = $1', [one.opId]);
  }
  return onward(asked);
};

/** Says “applied” to whatever it cannot open. */
export const acknowledgesTheUnreadable: Fault = () => async (asked, onward) => {
  const said = await onward(asked);
  if (!isBringing(asked) || said.status !== 200) return said;
  const { receipts, ...rest } = EnvelopesDelivered.parse(jsonOf(said.body));
  return answer({
    ...rest,
    receipts: receipts.map((one) => (one.outcome === 'unreadable' ? { ...one, outcome: 'applied' } : one)),
  });
};
