import { bytesToHex } from '@noble/hashes/utils.js';
import type { AuditAct } from '#shared/audit/act';
import { type AuditHead, type AuditKeys, auditKeys, chainHash } from '#shared/audit/entry';
import type { CryptoSuite } from '#shared/crypto/suite';
import type { AuditAnchor } from '#shared/protocol/audit';
import { HEADER_BYTES } from '../journal/frames';
import { nodeSuite } from '../vault/nodeSuite';
import { type FoundKey, newKey, readKeys } from './auditKeyFile';
import type { AuditOptions } from './auditLog';
import { type AuditNote, NO_HEAD, readNote } from './auditNote';
import {
  type AuditFinding,
  entryAt,
  fileDigest,
  holds,
  type KnownKey,
  type ProvenEntry,
  type SegmentBytes,
  type VerifiedLog,
  verifyLog,
} from './verifyLog';

/** Files of a log; one that was taken away does not hide those behind it. */
const MOST_SEGMENTS = 5000;
const LOOK_AHEAD = 8;

export const segmentName = (segment: number): string =>
  segment === 1 ? 'audit.jnl' : `audit-${segment}.jnl`;

/** What lies on the disk of a log, and what it is worth. */
export interface Surveyed {
  readonly segments: readonly SegmentBytes[];
  readonly keys: readonly FoundKey[];
  readonly note: AuditNote | null;
  readonly verified: VerifiedLog;
}

/** How the log is written from here on. */
export interface Writing {
  readonly segment: number;
  /** Names the log at the platform. */
  readonly log: string;
  /** What the log's first entry follows. */
  readonly logBegan: AuditHead;
  readonly key: number;
  readonly keys: AuditKeys;
  readonly keySealed: boolean;
  readonly suite: CryptoSuite;
  readonly suiteName: 'std' | 'gm';
  head: AuditHead;
  /** The hash at the end of these contents. */
  hashAt(from: AuditHead, contents: readonly string[]): string;
}

type Place = Pick<AuditOptions, 'folder' | 'files' | 'system'>;

export async function readSegments({
  folder,
  files,
}: Pick<Place, 'folder' | 'files'>): Promise<SegmentBytes[]> {
  const segments: SegmentBytes[] = [];
  for (let segment = 1; segment <= MOST_SEGMENTS; segment++) {
    if (segment > (segments.at(-1)?.segment ?? 0) + LOOK_AHEAD) break;
    const bytes = await files.readAll(`${folder}/${segmentName(segment)}`);
    if (bytes !== null) segments.push({ segment, bytes });
  }
  return segments;
}

const knownKey = ({ id, key }: FoundKey): KnownKey => {
  const made = new Map<CryptoSuite, AuditKeys>();
  return {
    id,
    key: key === 'closed' ? null : key,
    keys(suite) {
      if (key === 'closed') throw new Error('audit key: closed');
      const keys = made.get(suite) ?? auditKeys(suite, key);
      made.set(suite, keys);
      return keys;
    },
  };
};

/** Reads and verifies; `known`: what the running log knows of itself, which counts in the place of the note. Throws what the disk throws. */
export async function survey(place: Place, known: AuditNote | null, thorough = false): Promise<Surveyed> {
  const { folder, files } = place;
  await files.makeFolder(folder);
  const found = await readKeys(place);
  const keys = found.map(knownKey);
  const segments = await readSegments(place);
  const note =
    known ??
    (await readNote(folder, files, ({ key, suite }) => {
      const by = keys.find(({ id }) => id === key);
      return by?.key ? { suite: nodeSuite(suite), keys: by.keys(nodeSuite(suite)) } : null;
    }));
  const verified = verifyLog(segments, keys, note, thorough);
  return { segments, keys: found, note: typeof note === 'string' ? null : note, verified };
}

