import { bytesToHex } from '@noble/hashes/utils.js';
import type { z } from 'zod';
import type { ClosedSegment, FindingKind } from '#shared/audit/act';
import { AuditEntry, type AuditHead, type AuditKeys, entryHash, macOf } from '#shared/audit/entry';
import type { CryptoSuite } from '#shared/crypto/suite';
import { canonicalJson } from '#shared/json';
import type { AuditAnchor } from '#shared/protocol/audit';
import { type FrameKind, HEADER_BYTES, readFrames } from '../journal/frames';
import { NODE_SUITES } from '../vault/nodeSuite';
import { type AuditNote, NO_HEAD } from './auditNote';

export const AUDIT_KIND: FrameKind = { magic: 'CBAUDT', version: 1 };

/** A file of the log, as it lies on the disk. */
export interface SegmentBytes {
  readonly segment: number;
  readonly bytes: Uint8Array;
}

/** A key of the log by its number; null: it is there and does not open. */
export interface KnownKey {
  readonly id: number;
  readonly key: Uint8Array | null;
  readonly keys: (suite: CryptoSuite) => AuditKeys;
}

export interface AuditFinding {
  readonly kind: FindingKind;
  readonly segment: number;
  /** The last entry before it. */
  readonly after: number;
  /** The log states it already, and nothing was changed since. */
  readonly stated: boolean;
}

/** An entry that is what it was when it was written, and in which file it lies. */
export interface ProvenEntry {
  readonly entry: AuditEntry;
  readonly hash: string;
  readonly segment: number;
  /** False where its key does not open: it fits the chain, and more is not known. */
  readonly proven: boolean;
}

export interface VerifiedLog {
  /** In order, each once. */
  readonly entries: readonly ProvenEntry[];
  /** What is found now, and what the log states of earlier starts. */
  readonly findings: readonly AuditFinding[];
  /** A newer program's log: nothing is written to it. */
  readonly newer: boolean;
  /** Damage in the last file, or before it, that the log does not state yet: it must go on in a new one. */
  readonly unstated: boolean;
}

type Raw = { readonly kind: FindingKind; readonly segment: number; readonly after: number };

/** What one file holds, each entry on its own. */
interface ReadSegment {
  readonly segment: number;
  readonly found: readonly ProvenEntry[];
  readonly raws: readonly Raw[];
  readonly newer: boolean;
}

/**
 * Reads every file of a log and holds it against its keys, its own chain, the note beside it and the anchor in it. Nothing is changed.
 * What is whole is given, whatever else is found. Unless it is `thorough`, a closed file that has the digest which the last one states, and
 * of which nothing was ever found, is not verified entry by entry again.
 */
export function verifyLog(
  segments: readonly SegmentBytes[],
  keys: readonly KnownKey[],
  note: AuditNote | 'absent' | 'damaged' | 'unproven',
  thorough = true,
): VerifiedLog {
  const begun = segments.at(-1);
  // A file without a single record is one that was about to begin.
  if (begun !== undefined && isBlank(begun.bytes))
    return verifyLog(segments.slice(0, -1), keys, note, thorough);
  const read = thorough ? segments.map((segment) => readSegment(segment, keys)) : readBack(segments, keys);
  const raws = read.flatMap((one) => one.raws);
  const inOrder = read.flatMap(({ found }) => found);
  raws.push(...orderOf(inOrder), ...chainOf(inOrder));
  const entries = sorted(inOrder);
  const files = new Map(segments.map(({ segment, bytes }) => [segment, bytes]));
  const last = segments.at(-1)?.segment ?? 0;
  raws.push(...filesOf(entries, files, last), ...noteOf(entries, note, last, segments.length > 0));
  const said = openingsOf(entries).flatMap(({ did }) => did.findings);
  const settled = settledIn(entries, files);
  const findings = raws.map((raw) => ({ ...raw, stated: settled.has(nameOf(raw)) }));
  return {
    entries,
    findings: unique([...said.map((one) => ({ ...one, stated: true })), ...findings]),
    newer: read.some(({ newer }) => newer),
    unstated: findings.some((one) => !one.stated),
  };
}

function isBlank(bytes: Uint8Array): boolean {
  if (bytes.length < HEADER_BYTES) return true;
  const { header, records, damage } = readFrames(bytes, AUDIT_KIND);
  return header === 'ok' && records.length === 0 && damage.length === 0;
}

const nameOf = ({ kind, segment, after }: Raw): string => `${kind}/${segment}/${after}`;

const unique = (findings: readonly AuditFinding[]): AuditFinding[] => [
  ...new Map(findings.map((one) => [nameOf(one), one])).values(),
];

