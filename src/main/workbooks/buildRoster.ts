import type { utilityProcess } from 'electron';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { Roster } from '#shared/roster';
import { oneTask } from '../oneTask';
import { RosterAnswer } from './protocol';

/** Milliseconds; 20,000 rows take a few seconds even on an old machine. */
const PATIENCE = 120_000;

const failed = (text: string): Result<never, Trouble> => err({ code: 'ROSTER_NOT_BUILT', text });
const NOT_BUILT = {
  slow: '花名册生成用时过长，已停止。请按社（组）分别导出，或关闭其他程序后再试。',
  ended: '生成花名册的程序意外结束，没有写出文件。请重试一次；仍不成功时重新打开参保台。',
} as const;

export interface BuildOptions {
  /** Path of the worker's bundle (`src/main/workbooks/worker.ts`). */
  readonly entry: string;
  readonly fork?: typeof utilityProcess.fork;
  readonly patience?: number;
}

/** Builds the workbook in a process of its own, which ends with it. */
export async function buildRoster(
  roster: Roster,
  { patience = PATIENCE, ...where }: BuildOptions,
): Promise<Result<Uint8Array, Trouble>> {
  const answered = await oneTask({ roster }, { ...where, patience, serviceName: 'roster-workbook' });
  if (!answered.ok) return failed(NOT_BUILT[answered.error]);
  const answer = RosterAnswer.safeParse(answered.value);
  if (answer.success && answer.data.ok) return ok(answer.data.bytes);
  return failed('花名册没有生成。请重试一次；仍不成功时，请按社（组）分别导出，并把情况告诉系统管理员。');
}
