import type { Trouble } from '#shared/host';
import type { PlainBook } from '#shared/plainSheet';
import { ok, type Result } from '#shared/result';
import type { Roster } from '#shared/roster';
import type { RosterBook } from '#shared/rosterBook';
import { type HouseholdFile, RosterAnswer, type RosterAsk } from './protocol';
import { askWorker, type WorkerOptions } from './workerProcess';

const WORDS = {
  serviceName: 'roster-workbook',
  code: 'ROSTER_NOT_BUILT',
  tooLong: '花名册生成用时过长，已停止。请按社（组）分别导出，或关闭其他程序后再试。',
  nonsense: '花名册没有生成。请重试一次；仍不成功时，请按社（组）分别导出，并把情况告诉系统管理员。',
  died: '生成花名册的程序意外结束，没有写出文件。请重试一次；仍不成功时重新打开参保台。',
};

/** Builds the workbook in a process of its own, which ends with it; 20,000 rows take a few seconds even on an old machine. */
export const buildRoster = (roster: Roster, options: WorkerOptions): Promise<Result<Uint8Array, Trouble>> =>
  build({ roster }, options);

/** The same for the workbook of a dispatch batch. */
export const buildBook = (book: RosterBook, options: WorkerOptions): Promise<Result<Uint8Array, Trouble>> =>
  build({ book }, options);

/** The same for a report or another plain workbook. */
export const buildPlain = (plain: PlainBook, options: WorkerOptions): Promise<Result<Uint8Array, Trouble>> =>
  build({ plain }, options);
/** A workbook for each household of a book; a few dozen of them take a process a second or two. */
export const buildHouseholds = (
  households: RosterBook,
  options: WorkerOptions,
): Promise<Result<HouseholdFile[], Trouble>> =>
  askWorker(
    { households } satisfies RosterAsk,
    RosterAnswer,
    (answer): Result<HouseholdFile[], Trouble> | null =>
      answer.ok && 'files' in answer ? ok(answer.files) : null,
    WORDS,
    options,
  );

const build = (ask: RosterAsk, options: WorkerOptions): Promise<Result<Uint8Array, Trouble>> =>
  askWorker(
    ask,
    RosterAnswer,
    (answer): Result<Uint8Array, Trouble> | null =>
      answer.ok && 'bytes' in answer ? ok(answer.bytes) : null,
    WORDS,
    options,
  );
