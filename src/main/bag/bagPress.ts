import type { utilityProcess } from 'electron';
import { z } from 'zod';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { oneTask } from '../oneTask';
import { BAG_DONE, type BagAsk, type BagDone, type BagPress } from './bagWork';

/** Milliseconds; 5,000 operations take a few seconds even on an old machine. */
const PATIENCE = 180_000;

/** Megabytes of heap; the fullest bag that a desk makes takes half of it to be sealed. */
const MEMORY = 1024;

const NOT_DONE = {
  slow: '处理离线包用时过长，已停止，什么都没有改变。请关闭其他程序后再试。',
  ended: '处理离线包的程序意外结束，什么都没有改变。请再试一次；仍不成功时重新打开参保台。',
} as const;

/** What the worker answers: what came of it, or what went wrong (for the log, not for the clerk). */
export const PressAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), done: z.unknown() }),
  z.strictObject({ ok: z.literal(false), text: z.string() }),
]);
export type PressAnswer = z.infer<typeof PressAnswer>;

export interface PressOptions {
  /** Path of the worker's bundle (`src/main/bag/worker.ts`). */
  readonly entry: string;
  readonly fork?: typeof utilityProcess.fork;
  readonly patience?: number;
  readonly memory?: number;
}

/** A press in a process of its own: the door, delivery and the journal go on while a bag is sealed or opened. */
export const pressApart =
  ({ patience = PATIENCE, memory = MEMORY, ...where }: PressOptions): BagPress =>
  async <A extends BagAsk>(ask: A): Promise<Result<BagDone<A['what']>, Trouble>> => {
    const answered = await oneTask(ask, { ...where, patience, memory, serviceName: 'bag-press' });
    const failed = (text: string) => err({ code: 'BAG_NOT_DONE', text });
    if (!answered.ok) return failed(NOT_DONE[answered.error]);
    const answer = PressAnswer.safeParse(answered.value);
    const done = answer.success && answer.data.ok ? BAG_DONE[ask.what].safeParse(answer.data.done) : null;
    return done?.success
      ? ok(done.data as BagDone<A['what']>)
      : failed('离线包没有处理成，什么都没有改变。请再试一次；仍不成功时把情况告诉系统管理员。');
  };
