import { freezePrototypes } from '../frozenPrototypes';
import { answerBatch } from './answerBatch';

freezePrototypes();

/** Entry of the utility process that reads one workbook or writes one, so that no file can hold up or end the main process. */
process.parentPort.once('message', async ({ data }) => {
  process.parentPort.postMessage(await answerBatch(data));
});
