import { z } from 'zod';
import { type AdapterCode, adapterFacts, type ReaderSetting } from '#shared/readers/setting';
import { err, ok, type Result } from '#shared/result';
import { askJson, codeTold, type ReaderLimits, told } from '../adapter';
import type { ReaderFault } from '../fault';

/**
 * The health insurance reading service (医保读卡服务): `HeaSecReadInfo.dll`, called by a small HTTP service on the machine.
 * GET /api/entry?param=…, port 8321.
 *
 * M (manuals of one such service): the address; `code` 200 is good, `message` says why not, `data` is what the library gave.
 * Assumed: `data` is that as an object, or as text of JSON as another house hands it on; `code` 0 is good as well.
 */
const Answer = z.object({
  code: codeTold.optional(),
  message: told.nullish(),
  data: z.unknown().optional(),
});

/** What the library gave, for a call by name. `call` is held to letters, digits and `_` by the setting. */
export async function askHealth(
  setting: ReaderSetting,
  call: string,
  limits: ReaderLimits,
  signal: AbortSignal,
): Promise<Result<unknown, ReaderFault>> {
  const path = `/api/entry?param=${call}`;
  const said = await askJson({ port: setting.port, method: 'GET', path }, limits.read, Answer, signal);
  if (!said.ok) return said;
  const { code, message, data } = said.value;
  if (code !== undefined && code !== '200' && code !== '0') return err({ kind: 'said', text: message ?? '' });
  return ok(data);
}

/** What the service is asked for: as set on this machine, else as the adapter knows it. */
export const callOf = (setting: ReaderSetting, adapter: AdapterCode): string =>
  setting.call ?? adapterFacts(adapter).call ?? '';
