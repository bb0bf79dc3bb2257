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
/** Megabytes of the reading process's heap; with what lies beside it, it stays below 512. */
const MEMORY = 400;

/** A file's cells, and what is to be told of it. */
export interface ReadFile {
  readonly sheets: GridSheet[];
  readonly notices: string[];
}

/** Reads every sheet of a file in a process of its own. */
export function readInWorker(bytes: Uint8Array, options: WorkerOptions): Promise<Result<ReadFile, Trouble>> {
  const ask: BatchAsk = { what: 'read', bytes };
  return askWorker(
    ask,
    BatchAnswer,
    (answer): Result<ReadFile, Trouble> | null => {
      if (answer.what === 'sheets') return ok({ sheets: answer.sheets, notices: answer.notices });
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
