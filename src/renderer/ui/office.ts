import type { DeskState } from '#shared/host';

/** The counter as a paper names it, e.g. `青禾镇医保服务窗口（窗口 1 号机）`. */
export const officeOf = (desk: DeskState | null): string =>
  `${desk?.jurisdiction?.name ?? ''}医保服务窗口${desk?.deviceName ? `（${desk.deviceName}）` : ''}`;
