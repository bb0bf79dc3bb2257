import type { JournalEntry } from '#shared/domain/journalEntry';
import type { Operation, OpId } from '#shared/domain/operation';
import type { OperationDelivery } from '#shared/host';
import type { OperationView } from '../../../src/renderer/desk/api';
import type { Machine } from './machine';
import type { MainProcess } from './main';
import { PERSONS } from './village';
import type { WindowProcess } from './window';

export type State = OperationDelivery['state'];

/** Which state may follow which while the deliverer runs; a new start begins from what is on the disk. */
const MAY_FOLLOW: Readonly<Record<State, readonly State[]>> = {
  queued: ['sending', 'held', 'withdrawn', 'quarantined', 'settled', 'superseded', 'exported'],
  held: ['queued', 'sending', 'withdrawn', 'settled', 'waiting-review'],
  sending: ['queued', 'held', 'settled', 'quarantined', 'superseded', 'waiting-review'],
  'waiting-review': ['queued', 'held', 'sending', 'returned', 'withdrawn', 'settled', 'quarantined'],
  returned: ['superseded', 'settled', 'withdrawn'],
  exported: ['queued', 'held', 'settled', 'quarantined', 'superseded'],
  quarantined: ['queued', 'held', 'sending', 'settled', 'superseded'],
  settled: ['superseded'],
  withdrawn: [],
  // Its replacement was taken back before it was sent.
  superseded: ['settled', 'quarantined'],
};

const PENDING_OR_APPLIED = new Set(['待上传', '上传中', '等待前一笔', '已确认']);

/** What the clerks of one machine were told, and what was seen of it step by step. */
export class Witness {
  /** Operations for which 已保存 was shown, with the entry that was shown. */
  readonly saved = new Map<OpId, JournalEntry>();
  readonly withdrawn = new Set<OpId>();
  readonly dropped = new Set<OpId>();
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
    }
    for (const { opId, state } of operations) if (state === 'settled') this.told.add(opId);
    const sending = operations.filter(({ state }) => state === 'sending');
    const onTheLine = this.machine.line.calls.filter(
      ({ kind, ended, life }) => kind === 'push' && !ended && life === main.life,
    );
    if (onTheLine.length > 1) this.say('I10', `${onTheLine.length} batches are on the line at once`);
    const status = main.delivery.status();
    const waits = status.queued > 0 && status.paused === null;
    if (waits && sending.length === 0 && !this.machine.sim.hasTimer(main.life))
      this.say('I26', `${status.queued} operations are queued and nothing will wake delivery`);
    if (status.nextAttemptAt !== null) {
      const wait = Date.parse(status.nextAttemptAt) - this.machine.clock();
      // A wait reckoned before the clock was set back is cut to an hour (DL23).
      if (wait > (this.machine.clockJumped ? LONGEST_AFTER_JUMP_MS : LONGEST_WAIT_MS))
        this.say('I26', 'the next attempt is further away than the cap');
    }
    for (const { desk } of this.machine.windows) {
      const { trouble, findings } = desk.snapshot();
      for (const said of [trouble, ...findings]) if (said) this.sentences.add(said.text);
    }
    for (const window of this.machine.windows) this.lookAtView(window);
  }

  /** What was told to the window as decided is decided after a new start too. */
  private lookAtMemory(main: MainProcess): void {
    if (this.machine.logSpoilt) this.told.clear();
    this.machine.logSpoilt = false;
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
    if (held < PERSONS)
      this.say('I18', `${name}: of ${PERSONS} people, who never left, ${held} are in the mirror`);
    const newest = new Map<string, OperationView>();
    for (const view of desk.operations()) {
      const { personId, phone } = view.operation.body;
      if (typeof personId !== 'string' || typeof phone !== 'string') continue;
      if (PENDING_OR_APPLIED.has(view.stateLabel)) newest.set(personId, view);
    }
    for (const [personId, { operation, leftOut }] of newest) {
      const person = desk.person(personId)?.person;
      if (
        leftOut !== null ||
        this.isContested(personId, operation.seq) ||
        this.isContested(person?.id ?? '', operation.seq)
      )
        continue;
      if (person?.phone !== operation.body.phone)
        this.say('I16', `${name}: operation ${operation.seq} is accepted, and its telephone is not shown`);
    }
  }

  /** Somebody else changed the person, or this desk did in another window. */
  private isContested(personId: string, seq: number): boolean {
    if (this.contested === null || this.contested.has(personId)) return true;
    return this.machine
      .entries()
      .some(
        (entry) =>
          entry.seq > seq &&
          entry.content.type === 'operation' &&
          entry.content.operation.body.personId === personId,
      );
  }

  say(id: string, text: string): void {
    if (!this.wrong.some((known) => known.id === id && known.text === text)) this.wrong.push({ id, text });
  }
}

/** The cap of the back-off and the jitter upon a `Retry-After`, none of which is longer here. */
const LONGEST_WAIT_MS = 302_000;
const LONGEST_AFTER_JUMP_MS = 3_602_000;
