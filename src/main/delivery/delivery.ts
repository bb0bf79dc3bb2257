import type { z } from 'zod';
import type { Codec } from '#shared/codec';
import type { Operation, OpId } from '#shared/domain/operation';
import type { OperationFate } from '#shared/evidence/uploads';
import type { DeliveryStatus, OperationDelivery, StoredVerdict, Trouble } from '#shared/host';
import { type Handshake, handshake } from '#shared/protocol/handshake';
import type { PlatformVersion } from '#shared/protocol/messages';
import { err, ok, type Result } from '#shared/result';
import { appendTrouble } from '#shared/sync/chainWords';
import { type DeliveryCommand, type DeliveryEvent, step, wakeAt } from '#shared/sync/deliverer';
import { backlogOf, operationsAfter, statusOf } from '#shared/sync/describe';
import { type Fault, faultTrouble, stayedHere } from '#shared/sync/fault';
import { type Decided, isDone, isStuck, operationsOf } from '#shared/sync/item';
import { type DeliveryState, itemIn, type OnDisk, remembered, stateAtStart } from '#shared/sync/state';
import type { Files } from '../journal/fileLayer';
import type { Journal } from '../journal/journal';
import { type ChainLine, catchUp, heardInFault, heardOf, partFor, wordOn } from './chainLine';
import { DeliveryBags } from './deliveryBags';
import { rechecksOf } from './rechecksOf';
import { systemTimers, type Timers } from './timers';
import type { Transport } from './transport';
import { VerdictLog } from './verdictLog';

export interface DeliveryOptions {
  readonly journal: Journal;
  readonly folder: string;
  readonly files: Files;
  readonly codec: Codec;
  /** The line as it is registered now; null while the desk has none. Asked before every use. */
  readonly transport: () => Transport | null;
  /** Device time, ms. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly timers?: Timers;
  /** The version of the protocol this desk speaks. */
  readonly protocol?: number;
  /** Told what the platform says of versions, whenever it is asked. */
  readonly heardVersion?: (version: PlatformVersion) => void;
  /** The first start after a backup was restored (恢复): whatever the backup has as never sent may have been sent since. */
  readonly restored?: boolean;
  /** Operations that may have been handed to the line while nobody was signed in, and what to do when that is noted. */
  readonly night?: { readonly sent: readonly OpId[]; readonly noted: () => Promise<void> };
  /** Told after every step how things stand. */
  readonly watch?: (state: DeliveryState) => void;
}

type Status = z.infer<typeof DeliveryStatus>;

export interface Delivery {
  status(): Status;
  /** What waits for a verdict. */
  backlog(): ReturnType<typeof backlogOf>;
  operations(after: number, limit: number): z.infer<typeof OperationDelivery>[];
  verdicts(after: number, limit: number): z.infer<typeof StoredVerdict>[];
  /** 立即同步, and the word that a platform was registered or is there again. */
  now(): Status;
  /** 另起一段流水: asks the platform for a history of this desk's own, after its chain forked. */
  newEpoch(): Promise<Result<Status, Trouble>>;
  /** What becomes of an operation, as far as its pictures go: they follow it and never lead. */
  fateOf(opId: OpId): OperationFate;
  onChange(listener: (status: Status) => void): () => void;
  /** Bags (离线包): the way beside the line. */
  readonly bags: DeliveryBags;
  /** Ends delivery once the log is whole; what is on the line is left to the next start, not waited for. */
  stop(): Promise<void>;
}

/** How long the driver sleeps at most: a computer that slept, or a platform registered meanwhile, is noticed by then. */
const LONGEST_SLEEP_MS = 1_000;

/** A platform is asked again what it speaks after this time, ms: it may have been upgraded. */
const SHAKEN_FOR_MS = 600_000;

/** How long a window has to give back what a damaged journal lost; a withdrawal may be among it. */
const MENDING_MS = 60_000;

/** Starts the deliverer of this machine: the only place where operations leave it. */
export async function startDelivery(options: DeliveryOptions): Promise<Delivery> {
  const log = await VerdictLog.open(options);
  const accepted = operationsOf(options.journal.all()).map(({ opId }) => opId);
  await log.suspect(accepted, options.restored ?? false);
  const { night } = options;
  if (night && (await log.sentAtNight(night.sent)).ok) await night.noted();
  return new Driver(options, log);
}

