import { z } from 'zod';
import { err, ok } from '#shared/result';
import { type MakeReader, parsedJson, readsOnly, told } from '../adapter';
import { askHealth, callOf } from './health';

/**
 * The electronic credential (医保电子凭证) as a QR code, read by the service's scanner: `EcQuery` with `transType` ec.query and a
 * `businessType` (用码业务类型), through the service of `health.ts`.
 *
 * H (the interface specification of one province and another house's code): the library answers with `userName`, `idNo`, `idType` (01 a resident
 * ID), `gender` (男, 女), `birthday` (1998.01.01), `ecToken`, `insuOrg` and more. Only who it is, is taken; the token and
 * what else would let somebody act in their name is not.
 * M: the call is `jiangsu_qrcode_` with the business type behind it; the known business types are those of hospitals and chemists.
 * Not known: a business type for the enrolment window. There is none here: it is a setting, and without it nothing is asked.
 */
const Credential = z.object({
  userName: told,
  idNo: told,
  idType: told.optional(),
  gender: told.nullish(),
  birthday: told.nullish(),
});
/** The library's answer whole, with its own envelope, where the service hands it on like that. */
const Enveloped = z.object({ data: z.unknown() });
/** Envelopes in envelopes, and JSON in text, that are opened. */
const DEEPEST = 4;

export const credential: MakeReader = (setting, limits) =>
  readsOnly(async (signal) => {
    if (setting.businessType === null) return err({ kind: 'said', text: '没有设置用码业务类型' });
    const call = `${callOf(setting, 'credential')}${setting.businessType}`;
    const given = await askHealth(setting, call, limits, signal);
    if (!given.ok) return given;
    const found = credentialIn(given.value, 0);
    if (found === null) return err({ kind: 'foreign' });
    return ok({
      kind: 'credential',
      number: found.idNo,
      name: found.userName,
      sex: found.gender ?? undefined,
      birth: found.birthday ?? undefined,
    });
  });

function credentialIn(given: unknown, depth: number): z.infer<typeof Credential> | null {
  if (depth > DEEPEST) return null;
  if (typeof given === 'string') {
    const json = parsedJson(given, z.unknown());
    return json.ok ? credentialIn(json.value, depth + 1) : null;
  }
  const found = Credential.safeParse(given);
  if (found.success) return found.data;
  const inside = Enveloped.safeParse(given);
  return inside.success ? credentialIn(inside.data.data, depth + 1) : null;
}
