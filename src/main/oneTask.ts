import { utilityProcess } from 'electron';
import { err, ok, type Result } from '#shared/result';

export interface OneTaskOptions {
  /** Path of the worker's bundle: it takes one message and answers with one. */
  readonly entry: string;
  /** Name of the process, as the system's list of processes shows it. */
  readonly serviceName: string;
  /** Longest that an answer is waited for, ms. */
  readonly patience: number;
  /** Megabytes its memory may grow to; a task that wants more ends its process and nothing else. */
  readonly memory?: number;
  readonly fork?: typeof utilityProcess.fork;
}

/** Why there is no answer: it took too long, or the process ended without one. */
export type NoAnswer = 'slow' | 'ended';

/** One task in a process of its own, which ends with it: what takes seconds never holds up the main process. The answer is for the caller to parse. */
export function oneTask(
  message: unknown,
  { entry, serviceName, patience, memory, fork = utilityProcess.fork }: OneTaskOptions,
): Promise<Result<unknown, NoAnswer>> {
  return new Promise((resolve) => {
    const limit = memory === undefined ? {} : { execArgv: [`--max-old-space-size=${memory}`] };
    const child = fork(entry, [], { serviceName, ...limit });
    let settled = false;
    const settle = (result: Result<unknown, NoAnswer>): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(result);
      child.kill();
    };
    const timer = setTimeout(() => settle(err('slow')), patience);
    child.on('message', (answer: unknown) => settle(ok(answer)));
    child.on('exit', () => settle(err('ended')));
    child.postMessage(message);
  });
}
