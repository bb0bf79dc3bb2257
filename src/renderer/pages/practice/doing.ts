import type { PracticeTrouble } from '#shared/practice/practice';

/** What the button says that brings a trouble about. */
export const DOING: Readonly<Record<PracticeTrouble, string>> = {
  cut: '断开网络',
  restore: '恢复网络',
  county: '恢复网络（县里已先改过）',
  powerCut: '安排断电',
  noPowerCut: '取消断电',
};
