import { freezePrototypes } from '../frozenPrototypes';
import type { PressAnswer } from './bagPress';
import { BagAsk, bagWork } from './bagWork';

/** Anything that goes wrong is an answer, so that the asker never waits in vain. */
function answered(message: unknown): PressAnswer {
  const ask = BagAsk.safeParse(message);
  if (!ask.success) return { ok: false, text: `what is asked does not fit its schema: ${ask.error.message}` };
  try {
    return { ok: true, done: bagWork(ask.data) };
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
}

freezePrototypes();

/** Entry of the utility process that seals and opens one bag. */
process.parentPort.once('message', ({ data }) => process.parentPort.postMessage(answered(data)));
