import { z } from 'zod';
import { err, ok } from '#shared/result';
import { askJson, codeTold, type MakeReader, readsOnly, told } from '../adapter';

/**
 * ID reader asked by POST (身份证阅读器 POST 型). POST /card=idcard, port 38088.
 *
 * H (several pages of one house, and one of another that speaks WebSocket on the same port): `IDCardInfo.cardID` is the number.
 * M (the other house): `code` 0 is good, `message` says why not; `IDCardInfo` has `name`, `sex`, `birthday`, `address`, `issueOrgan`,
 * `validStart`, `validEnd`; `nation` is seen in a document camera's object of the same name.
 * Assumed: HTTP and WebSocket answer with the same object; the body of the question is empty; a card without an end says 长期 (K). The kind of
 * card is nowhere told, so the number has to show it.
 */
const Said = z.object({ code: codeTold.optional(), message: told.optional() });
const Card = z.object({
  name: told,
  sex: told.optional(),
  nation: told.optional(),
  birthday: told.optional(),
  address: told.optional(),
  cardID: told,
  issueOrgan: told.optional(),
  validStart: told.optional(),
  validEnd: told.optional(),
});
const Answer = Said.extend({ IDCardInfo: z.unknown().optional() });

export const post: MakeReader = ({ port }, limits) =>
  readsOnly(async (signal) => {
    const said = await askJson({ port, method: 'POST', path: '/card=idcard' }, limits.read, Answer, signal);
    if (!said.ok) return said;
    const { code, message, IDCardInfo } = said.value;
    if (code !== undefined && code !== '0') return err({ kind: 'said', text: message ?? '' });
    const card = Card.safeParse(IDCardInfo);
    if (!card.success) return err({ kind: 'foreign' });
    const its = card.data;
    return ok({
      kind: null,
      number: its.cardID,
      name: its.name,
      sex: its.sex,
      nation: its.nation,
      birth: its.birthday,
      address: its.address,
      issuer: its.issueOrgan,
      from: its.validStart,
      to: its.validEnd,
    });
  });
