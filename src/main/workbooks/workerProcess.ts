import type { z } from 'zod';
import type { Trouble } from '#shared/host';
import { err, type Result } from '#shared/result';
import { type OneTaskOptions, oneTask } from '../oneTask';

/** Where the worker is and how much it may take; `patience` left out: two minutes. */
export type WorkerOptions = Omit<OneTaskOptions, 'serviceName' | 'patience'> & { readonly patience?: number };

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
export async function askWorker<A, T>(
  ask: unknown,
  answerOf: z.ZodType<A>,
  take: (answer: A) => Result<T, Trouble> | null,
  words: WorkerWords,
  { patience = PATIENCE, ...where }: WorkerOptions,
): Promise<Result<T, Trouble>> {
  const failed = (text: string): Result<never, Trouble> => err({ code: words.code, text });
  const answered = await oneTask(ask, { ...where, patience, serviceName: words.serviceName });
  if (!answered.ok) return failed(answered.error === 'slow' ? words.tooLong : words.died);
  const answer = answerOf.safeParse(answered.value);
  return (answer.success ? take(answer.data) : null) ?? failed(words.nonsense);
}
