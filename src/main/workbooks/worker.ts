import { freezePrototypes } from '../frozenPrototypes';
import { answerRoster } from './answerRoster';

freezePrototypes();

/** Entry of the utility process that writes one roster workbook, so that 20,000 rows never hold up the main process. */
process.parentPort.once('message', async ({ data }) => {
  process.parentPort.postMessage(await answerRoster(data));
});
