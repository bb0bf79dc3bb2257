import { hold } from '../breach';
import type { Check } from '../suite';

/** What could be seen during all the other checks; it comes last. */
export const BUSY: readonly Check[] = [
  {
    id: 'CF30',
    rules: ['SY8'],
    en: 'Whenever the platform said during these checks that it is busy, it said in how many seconds to come back.',
    zh: '检验过程中平台每次答复繁忙，都说明了多少秒后再来。',
    run: async ({ line }) => {
      hold(
        line.busyWithoutTime.length === 0,
        `Busy without a usable Retry-After (whole seconds): ${line.busyWithoutTime.slice(0, 3).join('; ')}. Every desk would come back at once.`,
        `答复繁忙却没有可用的 Retry-After（整数秒）：${line.busyWithoutTime.slice(0, 3).join('；')}。所有终端会立刻再来。`,
      );
    },
  },
];
