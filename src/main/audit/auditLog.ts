import { type AuditAct, clerkRef, withReferences } from '#shared/audit/act';
import {
  type AuditEntry,
  type AuditHead,
  closedEntry,
  contentHash,
  refOf,
  valueDigest,
} from '#shared/audit/entry';
import type { Anchoring, AuditState, RevealCount } from '#shared/audit/state';
import type { Random } from '#shared/crypto/suite';
import type { Trouble } from '#shared/host';
import { canonicalJson } from '#shared/json';
import { type AuditAnchor, type AuditWay, MAX_AUDIT_LINKS } from '#shared/protocol/audit';
import { diskTrouble } from '../journal/diskTrouble';
import type { Files } from '../journal/fileLayer';
import { RecordFile } from '../journal/recordFile';
import type { SystemSeal } from '../vault/wrap';
import { writeNote } from './auditNote';
import { findingText, NEWER_AUDIT, unwritten } from './auditWords';
import { RevealCounts } from './revealCounts';
import { goOn, type Surveyed, segmentName, survey, type Writing } from './survey';
import { AUDIT_KIND, type AuditFinding, holds, type ProvenEntry } from './verifyLog';

export interface AuditOptions {
  /** A folder of its own. */
  readonly folder: string;
  readonly files: Files;
  readonly system: SystemSeal;
  readonly random: Random;
  readonly now: () => Date;
  /** Algorithms of a file that is begun now. */
  readonly suite: () => 'std' | 'gm';
  /** Who is signed in; null: nobody. */
  readonly clerk: () => string | null;
  /** A file with so many entries is closed at the next start. */
  readonly fileEntries: number;
}

/** Verified entry by entry at every start, in some tenths of a second. */
export const FILE_ENTRIES = 5000;

/** What the rest of the program sees of the log: it writes. */
export interface AuditWriter {
  /** True when it is on the disk. Never rejects for the disk's sake. */
  note(did: AuditAct, clerk?: string | null): Promise<boolean>;
}

interface Pending {
  readonly did: AuditAct;
  readonly clerk: string | null;
  readonly at: string;
  readonly done: (written: boolean) => void;
}

/** An entry of the way to the head: its number and the hash of what it says. */
interface Link {
  readonly n: number;
  readonly content: string;
}

/** Entries after which the note beside the log is written anew. */
const NOTE_EVERY = 100;

/**
 * The audit log (审计日志): who did what at this desk, in an append-only chain that says nothing of anybody. It is open from the start of the
 * program, also while the desk is locked. What was found damaged stays as it lies; the log goes on in a file of its own that states it.
 */
export class AuditLog implements AuditWriter {
  private pending: Pending[] = [];
  private turn: Promise<unknown> = Promise.resolve();
  private file: RecordFile | null = null;
  private links: Link[] = [];
  private sinceNote = 0;
  private missed = 0;
  private count = 0;
  private findings: readonly AuditFinding[] = [];
  private trouble: Trouble | null = null;
  private verifiedAt = '';
  private readonly mirrored = new Map<number, string>();
  private lastMirrored = 0;
  /** Whether entries now read or written are of the key and suite that write now. */
  private isOwnKey = true;
  /** Heads that the platform keeps and this desk does not have, as the log says. */
  private readonly contradictions = new Set<string>();
  private reveals = new RevealCounts();
  private accepted: string | null = null;
  private anchorNow: AuditAnchor | null = null;
  private standing: Anchoring = 'never';
  /** Null while nothing can be written. */
  private writing: Writing | null = null;

  private constructor(private readonly options: AuditOptions) {}

  /** Always gives a log; one that cannot be written says why. */
  static async open(options: AuditOptions): Promise<AuditLog> {
    const log = new AuditLog(options);
    await log.takeStock(null, []);
    return log;
  }

  note(did: AuditAct, clerk: string | null = this.options.clerk()): Promise<boolean> {
    const { writing } = this;
    if (writing === null) {
      this.missed++;
      return Promise.resolve(false);
    }
    const ref = (id: string) => refOf(writing.suite, writing.keys, id);
    const safe = withReferences(did, ref);
    const at = this.options.now().toISOString();
    return new Promise((done) => {
      this.pending.push({ did: safe, clerk: clerk === null ? null : clerkRef(clerk, ref), at, done });
      if (this.pending.length === 1) void this.inTurn(() => this.write());
    });
  }

  /** Keyed hash of a value for an act; null while nothing can be written. */
  digestOf(value: unknown): string | null {
    return this.writing && valueDigest(this.writing.suite, this.writing.keys, value);
  }

  /** The operation that was accepted last, as far as the log knows. */
  lastAccepted(): string | null {
    return this.accepted;
  }

  /** Entries of the access log by number and keyed hash, as far as today's key and suite made them, and the last one noted. */
  mirrors(): { readonly digests: ReadonlyMap<number, string>; readonly last: number } {
    return { digests: this.mirrored, last: this.lastMirrored };
  }

