import { readFileSync } from 'node:fs';
import { answerBatch } from '../../src/main/workbooks/answerBatch';

/** Reads one file as the worker of the program does, and tells what came of it and how much memory the process took, KiB. */
const answer = await answerBatch({
  what: 'read',
  bytes: new Uint8Array(readFileSync(process.argv[2] ?? '')),
});
process.stdout.write(JSON.stringify({ answer, peak: process.resourceUsage().maxRSS }));