function readSegment({ segment, bytes }: SegmentBytes, known: readonly KnownKey[]): ReadSegment {
  const frames = readFrames(bytes, AUDIT_KIND);
  const raws: Raw[] = [];
  if (frames.header === 'newer') return { segment, found: [], raws, newer: true };
  if (frames.header !== 'ok') raws.push({ kind: 'header', segment, after: 0 });
  const found: ProvenEntry[] = [];
  const seen: { offset: number; after: number }[] = [];
  let refused = 0;
  const prover = new Prover(known);
  for (const { offset, content } of frames.records) {
    const after = found.at(-1)?.entry.n ?? 0;
    seen.push({ offset, after });
    const proved = prover.prove(content);
    if (proved === null) {
      refused++;
      raws.push({ kind: 'altered', segment, after });
      continue;
    }
    found.push({ ...proved, segment });
  }
  for (const { kind, from } of frames.damage) {
    const before = seen.filter(({ offset }) => offset < from).length;
    const after = found[before - 1]?.entry.n ?? found.at(-1)?.entry.n ?? 0;
    // A torn header is said once.
    if (frames.header === 'ok') raws.push({ kind: kind === 'torn' ? 'torn' : 'unreadable', segment, after });
  }
  if (found.some(({ proven }) => !proven)) raws.push({ kind: 'unproven', segment, after: 0 });
  if (refused > 0 && found.length === 0)
    return { segment, found, raws: [{ kind: 'foreign', segment, after: 0 }], newer: false };
  return { segment, found, raws, newer: false };
}

/** From the last file to the first, so that what a later one states of an earlier one is known. */
function readBack(segments: readonly SegmentBytes[], keys: readonly KnownKey[]): ReadSegment[] {
  const read: ReadSegment[] = [];
  let closed: readonly z.infer<typeof ClosedSegment>[] | null = null;
  const suspect = new Set<number>();
  for (const one of [...segments].reverse()) {
    const was = closed?.find(({ segment }) => segment === one.segment);
    const next = read.at(0)?.found[0];
    const known = was && next && !suspect.has(one.segment) && isAsItWas(one.bytes, was);
    const is: ReadSegment = known ? readKnown(one, next) : readSegment(one, keys);
    for (const { did } of openingsOf(is.found)) {
      closed ??= did.before;
      for (const { segment } of did.findings) suspect.add(segment);
    }
    read.unshift(is);
  }
  return read;
}

/** Entries of a file whose bytes are proven as a whole; each one's hash stands in the one behind it. */
function readKnown({ segment, bytes }: SegmentBytes, next: ProvenEntry): ReadSegment {
  const decoder = new TextDecoder();
  const entries = readFrames(bytes, AUDIT_KIND).records.map(
    ({ content }) => JSON.parse(decoder.decode(content)) as AuditEntry,
  );
  const found = entries.map((entry, i) => ({
    entry,
    hash: (entries[i + 1] ?? next.entry).prev,
    segment,
    proven: true,
  }));
  return { segment, found, raws: [], newer: false };
}

/** Finds suite and key of an entry: nearly always those of the one before. */
class Prover {
  private candidates: { suite: CryptoSuite; keys: AuditKeys }[];
  private readonly hasClosed: boolean;
  private closedSuite: 'std' | 'gm' | null = null;

  constructor(known: readonly KnownKey[]) {
    const suites = NODE_SUITES.filter(({ name }) => name !== 'swift');
    const open = known.filter(({ key }) => key !== null);
    this.candidates = open.flatMap(({ keys }) => suites.map((suite) => ({ suite, keys: keys(suite) })));
    this.hasClosed = known.length > open.length;
  }

  prove(content: Uint8Array): Omit<ProvenEntry, 'segment'> | null {
    const entry = parse(content);
    if (entry === null) return null;
    for (const candidate of this.candidates) {
      const hash = entryHash(candidate.suite, entry);
      if (macOf(candidate.suite, candidate.keys, hash) !== entry.mac) continue;
      this.candidates = [candidate, ...this.candidates.filter((one) => one !== candidate)];
      return { entry, hash, proven: true };
    }
    // Of a key that does not open only the chain can be judged, with the suite that its neighbours will bear out.
    if (!this.hasClosed) return null;
    const suite = NODE_SUITES.find(({ name }) => name === (this.closedSuite ?? suiteOf(entry) ?? 'std'));
    this.closedSuite = suiteOf(entry) ?? this.closedSuite;
    return suite === undefined ? null : { entry, hash: entryHash(suite, entry), proven: false };
  }
}

const suiteOf = ({ did }: AuditEntry): 'std' | 'gm' | null => (did.act === 'segment' ? did.suite : null);

/** An entry in the very bytes in which it was written: other bytes of the same meaning are none. */
function parse(content: Uint8Array): AuditEntry | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    const parsed = AuditEntry.safeParse(JSON.parse(text));
    return parsed.success && canonicalJson(parsed.data) === text ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The first of several with one number stays. */
function sorted(found: readonly ProvenEntry[]): ProvenEntry[] {
  const byN = new Map<number, ProvenEntry>();
  for (const one of found) if (!byN.has(one.entry.n)) byN.set(one.entry.n, one);
  return [...byN.values()].sort((a, b) => a.entry.n - b.entry.n);
}

