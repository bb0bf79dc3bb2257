import type { ErrorBook } from '#shared/batch/errorBook';
import type { GridSheet } from '#shared/batch/grid';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { BatchAnswer, type BatchAsk } from './batchProtocol';
import { askWorker, type WorkerOptions } from './workerProcess';

const READING = {
  serviceName: 'batch-workbook',
  code: 'WORKBOOK_UNREADABLE',
  tooLong: '读取文件用时过长，已停止。请删去多余的工作表，或拆成几个文件后再试。',
  nonsense: '文件没有读出来。请用 WPS 或 Excel 另存为 xlsx 后再试；仍不成功时把情况告诉系统管理员。',
  died: '读取文件的程序意外结束，多半是文件过大或已损坏。请另存为新的 xlsx，或拆成几个文件后再试。',
};
const WRITING = {
  serviceName: 'batch-workbook',
  code: 'ERRORS_NOT_WRITTEN',
  tooLong: '生成错误行工作簿用时过长，已停止。请关闭其他程序后再试。',
  nonsense: '错误行工作簿没有生成。请重试一次；仍不成功时把情况告诉系统管理员。',
  died: '生成错误行工作簿的程序意外结束，没有写出文件。请重试一次。',
};
/** Megabytes; a sheet of 20,000 rows takes a third of it. */
const MEMORY = 1_024;

/** Reads every sheet of a file in a process of its own. */
export function readInWorker(
  bytes: Uint8Array,
  options: WorkerOptions,
): Promise<Result<{ sheets: GridSheet[] }, Trouble>> {
  const ask: BatchAsk = { what: 'read', bytes };
  return askWorker(
    ask,
    BatchAnswer,
    (answer): Result<{ sheets: GridSheet[] }, Trouble> | null => {
      if (answer.what === 'sheets') return ok({ sheets: answer.sheets });
      return answer.what === 'unreadable' ? err({ code: READING.code, text: answer.text }) : null;
    },
    READING,
    { memory: MEMORY, ...options },
  );
}

/** Builds the workbook of refused rows in a process of its own. */
export function buildErrorBook(
  book: ErrorBook,
  options: WorkerOptions,
): Promise<Result<Uint8Array, Trouble>> {
  const ask: BatchAsk = { what: 'errors', book };
  return askWorker(
    ask,
    BatchAnswer,
    (answer): Result<Uint8Array, Trouble> | null => (answer.what === 'workbook' ? ok(answer.bytes) : null),
    WRITING,
    options,
  );
}
