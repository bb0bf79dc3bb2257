import { err } from '#shared/result';
import type { Handlers } from '../callContract';
import { NOT_IN_PRACTICE } from '../desk';
import type { Restore } from './restore';

/** Calls of a machine on which nobody has set a desk up yet. */
export type RestoreChannel = 'restore/choose' | 'restore/open';

/** `onLaid`: everything waits for the next start, which is now. Null: practice (练习). */
export function restoreHandlers(restore: Restore | null, onLaid: () => void): Pick<Handlers, RestoreChannel> {
  if (restore === null)
    return { 'restore/choose': () => err(NOT_IN_PRACTICE), 'restore/open': () => err(NOT_IN_PRACTICE) };
  return {
    'restore/choose': () => restore.choose(),
    'restore/open': async (who) => {
      const laid = await restore.restore(who);
      if (laid.ok) onLaid();
      return laid;
    },
  };
}
