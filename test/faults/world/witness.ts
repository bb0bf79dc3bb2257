import type { JournalEntry } from '#shared/domain/journalEntry';
import { type Operation, type OpId, sagaOf } from '#shared/domain/operation';
import type { OperationDelivery } from '#shared/host';
import type { OperationView } from '../../../src/renderer/desk/api';
import type { Call } from '../proxy';
import { timesBlamed } from './blame';
import type { Machine } from './machine';
import type { MainProcess } from './main';
import { PERSONS } from './village';
import type { WindowProcess } from './window';

export type State = OperationDelivery['state'];

/** Which state may follow which while the deliverer runs; a new start begins from what is on the disk. */
const MAY_FOLLOW: Readonly<Record<State, readonly State[]>> = {
  queued: ['sending', 'held', 'withdrawn', 'quarantined', 'settled', 'superseded', 'exported'],
  held: ['queued', 'sending', 'withdrawn', 'settled', 'waiting-review'],
  // It was put into a bag while it was on the line.
  sending: ['queued', 'held', 'settled', 'quarantined', 'superseded', 'exported', 'waiting-review'],
  'waiting-review': ['queued', 'held', 'sending', 'returned', 'withdrawn', 'settled', 'quarantined'],
  returned: ['superseded', 'settled', 'withdrawn'],
  // Taken back, it goes out in the same moment; what is in a bag is looked at with the calls.
  exported: ['queued', 'held', 'sending', 'settled', 'quarantined', 'superseded'],
  quarantined: ['queued', 'held', 'sending', 'settled', 'superseded'],
  settled: ['superseded'],
  withdrawn: [],
  // Its replacement was taken back before it was sent.
  superseded: ['settled', 'quarantined'],
};

const LOG = 'delivery.jnl';

const PENDING_OR_APPLIED = new Set(['待上传', '上传中', '等待前一笔', '已确认']);

/** What the clerks of one machine were told, and what was seen of it step by step. */
export class Witness {
  /** Operations for which 已保存 was shown, with the entry that was shown. */
  readonly saved = new Map<OpId, JournalEntry>();
  readonly withdrawn = new Set<OpId>();
  readonly dropped = new Set<OpId>();
  /** The clerk was told that people would leave the mirror, and pressed 立即同步, which says that it may be. */
  consent: 'given' | 'used' | null = null;
  /** Sentences with which something was not saved, and whether the form was still there. */
  readonly unsaved: { readonly text: string; readonly formThere: boolean }[] = [];
  /** Every sentence the window showed as trouble or finding. */
  readonly sentences = new Set<string>();
  /** Operations that a clerk has seen in the inbox at some time. */
  readonly inInbox = new Set<OpId>();
  /** The file's entries as first read, by number. */
  readonly entries = new Map<number, string>();
  /** Cursors of the mirror in the order they took effect. */
  readonly cursors: {
    readonly window: string;
    readonly cursor: string;
    readonly from: 'feed' | 'snapshot';
  }[] = [];
  /** What a step showed to be wrong, by invariant. */
  readonly wrong: { readonly id: string; readonly text: string }[] = [];
  /** Operations that were said to be settled. */
  private readonly told = new Set<OpId>();
  /** Operations that were set aside at some time. */
  private readonly setAside = new Set<OpId>();
  private readonly seenCalls = new WeakSet<Call>();
  private states = new Map<OpId, State>();
  private main: unknown = null;

  constructor(
    readonly machine: Machine,
    /** Persons whom others change too; null: everybody. */
    private readonly contested: ReadonlySet<string> | null,
  ) {
    machine.store.onCursor = (window, cursor, from) => this.cursors.push({ window, cursor, from });
  }

  saw(operation: Operation): void {
    this.inInbox.add(operation.opId);
  }

