import { afterAll, describe, expect, inject, test } from 'vitest';
import { sagaKind } from '#shared/matters/sagas/index';
import { Ground } from '../../faults/world/ground';
import type { Course } from '../courses';
import { play } from '../play';
import { AwaitTally, kindOf } from '../tally';
import { cutsOf, wrongWith } from '../wrong';

declare module 'vitest' {
  interface ProvidedContext {
    /** Given by the run of every await (`npm run test:sagas`). */
    sagas?: { readonly template: string; readonly tally: string };
  }
}

/** The people without the relations that have come to their end. */
const inForce = (people: string): string => people.replaceAll(/ (EMP|RES) TERMINATED/g, '');

/** Order in which gates open; another seed is another interleaving of the same desk. */
const SEED = 1;

interface Looking {
  /** Which awaits a short run looks at, by number; all of them where nothing is said. */
  readonly pick?: (at: number) => boolean;
  /** What the platform is told before any desk is registered. */
  readonly prepare?: (ground: Ground) => Promise<void>;
}

/**
 * One test for each await of each course and each way to end there. The awaits are those of a run in which nobody is killed.
 */
export async function everyAwait(
  courses: readonly Course[],
  { pick = () => true, prepare }: Looking = {},
): Promise<void> {
  const given = inject('sagas');
  const ground = await Ground.open(given?.template ?? null);
  await prepare?.(ground);
  const tally = new AwaitTally();
  afterAll(async () => {
    await ground.close();
    await tally.hand(given?.tally ?? null);
  });
  for (const course of courses) {
    const whole = await play(ground, course, SEED, null);
    const { length } = whole.awaits;
    describe(`${sagaKind(course.kind).title}: ${course.name}`, () => {
      test(`[SG29] ends ${course.end} where nobody is killed, after ${length} awaits`, () => {
        expect(whole.wrong).toEqual([]);
        expect(whole.end).toBe(course.end);
        if (course.end === 'former') expect(whole.people).toBe(whole.before);
        // A termination is taken back by registering anew (SG26): what it ended stays ended beside that.
        else if (course.end === 'taken back') expect(inForce(whole.people)).toBe(whole.before);
        else expect(whole.people).not.toBe(whole.before);
      });
      for (const cut of cutsOf(whole.awaits)) {
        if (!pick(cut.after)) continue;
        const label = whole.awaits[cut.after - 1]?.label ?? 'before the first';
        test(`[SG30] ${cut.manner} at step ${cut.after} of ${length}: ${label}`, async () => {
          const played = await play(ground, course, SEED, cut);
          tally.count(kindOf(label), cut.manner, played.end);
          expect(wrongWith(course, whole, cut, played)).toEqual([]);
        });
      }
    });
  }
}
