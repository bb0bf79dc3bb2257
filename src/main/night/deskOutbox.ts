import { randomBytes } from 'node:crypto';
import type { Codec } from '#shared/codec';
import type { DeliveryState } from '#shared/sync/state';
import type { BagKeys, PlatformWord } from '../bag/bagKeys';
import type { PlatformTrust } from '../delivery/trust';
import type { Files } from '../journal/fileLayer';
import type { Journal } from '../journal/journal';
import { nodeStandardSuite } from '../vault/nodeSuite';
import { Outbox } from './outbox';
import { PlatformKey } from './platformKey';

export interface DeskOutboxOptions {
  /** The journal's. */
  readonly folder: string;
  readonly files: Files;
  readonly codec: Codec;
  readonly journal: Journal;
  readonly device: string;
  readonly bagKeys: Pick<BagKeys, 'own'>;
  /** The platform the desk is registered with now; null: none that the night could reach. */
  readonly registered: () => { readonly url: string; readonly trust: PlatformTrust | null } | null;
  readonly now: () => number;
}

/** The outbox of a desk: what delivery tells it, and the keys that desk and platform exchange for bags. */
export interface DeskOutbox {
  follow(state: DeliveryState): void;
  /** The platform told its keys. */
  met(word: PlatformWord): Promise<void>;
  /** The night can go on where the day ends. */
  isReady(): boolean;
  /** Resolves when the disk knows what was told so far. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function openDeskOutbox(options: DeskOutboxOptions): Promise<DeskOutbox> {
  const { bagKeys, registered } = options;
  const own = await bagKeys.own();
  const platform = await PlatformKey.open(options);
  const outbox = new Outbox({
    ...options,
    random: (length) => randomBytes(length),
    suite: nodeStandardSuite,
    keys() {
      const [word, now] = [platform.current(), registered()];
      if (!own.ok || word === null || word.url !== now?.url) return null;
      return { ...now, platform: word.keys, own: own.value };
    },
  });
  return {
    follow: (state) => outbox.follow(state),
    met: (word) => platform.keep(word),
    isReady: () => outbox.isReady(),
    settled: () => outbox.settled(),
    async close() {
      await outbox.close();
      await platform.close();
    },
  };
}
