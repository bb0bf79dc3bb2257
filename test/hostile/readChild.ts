import { readFileSync } from 'node:fs';
import { freezePrototypes } from '../../src/main/frozenPrototypes';
import { answerBatch } from '../../src/main/workbooks/answerBatch';

freezePrototypes();
/** Reads one file as the worker of the program does, and tells what came of it and how much memory the process took, KiB. */
const answer = await answerBatch({
  what: 'read',
  bytes: new Uint8Array(readFileSync(process.argv[2] ?? '')),
});
process.stdout.write(JSON.stringify({ answer, peak: process.resourceUsage().maxRSS }));
