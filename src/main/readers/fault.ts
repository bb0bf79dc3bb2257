import type { Trouble } from '#shared/host';

/**
 * Why nothing was read. `down`: nobody listens there; `cut`: the answer broke off; `foreign`: whoever listens there is not this reader's
 * service; `said`: the service said no, in its own words; `card`: what was read cannot be used.
 */
export type ReaderFault =
  | { readonly kind: 'down' | 'slow' | 'cut' | 'oversized' | 'encoding' | 'foreign' | 'cancelled' | 'busy' }
  | { readonly kind: 'said' | 'card'; readonly text: string };

/** What a reader's service says may be anything: one line of it is shown, without what cannot be seen. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, 60);

/** What happened and what to do, in a clerk's words. */
export function readerTrouble(fault: ReaderFault, label: string, whenDown: string): Trouble {
  switch (fault.kind) {
    case 'down':
      return { code: 'READER_DOWN', text: `没有读：${label}的读卡服务没有启动。${whenDown}` };
    case 'slow':
      return {
        code: 'READER_SLOW',
        text: '没有读到：等了一会儿读卡服务没有答复。请把证件平放在读卡器上再读一次；仍然不行的，请重新启动读卡服务。',
      };
    case 'cut':
      return { code: 'READER_CUT', text: '没有读到：读卡服务的答复没有传完。请再读一次。' };
    case 'oversized':
      return {
        code: 'READER_OVERSIZED',
        text: '没有用读到的内容：答复大得不合理，不是读卡服务的答复。请核对“设置”里的读卡器和端口。',
      };
    case 'encoding':
      return {
        code: 'READER_ENCODING',
        text: '没有用读到的内容：文字编码认不出（不是 UTF-8，也不是 GBK）。请联系系统管理员更新读卡服务。',
      };
    case 'foreign':
      return {
        code: 'READER_FOREIGN',
        text: '没有读到：这个端口上的程序答复的不是所选读卡器的格式。请核对“设置”里的读卡器和端口。',
      };
    case 'cancelled':
      return { code: 'READER_CANCELLED', text: '已取消读卡。' };
    case 'busy':
      return { code: 'READER_BUSY', text: '正在读卡，请等它读完，或先取消。' };
    case 'said':
      return {
        code: 'READER_SAID_NO',
        text: `没有读到：读卡服务说“${oneLine(fault.text) || '失败'}”。请检查读卡器的连线，把证件重新放好再读。`,
      };
    case 'card':
      return {
        code: 'READER_CARD',
        text: `没有用读到的内容：${fault.text}请重新放好证件再读，或按证件手工录入。`,
      };
  }
}