/** Carries out what the pure step decides: the only one here with timers, the disk and the line. */
class Driver implements Delivery {
  readonly bags: DeliveryBags;
  private state: DeliveryState;
  private readonly listeners = new Set<(status: Status) => void>();
  private readonly timers: Timers;
  private stopTimer: () => void = () => undefined;
  private stopped = false;
  /** The journal was found damaged, and what it lost has not been given back yet. */
  private mending: boolean;
  private said = '';
  /** This platform has said that it keeps no chains. */
  private chainless = false;
  private shaken: { readonly how: Handshake; readonly at: number } | null = null;
  /** The write to the log that is going on, behind those before it. */
  private writing: Promise<unknown> = Promise.resolve();
  private readonly operationsById = new Map<OpId, Operation>();
  private readonly leaveJournal: () => void;

  constructor(
    private readonly options: DeliveryOptions,
    private readonly log: VerdictLog,
  ) {
    const { journal, timers = systemTimers } = options;
    this.timers = timers;
    this.mending = journal.head().finding !== null;
    if (this.mending) timers.after(MENDING_MS, () => this.mended());
    this.keep(operationsOf(journal.all()));
    this.state = this.stateOnDisk();
    this.bags = new DeliveryBags({
      journal,
      log,
      state: () => this.state,
      dispatch: (event) => this.dispatch(event),
      write: (work) => this.write(work),
      operation: (opId) => this.operationsById.get(opId) ?? null,
    });
    journal.askDelivery({
      reserveUnsent: (opId) => {
        this.dispatch({ type: 'reserve', opId });
        return itemIn(this.state, opId)?.phase === 'reserved';
      },
      release: (opId) => this.dispatch({ type: 'release', opId }),
      hasFailed: (opId) => {
        const item = itemIn(this.state, opId);
        return item !== undefined && isStuck(item);
      },
      appendTrouble: (what) => appendTrouble(this.state.chain, what),
      isUndecided: (opId) => {
        const item = this.state.open.get(opId);
        return item !== undefined && !isStuck(item);
      },
    });
    this.leaveJournal = journal.onAppended((entries, restored) => {
      this.keep(operationsOf(entries));
      const noted = restored ? { onDisk: this.onDisk(operationsOf(entries)) } : {};
      this.dispatch({ type: 'appended', entries, restored, ...noted });
      if (restored && this.mending && isGapless(journal)) this.mended();
    });
    this.wake();
  }

  status(): Status {
    return statusOf(this.state, this.log.count());
  }

  backlog(): ReturnType<typeof backlogOf> {
    return backlogOf(this.state);
  }

  operations(after: number, limit: number): z.infer<typeof OperationDelivery>[] {
    return operationsAfter(this.state, after, limit).map((one) => {
      const firstSentAt = this.log.firstSentAt(one.opId);
      const lastFailed = this.log.tries.of(one.opId);
      return {
        ...one,
        ...(firstSentAt === null ? {} : { firstSentAt }),
        ...(lastFailed === null ? {} : { failed: lastFailed }),
      };
    });
  }

  fateOf(opId: OpId): OperationFate {
    const item = itemIn(this.state, opId);
    if (item === undefined || !isDone(item)) return 'open';
    return item.phase === 'settled' && item.outcome === 'applied' ? 'applied' : 'ended';
  }

  verdicts(after: number, limit: number): z.infer<typeof StoredVerdict>[] {
    return this.log.after(after, limit);
  }

  now(): Status {
    this.lookAtLine();
    this.dispatch({ type: 'hurry' });
    return this.status();
  }

  async newEpoch(): Promise<Result<Status, Trouble>> {
    const line = this.options.transport()?.chain;
    const begun = line ? await line.begin(this.state.chain.epoch) : err<Fault>({ kind: 'unreachable' });
    if (!begun.ok) {
      const { code, text } = faultTrouble(begun.error);
      return err({ code, text: `没有另起成，什么都没有改变。${text}` });
    }
    this.dispatch({ type: 'epoch', word: begun.value });
    return ok(this.status());
  }

  onChange(listener: (status: Status) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.leaveJournal();
    this.stopTimer();
    await this.writing;
    await this.log.close();
  }

  private stateOnDisk(): DeliveryState {
    const { log } = this;
    return stateAtStart(this.options.journal.all(), log.decided(), log.sent(), log.chain(), log.bags.all());
  }

  /** A log that another program held at the start is read as soon as it can be (DL37); false when nothing changed. */
  private async readLogAgain(): Promise<boolean> {
    if (this.stopped || !(await this.write(() => this.log.reopen()))) return false;
    await this.write(() => this.log.suspect([...this.operationsById.keys()], this.options.restored ?? false));
    this.state = remembered(this.state, this.stateOnDisk());
    return true;
  }

