import type { Evidence } from '#shared/domain/journalEntry';
import type { OpId } from '#shared/domain/operation';
import {
  type EvidenceStanding,
  type EvidenceStatus,
  type EvidenceWord,
  evidenceState,
  type OperationFate,
} from '#shared/evidence/uploads';
import type { DeliveryStatus, Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { backoffMs, LONGEST_WAIT_MS } from '#shared/sync/backoff';
import { type Fault, faultTrouble } from '#shared/sync/fault';
import { systemTimers, type Timers } from '../delivery/timers';
import type { Journal } from '../journal/journal';
import type { PictureFiles } from './pictureFiles';
import type { UploadLog } from './uploadLog';

/** The route for pictures, as this desk reaches it. */
export interface EvidenceLine {
  /** Hashes of the pictures the platform has of an operation of this desk. */
  held(opId: OpId): Promise<Result<readonly string[], Fault>>;
  put(picture: {
    readonly opId: OpId;
    readonly sha256: string;
    readonly material: string;
    readonly label: string;
    readonly bytes: Uint8Array;
  }): Promise<Result<EvidenceWord, Fault>>;
}

export interface UploadOptions {
  readonly journal: Pick<Journal, 'all' | 'onAppended' | 'picturesOf'>;
  readonly files: Pick<PictureFiles, 'read'>;
  readonly log: UploadLog;
  /** How operations stand; pictures go only while none of them could. */
  readonly delivery: {
    status(): Pick<DeliveryStatus, 'network' | 'queued' | 'paused'>;
    fateOf(opId: OpId): OperationFate;
    onChange(listener: () => void): () => void;
  };
  /** Null while the desk has no platform, undefined where its platform takes no pictures. */
  readonly line: () => EvidenceLine | null | undefined;
  /** Device time, ms. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly timers?: Timers;
}

/** How long it sleeps at most, ms. */
const LONGEST_SLEEP_MS = 5_000;

/** A picture that belongs to an operation, with what this start has tried. */
interface Picture {
  readonly of: Evidence;
  lost: Trouble | null;
  failures: number;
}

/**
 * Takes pictures of documents to the platform: each after its operation was applied, one at a time, and only while no operation
 * waits to be sent. Nothing here is asked by acceptance or delivery, so that nothing here can hold them up. A line that is cut
 * costs the one picture that was on it.
 */
export class EvidenceUploads {
  private readonly pictures = new Map<string, Picture>();
  private sending: string | null = null;
  private failures = 0;
  private notBefore = 0;
  private trouble: string | null = null;
  private said = '';
  private stopped = false;
  private working: Promise<void> = Promise.resolve();
  /** The word that is being written down. */
  private noting: Promise<unknown> = Promise.resolve();
  private stopTimer: () => void = () => undefined;
  private readonly leave: (() => void)[];
  private readonly listeners = new Set<(status: EvidenceStatus) => void>();
  private readonly timers: Timers;

  constructor(private readonly options: UploadOptions) {
    const { journal, delivery, timers = systemTimers } = options;
    this.timers = timers;
    this.takeIn(journal.all().map(({ content }) => content));
    this.leave = [
      journal.onAppended((entries) => {
        this.takeIn(entries.map(({ content }) => content));
        this.look();
      }),
      delivery.onChange(() => this.look()),
    ];
    this.look();
  }

  /** All pictures of this desk, as counts. */
  status(): EvidenceStatus {
    const states = [...this.pictures.values()].map((picture) => this.standingOf(picture).state);
    const count = (...of: string[]) => states.filter((state) => of.includes(state)).length;
    return {
      waiting: count('behind', 'waiting', 'sending'),
      stored: count('stored'),
      refused: count('refused'),
      lost: count('lost'),
      trouble: this.trouble,
    };
  }

  /** Where each picture of an operation is. */
  standings(opId: OpId): EvidenceStanding[] {
    return this.options.journal
      .picturesOf(opId)
      .flatMap(({ sha256 }) => this.pictures.get(keyOf(opId, sha256)) ?? [])
      .map((picture) => this.standingOf(picture));
  }

  onChange(listener: (status: EvidenceStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** 立即同步: skips the delay, not the order. */
  hurry(): void {
    this.notBefore = 0;
    this.look();
  }

  /** The clerk wants what the platform refused, or was lost, tried once more. */
  async again(opId: OpId): Promise<Result<void, Trouble>> {
    for (const picture of this.pictures.values()) {
      if (picture.of.opId !== opId) continue;
      picture.lost = null;
      if (this.options.log.wordOn(opId, picture.of.sha256)?.outcome !== 'refused') continue;
      const noted = await this.options.log.note(opId, picture.of.sha256, null, this.options.now());
      if (!noted.ok) return err(noted.error);
    }
    this.hurry();
    return ok(undefined);
  }

  /** Resolves when nothing is on the line and nothing can go now. */
  async idle(): Promise<void> {
    do await this.working;
    while (this.sending !== null);
  }

  /** What is on the line is left to the next start, not waited for. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.stopTimer();
    for (const leave of this.leave) leave();
    await this.noting;
    await this.options.log.close();
  }

  private takeIn(contents: readonly { readonly type: string }[]): void {
    for (const content of contents) {
      if (content.type !== 'evidence') continue;
      const of = content as Evidence;
      const key = keyOf(of.opId, of.sha256);
      if (!this.pictures.has(key)) this.pictures.set(key, { of, lost: null, failures: 0 });
    }
  }

  private standingOf({ of, lost }: Picture): EvidenceStanding {
    const { opId, sha256 } = of;
    const word = this.options.log.wordOn(opId, sha256);
    const facts = { word, lost: lost?.text ?? null, sending: this.sending === keyOf(opId, sha256) };
    const state = evidenceState(this.options.delivery.fateOf(opId), facts);
    return { opId, sha256, state, text: state === 'lost' ? facts.lost : (word?.text ?? null) };
  }

  /** The picture that goes next: the one that has failed least, the oldest of those. */
  private next(): Picture | null {
    let best: Picture | null = null;
    for (const picture of this.pictures.values()) {
      if (this.standingOf(picture).state !== 'waiting') continue;
      if (best === null || picture.failures < best.failures) best = picture;
    }
    return best;
  }

  /** Begins with the next picture where one may go now; otherwise looks again later. */
  private look(): void {
    if (this.stopped) return;
    this.tell();
    this.sleep();
    if (this.sending !== null || this.options.now() < this.notBefore) return;
    const line = this.quietLine();
    const picture = line === null ? null : this.next();
    if (line === null || picture === null) return;
    this.sending = keyOf(picture.of.opId, picture.of.sha256);
    this.tell();
    this.working = this.send(line, picture).then(() => {
      this.sending = null;
      this.look();
    });
  }

  /** The line, while it is up and no operation wants it. */
  private quietLine(): EvidenceLine | null {
    const { network, queued, paused } = this.options.delivery.status();
    if (network.state !== 'online' || queued > 0 || paused !== null) return null;
    const line = this.options.line() ?? null;
    const held = this.options.log.trouble();
    this.trouble = held === null ? this.trouble : held.text;
    return held === null ? line : null;
  }

  private async send(line: EvidenceLine, picture: Picture): Promise<void> {
    const { opId, sha256, material, label } = picture.of;
    const read = await this.options.files.read(sha256);
    if (!read.ok) {
      picture.lost = read.error;
      return;
    }
    const word = await this.wordFrom(line, picture, { opId, sha256, material, label, bytes: read.value });
    if (this.stopped) return;
    if (!word.ok) return this.failed(picture, word.error);
    if (word.value.outcome === 'waiting') return this.failed(picture, null);
    const note = this.options.log.note(opId, sha256, word.value, this.options.now());
    this.noting = note;
    const noted = await note;
    if (!noted.ok) return this.failed(picture, { kind: 'disk', text: noted.error.text });
    this.failures = 0;
    this.trouble = null;
  }

  /** One that failed before may have arrived all the same: the platform is asked before its bytes go again. */
  private async wordFrom(
    line: EvidenceLine,
    { failures }: Picture,
    ask: Parameters<EvidenceLine['put']>[0],
  ): Promise<Result<EvidenceWord, Fault>> {
    if (failures > 0) {
      const held = await line.held(ask.opId);
      if (!held.ok) return held;
      if (held.value.includes(ask.sha256)) return ok({ outcome: 'stored', code: null, text: null });
    }
    return line.put(ask);
  }

  private failed(picture: Picture, fault: Fault | null): void {
    picture.failures += 1;
    this.failures += 1;
    this.trouble = fault === null ? null : inWords(fault);
    const floor = fault?.kind === 'denied' ? fault.retryAfterMs : null;
    this.notBefore = this.options.now() + backoffMs(this.failures, this.options.random(), floor);
  }

  private sleep(): void {
    this.stopTimer();
    const wait = Math.min(Math.max(this.notBefore - this.options.now(), 0), LONGEST_WAIT_MS);
    this.stopTimer = this.timers.after(wait > 0 ? Math.min(wait, LONGEST_SLEEP_MS) : LONGEST_SLEEP_MS, () =>
      this.look(),
    );
  }

  private tell(): void {
    const status = this.status();
    const text = JSON.stringify([status, this.sending]);
    if (text === this.said) return;
    this.said = text;
    for (const listener of this.listeners) listener(status);
  }
}

const keyOf = (opId: OpId, sha256: string): string => `${opId} ${sha256}`;

/** What the attempt met; that a platform knows no pictures yet is no fault of the line. */
const inWords = (fault: Fault): string =>
  fault.kind === 'denied' && fault.status === 404
    ? '平台还不收材料图片，图片都留在本机，平台升级后自动上传。'
    : faultTrouble(fault).text;
