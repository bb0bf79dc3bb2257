import { utilityProcess } from 'electron';
import type { z } from 'zod';
import type { Trouble } from '#shared/host';
import { err, type Result } from '#shared/result';

export interface WorkerOptions {
  /** Path of the worker's bundle. */
  readonly entry: string;
  readonly fork?: typeof utilityProcess.fork;
  /** Milliseconds until it is ended. */
  readonly patience?: number;
  /** Megabytes its memory may grow to; a file that wants more ends the worker and nothing else. */
  readonly memory?: number;
}

/** What is said of a worker, in a clerk's words. */
export interface WorkerWords {
  readonly serviceName: string;
  readonly code: string;
  readonly tooLong: string;
  readonly nonsense: string;
  readonly died: string;
}

const PATIENCE = 120_000;

/**
 * Asks one question of a process of its own, which ends with the answer. `take` says what a parsed answer is worth; null:
 * nonsense. A worker that dies, answers nonsense or takes too long is a sentence.
 */
export function askWorker<A, T>(
  ask: unknown,
  answerOf: z.ZodType<A>,
  take: (answer: A) => Result<T, Trouble> | null,
  words: WorkerWords,
  { entry, fork = utilityProcess.fork, patience = PATIENCE, memory }: WorkerOptions,
): Promise<Result<T, Trouble>> {
  const failed = (text: string): Result<never, Trouble> => err({ code: words.code, text });
  return new Promise((resolve) => {
    const execArgv = memory === undefined ? [] : [`--max-old-space-size=${memory}`];
    const child = fork(entry, [], {
      serviceName: words.serviceName,
      ...(execArgv.length > 0 ? { execArgv } : {}),
    });
    let settled = false;
    const settle = (result: Result<T, Trouble>): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(result);
      child.kill();
    };
    const timer = setTimeout(() => settle(failed(words.tooLong)), patience);
    child.on('message', (message: unknown) => {
      const answer = answerOf.safeParse(message);
      settle((answer.success ? take(answer.data) : null) ?? failed(words.nonsense));
    });
    child.on('exit', () => settle(failed(words.died)));
    child.postMessage(ask);
  });
}