  /** What the log has of these operations: the journal may have lost them after they were decided. */
  private onDisk(operations: readonly Operation[]): OnDisk {
    const gone = operations.filter(({ opId }) => itemIn(this.state, opId) === undefined);
    const of = new Set(gone.map(({ opId }) => opId));
    return {
      verdicts: this.log.decided().filter(({ opId }) => of.has(opId)),
      sent: of,
      bags: new Map([...this.log.bags.all()].filter(([opId]) => of.has(opId))),
    };
  }

  private keep(operations: readonly Operation[]): void {
    for (const operation of operations) this.operationsById.set(operation.opId, operation);
  }

  private dispatch(event: DeliveryEvent): void {
    if (this.stopped) return;
    const { now, random } = this.options;
    const { state, commands } = step(this.state, event, { now: now(), random: random() });
    this.state = state;
    for (const command of commands) void this.carryOut(command);
    this.options.watch?.(this.state);
    this.tell();
    this.sleep();
  }

  private async carryOut(command: DeliveryCommand): Promise<void> {
    switch (command.type) {
      case 'send':
        return this.dispatch(await this.send(command.opIds, command.first));
      case 'record': {
        const written = await this.write(() => this.log.record(command.verdicts));
        return this.dispatch(
          written.ok
            ? { type: 'recorded', verdicts: command.verdicts }
            : { type: 'failed', fault: onDisk('平台的答复', written.error.code) },
        );
      }
      case 'probe':
        return this.dispatch(await this.probe());
      case 'note':
        await this.write(() => this.log.noteChain(command.note, command.again));
        return;
      case 'lay':
        return this.dispatch(await this.lay());
      case 'catchUp':
        return this.dispatch(await this.catchUp());
    }
  }

  private async probe(): Promise<DeliveryEvent> {
    const { journal } = this.options;
    const { epoch, serial } = this.state.chain;
    const transport = this.options.transport();
    const answer = await transport?.health();
    if (!answer?.ok) return { type: 'probeFailed', fault: answer?.error ?? { kind: 'unreachable' } };
    const { serverTime } = answer.value;
    journal.heardPlatformTime(serverTime);
    const shaken = await this.shakeHands(transport ?? null);
    if (shaken?.how === 'new') return { type: 'probed', serverTime, behind: true };
    const behind = shaken === null ? {} : { behind: false };
    const word = this.chainless || !transport?.chain ? null : await wordOn(transport.chain, journal, epoch);
    if (word === null) return { type: 'probed', serverTime, ...behind };
    if (word.ok)
      return { type: 'probed', serverTime, ...behind, chain: heardOf(journal, word.value, serial) };
    // A platform that keeps no chains is one all the same.
    this.chainless = word.error.kind === 'denied' && word.error.status === 404;
    const heard = heardInFault(journal, word.error, serial);
    return { type: 'probed', serverTime, ...behind, ...(heard ? { chain: heard } : {}) };
  }

  private async lay(): Promise<DeliveryEvent> {
    const { journal } = this.options;
    const { serial } = this.state.chain;
    const part = partFor(journal, this.state.chain);
    const answer = await this.options.transport()?.push([], part ?? undefined);
    if (answer?.ok && answer.value.chain)
      return { type: 'chainDone', chain: heardOf(journal, answer.value.chain, serial) };
    return this.chainFault(answer?.ok === false ? answer.error : { kind: 'unreachable' }, serial);
  }

  private async catchUp(): Promise<DeliveryEvent> {
    const { journal } = this.options;
    const { epoch, serial } = this.state.chain;
    const line: ChainLine | undefined = this.options.transport()?.chain;
    const caught = line
      ? await catchUp(line, journal, epoch, (verdicts) => this.learn(verdicts))
      : err<Fault>({ kind: 'unreachable' });
    if (!caught.ok) return this.chainFault(caught.error, serial);
    return { type: 'chainDone', chain: heardOf(journal, caught.value, serial) };
  }

  private chainFault(fault: Fault, asked: number): DeliveryEvent {
    const heard = heardInFault(this.options.journal, fault, asked);
    return { type: 'chainFailed', fault, ...(heard ? { chain: heard } : {}) };
  }

  /** Verdicts that cannot be written down now come again when their operations are sent again. */
  private async learn(verdicts: readonly Decided[]): Promise<void> {
    const written = await this.write(() => this.log.record(verdicts));
    if (written.ok) this.dispatch({ type: 'learned', verdicts });
  }

