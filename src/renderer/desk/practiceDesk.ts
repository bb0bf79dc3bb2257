import type { Trouble } from '#shared/host';
import type { LessonCode, PracticeState, PracticeTrouble } from '#shared/practice/practice';
import { ok, type Result } from '#shared/result';
import type { Desktop } from '../desktop';
import { answered } from './answered';
import type { DeskCore } from './startDesk';

/** Practice (练习): going in and out, lessons, troubles on purpose. How it stands is in the snapshot. */
export interface PracticeDesk {
  /** The program ends and starts again in practice; nothing of this desk goes along. */
  enter(): Promise<Result<unknown, Trouble>>;
  leave(): Promise<Result<unknown, Trouble>>;
  /** Starts practice again with the village as it was at first. */
  reset(): Promise<Result<unknown, Trouble>>;
  begin(lesson: LessonCode): Promise<Result<void, Trouble>>;
  bringAbout(trouble: PracticeTrouble): Promise<Result<void, Trouble>>;
}

/** Of two words on practice the one that was said later. */
export const laterOf = (held: PracticeState | null, came: PracticeState | null): PracticeState | null =>
  held !== null && came !== null && came.told < held.told ? held : came;

export function practiceDesk(core: Pick<DeskCore, 'publish' | 'snapshot'>, desktop: Desktop): PracticeDesk {
  const taken = async (
    ask: Parameters<typeof answered<PracticeState>>[0],
  ): Promise<Result<void, Trouble>> => {
    const answer = await answered(ask);
    if (!answer.ok) return answer;
    core.publish({ practice: laterOf(core.snapshot().practice, answer.value) });
    return ok(undefined);
  };
  return {
    enter: () => answered(() => desktop.call('practice/enter', {})),
    leave: () => answered(() => desktop.call('practice/leave', {})),
    reset: () => answered(() => desktop.call('practice/reset', {})),
    begin: (lesson) => taken(() => desktop.call('practice/begin', { lesson })),
    bringAbout: (trouble) => taken(() => desktop.call('practice/trouble', { trouble })),
  };
}
