import type { Trouble } from '#shared/host';
import type { CardRead } from '#shared/readers/card';
import type { ReaderSetting, ReaderState } from '#shared/readers/setting';
import { ok, type Result } from '#shared/result';
import type { Desktop } from '../desktop';
import { answered } from './answered';

/** The card reader (读卡器) of this machine. */
export interface ReaderDesk {
  /** How it stands now; asks nothing of the reader itself. */
  state(): Promise<Result<ReaderState, Trouble>>;
  choose(setting: ReaderSetting | null): Promise<Result<ReaderState, Trouble>>;
  /** Reads one card, waiting a little for it to be laid. */
  read(): Promise<Result<CardRead, Trouble>>;
  /** Gives up the read that is going on. */
  cancel(): Promise<void>;
}

export const readerDesk = (desktop: Desktop): ReaderDesk => ({
  state: () => answered(async () => ok(await desktop.call('reader/state', {}))),
  choose: (setting) => answered(() => desktop.call('reader/choose', { setting })),
  read: () => answered(() => desktop.call('reader/read', {})),
  cancel: async () => {
    await answered(async () => ok(await desktop.call('reader/cancel', {})));
  },
});
