import { z } from 'zod';
import type { CardKind } from '#shared/readers/card';
import { err, ok } from '#shared/result';
import { askJson, codeTold, type MakeReader, readsOnly, told } from '../adapter';

/**
 * ID reader, JSONP type (身份证阅读器 JSONP 型). GET /api/ReadMsg, port 8989.
 *
 * H (a maker's manual, V3.3.4 of 2023-11, and pages that call it): `code` "0" is good, `retmsg` says why not; `name`, `sex` (男, 女), `nation`
 * (民族; of a foreigner `加拿大/CAN`), `born` (yyyymmdd), `address`, `cardno`, `userlifeb`, `userlifee`, `police`; `CardType` 0 resident,
 * 1 foreigner's of 2017, 2 港澳台居民居住证, 3 foreigner's of 2023; `waitTime` waits so many seconds for a card, `NoPhoto=1` leaves the photo
 * out, `callback` wraps the JSON; one question at a time.
 * Assumed: `长期` stands in `userlifee` of a card without an end (K). On a service older than `callback` plain JSON is answered, which is
 * taken as well.
 */
const CALLBACK = 'canbao';
const WAIT_SECONDS = 8;

const Said = z.object({ code: codeTold, retmsg: told.optional(), errmsg: told.nullish() });
const Card = z.object({
  CardType: codeTold.optional(),
  name: told,
  sex: told.optional(),
  nation: told.optional(),
  born: told.optional(),
  address: told.optional(),
  cardno: told,
  userlifeb: told.optional(),
  userlifee: told.optional(),
  police: told.optional(),
});
const Answer = Said.extend(Card.partial().shape);

const KINDS: Readonly<Record<string, CardKind>> = {
  '0': 'residentId',
  '1': 'permanentResident',
  '2': 'hmtResidence',
  '3': 'permanentResident',
};

export const jsonp: MakeReader = ({ port }, limits) =>
  readsOnly(async (signal) => {
    const path = `/api/ReadMsg?waitTime=${WAIT_SECONDS}&NoPhoto=1&callback=${CALLBACK}`;
    const said = await askJson({ port, method: 'GET', path }, limits.read, Answer, signal, CALLBACK);
    if (!said.ok) return said;
    if (said.value.code !== '0')
      return err({ kind: 'said', text: said.value.retmsg || said.value.errmsg || '' });
    const card = Card.safeParse(said.value);
    if (!card.success) return err({ kind: 'foreign' });
    const its = card.data;
    return ok({
      kind: its.CardType === undefined ? null : (KINDS[its.CardType] ?? null),
      number: its.cardno,
      name: its.name,
      sex: its.sex,
      nation: its.nation,
      birth: its.born,
      address: its.address,
      issuer: its.police,
      from: its.userlifeb,
      to: its.userlifee,
    });
  });
