import type { OperationView } from '../../desk/api';
import { neverLeft } from '../../desk/settling';
import { shortMoment } from '../../ui/moments';

const open = (o: OperationView): boolean =>
  o.delivery === null || ['queued', 'sending', 'held', 'waiting-review'].includes(o.delivery.state);
const failed = (o: OperationView): boolean =>
  ['平台不予受理', '有冲突', '已搁置', '复核退回'].includes(o.stateLabel);

export const FILTERS = {
  全部: () => true,
  待上传: open,
  在离线包: (o: OperationView) => o.delivery?.state === 'exported',
  需要处理: failed,
  已确认: (o: OperationView) => o.verdict?.outcome === 'applied',
} satisfies Record<string, (o: OperationView) => boolean>;
export type Filter = keyof typeof FILTERS;

/** Only what was never sent can be taken back (SY18). */
export const neverSent = (o: OperationView): boolean =>
  o.delivery !== null &&
  ['queued', 'held', 'waiting-review'].includes(o.delivery.state) &&
  neverLeft(o.delivery);

/** Where an operation is, and why its effect is not shown where it no longer fits. `seqOf` gives an operation's number. */
export function whereIsIt(o: OperationView, seqOf: ReadonlyMap<string, number>): string {
  const left = o.leftOut === null ? '' : `本机没有显示它的效果：${o.leftOut}`;
  return `${place(o, seqOf)}${left}`;
}

function place(o: OperationView, seqOf: ReadonlyMap<string, number>): string {
  const { verdict, delivery } = o;
  if (delivery?.state === 'withdrawn') return '未发出，已由经办人撤回。';
  if (delivery?.state === 'superseded') return '已由经办人处理，不再上传。';
  const settled = o.stateLabel === '已处理' ? '经办人已处理。平台的答复：' : '';
  switch (verdict?.outcome) {
    case 'applied':
      return `平台回执 ${verdict.receipt}，${shortMoment(verdict.at)}${verdict.parallel ? '（与他处更改并存）' : ''}`;
    case 'refused':
      return `${settled}${verdict.reasons[0]?.text ?? '平台不予受理。'}`;
    case 'conflict':
    case 'invalid':
    case 'id-reused':
      return `${settled}${verdict.text}`;
  }
  if (o.stateLabel === '待复核') return '等本机另一名经办人复核，通过后才上传。';
  if (o.stateLabel === '平台待复核') return '平台已收到，等另一台的经办人复核，通过后生效。';
  if (o.stateLabel === '复核退回') return '被复核退回，没有上传；请在“待办”里改后重办。';
  if (delivery?.heldBy) {
    const before = seqOf.get(delivery.heldBy);
    return `排在${before ? `第 ${before} 笔` : '前一笔'}之后，前一笔处理好就上传。`;
  }
  if (delivery?.state === 'exported')
    return `在第 ${delivery.bag ?? '?'} 号离线包里，等答复包读入；收回该包后才由本机上传。`;
  if (delivery?.state === 'sending') return '正在上传，等平台答复。';
  if (delivery && delivery.attempts > 0) {
    return `已保存在本机；试过 ${delivery.attempts} 次${delivery.lastAttemptAt ? `，最近 ${shortMoment(delivery.lastAttemptAt)}` : ''}，会自动再试。`;
  }
  return '已保存在本机，联网后自动上传。';
}
