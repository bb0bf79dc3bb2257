import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { makeSecretKeys, publicKeysOf } from '#shared/bag/keys';
import type { Codec } from '#shared/codec';
import { plainCodec } from '#shared/codec';
import { DEVICE } from '../../../test/faults/operations';
import { type Delivery, startDelivery } from '../delivery/delivery';
import type { Timers } from '../delivery/timers';
import type { Transport } from '../delivery/transport';
import type { Files } from '../journal/fileLayer';
import { type Journal, openJournal } from '../journal/journal';
import { nodeStandardSuite } from '../vault/nodeSuite';
import { forgetNight, sentAtNight } from './nightLog';
import { Outbox, type OutboxKeys } from './outbox';

export const URL_OF_TEST = 'https://platform.test';
export const random = (length: number): Uint8Array => randomBytes(length);
export const party = () => {
  const secret = makeSecretKeys(random);
  return { secret, keys: publicKeysOf(secret) };
};

/** A desk by day, as far as the night is concerned: journal, delivery, outbox. */
export interface DayDesk {
  readonly journal: Journal;
  readonly delivery: Delivery;
  readonly outbox: Outbox;
  /** Until the outbox knows what the journal knows. */
  written(): Promise<void>;
  close(): Promise<void>;
}

export interface DayOptions {
  readonly folder: string;
  readonly files: Files;
  readonly keys: () => OutboxKeys | null;
  readonly codec?: Codec;
  readonly device?: string;
  /** Absent: nobody answers. */
  readonly transport?: () => Transport | null;
  readonly now?: () => number;
}

export async function openDay({ folder, files, keys, ...more }: DayOptions): Promise<DayDesk> {
  const { codec = plainCodec, device = DEVICE, now = Date.now } = more;
  const opened = await openJournal({ folder, files, codec, device });
  if (!opened.ok) throw new Error(opened.error.text);
  const journal = opened.value;
  const outbox = new Outbox({ folder, files, journal, device, keys, random, suite: nodeStandardSuite, now });
  const delivery = await startDelivery({
    journal,
    folder,
    files,
    codec,
    transport: more.transport ?? (() => null),
    now,
    random: () => 0,
    night: {
      sent: await sentAtNight(folder, files),
      noted: () => forgetNight(folder, files),
    },
    watch: (state) => outbox.follow(state),
  });
  return {
    journal,
    delivery,
    outbox,
    async written() {
      delivery.now();
      await outbox.settled();
    },
    async close() {
      await delivery.stop();
      await outbox.close();
      await journal.close();
    },
  };
}

/** Time that passes only when a test lets it. */
export class TestTime {
  now = Date.parse('2026-11-22T14:00:00.000Z');
  private readonly due = new Map<object, { readonly at: number; readonly work: () => void }>();

  readonly timers: Timers = {
    after: (ms, work) => {
      const key = {};
      this.due.set(key, { at: this.now + ms, work });
      return () => this.due.delete(key);
    },
  };

  /** Lets whatever is going on come to rest, then the next timer go off. */
  async pass(): Promise<void> {
    for (let n = 0; n < 20; n++) await turn();
    const [next] = [...this.due].sort(([, a], [, b]) => a.at - b.at);
    if (next === undefined) return;
    this.due.delete(next[0]);
    this.now = Math.max(this.now, next[1].at);
    next[1].work();
    for (let n = 0; n < 20; n++) await turn();
  }

  /** Until something holds; a long night without it is a failure. */
  async until(holds: () => boolean): Promise<void> {
    for (let n = 0; n < 3_000; n++) {
      if (holds()) return;
      await this.pass();
    }
    throw new Error('never');
  }
}
