import type { AnswerOf, Ask } from '#shared/host';
import type { Desktop } from '../../desktop';
import { answered } from '../answered';

/** A backup restored (恢复) on a machine without a desk; the program then starts again on it. */
export interface RestoreDesk {
  /** Asks for the file; null: the dialog was closed. */
  choose(): Promise<AnswerOf<'restore/choose'>>;
  open(who: Ask<'restore/open'>): Promise<AnswerOf<'restore/open'>>;
}

export const restoreDeskOver = (desktop: Desktop): RestoreDesk => ({
  choose: () => answered(() => desktop.call('restore/choose', {})),
  open: (who) => answered(() => desktop.call('restore/open', who)),
});
