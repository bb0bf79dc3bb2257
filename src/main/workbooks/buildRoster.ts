import { utilityProcess } from 'electron';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { Roster } from '#shared/roster';
import { RosterAnswer } from './protocol';

/** Milliseconds; 20,000 rows take a few seconds even on an old machine. */
const PATIENCE = 120_000;

const failed = (text: string): Result<never, Trouble> => err({ code: 'ROSTER_NOT_BUILT', text });

export interface BuildOptions {
  /** Path of the worker's bundle (`src/main/workbooks/worker.ts`). */
  readonly entry: string;
  readonly fork?: typeof utilityProcess.fork;
  readonly patience?: number;
}

/** Builds the workbook in a process of its own, which ends with it. */
export function buildRoster(
  roster: Roster,
  { entry, fork = utilityProcess.fork, patience = PATIENCE }: BuildOptions,
): Promise<Result<Uint8Array, Trouble>> {
  return new Promise((resolve) => {
    const child = fork(entry, [], { serviceName: 'roster-workbook' });
    let settled = false;
    const settle = (result: Result<Uint8Array, Trouble>): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(result);
      child.kill();
    };
    const timer = setTimeout(
      () => settle(failed('花名册生成用时过长，已停止。请按社（组）分别导出，或关闭其他程序后再试。')),
      patience,
    );
    child.on('message', (message: unknown) => {
      const answer = RosterAnswer.safeParse(message);
      if (answer.success && answer.data.ok) settle(ok(answer.data.bytes));
      else
        settle(
          failed('花名册没有生成。请重试一次；仍不成功时，请按社（组）分别导出，并把情况告诉系统管理员。'),
        );
    });
    child.on('exit', () =>
      settle(failed('生成花名册的程序意外结束，没有写出文件。请重试一次；仍不成功时重新打开参保台。')),
    );
    child.postMessage({ roster });
  });
}
