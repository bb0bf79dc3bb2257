import type { CivilDate } from '#shared/domain/civilDate';
import type { OperationDraft } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { type Handshake, handshake } from '#shared/protocol/handshake';
import type { PlatformVersion } from '#shared/protocol/messages';
import { theBook } from '#shared/rules/book';
import { betterOffset, type ClockFacts, type ClockOffset, type Exchange, offsetOf } from '#shared/sync/clock';
import { type DeskLimits, STANDING_LIMITS } from '#shared/sync/limits';
import { type DeskStanding, standingOf } from '#shared/sync/standing';
import type { Delivery } from '../delivery/delivery';
import type { Journal } from '../journal/journal';
import type { NoteStore } from './deskNotes';

export interface AcceptanceOptions {
  readonly journal: Journal;
  readonly delivery: Pick<Delivery, 'backlog'>;
  readonly notes: Pick<NoteStore, 'current' | 'change'>;
  /** The clock that entries are stamped with, ms. */
  readonly now: () => number;
  /** False where the business day is fixed: the clock is then no measure of anything. */
  readonly clockRuns: boolean;
  /** Limits as policy sets them now; the standing ones where it sets none. */
  readonly limits?: () => DeskLimits;
  /** When the signed policy in use was last confirmed; null: there is none. */
  readonly policyConfirmedAt?: () => string | null;
}

/** The platform's time is written down so seldom, ms: it only has to bear out a start without a line. */
const NOTE_EVERY_MS = 600_000;

/**
 * Whether this desk takes on new work (SY14 to SY16): asked by the journal before it writes, told to the window before a
 * form is filled in. Delivery, export and looking things up never ask here.
 */
export class Acceptance {
  private offset: ClockOffset | null = null;
  private shaken: Handshake | null = null;
  private mirrorAsOf: string | null = null;
  private day: CivilDate | null = null;
  private said = '';
  private readonly listeners = new Set<(standing: DeskStanding) => void>();

  constructor(private readonly options: AcceptanceOptions) {
    options.journal.askGate((drafts) => this.refusal(drafts));
  }

  /** What the window sees, on the mirror it has and the day it works on. */
  standing(seen?: { mirrorAsOf: string | null; day: CivilDate | null }): DeskStanding {
    if (seen) {
      this.mirrorAsOf = seen.mirrorAsOf;
      this.day = seen.day;
    }
    return this.measured(this.mirrorAsOf, this.day);
  }

  onChange(listener: (standing: DeskStanding) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Looks again and tells when it stands otherwise than last told. */
  look(): void {
    const standing = this.standing();
    const text = JSON.stringify([standing.accepts, standing.words, standing.figures.backlog]);
    if (text === this.said) return;
    this.said = text;
    for (const listener of this.listeners) listener(standing);
  }

  /** An answer of the platform bore its time. */
  heard(exchange: Exchange): void {
    const fresh = offsetOf(exchange);
    if (fresh === null) return;
    this.offset = betterOffset(this.offset, fresh);
    const { notes } = this.options;
    const heardAt = Date.parse(exchange.serverTime);
    if (Math.abs(heardAt - (notes.current.heardAt ?? 0)) > NOTE_EVERY_MS) void notes.change({ heardAt });
    this.look();
  }

  /** The platform said which versions it speaks and by which book it decides. */
  heardVersion(version: PlatformVersion): void {
    this.shaken = handshake(version);
    const policyAt = Date.parse(version.serverTime);
    if (version.rulebook === theBook.version && !Number.isNaN(policyAt))
      void this.options.notes.change({ policyAt });
    this.look();
  }

  /** The clerk has found date and time right; from here on they are the measure. */
  async confirmClock(): Promise<DeskStanding> {
    const { notes, journal, now } = this.options;
    const afterSeq = journal.all().at(-1)?.seq ?? 0;
    await notes.change({ confirmed: { at: now(), afterSeq } });
    this.look();
    return this.standing();
  }

  /** Why these drafts are not accepted, or null. The age of their facts is their own, whatever the window told. */
  private refusal(drafts: readonly OperationDraft[]): Trouble | null {
    const oldest = drafts.map(({ forecast }) => forecast.asOf).sort()[0] ?? null;
    const stop = this.measured(oldest, null).words.find(({ level }) => level === 'stop');
    if (stop === undefined) return null;
    const code = stop.kind === 'clockBack' ? 'CLOCK_BACK' : 'LIMIT_REACHED';
    return { code, text: `没有保存：${stop.text}` };
  }

  private measured(mirrorAsOf: string | null, day: CivilDate | null): DeskStanding {
    const { options, shaken } = this;
    const { count, oldestSeq } = options.delivery.backlog();
    const ahead = options.clockRuns ? (this.offset?.offsetMs ?? 0) : 0;
    return standingOf({
      now: options.now() + ahead,
      limits: options.limits?.() ?? STANDING_LIMITS,
      figures: {
        backlog: count,
        oldestAt: oldestSeq === null ? null : this.acceptedAt(oldestSeq, ahead),
        mirrorAt: mirrorAsOf === null ? null : moment(mirrorAsOf),
        policyAt: this.policyAt(),
      },
      clock: options.clockRuns ? this.clockFacts() : null,
      shaken,
      day,
    });
  }

  /**
   * When an entry was accepted, by the platform's clock: its device clock may have been set before or after, and it is no
   * earlier than what the platform had said by then. Of what can be, the latest: a doubtful clock does not shut the desk.
   */
  private acceptedAt(seq: number, ahead: number): number | null {
    const [entry] = this.options.journal.read(seq - 1, 1);
    if (entry === undefined) return null;
    const device = moment(entry.at.device);
    const times = [device, device === null ? null : device + ahead, moment(entry.at.platform ?? '')];
    const now = this.options.now() + ahead;
    const possible = times.flatMap((at) => (at !== null && at <= now ? [at] : []));
    return possible.length === 0 ? null : Math.max(...possible);
  }

  /** The platform's last word on either, its rule book or its signed policy. */
  private policyAt(): number | null {
    const { notes, policyConfirmedAt } = this.options;
    const signed = moment(policyConfirmedAt?.() ?? '');
    const { policyAt } = notes.current;
    return signed === null || policyAt === null ? (signed ?? policyAt) : Math.max(signed, policyAt);
  }

  private clockFacts(): ClockFacts {
    const { journal, notes, now } = this.options;
    const last = journal.all().at(-1);
    const at = last && moment(last.at.device);
    return {
      now: now(),
      offset: this.offset,
      last: last && at != null ? { seq: last.seq, at } : null,
      platformHeardAt: notes.current.heardAt,
      confirmed: notes.current.confirmed,
    };
  }
}

const moment = (text: string): number | null => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
};
