import type { Trouble } from '../host';
import type { ChainWord } from '../protocol/chain';
import { PROTOCOL } from '../protocol/messages';

/**
 * What an attempt to reach the platform met instead of an answer it can use. Closed: whoever handles it handles every
 * kind. None of them is a verdict (SY1).
 */
export type Fault =
  /**
   * No connection, or it broke before an answer. `left` false: certainly nothing of the request left this machine; where it may
   * have, this is not there. `certificate`: the server's certificate is not one that this desk accepts.
   */
  | { readonly kind: 'unreachable'; readonly left?: false; readonly certificate?: true }
  | { readonly kind: 'timeout' }
  /** Something answered that is not the platform: a captive portal, a proxy, another service. */
  | { readonly kind: 'stranger'; readonly status: number }
  /** The answer began well and ended early or was no JSON. */
  | { readonly kind: 'cut' }
  /** The platform's envelope around something this desk does not understand. */
  | { readonly kind: 'garbled' }
  | { readonly kind: 'oversized' }
  /** The platform itself said no to the whole request. */
  | {
      readonly kind: 'denied';
      readonly status: number;
      readonly code: string;
      readonly text: string;
      /** Floor for the next attempt, ms, when the platform named one. */
      readonly retryAfterMs: number | null;
      /** What the platform knows of this desk's chain, where it refused for it. */
      readonly chain?: ChainWord;
      /** The platform's own version of the protocol. */
      readonly protocol?: number;
    }
  /** The platform does not know this desk's protocol yet: nothing is sent until it does (SY14). */
  | { readonly kind: 'behind' }
  /** The desk could not note down what it is about to send or what came back. */
  | { readonly kind: 'disk'; readonly text: string }
  /** The address itself cannot be used. */
  | { readonly kind: 'address'; readonly text: string };

/** Nothing of the request left this machine, for certain: what may have left counts as having left (SY18). */
export const stayedHere = (fault: Fault): boolean =>
  fault.kind === 'address' || (fault.kind === 'unreachable' && fault.left === false);

/** Did the platform itself speak? Only then is the line up (SY10). */
export const isPlatformSpeaking = (fault: Fault): boolean =>
  fault.kind === 'denied' || fault.kind === 'garbled' || fault.kind === 'behind';

/** Delivery waits for the platform's upgrade and goes on by itself after it. */
export const PLATFORM_BEHIND: Trouble = {
  code: 'PLATFORM_BEHIND',
  text: '本机软件比平台新，平台还不认识它的格式，上传先停一停；已保存的业务都在本机，一笔不少。平台升级后自动上传，请告知平台管理员。',
};

/** Stops delivery until somebody does something: sign in again, or update the program (SY8). */
export function pauseOf(fault: Fault): Trouble | null {
  if (fault.kind === 'behind') return PLATFORM_BEHIND;
  if (fault.kind !== 'denied') return null;
  if (fault.status === 401 || fault.status === 403) {
    return {
      code: 'SIGN_IN',
      text: '平台不认可本机的登记，上传已暂停；已保存的业务都在本机，一笔不少。请在“设置”里重新登记本机。',
    };
  }
  if (fault.status === 426) {
    if (fault.protocol !== undefined && fault.protocol < PROTOCOL) return PLATFORM_BEHIND;
    return {
      code: 'UPGRADE',
      text: '平台要求更新参保台后才能上传；已保存的业务都在本机，一笔不少。请安装新版本；一时装不上的，可以在“同步”页导出离线包，由已更新的电脑代送。',
    };
  }
  return null;
}

/** The fault in a clerk's words: what happened and what to do now. */
export function faultTrouble(fault: Fault): Trouble {
  switch (fault.kind) {
    case 'unreachable':
      if (fault.certificate)
        return {
          code: 'CERTIFICATE',
          text: '平台地址上的证书不对，可能有人冒充平台；本机什么也没有发出。可以继续受理，业务保存在本机。请立即告诉县级管理员，由他核对证书。',
        };
      return { code: 'UNREACHABLE', text: '连不上平台。可以继续受理，业务保存在本机，网络恢复后自动上传。' };
    case 'timeout':
      return { code: 'TIMEOUT', text: '平台长时间没有答复。可以继续受理，稍后会自动再传。' };
    case 'stranger':
      return {
        code: 'NOT_PLATFORM',
        text: `答复的不是医保平台（状态 ${fault.status}），可能是上网认证页面或代理。请先打开浏览器完成上网登录，或联系网络管理员。`,
      };
    case 'cut':
      return { code: 'CUT', text: '平台的答复不完整，没有采用，稍后会自动再试。' };
    case 'garbled':
      return {
        code: 'GARBLED',
        text: '平台的答复本机看不懂，没有采用。可能需要更新参保台；若已是最新版本，请联系平台管理员。',
      };
    case 'oversized':
      return {
        code: 'OVERSIZED',
        text: '平台的答复大得不正常，已停止接收，没有采用。若反复出现，请联系平台管理员。',
      };
    case 'denied':
      return (
        pauseOf(fault) ?? {
          code: fault.code,
          text: `平台答复：${fault.text}(状态 ${fault.status})。稍后会自动再试。`,
        }
      );
    case 'behind':
      return PLATFORM_BEHIND;
    case 'disk':
      return { code: 'DISK', text: fault.text };
    case 'address':
      return { code: 'ADDRESS', text: fault.text };
  }
}
