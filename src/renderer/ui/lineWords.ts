import type { DeskSnapshot } from '../desk/api';
import { lapse, shortMoment } from './moments';

export interface LineWords {
  readonly tone: 'ok' | 'warn' | 'mute';
  /** The state of the line: `在线`, `离线 3 天 2 小时`, `未联系过平台`. */
  readonly line: string;
  readonly queued: string | null;
  readonly needsClerk: string | null;
  /** How old the mirror is. */
  readonly asOf: string | null;
  /** What stands in the way, when the platform or the line said so. */
  readonly trouble: string | null;
}

/** The state of the line in words, from the platform's last answer only. `now` is device time in milliseconds. */
export function lineWords(
  snapshot: Pick<DeskSnapshot, 'delivery' | 'counts' | 'mirror'>,
  now: number,
): LineWords {
  const { delivery, counts, mirror } = snapshot;
  const network = delivery?.network;
  const trouble = delivery?.paused?.text ?? network?.trouble?.text ?? null;
  const rest = {
    queued: counts.queued > 0 ? `待上传 ${counts.queued}` : null,
    needsClerk: counts.needsClerk > 0 ? `需处理 ${counts.needsClerk}` : null,
    asOf: mirror ? `资料截至 ${shortMoment(mirror.asOf)}` : null,
    trouble,
  };
  if (!network || network.state === 'never') return { tone: 'mute', line: '还没有联系过平台', ...rest };
  if (network.state === 'online') {
    return {
      tone: delivery?.paused ? 'warn' : 'ok',
      line: delivery?.paused ? '在线 · 已暂停上传' : '在线',
      ...rest,
    };
  }
  const since = network.offlineSince ? Date.parse(network.offlineSince) : Number.NaN;
  return { tone: 'warn', line: Number.isNaN(since) ? '离线' : `离线 ${lapse(now - since)}`, ...rest };
}
