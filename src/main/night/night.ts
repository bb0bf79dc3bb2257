import type { OpId } from '#shared/domain/operation';
import { digestOf, type Envelope } from '#shared/envelope/envelope';
import type { EnvelopeReceipt } from '#shared/protocol/messages';
import { type DeliveryCommand, type DeliveryEvent, step, wakeAt } from '#shared/sync/deliverer';
import { type Fault, stayedHere } from '#shared/sync/fault';
import { type Decided, isDone } from '#shared/sync/item';
import { type DeliveryState, isDecided, settle, stateOf } from '#shared/sync/state';
import { systemTimers, type Timers } from '../delivery/timers';
import type { Transport } from '../delivery/transport';
import type { PlatformTrust } from '../delivery/trust';
import type { Files } from '../journal/fileLayer';
import { type DecidedAtNight, NightLog } from './nightLog';
import { opaqueItem, verdictOf } from './opaqueItem';
import { type OutboxFault, type OutboxFound, readOutbox } from './outboxFile';

export interface NightOptions {
  /** The journal's. */
  readonly folder: string;
  readonly files: Files;
  /** The line to an address, without any token. */
  readonly transport: (
    url: string,
    trust: PlatformTrust | null,
  ) => Pick<Transport, 'health' | 'version' | 'envelopes'>;
  /** Device time, ms. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly timers?: Timers;
}

/**
 * How the night stands. `off`: nothing goes out before somebody signs in, and why. `waiting` counts what may go and is not applied yet,
 * `held` what is kept back.
 */
export type NightStatus =
  | { readonly state: 'off'; readonly why: OutboxFault | 'disk' }
  | { readonly state: 'on'; readonly waiting: number; readonly held: number; readonly applied: number };

/** Delivery while nobody is signed in; it knows of nobody, and ends before the ordinary one begins. */
export interface Night {
  status(): NightStatus;
  onChange(listener: (status: NightStatus) => void): () => void;
  /** What is on the line is not waited for; nothing is noted of it any more. */
  stop(): Promise<void>;
}

/** As long as the ordinary driver sleeps at most, ms: a computer that slept is noticed by then. */
const LONGEST_SLEEP_MS = 1_000;
/** A platform is asked again whether it takes envelopes after this time, ms. */
const SHAKEN_FOR_MS = 600_000;

/** Starts to deliver what the outbox has; where it cannot be relied on, says why and does nothing. */
export async function startNight(options: NightOptions): Promise<Night> {
  const found = await readOutbox(options.folder, options.files);
  if (typeof found === 'string') return offFor(found);
  const log = await NightLog.open(options.folder, options.files);
  return log.ok ? new NightDriver(options, found, log.value) : offFor('disk');
}

const offFor = (why: OutboxFault | 'disk'): Night => ({
  status: () => ({ state: 'off', why }),
  onChange: () => () => undefined,
  stop: async () => undefined,
});

/** Carries out what the pure step of delivery decides on items whose content it cannot read. */
class NightDriver implements Night {
  private state: DeliveryState;
  private readonly envelopes: ReadonlyMap<OpId, Envelope>;
  private readonly line: ReturnType<NightOptions['transport']>;
  private readonly timers: Timers;
  private readonly listeners = new Set<(status: NightStatus) => void>();
  private said = '';
  private stopTimer: () => void = () => undefined;
  private stopped = false;
  private shakenAt: number | null = null;
  private writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly options: NightOptions,
    private readonly outbox: OutboxFound,
    private readonly log: NightLog,
  ) {
    this.timers = options.timers ?? systemTimers;
    this.line = options.transport(outbox.url, outbox.trust);
    this.envelopes = new Map(
      outbox.waiting.flatMap(({ opId, envelope }) => (envelope === null ? [] : [[opId, envelope] as const])),
    );
    const before = log.receipts.map((receipt) => verdictOf(receipt, ''));
    const known = (verdict: Decided): boolean => {
      const envelope = this.envelopes.get(verdict.opId);
      return envelope !== undefined && digestOf(envelope) === verdict.bodyHash;
    };
    this.state = settle(stateOf(outbox.waiting.map(opaqueItem)), before.filter(isDecided).filter(known));
    this.dispatch({ type: 'line', up: true });
  }

  status(): NightStatus {
    const open = [...this.state.open.values()];
    const waiting = open.filter(
      ({ phase }) => phase === 'queued' || phase === 'sending' || phase === 'reviewing',
    );
    const applied = [...this.state.done.values()].filter(isDone).length;
    return { state: 'on', waiting: waiting.length, held: open.length - waiting.length, applied };
  }

