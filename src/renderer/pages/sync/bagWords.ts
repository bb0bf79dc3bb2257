import type { AnswerOf, BagPlan } from '#shared/host';

type Read = Extract<AnswerOf<'bag/read'>, { ok: true }>['value'];
type Written = Extract<AnswerOf<'bag/export'>, { ok: true }>['value'];

/** `12 KB`, `3.4 MB`. */
export const sizeWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** What a bag made now would hold. */
export function planWords({ number, operations, again, bytes, left }: BagPlan): string {
  if (operations === 0)
    return '现在没有要装进离线包的业务。已经导出过、要再导出一次的，请在下面“在外的离线包”里选。';
  // Sealing and hex make the file about twice as large as what is in it.
  const size = sizeWords(bytes * 2);
  const along = again > 0 ? `，其中 ${again} 笔已在以前的包里，为了顺序一起带上（平台不会重复办理）` : '';
  const rest = left > 0 ? `另有 ${left} 笔要等前面的业务处理好，或这个包装不下，留在本机。` : '';
  return `第 ${number} 号离线包将装入 ${operations} 笔业务${along}，文件约 ${size}。${rest}`;
}

export const exportedWords = ({ path, number, operations }: Written): string =>
  path === null
    ? '没有选保存位置，没有导出，什么都没有改变。'
    : `第 ${number} 号离线包已导出，${operations} 笔业务，文件：${path}`;

export const deliveredWords = ({ path, number, operations }: Written): string =>
  path === null
    ? `第 ${number} 号离线包（${operations} 笔）平台已收到，但没有保存答复包。请再代送一次取答复，不会重复办理。`
    : `第 ${number} 号离线包（${operations} 笔）已送到平台，答复包：${path}。请拿回原电脑，在“同步”里读入。`;

/** What an answer bag brought. */
export function readWords({ number, settled, failed, back, missing }: Read): string {
  const none = settled === 0 && back === 0;
  const parts = [
    none
      ? `第 ${number} 号离线包的答复以前已经读入过，没有新的结果。`
      : `第 ${number} 号离线包的答复已读入：${settled} 笔有了结果${failed > 0 ? `，其中 ${failed} 笔平台没有办，请到“待办”处理` : ''}。`,
    back > 0 ? `${back} 笔平台还没有办（等前面的业务），已回到待上传。` : '',
    missing.length > 0
      ? `平台没有收到过第 ${missing.join('、')} 号包；其中还在等答复的业务，可以再导出或收回。`
      : '',
  ];
  return parts.join('');
}
