import { PlatformError, PROTOCOL } from '#shared/protocol/messages';
import { answer, envelope, type Fault, jsonOf, withJson } from './meddling';

/** Reads messages of any version as if they were of its own. */
export const takesAnyVersion: Fault = () => async (asked, onward) => {
  try {
    const message = jsonOf(asked.body) as { protocol?: unknown };
    if (message.protocol !== undefined) return onward(withJson(asked, { ...message, protocol: PROTOCOL }));
  } catch {
    // No JSON: the platform behind says so.
  }
  return onward(asked);
};

/** Repeats in its refusals what it was sent. */
export const repeatsWhatItWasSent: Fault = () => async (asked, onward) => {
  const said = await onward(asked);
  if (said.status < 400) return said;
  const refusal = PlatformError.parse(jsonOf(said.body));
  const text = `${refusal.error.text}收到：${asked.body.toString('utf8').slice(0, 500)}`;
  return answer({ ...refusal, error: { ...refusal.error, text } }, said.status);
};

/** Is busy now and then and does not say for how long. */
export const busyWithoutTime: Fault = () => {
  let count = 0;
  return async (asked, onward) => {
    if (asked.url.pathname === '/v1/feed' && ++count % 5 === 1)
      return answer({ ...envelope(), error: { code: 'BUSY', text: '平台繁忙，请稍后再试。' } }, 503);
    return onward(asked);
  };
};

/** Tells any desk the verdict on any operation. */
export const tellsAnybody: Fault = (platform) => async (asked, onward) => {
  const opId = /^\/v1\/operations\/(\w+)$/.exec(asked.url.pathname)?.[1];
  const said = await onward(asked);
  if (opId === undefined || said.status !== 200) return said;
  const [row] = await platform.db.query('SELECT verdict FROM operations WHERE op_id = $1', [opId]);
  const verdict = row === undefined ? null : (JSON.parse(String(row.verdict)) as unknown);
  return answer({ ...envelope(), opId, verdict });
};

/** Rounds every amount up to the next fen. */
export const decidesOtherwise: Fault = () => async (asked, onward) => {
  const said = await onward(asked);
  if (asked.url.pathname !== '/v1/decide' || said.status !== 200) return said;
  const text = said.body
    .toString('utf8')
    .replace(/"fen":(\d+)/g, (_, fen: string) => `"fen":${Number(fen) + 1}`);
  return { ...said, body: Buffer.from(text) };
};
