import { isAbsolute, join } from 'node:path';
import { type CivilDate, isCivilDate } from '../shared/domain/civilDate';

/** The sample township's day: its dates hold on it, and it never follows the calendar. */
export const TRIAL_DAY: CivilDate = '2026-11-22';

/** What the surroundings say; every setting has a value that a clerk's desk starts with when nothing is said. */
export interface Environment {
  readonly userData: string;
  /** A platform to register with instead of the trial's. */
  readonly platform: { readonly url: string; readonly code: string } | null;
  /** The fixed business day, or null to follow the calendar. */
  readonly fixedDay: CivilDate | null;
  /** A folder that stands for the save dialog's answer where nobody can answer one. */
  readonly saveTo: string | null;
  /** A folder that stands for the memory stick where nobody can answer a dialog that opens a file. */
  readonly takeFrom: string | null;
  /** Minutes without a key or a movement in the window after which the desk locks itself. */
  readonly idleMinutes: number;
  /** Algorithms of a vault that is made now: international (`std`) or national (`gm`, 国密). */
  readonly suite: 'std' | 'gm';
  /** Whether the window is kept out of screenshots and recordings (防截屏): remote help and projectors see nothing of it then. */
  readonly contentProtection: boolean;
  /** Whether practice (练习) is wanted; null: nothing is said of it. */
  readonly practice: boolean | null;
}

/** Start in practice, or out of it: on the command line, where it counts for more than `CANBAO_PRACTICE`. */
export const PRACTICE_FLAG = '--practice';
export const NO_PRACTICE_FLAG = '--no-practice';

/** Reads the settings `CANBAO_…` and the flags; a setting that makes no sense stops the start with a sentence. */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  appData: string,
  flags: readonly string[] = [],
): Environment {
  const {
    CANBAO_USER_DATA,
    CANBAO_PLATFORM_URL,
    CANBAO_REGISTRATION_CODE,
    CANBAO_TODAY,
    CANBAO_SAVE_TO,
    CANBAO_TAKE_FROM,
  } = env;
  if (CANBAO_TODAY && !isCivilDate(CANBAO_TODAY))
    throw new Error(`CANBAO_TODAY 应为 YYYY-MM-DD，现在是“${CANBAO_TODAY}”。`);
  for (const [name, folder] of Object.entries({ CANBAO_USER_DATA, CANBAO_SAVE_TO, CANBAO_TAKE_FROM }))
    if (folder && !isAbsolute(folder)) throw new Error(`${name} 应为完整的文件夹路径，现在是“${folder}”。`);
  return {
    userData: CANBAO_USER_DATA || join(appData, 'canbao-desk'),
    platform: CANBAO_PLATFORM_URL ? { url: CANBAO_PLATFORM_URL, code: CANBAO_REGISTRATION_CODE ?? '' } : null,
    fixedDay: CANBAO_TODAY || (CANBAO_PLATFORM_URL ? null : TRIAL_DAY),
    saveTo: CANBAO_SAVE_TO || null,
    takeFrom: CANBAO_TAKE_FROM || null,
    practice: practiceIn(env.CANBAO_PRACTICE, flags),
    idleMinutes: idleMinutesIn(env.CANBAO_IDLE_MINUTES),
    suite: suiteIn(env.CANBAO_SUITE),
    contentProtection:
      switchIn('CANBAO_CONTENT_PROTECTION', '防截屏', env.CANBAO_CONTENT_PROTECTION) ?? false,
  };
}

/** The county may ask for less than the usual five minutes, and for no more than half an hour. */
function idleMinutesIn(setting: string | undefined): number {
  if (!setting) return 5;
  const minutes = Number(setting);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 30)
    throw new Error(`CANBAO_IDLE_MINUTES 应为 1 到 30 的整数（分钟），现在是“${setting}”。`);
  return minutes;
}

function suiteIn(setting: string | undefined): 'std' | 'gm' {
  if (!setting) return 'std';
  if (setting !== 'std' && setting !== 'gm')
    throw new Error(`CANBAO_SUITE 应为 std（国际算法）或 gm（国密算法），现在是“${setting}”。`);
  return setting;
}

function practiceIn(setting: string | undefined, flags: readonly string[]): boolean | null {
  if (flags.includes(NO_PRACTICE_FLAG)) return false;
  if (flags.includes(PRACTICE_FLAG)) return true;
  return switchIn('CANBAO_PRACTICE', '练习', setting);
}

function switchIn(name: string, what: string, setting: string | undefined): boolean | null {
  if (!setting) return null;
  if (setting !== '0' && setting !== '1')
    throw new Error(`${name} 应为 1（${what}）或 0，现在是“${setting}”。`);
  return setting === '1';
}

/** The calendar day in China at a moment. */
export const dayInChina = (moment: Date): CivilDate =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(moment);
