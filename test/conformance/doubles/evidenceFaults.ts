import type { Asked } from './inFront';
import { answer, envelope, type Fault, jsonOf } from './meddling';

const isPicture = ({ method, url }: Asked): boolean =>
  method === 'POST' && /^\/v1\/operations\/[^/]+\/evidence\//.test(url.pathname);
const stored = () => answer({ ...envelope(), outcome: 'stored', code: null, text: null });

/** Says of every picture that it has it, and keeps none. */
export const keepsNoPictures: Fault = () => async (asked, onward) =>
  isPicture(asked) ? stored() : onward(asked);

/** Takes what the sound platform refuses for these reasons. */
const takes =
  (...codes: readonly string[]): Fault =>
  () =>
  async (asked, onward) => {
    const said = await onward(asked);
    if (!isPicture(asked) || said.status !== 200) return said;
    const { code } = jsonOf(said.body) as { code: string | null };
    return code !== null && codes.includes(code) ? stored() : said;
  };

/** Takes pictures of operations it never had. */
export const takesAnybodysPictures = takes('UNKNOWN_OPERATION');
/** Looks at neither hash nor kind. */
export const takesAnyBytes = takes('HASH', 'PICTURE');