  /** After each step: what must hold at every moment and is cheap to look at. */
  look(): void {
    const { main } = this.machine;
    if (main === null) return;
    if (this.main !== main) {
      this.main = main;
      this.states = new Map();
      this.lookAtMemory(main);
    }
    for (const { seq, hash } of main.journal.all()) {
      const known = this.entries.get(seq);
      if (known === undefined) this.entries.set(seq, hash);
      else if (known !== hash) this.say('I8', `entry ${seq} changed`);
    }
    const operations = main.delivery.operations(0, 1_000);
    for (const { opId, seq, state } of operations) {
      const before = this.states.get(opId);
      if (before !== undefined && before !== state && !MAY_FOLLOW[before].includes(state))
        this.say('I9', `operation ${seq} went from ${before} to ${state}`);
      this.states.set(opId, state);
      if (state !== 'quarantined' || this.setAside.has(opId)) continue;
      this.setAside.add(opId);
      if (timesBlamed(this.machine.line.calls, opId) < 2)
        this.say('I20', `operation ${seq} was set aside without the platform failing on it alone twice`);
    }
    for (const { opId, state } of operations) if (state === 'settled') this.told.add(opId);
    const sending = operations.filter(({ state }) => state === 'sending');
    const onTheLine = this.machine.line.calls.filter(
      ({ kind, ended, life }) => kind === 'push' && !ended && life === main.life,
    );
    if (onTheLine.length > 1) this.say('I10', `${onTheLine.length} batches are on the line at once`);
    this.lookAtCalls(main);
    const status = main.delivery.status();
    const waits = status.queued > 0 && status.paused === null && !this.machine.closing;
    if (waits && sending.length === 0 && !this.machine.sim.hasTimer(main.life))
      this.say('I26', `${status.queued} operations are queued and nothing will wake delivery`);
    if (status.nextAttemptAt !== null) {
      const wait = Date.parse(status.nextAttemptAt) - this.machine.clock();
      const { clockJumpedAt, sim } = this.machine;
      // A wait reckoned before the clock was set back is cut to an hour (DL23) as soon as the deliverer wakes.
      const asleep = clockJumpedAt !== null && sim.now - clockJumpedAt <= LONGEST_SLEEP_MS;
      if (!asleep && wait > (clockJumpedAt === null ? LONGEST_WAIT_MS : LONGEST_AFTER_JUMP_MS))
        this.say('I26', 'the next attempt is further away than the cap');
    }
    for (const { desk } of this.machine.windows) {
      const { trouble, findings } = desk.snapshot();
      for (const said of [trouble, ...findings]) if (said) this.sentences.add(said.text);
    }
    for (const window of this.machine.windows) this.lookAtView(window);
  }

  /** What goes over the line is in no bag, and a step of a saga goes when the earlier ones have been read back. */
  private lookAtCalls(main: MainProcess): void {
    const { line, stick, logSpoilt } = this.machine;
    const fresh = line.calls.filter(
      (call) => call.operations.length > 0 && call.life === main.life && !this.seenCalls.has(call),
    );
    if (fresh.length === 0) return;
    const applied = new Set(
      main.delivery
        .verdicts(0, 1_000)
        .flatMap(({ verdict }) => (verdict.outcome === 'applied' ? [verdict.opId] : [])),
    );
    const steps = this.machine.entries().flatMap(({ content }) => {
      const ref = content.type === 'operation' ? sagaOf(content.operation) : null;
      return content.type === 'operation' && ref !== null && applied.has(content.operation.opId) ? [ref] : [];
    });
    const replaced = this.replaced();
    for (const call of fresh) {
      this.seenCalls.add(call);
      for (const operation of call.operations) {
        if (replaced.has(operation.opId))
          this.say('I9', `operation ${operation.seq} was replaced, and goes over the line all the same`);
        const bagged = stick.inBag.get(operation.opId);
        if (bagged !== undefined && bagged.since < call.n && !logSpoilt)
          this.say('I9', `operation ${operation.seq} is in bag ${bagged.number} and goes over the line too`);
        const ref = sagaOf(operation);
        for (let step = 1; step < (ref?.step ?? 0); step++)
          if (!steps.some((done) => done.id === ref?.id && done.step === step))
            this.say('I24', `step ${ref?.step} of a saga goes before step ${step} has been read back`);
      }
    }
  }

