import { answerBatch } from './answerBatch';

/** Entry of the utility process that reads one workbook or writes one, so that no file can hold up or end the main process. */
process.parentPort.once('message', async ({ data }) => {
  process.parentPort.postMessage(await answerBatch(data));
});
