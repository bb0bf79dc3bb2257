import { z } from 'zod';
import { err, ok } from '#shared/result';
import { type MakeReader, readsOnly } from '../adapter';
import { askHealth, callOf } from './health';

/**
 * The social security card (社会保障卡) in the service's reader: `ReadCardBas`, through the service of `health.ts`.
 *
 * H (the interface specification of one province and another house's code): the library answers with one text, parted by `|`, in the order of
 * 38号文: 发卡地区, 社会保障号码, 卡号, 卡识别码, 姓名, 卡复位信息, 规范版本, 发卡日期, 卡有效期, 终端机编号, 终端设备号. The social
 * security number is the resident number.
 * M: the call is `jiangsu` or, of another house, `sicard`.
 * Not known: one service turns the text into another, parted by `^`, whose order is not published; that is refused and not guessed.
 */
const PARTS = { number: 1, name: 4, from: 7, to: 8 } as const;
const LEAST = 9;
const Text = z.string().min(1).max(2_000);

export const social: MakeReader = (setting, limits) =>
  readsOnly(async (signal) => {
    const given = await askHealth(setting, callOf(setting, 'social'), limits, signal);
    if (!given.ok) return given;
    const text = Text.safeParse(given.value);
    const parts = text.success ? text.data.split('|') : [];
    if (parts.length < LEAST) return err({ kind: 'foreign' });
    return ok({
      kind: 'socialCard',
      number: parts[PARTS.number] ?? '',
      name: parts[PARTS.name] ?? '',
      from: parts[PARTS.from],
      to: parts[PARTS.to],
    });
  });
