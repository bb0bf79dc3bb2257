import { type BatchAnswer, BatchAsk } from './batchProtocol';
import { errorWorkbook } from './errorWorkbook';
import { readWorkbook } from './reading/readWorkbook';

/** Parses the question and answers it; anything that goes wrong is an answer, so that the asker never waits in vain. */
export async function answerBatch(message: unknown): Promise<BatchAnswer> {
  const ask = BatchAsk.safeParse(message);
  if (!ask.success) return { what: 'failed', text: `the question does not fit: ${ask.error.message}` };
  try {
    if (ask.data.what === 'errors') return { what: 'workbook', bytes: await errorWorkbook(ask.data.book) };
    const read = readWorkbook(ask.data.bytes);
    return read.ok ? { what: 'sheets', sheets: read.value } : { what: 'unreadable', text: read.error };
  } catch (error) {
    return { what: 'failed', text: error instanceof Error ? error.message : String(error) };
  }
}
