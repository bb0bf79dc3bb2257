import { freezePrototypes } from '../frozenPrototypes';
import { answerMigration } from './answer';

freezePrototypes();

/** Entry of the utility process that reads the old records, or writes a workbook about them, so that no file can hold up or end the main process. */
process.parentPort.once('message', async ({ data }) => {
  process.parentPort.postMessage(await answerMigration(data));
});