/** Entries that stand where they were not written. */
function orderOf(found: readonly ProvenEntry[]): Raw[] {
  const raws: Raw[] = [];
  const hashes = new Map<number, string>();
  let highest = 0;
  for (const { entry, hash, segment } of found) {
    const { n } = entry;
    const known = hashes.get(n);
    if (known !== undefined)
      raws.push({ kind: known === hash ? 'twice' : 'broken', segment, after: highest });
    else if (n < highest) raws.push({ kind: 'order', segment, after: highest });
    hashes.set(n, known ?? hash);
    highest = Math.max(highest, n);
  }
  return raws;
}

/** Numbers that are missing, and entries that do not follow the one before them. */
function chainOf(found: readonly ProvenEntry[]): Raw[] {
  const raws: Raw[] = [];
  let before: { n: number; hash: string } = NO_HEAD;
  for (const { entry, hash, segment } of sorted(found)) {
    if (entry.n !== before.n + 1) raws.push({ kind: 'missing', segment, after: before.n });
    else if (entry.prev !== before.hash) raws.push({ kind: 'broken', segment, after: before.n });
    before = { n: entry.n, hash };
  }
  return raws;
}

const openingsOf = (entries: readonly ProvenEntry[]) =>
  entries.flatMap(({ entry, segment }) =>
    entry.did.act === 'segment' ? [{ did: entry.did, segment, n: entry.n }] : [],
  );

/** Closed files that are gone or not what the last opening says; files that nobody began. */
function filesOf(
  entries: readonly ProvenEntry[],
  files: ReadonlyMap<number, Uint8Array>,
  last: number,
): Raw[] {
  const openings = openingsOf(entries);
  const opening = openings.at(-1);
  const raws: Raw[] = [];
  if (opening !== undefined && opening.segment !== last)
    raws.push({ kind: 'segment', segment: last, after: opening.n });
  for (const one of openings)
    if (one.did.segment !== one.segment) raws.push({ kind: 'segment', segment: one.segment, after: 0 });
  for (const closed of opening?.did.before ?? [])
    if (!isAsItWas(files.get(closed.segment), closed))
      raws.push({ kind: 'segment', segment: closed.segment, after: 0 });
  for (let segment = 1; segment < last; segment++)
    if (!files.has(segment) && !opening?.did.before.some((one) => one.segment === segment))
      raws.push({ kind: 'segment', segment, after: 0 });
  return raws;
}

const DIGEST = NODE_SUITES.find(({ name }) => name === 'std');
/** SHA-256 of a closed file, whatever the log's own suite. */
export function fileDigest(bytes: Uint8Array): string {
  if (DIGEST === undefined) throw new Error('no suite std');
  return bytesToHex(DIGEST.digest(bytes));
}

const isAsItWas = (bytes: Uint8Array | undefined, was: { bytes: number; digest: string }): boolean =>
  (bytes?.length ?? 0) === was.bytes && fileDigest(bytes ?? new Uint8Array()) === was.digest;

/** The log is shorter than it was, as far as the note beside it, or an anchor in it, knows. */
function noteOf(
  entries: readonly ProvenEntry[],
  note: AuditNote | 'absent' | 'damaged' | 'unproven',
  segment: number,
  begun: boolean,
): Raw[] {
  const last = entries.at(-1)?.entry.n ?? 0;
  if (note === 'unproven') return [];
  if (note === 'absent') return begun ? [{ kind: 'note', segment, after: last }] : [];
  if (note === 'damaged') return [{ kind: 'note', segment: Math.max(1, segment), after: last }];
  const kept = [note.head, ...(note.anchor ? [note.anchor] : [])];
  const lost = kept.some((head) => !holds(entries, head));
  return lost ? [{ kind: 'cut', segment: Math.max(1, segment), after: last }] : [];
}

/** Whether the log has this very entry. */
export function holds(entries: readonly ProvenEntry[], { n, hash }: AuditHead | AuditAnchor): boolean {
  if (n === 0) return true;
  return entryAt(entries, n)?.hash === hash;
}

export function entryAt(entries: readonly ProvenEntry[], n: number): ProvenEntry | undefined {
  const guess = entries[n - 1];
  return guess?.entry.n === n ? guess : entries.find(({ entry }) => entry.n === n);
}

/**
 * Findings that the log states of files that are still as they were when it stated them. Of the last file nothing is stated yet:
 * whatever is found in it is stated by the next.
 */
function settledIn(
  entries: readonly ProvenEntry[],
  files: ReadonlyMap<number, Uint8Array>,
): ReadonlySet<string> {
  const openings = openingsOf(entries);
  const closed = openings.at(-1)?.did.before ?? [];
  const same = new Set(
    closed.filter((one) => isAsItWas(files.get(one.segment), one)).map(({ segment }) => segment),
  );
  const said = openings.flatMap(({ did }) => did.findings);
  return new Set(
    said.filter(({ segment }) => same.has(segment) || !files.has(segment)).map((one) => nameOf(one)),
  );
}
