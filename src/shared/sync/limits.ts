import { z } from 'zod';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Nothing is let go of before this, whatever a policy says: the six months in which an administrative act can be taken to court
 * (行政诉讼法 第四十六条) and the rest of a month.
 */
export const LEAST_RETENTION_DAYS = 200;
/** Thirty years: as good as never. */
const MOST_RETENTION_DAYS = 10_950;
/**
 * Until a policy says otherwise: the two years in which a breach can still be punished (行政处罚法 第三十六条) and a year of campaign to
 * look back on (docs/adr/0039-retention.md).
 */
export const STANDING_RETENTION_DAYS = 1_095;

/** From `warn` on the clerk is told; from `stop` on nothing new is accepted until it has gone down again. */
const Bound = z
  .strictObject({ warn: z.number().int().positive(), stop: z.number().int().positive() })
  .refine(({ warn, stop }) => warn <= stop, { message: '提醒界限不能高于停办界限' });

/**
 * How far a desk may run ahead of the platform, and how old what it decides on may be (SY16). Set by policy; these hold
 * until a policy says otherwise. They leave room for a village that is offline for a month.
 */
export const DeskLimits = z.strictObject({
  /** Operations that wait for a verdict. */
  backlog: Bound.default({ warn: 3_000, stop: 20_000 }),
  /** Hours since the oldest of them was accepted. */
  backlogAgeHours: Bound.default({ warn: 7 * 24, stop: 45 * 24 }),
  /** Hours since the mirror's last word from the platform. */
  mirrorAgeHours: Bound.default({ warn: 7 * 24, stop: 60 * 24 }),
  /** Hours since the policy in use was last confirmed by the platform. */
  policyAgeHours: Bound.default({ warn: 30 * 24, stop: 120 * 24 }),
  /**
   * Days that an operation is kept after it was settled (到期清除). Absent: `STANDING_RETENTION_DAYS`; it has no default here, so
   * that a policy that does not speak of it stays one that older desks read.
   */
  retentionDays: z.number().int().min(LEAST_RETENTION_DAYS).max(MOST_RETENTION_DAYS).optional(),
});
export type DeskLimits = z.infer<typeof DeskLimits>;

export const STANDING_LIMITS: DeskLimits = DeskLimits.parse({});

/** How long a settled operation is kept, ms. */
export const retentionMs = ({ retentionDays = STANDING_RETENTION_DAYS }: DeskLimits): number =>
  retentionDays * DAY_MS;

/** What is measured; times in ms of one and the same clock, null where there is nothing to measure. */
export interface DeskFigures {
  readonly backlog: number;
  readonly oldestAt: number | null;
  readonly mirrorAt: number | null;
  readonly policyAt: number | null;
}

export const LIMIT_KINDS = ['backlog', 'backlogAge', 'mirrorAge', 'policyAge'] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];

/** One limit that is near or reached: the figure, and a sentence that says what to do. */
export interface LimitWord {
  readonly kind: LimitKind;
  readonly level: 'warn' | 'stop';
  readonly text: string;
}

/** Every limit that is near or reached, the ones that stop first. An age that lies in the future is no age. */
export function limitWords(limits: DeskLimits, figures: DeskFigures, now: number): LimitWord[] {
  const age = (at: number | null): number | null => (at === null ? null : Math.max(0, now - at));
  const hours = (at: number | null): number => (age(at) ?? 0) / HOUR_MS;
  const said = (ms: number | null): string => lapse(ms ?? 0);
  const words: (LimitWord | null)[] = [
    word('backlog', limits.backlog, figures.backlog, {
      what: `待上传业务已有 ${figures.backlog} 笔（上限 ${limits.backlog.stop} 笔）`,
      todo: '请尽快联网上传，或导出离线包代送',
    }),
    word('backlogAge', limits.backlogAgeHours, hours(figures.oldestAt), {
      what: `最早一笔待上传业务已等了${said(age(figures.oldestAt))}（上限${lapse(limits.backlogAgeHours.stop * HOUR_MS)}）`,
      todo: '请尽快联网上传，或导出离线包代送',
    }),
    word('mirrorAge', limits.mirrorAgeHours, hours(figures.mirrorAt), {
      what: `本机资料是${said(age(figures.mirrorAt))}前的（上限${lapse(limits.mirrorAgeHours.stop * HOUR_MS)}）`,
      todo: '请联网后点“立即同步”更新资料',
    }),
    word('policyAge', limits.policyAgeHours, hours(figures.policyAt), {
      what: `政策参数已有${said(age(figures.policyAt))}没有与平台核对（上限${lapse(limits.policyAgeHours.stop * HOUR_MS)}）`,
      todo: '请联网核对政策参数',
    }),
  ];
  return words
    .flatMap((one) => one ?? [])
    .sort((a, b) => Number(b.level === 'stop') - Number(a.level === 'stop'));
}

/** May something new be accepted? Delivery, export and looking things up go on in any case. */
export const mayAccept = (words: readonly LimitWord[]): boolean =>
  words.every(({ level }) => level !== 'stop');

function word(
  kind: LimitKind,
  bound: DeskLimits['backlog'],
  figure: number,
  say: { what: string; todo: string },
): LimitWord | null {
  if (figure >= bound.stop) {
    return {
      kind,
      level: 'stop',
      text: `${say.what}，已停止受理新业务；已保存的一笔不少。${say.todo}，之后自动恢复受理。`,
    };
  }
  return figure >= bound.warn ? { kind, level: 'warn', text: `${say.what}。${say.todo}。` } : null;
}

/** A length of time in whole days, or hours below two days. */
function lapse(ms: number): string {
  return ms >= 2 * DAY_MS ? ` ${Math.floor(ms / DAY_MS)} 天` : ` ${Math.floor(ms / HOUR_MS)} 小时`;
}
