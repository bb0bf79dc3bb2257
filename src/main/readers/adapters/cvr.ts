import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { CardKind } from '#shared/readers/card';
import { err, ok } from '#shared/result';
import { askJson, codeTold, type MakeReader, told } from '../adapter';

/**
 * ID reader, CVR type (身份证阅读器 CVR 型; 华视 by its port). GET /OpenDevice, /readcard, /CloseDevice, port 19196.
 *
 * H (several independent pages that call it): the three paths; `resultFlag` 0 is good, `errorMsg` says why not; `partyName`, `gender`
 * (男, 女), `nation`, `bornDay` (yyyymmdd), `certAddress`, `certNumber`, `certOrg`, `effDate`, `expDate`; without a card /readcard
 * answers at once with a flag other than 0, and pages ask again every half second.
 * M (two pages of one origin): `certType` is a blank for a resident card, `I` a foreigner's, `J` a 港澳台居民居住证.
 * Assumed: a foreigner's card of 2023 may carry another letter, so an unknown one is left to the number; GBK may be answered.
 */
const Flag = z.object({ resultFlag: codeTold, errorMsg: told.optional() });
const Card = z.object({
  certType: told.optional(),
  partyName: told,
  gender: told.optional(),
  nation: told.optional(),
  bornDay: told.optional(),
  certAddress: told.optional(),
  certNumber: told,
  certOrg: told.optional(),
  effDate: told.optional(),
  expDate: told.optional(),
});
const Answer = Flag.extend(Card.partial().shape);

const KINDS: Readonly<Record<string, CardKind>> = {
  '': 'residentId',
  I: 'permanentResident',
  J: 'hmtResidence',
};

export const cvr: MakeReader = ({ port }, limits) => ({
  async open(signal) {
    const said = await askJson({ port, method: 'GET', path: '/OpenDevice' }, limits.open, Flag, signal);
    if (!said.ok) return said;
    const { resultFlag, errorMsg } = said.value;
    return resultFlag === '0' ? ok(undefined) : err({ kind: 'said', text: errorMsg ?? '' });
  },
  async read(signal) {
    const until = performance.now() + limits.waitMs;
    for (;;) {
      const said = await askJson({ port, method: 'GET', path: '/readcard' }, limits.read, Answer, signal);
      if (!said.ok) return said;
      if (said.value.resultFlag === '0') {
        const card = Card.safeParse(said.value);
        if (!card.success) return err({ kind: 'foreign' });
        const its = card.data;
        return ok({
          kind: its.certType === undefined ? null : (KINDS[its.certType.trim()] ?? null),
          number: its.certNumber,
          name: its.partyName,
          sex: its.gender,
          nation: its.nation,
          birth: its.bornDay,
          address: its.certAddress,
          issuer: its.certOrg,
          from: its.effDate,
          to: its.expDate,
        });
      }
      if (performance.now() >= until) return err({ kind: 'said', text: said.value.errorMsg ?? '' });
      // Ends early when the clerk cancels; the next question then says so.
      await pause(limits.againMs, undefined, { signal }).catch(() => undefined);
    }
  },
  async close() {
    const ask = { port, method: 'GET', path: '/CloseDevice' } as const;
    await askJson(ask, limits.close, Flag, new AbortController().signal);
  },
});
