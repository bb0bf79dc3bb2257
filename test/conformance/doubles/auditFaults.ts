import { AnchorAudit } from '#shared/protocol/messages';
import { answer, envelope, type Fault, jsonOf } from './meddling';

/** Keeps whatever head it is told, without a look at the one before. */
export const keepsAnyHead: Fault = () => async (asked, onward) => {
  if (asked.url.pathname !== '/v1/audit/anchors') return onward(asked);
  const { way } = AnchorAudit.parse(jsonOf(asked.body));
  const anchor = { log: way.log, ...way.head, at: '2026-11-22T12:00:00.000+08:00' };
  return answer({ ...envelope(), outcome: 'anchored', anchor, earlier: null });
};