  private async send(opIds: readonly OpId[], first: readonly OpId[]): Promise<DeliveryEvent> {
    const { journal, transport } = this.options;
    const line = transport();
    if ((await this.shakeHands(line))?.how === 'new') return { type: 'failed', fault: PLATFORM_BEHIND };
    // With what the log says the batch may be another one: it is put together anew.
    if (this.log.isHeld && (await this.readLogAgain())) return { type: 'tick' };
    const unmarked = this.log.unmarked(opIds);
    const marked = await this.write(() => this.log.markSent(unmarked, this.options.now()));
    if (!marked.ok) return { type: 'failed', fault: onDisk('上传记录', marked.error.code) };
    if (this.stopped) return { type: 'failed', fault: { kind: 'unreachable' } };
    const operations = opIds.flatMap((opId) => this.operationsById.get(opId) ?? []);
    const { serial } = this.state.chain;
    const part = partFor(journal, this.state.chain) ?? undefined;
    const answer = await line?.push(operations, part, rechecksOf(journal, opIds));
    if (!answer?.ok) {
      const fault: Fault = answer?.error ?? { kind: 'unreachable' };
      const heard = heardInFault(journal, fault, serial);
      const unsent = stayedHere(fault) ? await this.unsent(first.filter((id) => unmarked.includes(id))) : [];
      await this.write(() => this.log.noteFailed(opIds, this.options.now(), said(fault)));
      return { type: 'failed', fault, unsent, ...(heard ? { chain: heard } : {}) };
    }
    const { verdicts, serverTime, chain } = answer.value;
    journal.heardPlatformTime(serverTime);
    return {
      type: 'answered',
      verdicts,
      serverTime,
      ...(chain ? { chain: heardOf(journal, chain, serial) } : {}),
    };
  }

  /** Takes the marks of this attempt back, where that can be written down: what the disk does not say is not so. */
  private async unsent(opIds: readonly OpId[]): Promise<readonly OpId[]> {
    const noted = await this.write(() => this.log.markUnsent(opIds));
    return noted.ok ? opIds : [];
  }

  /** Versions before anything else (SY14). Null: the platform says nothing of them, and is spoken to in ours. */
  private async shakeHands(line: Transport | null): Promise<{ readonly how: Handshake } | null> {
    const { now, heardVersion } = this.options;
    const age = this.shaken === null ? null : Math.abs(now() - this.shaken.at);
    const fresh = age !== null && age < SHAKEN_FOR_MS && this.shaken?.how !== 'new';
    if (fresh || !line?.version) return this.shaken;
    const answer = await line.version();
    if (answer.ok) {
      this.shaken = { how: handshake(answer.value, this.options.protocol), at: now() };
      heardVersion?.(answer.value);
    }
    return this.shaken;
  }

  private write<T>(work: () => Promise<T>): Promise<T> {
    const written = this.writing.then(work);
    this.writing = written.catch(() => undefined);
    return written;
  }

  private mended(): void {
    this.mending = false;
    this.wake();
  }

  private lookAtLine(): void {
    const up = this.options.transport() !== null && !this.mending;
    if (up === this.state.line) return;
    this.chainless = false;
    this.shaken = null;
    this.dispatch({ type: 'line', up });
  }

  private wake(): void {
    if (this.stopped) return;
    this.lookAtLine();
    this.options.journal.tidy();
    this.dispatch({ type: 'tick' });
  }

  private sleep(): void {
    this.stopTimer();
    const at = wakeAt(this.state);
    const wait = at === null ? LONGEST_SLEEP_MS : at - this.options.now();
    this.stopTimer = this.timers.after(Math.min(Math.max(wait, 0), LONGEST_SLEEP_MS), () => this.wake());
  }

  private tell(): void {
    const status = this.status();
    const text = JSON.stringify(status);
    if (text === this.said) return;
    this.said = text;
    for (const listener of this.listeners) listener(status);
  }
}

/** Says what the platform itself would: it does not know our format yet. Nothing was sent. */
const PLATFORM_BEHIND: Fault = { kind: 'behind' };

/** What was met, word for word where it was the platform that spoke. */
const said = (fault: Fault): Trouble =>
  fault.kind === 'denied' && fault.text !== '' ? { code: fault.code, text: fault.text } : faultTrouble(fault);

const isGapless = (journal: Journal): boolean => journal.head().seq === (journal.all().at(-1)?.seq ?? 0);

const onDisk = (what: string, code: string): Fault => ({
  kind: 'disk',
  text: `${what}写不进磁盘(${code}),上传先停一停，业务都还在本机。请清理磁盘或请管理员检查，之后会自动继续。`,
});