  /** Operations with a replacement that stands: what is on the line cannot be replaced, so none of them goes out again. */
  private replaced(): ReadonlySet<OpId> {
    const entries = this.machine.entries();
    const takenBack = new Set(
      entries.flatMap(({ content }) => (content.type === 'withdrawal' ? [content.opId] : [])),
    );
    return new Set(
      entries.flatMap(({ content }) =>
        content.type === 'operation' &&
        content.operation.supersedes !== null &&
        !takenBack.has(content.operation.opId)
          ? [content.operation.supersedes]
          : [],
      ),
    );
  }

  /**
   * What was told to the window as decided is decided after a new start too. Where another program held the log at the start it
   * is once the log is read; the end of the run looks at it again.
   */
  private lookAtMemory(main: MainProcess): void {
    if (this.machine.logSpoilt) {
      this.told.clear();
      // Which operations are in bags is noted there too.
      this.machine.stick.inBag.clear();
    }
    this.machine.logSpoilt = false;
    if (!this.machine.disk.unopened.has(LOG)) this.remembers(main);
  }

  remembers(main: MainProcess): void {
    const states = new Map(
      main.delivery.operations(0, 1_000).map(({ opId, seq, state }) => [opId, { seq, state }]),
    );
    for (const opId of this.told) {
      const now = states.get(opId);
      if (now !== undefined && now.state !== 'settled' && now.state !== 'superseded')
        this.say('I9', `operation ${now.seq} was settled, and is ${now.state} after a start`);
    }
  }

  /** I16: the newest change of a person’s telephone that has not failed is what the window shows. */
  private lookAtView({ desk, name }: WindowProcess): void {
    if (desk.snapshot().phase !== 'ready') return;
    const held = desk.snapshot().mirror?.persons ?? 0;
    if (held < PERSONS) {
      if (this.consent !== null) {
        this.consent = 'used';
        return;
      }
      this.say('I18', `${name}: of ${PERSONS} people, who never left, ${held} are in the mirror`);
    } else if (this.consent === 'used') this.consent = null;
    const newest = new Map<string, OperationView>();
    for (const view of desk.operations()) {
      const { personId, phone } = view.operation.body;
      if (typeof personId !== 'string' || typeof phone !== 'string') continue;
      if (PENDING_OR_APPLIED.has(view.stateLabel)) newest.set(personId, view);
    }
    for (const [personId, { operation, leftOut }] of newest) {
      const person = desk.person(personId)?.person;
      const ids = [personId, person?.id ?? ''];
      if (leftOut !== null || ids.some((id) => this.isContested(id))) continue;
      const later = ids.flatMap((id) => this.laterPhones(id, operation.seq));
      if (![operation.body.phone, ...later].includes(person?.phone ?? null))
        this.say('I16', `${name}: operation ${operation.seq} is accepted, and its telephone is not shown`);
    }
  }

  /** Somebody else changes the person too. */
  private isContested(personId: string): boolean {
    return this.contested === null || this.contested.has(personId);
  }

  /**
   * What this desk made of the telephone afterwards: in another window, or before a backup was put back. The platform has the
   * latter all the same, and the feed may bring it before the journal has caught up.
   */
  private laterPhones(personId: string, seq: number): unknown[] {
    return [...this.machine.entries(), ...this.saved.values()].flatMap((entry) =>
      entry.seq > seq &&
      entry.content.type === 'operation' &&
      entry.content.operation.body.personId === personId
        ? [entry.content.operation.body.phone]
        : [],
    );
  }

  say(id: string, text: string): void {
    if (!this.wrong.some((known) => known.id === id && known.text === text)) this.wrong.push({ id, text });
  }
}

/** The cap of the back-off and the jitter upon a `Retry-After`, none of which is longer here. */
const LONGEST_WAIT_MS = 302_000;
const LONGEST_AFTER_JUMP_MS = 3_602_000;
/** The deliverer looks at its clock at least this often. */
const LONGEST_SLEEP_MS = 1_000;
