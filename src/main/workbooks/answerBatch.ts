import { type BatchAnswer, BatchAsk } from './batchProtocol';
import { errorWorkbook } from './errorWorkbook';
import { noticesOf, readWorkbook } from './reading/readWorkbook';

/** Parses the question and answers it; anything that goes wrong is an answer, so that the asker never waits in vain. */
export async function answerBatch(message: unknown): Promise<BatchAnswer> {
  const ask = BatchAsk.safeParse(message);
  if (!ask.success) return { what: 'failed', text: `the question does not fit: ${ask.error.message}` };
  try {
    if (ask.data.what === 'errors') return { what: 'workbook', bytes: await errorWorkbook(ask.data.book) };
    const read = readWorkbook(ask.data.bytes);
    if (!read.ok) return { what: 'unreadable', text: read.error };
    return { what: 'sheets', sheets: read.value, notices: noticesOf(ask.data.bytes) };
  } catch (error) {
    return { what: 'failed', text: error instanceof Error ? error.message : String(error) };
  }
}
