const CHINA_OFFSET_MS = 8 * 3_600_000;

const parts = (iso: string): string | null => {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? null : new Date(at + CHINA_OFFSET_MS).toISOString();
};

/** A moment as a clerk reads it, in China's one time zone: `11-20 17:42`. What is no moment is given back unchanged. */
export const shortMoment = (iso: string): string => {
  const text = parts(iso);
  return text ? `${text.slice(5, 10)} ${text.slice(11, 16)}` : iso;
};

/** `2026-11-20 17:42:07`. */
export const longMoment = (iso: string): string => {
  const text = parts(iso);
  return text ? `${text.slice(0, 10)} ${text.slice(11, 19)}` : iso;
};

/** `17:42:07`, for things of today. */
export const clockTime = (iso: string): string => parts(iso)?.slice(11, 19) ?? iso;

/** A length of time in words, the two largest units: `3 天 2 小时`, `5 分钟`, `不到 1 分钟`. */
export function lapse(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return '不到 1 分钟';
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} 小时 ${minutes % 60} 分` : `${hours} 小时`;
  return hours % 24 ? `${Math.floor(hours / 24)} 天 ${hours % 24} 小时` : `${Math.floor(hours / 24)} 天`;
}