  onChange(listener: (status: NightStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.stopTimer();
    await this.writing;
    await this.log.close();
  }

  private dispatch(event: DeliveryEvent): void {
    if (this.stopped) return;
    const { now, random } = this.options;
    const { state, commands } = step(this.state, event, { now: now(), random: random() });
    this.state = state;
    for (const command of commands) void this.carryOut(command);
    this.tell();
    this.sleep();
  }

  private async carryOut(command: DeliveryCommand): Promise<void> {
    switch (command.type) {
      case 'send':
        return this.dispatch(await this.send(command.opIds));
      case 'record':
        return this.dispatch(await this.record(command.verdicts));
      case 'probe':
        return this.dispatch(await this.probe());
      // Nothing is heard of the chain by night.
      case 'note':
      case 'lay':
      case 'catchUp':
        return;
    }
  }

  /** What could not be sent, and what the platform does not take, is noted nowhere: it goes by day. */
  private async record(verdicts: readonly Decided[]): Promise<DeliveryEvent> {
    const lines = verdicts.flatMap(({ opId, bodyHash, outcome }): DecidedAtNight[] =>
      outcome === 'invalid' ? [] : [{ type: 'receipt', opId, digest: bodyHash, outcome }],
    );
    const written = await this.write(() => this.log.record(lines));
    return written.ok ? { type: 'recorded', verdicts } : { type: 'failed', fault: DISK };
  }

  private async probe(): Promise<DeliveryEvent> {
    const answer = await this.line.health();
    if (!answer.ok) return { type: 'probeFailed', fault: answer.error };
    const { serverTime } = answer.value;
    const met = await this.meet();
    return {
      type: 'probed',
      serverTime,
      ...(met === null ? { behind: false } : met.kind === 'behind' ? { behind: true } : {}),
    };
  }

  /** Null where the platform takes envelopes. Asked before anything is handed over, so that a dead line marks nothing as sent. */
  private async meet(): Promise<Fault | null> {
    const now = this.options.now();
    if (this.shakenAt !== null && Math.abs(now - this.shakenAt) < SHAKEN_FOR_MS) return null;
    const answer = (await this.line.version?.()) ?? { ok: false as const, error: BEHIND };
    if (!answer.ok) return answer.error;
    if (answer.value.envelopes !== true) return BEHIND;
    this.shakenAt = now;
    return null;
  }

  private async send(opIds: readonly OpId[]): Promise<DeliveryEvent> {
    const unmet = await this.meet();
    if (unmet !== null) return { type: 'failed', fault: unmet };
    if (this.stopped) return { type: 'failed', fault: UNREACHABLE };
    const marked = await this.write(() => this.log.markSent(opIds));
    if (!marked.ok) return { type: 'failed', fault: DISK };
    if (this.stopped) return { type: 'failed', fault: UNREACHABLE };
    const envelopes = opIds.flatMap((opId) => this.envelopes.get(opId) ?? []);
    const answer = await this.line.envelopes?.deliver(this.outbox.device, envelopes);
    if (answer?.ok) {
      const { receipts, serverTime } = answer.value;
      return {
        type: 'answered',
        verdicts: receipts.map((one: EnvelopeReceipt) => verdictOf(one, serverTime)),
        serverTime,
      };
    }
    const fault = answer?.error ?? UNREACHABLE;
    this.shakenAt = null;
    if (stayedHere(fault) && !this.stopped) await this.write(() => this.log.markUnsent(marked.value));
    // Whoever knows no such route has been put back to an older version.
    return { type: 'failed', fault: fault.kind === 'denied' && fault.status === 404 ? BEHIND : fault };
  }

  /** Nothing is written any more once the night is over. */
  private write<T>(work: () => Promise<T>): Promise<T> {
    const written = this.writing.then(work);
    this.writing = written.catch(() => undefined);
    return written;
  }

  private sleep(): void {
    this.stopTimer();
    const at = wakeAt(this.state);
    const wait = at === null ? LONGEST_SLEEP_MS : at - this.options.now();
    const ms = Math.min(Math.max(wait, 0), LONGEST_SLEEP_MS);
    this.stopTimer = this.timers.after(ms, () => this.dispatch({ type: 'tick' }));
  }

  private tell(): void {
    const status = this.status();
    const text = JSON.stringify(status);
    if (text === this.said) return;
    this.said = text;
    for (const listener of this.listeners) listener(status);
  }
}

const UNREACHABLE: Fault = { kind: 'unreachable' };
/** It does not take envelopes, or not any more: the morning sends them. */
const BEHIND: Fault = { kind: 'behind' };
const DISK: Fault = { kind: 'disk', text: '夜间上传的记录写不进磁盘，先停一停；业务都还在本机。' };