  state(): AuditState {
    const { anchorNow } = this;
    return {
      entries: this.count,
      head: this.head(),
      files: this.writing?.segment ?? 0,
      keySealed: this.writing?.keySealed ?? false,
      anchoring: this.contradictions.size > 0 ? 'contradicted' : this.standing,
      anchor: anchorNow && { n: anchorNow.n, hash: anchorNow.hash, at: anchorNow.at },
      findings: this.findings.map((found) => ({ ...found, text: findingText(found) })),
      trouble: this.trouble,
      verifiedAt: this.verifiedAt,
    };
  }

  head(): AuditHead {
    return this.writing?.head ?? { n: 0, hash: '0'.repeat(64) };
  }

  revealCounts(): readonly RevealCount[] {
    return this.reveals.all();
  }

  /** Reads everything anew, closed files too, and holds it against what the log knows of itself. */
  verify(): Promise<AuditState> {
    return this.inTurn(async () => {
      await this.takeStock(this.head(), [], true);
      return this.state();
    });
  }

  /** Entries before number `before` (null: from the end), the last first, as they lie on the disk. */
  read(before: number | null, limit: number): Promise<AuditEntry[]> {
    return this.inTurn(async () => {
      const { verified } = await survey(this.options, null);
      const older = verified.entries.filter(({ entry }) => before === null || entry.n < before);
      return older
        .slice(-limit)
        .reverse()
        .map(({ entry }) => entry);
    });
  }

  /** The way to the head, or as far as one message takes, from the platform's anchor; null: there is nothing to send. */
  way(): AuditWay | null {
    const { writing, links } = this;
    const [first] = links;
    if (writing === null || first === undefined) return null;
    const from = this.anchorNow ?? writing.logBegan;
    const sent = links.filter(({ n }) => n > from.n).slice(0, MAX_AUDIT_LINKS);
    const last = sent.at(-1);
    if (last === undefined) return null;
    return {
      log: writing.log,
      suite: writing.suiteName,
      from: { n: from.n, hash: from.hash },
      links: sent.map(({ content }) => content),
      head: {
        n: last.n,
        hash: writing.hashAt(
          from,
          sent.map(({ content }) => content),
        ),
      },
    };
  }

  /** Whether there is anything but anchors behind the last anchor. */
  hasNews(): boolean {
    const from = this.anchorNow?.n ?? 0;
    // The entry that states an anchor is the one behind it.
    return this.head().n > from + (this.anchorNow === null ? 0 : 1);
  }

  /** The platform keeps this head of the log. */
  async anchored(anchor: AuditAnchor): Promise<void> {
    this.standing = 'anchored';
    if (this.anchorNow?.n === anchor.n && this.anchorNow.log === anchor.log) return;
    this.anchorNow = anchor;
    this.links = this.links.filter(({ n }) => n > anchor.n);
    await this.note({ act: 'anchored', n: anchor.n, hash: anchor.hash }, null);
    await this.inTurn(() => this.writeNote());
  }

  /**
   * The platform keeps the head of an earlier log of this desk. Where this desk does not have it, its log was taken away or an older
   * profile put in the place of the newer; that is noted, once.
   */
  hasEarlier(earlier: AuditAnchor): Promise<void> {
    return this.inTurn(async () => {
      if (this.contradictions.has(earlier.hash)) return;
      const { verified } = await survey(this.options, null);
      if (holds(verified.entries, earlier)) return;
      this.pendWithin({ act: 'contradicted', n: earlier.n, hash: earlier.hash });
      await this.write();
    });
  }

  /** The platform keeps no heads. */
  unsupported(): void {
    if (this.anchorNow === null) this.standing = 'unsupported';
  }

  /** The platform keeps less than the log believes: the way has to begin at its own head, or at the log's beginning. */
  gap(kept: AuditAnchor | null): Promise<void> {
    return this.inTurn(async () => {
      this.anchorNow = kept;
      await this.takeStock(this.head(), []);
    });
  }

  /** The platform keeps an entry that this log does not have. The log goes on as another one, which says so. */
  contradicted(kept: AuditHead): Promise<void> {
    return this.inTurn(async () => {
      const segment = this.writing?.segment ?? 1;
      await this.takeStock(this.head(), [
        { kind: 'contradicted', segment, after: this.head().n, stated: false },
      ]);
      this.pendWithin({ act: 'contradicted', n: kept.n, hash: kept.hash });
      await this.write();
    });
  }

  async close(): Promise<void> {
    await this.inTurn(async () => {
      await this.write();
      await this.writeNote();
      await this.file?.close();
      this.file = null;
      this.writing = null;
    });
  }

  /** Verifies what lies on the disk and makes ready to write behind it: in the last file where it is whole, else in a new one. */
  private async takeStock(
    head: AuditHead | null,
    more: readonly AuditFinding[],
    thorough = false,
  ): Promise<void> {
    try {
      await this.file?.close();
      this.file = null;
      const surveyed = await survey(this.options, head && this.noteNow(head), thorough);
      this.verifiedAt = this.options.now().toISOString();
      if (surveyed.verified.newer) {
        this.writing = null;
        this.trouble = NEWER_AUDIT;
        return;
      }
      const next = await goOn(this.options, surveyed, more);
      await this.begin(surveyed, next, [...surveyed.verified.findings, ...more]);
    } catch (error) {
      this.writing = null;
      this.trouble = unwritten(diskTrouble(error, 'open').code);
    }
  }

