import { PROTOCOL } from './messages';
import type { ProtocolRange } from './version';

/** What a platform says of versions: its own, and the range it understands where it names one. */
export interface PlatformSpeaks {
  readonly protocol: number;
  readonly speaks?: ProtocolRange | undefined;
}

/**
 * How this desk's protocol stands to the platform's (SY14). `match`: the same; `aging`: understood, but a newer one is
 * spoken; `old`: no longer in the range; `new`: the platform does not know it yet.
 */
export type Handshake = 'match' | 'aging' | 'old' | 'new';

/** A platform that names no range understands its own version alone. */
export function handshake({ protocol, speaks }: PlatformSpeaks, ours = PROTOCOL): Handshake {
  const { from, to } = speaks ?? { from: protocol, to: protocol };
  if (ours < from) return 'old';
  if (ours > to) return 'new';
  return ours < to ? 'aging' : 'match';
}

/** What the clerk is told of it; null where nothing is the matter. Acceptance goes on in every case. */
export function handshakeText(shaken: Handshake): string | null {
  switch (shaken) {
    case 'match':
      return null;
    case 'aging':
      return '平台已启用新的接口，本机软件仍可使用。请在方便时安装新版本。';
    case 'old':
      return '本机软件版本过旧。已保存的业务照常上传；平台不再接收时会停在本机，一笔不少，可以导出离线包由已更新的电脑代送。请尽快安装新版本。';
    case 'new':
      return '本机软件比平台新，平台还不认识它的格式。业务先存在本机，平台升级后自动上传，一笔不少。请告知平台管理员。';
  }
}
