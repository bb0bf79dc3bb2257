import type { Trouble } from '../../shared/host';
import { err, ok } from '../../shared/result';
import type { Handlers } from '../callContract';
import { NO_PRACTICE_FLAG, PRACTICE_FLAG } from '../environment';
import type { Practice } from './practice';
import type { PracticeBook } from './practiceBook';

/** Ends the program in the ordinary way and starts it again with these flags. */
export type StartAgain = (flag: typeof PRACTICE_FLAG | typeof NO_PRACTICE_FLAG) => void;

type PracticeChannel = Extract<keyof Handlers, `practice/${string}`>;

const NO_PRACTICE: Trouble = {
  code: 'NO_PRACTICE',
  text: '现在不是练习模式。请在“设置”里进入练习。',
};

/** Who answers `practice/…`. `running` null: the real desk, which can only go over to practice. */
export function practiceDoor(
  running: { readonly practice: Practice; readonly book: PracticeBook } | null,
  startAgain: StartAgain,
): Pick<Handlers, PracticeChannel> {
  // The window hears the answer before the program ends.
  const soon = (flag: Parameters<StartAgain>[0]) => {
    setImmediate(() => startAgain(flag));
    return ok({});
  };
  if (!running)
    return {
      'practice/state': () => null,
      'practice/enter': () => soon(PRACTICE_FLAG),
      'practice/leave': () => err(NO_PRACTICE),
      'practice/reset': () => err(NO_PRACTICE),
      'practice/begin': () => err(NO_PRACTICE),
      'practice/trouble': () => err(NO_PRACTICE),
    };
  const { practice, book } = running;
  return {
    'practice/state': () => practice.state(),
    'practice/enter': () => ok({}),
    'practice/leave': () => soon(NO_PRACTICE_FLAG),
    'practice/reset': async () => {
      const saved = await book.reset();
      return saved.ok ? soon(PRACTICE_FLAG) : saved;
    },
    'practice/begin': ({ lesson }) => practice.begin(lesson),
    'practice/trouble': ({ trouble }) => practice.trouble(trouble),
  };
}