/** Where and as which log it goes on, and the entry that a new file opens with. Throws what the disk throws. */
export async function goOn(
  options: AuditOptions,
  surveyed: Surveyed,
  more: readonly AuditFinding[],
): Promise<{
  readonly writing: Writing;
  readonly anchor: AuditAnchor | null;
  readonly opening: AuditAct | null;
}> {
  const { verified, segments, keys } = surveyed;
  const { entries } = verified;
  const last = entries.at(-1);
  const head: AuditHead = last ? { n: last.entry.n, hash: last.hash } : NO_HEAD;
  const before = openingOf(entries);
  const lastKey = keys.find(({ id }) => id === before?.key);
  const key =
    (lastKey && lastKey.key !== 'closed' ? lastKey : keys.filter((one) => one.key !== 'closed').at(-1)) ??
    null;
  const found = key ?? (await newKey(options, Math.max(0, ...keys.map((one) => one.id)) + 1, options.random));
  if (found.key === 'closed') throw new Error('audit key: closed');
  const whole = before !== null && before.key === found.id && !verified.unstated && more.length === 0;
  const suiteName = whole ? before.suite : options.suite();
  const suite = nodeSuite(suiteName);
  const contradicted = more.some(({ kind }) => kind === 'contradicted');
  const anchor = before && surveyed.note?.anchor?.log === before.log ? surveyed.note.anchor : null;
  const began = before && logBegan(entries, before.log);
  // A way over another suite's entries cannot be computed, and one that was contradicted is of no use.
  const sameLog =
    before !== null &&
    began !== null &&
    !contradicted &&
    before.suite === suiteName &&
    hasWay(entries, anchor ?? began, head);
  const full = entries.filter(({ segment }) => segment === before?.segment).length >= options.fileEntries;
  const goesOn = whole && sameLog && !full;
  const writing: Writing = {
    segment: goesOn ? before.segment : nextSegment(segments),
    log: sameLog ? before.log : bytesToHex(options.random(16)),
    logBegan: sameLog ? began : head,
    key: found.id,
    keys: auditKeys(suite, found.key),
    keySealed: found.sealed,
    suite,
    suiteName,
    head,
    hashAt: (from, contents) =>
      contents.reduce((hash, content) => chainHash(suite, hash, content), from.hash),
  };
  if (goesOn) return { writing, anchor: sameLog ? anchor : null, opening: null };
  const findings = [...verified.findings.filter(({ stated }) => !stated), ...more];
  const opening: AuditAct = {
    act: 'segment',
    segment: writing.segment,
    log: writing.log,
    key: found.id,
    suite: suiteName,
    before: segments
      .filter(({ segment }) => segment < writing.segment)
      .map((one) => ({ segment: one.segment, bytes: one.bytes.length, digest: fileDigest(one.bytes) })),
    findings: findings.slice(0, 200).map(({ kind, segment, after }) => ({ kind, segment, after })),
  };
  return { writing, anchor: sameLog ? anchor : null, opening };
}

/** Behind the last one, or a file that was made and never begun. */
function nextSegment(segments: readonly SegmentBytes[]): number {
  const last = segments.at(-1);
  if (last === undefined) return 1;
  return last.segment + (isUnbegun(last.bytes) ? 0 : 1);
}

const isUnbegun = (bytes: Uint8Array): boolean => bytes.length <= HEADER_BYTES;

function openingOf(entries: readonly ProvenEntry[]) {
  for (let i = entries.length - 1; i >= 0; i--) {
    const did = entries[i]?.entry.did;
    if (did?.act === 'segment') return did;
  }
  return null;
}

/** What the first entry of this log follows. */
function logBegan(entries: readonly ProvenEntry[], log: string): AuditHead | null {
  const first = entries.find(({ entry }) => entry.did.act === 'segment' && entry.did.log === log);
  return first ? { n: first.entry.n - 1, hash: first.entry.prev } : null;
}

/** Whether every entry from there to the head is here and follows the one before. */
function hasWay(entries: readonly ProvenEntry[], from: AuditHead, head: AuditHead): boolean {
  if (from.n > 0 && entries[0] !== undefined && from.n >= entries[0].entry.n && !holds(entries, from))
    return false;
  let { hash } = from;
  for (let n = from.n + 1; n <= head.n; n++) {
    const one = entryAt(entries, n);
    if (one === undefined || one.entry.prev !== hash) return false;
    hash = one.hash;
  }
  return hash === head.hash;
}