  private async begin(
    surveyed: Surveyed,
    { writing, anchor, opening }: Awaited<ReturnType<typeof goOn>>,
    findings: readonly AuditFinding[],
  ): Promise<void> {
    const { folder, files } = this.options;
    const { entries, findings: known } = surveyed.verified;
    // Before there is a file at all: a log without a note is one whose note was taken away.
    if (entries.length === 0 && known.length === 0)
      await writeNote(
        folder,
        files,
        { head: writing.head, anchor: null, key: writing.key, suite: writing.suiteName },
        writing,
      );
    const opened = await RecordFile.open({
      folder,
      files,
      name: segmentName(writing.segment),
      kind: AUDIT_KIND,
    });
    if (!opened.ok) {
      this.writing = null;
      this.trouble = unwritten(opened.error.code);
      return;
    }
    this.file = opened.value;
    this.writing = writing;
    this.trouble = null;
    this.findings = findings;
    this.anchorNow = anchor;
    this.standing =
      anchor === null ? (this.standing === 'unsupported' ? 'unsupported' : 'never') : 'anchored';
    this.recall(surveyed.verified.entries, anchor?.n ?? writing.logBegan.n);
    if (opening !== null) {
      this.pendWithin(opening);
      await this.write();
    }
    await this.writeNote();
  }

  private recall(entries: readonly ProvenEntry[], from: number): void {
    this.count = entries.length;
    this.links = [];
    this.mirrored.clear();
    this.lastMirrored = 0;
    this.contradictions.clear();
    this.reveals = new RevealCounts();
    for (const { entry } of entries) this.learn(entry, from);
  }

  private learn(entry: AuditEntry, from: number): void {
    const { writing } = this;
    if (writing && entry.n > from)
      this.links.push({ n: entry.n, content: contentHash(writing.suite, entry) });
    if (entry.did.act === 'segment')
      this.isOwnKey = entry.did.key === writing?.key && entry.did.suite === writing.suiteName;
    if (entry.did.act === 'accepted') this.accepted = entry.did.opId;
    if (entry.did.act === 'contradicted') this.contradictions.add(entry.did.hash);
    if (entry.did.act !== 'access') return;
    if (this.isOwnKey) this.mirrored.set(entry.did.entry, entry.did.digest);
    this.lastMirrored = Math.max(this.lastMirrored, entry.did.entry);
    this.reveals.add(entry.at, entry.clerk, entry.did.what);
  }

  /** To be written by whoever has the turn already. */
  private pendWithin(did: AuditAct): void {
    const at = this.options.now().toISOString();
    this.pending.unshift({ did, clerk: null, at, done: () => undefined });
  }

  /** Everything that waits, with one sync. */
  private async write(): Promise<void> {
    const batch = this.pending;
    this.pending = [];
    if (batch.length === 0) return;
    const { writing, file } = this;
    if (writing === null || file === null) return this.lose(batch, 'CLOSED');
    const at = this.options.now().toISOString();
    const missed: Omit<Pending, 'done'>[] =
      this.missed > 0 ? [{ did: { act: 'missed', count: this.missed }, clerk: null, at }] : [];
    const made: { entry: AuditEntry; hash: string }[] = [];
    let { n, hash } = writing.head;
    for (const { did, clerk, at } of [...missed, ...batch]) {
      const closed = closedEntry(writing.suite, writing.keys, hash, { v: 1, n: ++n, at, clerk, did });
      hash = closed.hash;
      made.push(closed);
    }
    const written = await file.append(made.map(({ entry }) => Buffer.from(canonicalJson(entry))));
    if (!written.ok) return this.lose(batch, written.error.code);
    writing.head = { n, hash };
    this.missed = 0;
    this.trouble = null;
    this.count += made.length;
    for (const { entry } of made) this.learn(entry, this.anchorNow?.n ?? writing.logBegan.n);
    this.sinceNote += made.length;
    if (this.sinceNote >= NOTE_EVERY) await this.writeNote();
    for (const { done } of batch) done(true);
  }

  private lose(batch: readonly Pending[], code: string): void {
    this.missed += batch.length;
    this.trouble = unwritten(code);
    for (const { done } of batch) done(false);
  }

  private noteNow(head: AuditHead) {
    const { writing } = this;
    return writing && { head, anchor: this.anchorNow, key: writing.key, suite: writing.suiteName };
  }

  /** A note that is behind says less, and nothing that is wrong. */
  private async writeNote(): Promise<void> {
    const { writing } = this;
    const note = writing && this.noteNow(writing.head);
    if (!writing || !note) return;
    this.sinceNote = 0;
    await writeNote(this.options.folder, this.options.files, note, writing).catch(() => undefined);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}
