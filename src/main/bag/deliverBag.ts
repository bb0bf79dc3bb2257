import { BAG_FAULT_TEXTS } from '#shared/bag/bag';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { BagLine } from '../delivery/transport';
import type { BagDone, BagPress } from './bagWork';

type Outside = Extract<BagDone<'look'>, { ok: true }>['value'];

/** The outside of a delivery bag, and the platform's answer to it as a file has it. */
export interface Delivered {
  readonly bag: Outside;
  readonly answer: string;
}

/**
 * Hands a bag to the platform for the desk that made it. Whoever carries it cannot read it, nor the answer; asked again, the
 * platform answers again.
 */
export async function deliverBag(
  text: string,
  line: BagLine,
  press: BagPress,
): Promise<Result<Delivered, Trouble>> {
  const looked = await press({ what: 'look', text });
  if (!looked.ok) return looked;
  const read = looked.value;
  if (!read.ok) return err({ code: 'BAG_UNUSABLE', text: BAG_FAULT_TEXTS[read.error] });
  const { kind, device, number } = read.value.header;
  if (kind !== 'delivery')
    return err({
      code: 'BAG_UNUSABLE',
      text: `这是平台给第 ${number} 号离线包的答复包，不用送到平台。请拿回原电脑，在“同步”里读入答复包。`,
    });
  const answered = await line.deliver(text);
  if (!answered.ok) return answered;
  const seen = await press({ what: 'look', text: answered.value });
  if (!seen.ok) return seen;
  const answer = seen.value;
  const fits =
    answer.ok &&
    answer.value.header.kind === 'answer' &&
    answer.value.header.device === device &&
    answer.value.header.answers === read.value.digest;
  return fits
    ? ok({ bag: read.value, answer: answered.value })
    : err({
        code: 'BAG_ANSWER',
        text: '平台的答复不是给这个离线包的，没有保存。请再送一次；再送不会重复办理。',
      });
}
