import { z } from 'zod';
import { PlatformRecord, recordKey } from '../domain/record';
import { inJurisdiction, type Jurisdiction } from '../domain/region';
import { foreignJson } from '../foreignJson';
import type { Trouble } from '../host';
import { canonicalJson, sha256Hex } from '../json';
import { API, PROTOCOL, SnapshotManifest, type SnapshotSegment } from '../protocol/messages';
import { readNewer } from '../protocol/newer';
import { err, ok, type Result } from '../result';
import { BAD_MANIFEST, FOREIGN_MANIFEST, NOT_PLATFORM, OTHER_VERSION } from './receiverWords';

/** What is wrong with a segment: it did not come as the manifest says, or what it says cannot be used (`at`: its record, from 1). */
export type SegmentFault =
  | { readonly kind: 'cut' }
  | { readonly kind: 'hash' }
  | { readonly kind: 'bad'; readonly at: number }
  | { readonly kind: 'foreign'; readonly at: number };

/** The records of a segment that passed every check. `unread`: lines of a newer platform of which this program can make nothing. */
export interface Segment {
  readonly records: readonly PlatformRecord[];
  readonly unread: readonly string[];
}

/** The village a record belongs to; a village is its own. */
export const villageOf = (record: PlatformRecord): string =>
  record.kind === 'village' ? record.id : record.villageCode;

const Placed = z.object({ villageCode: z.string() });

/** Does something that this program cannot make out name a village outside the jurisdiction? */
export function isElsewhere(value: unknown, jurisdiction: Jurisdiction): boolean {
  const placed = Placed.safeParse(value);
  return placed.success && !inJurisdiction(jurisdiction, placed.data.villageCode);
}

/** The manifest of a snapshot that this desk may fetch, as strictly as its version allows. */
export function checkedManifest(
  value: unknown,
  jurisdiction: Jurisdiction,
): Result<SnapshotManifest, Trouble> {
  const envelope = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  if (envelope.api !== API) return err(NOT_PLATFORM);
  const newer = typeof envelope.protocol === 'number' && envelope.protocol > PROTOCOL;
  const manifest = newer ? readNewer(SnapshotManifest, value) : SnapshotManifest.safeParse(value).data;
  if (envelope.protocol !== PROTOCOL && !(newer && manifest)) return err(OTHER_VERSION(envelope.protocol));
  if (!manifest || manifest.records !== sum(manifest.segments)) return err(BAD_MANIFEST);
  return canonicalJson(manifest.jurisdiction) === canonicalJson(jurisdiction)
    ? ok(manifest)
    : err(FOREIGN_MANIFEST(manifest.jurisdiction, jurisdiction));
}

const sum = (segments: readonly SnapshotSegment[]): number =>
  segments.reduce((total, { records }) => total + records, 0);

/**
 * Reads the text of a segment: hash and count against the manifest first, then every record strictly. `text`: the lines, each
 * with its line feed. A segment is taken whole or not at all.
 */
export function readSegment(
  text: string,
  due: SnapshotSegment,
  { jurisdiction, protocol }: Pick<SnapshotManifest, 'jurisdiction' | 'protocol'>,
): Result<Segment, SegmentFault> {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length < due.records) return err({ kind: 'cut' });
  if (sha256Hex(text) !== due.sha256 || lines.length !== due.records) return err({ kind: 'hash' });
  const newer = protocol > PROTOCOL;
  const records: PlatformRecord[] = [];
  const unread: string[] = [];
  for (const [i, line] of lines.entries()) {
    const value = parsedJson(line);
    const record = newer ? readNewer(PlatformRecord, value) : PlatformRecord.safeParse(value).data;
    if (record) {
      if (!inJurisdiction(jurisdiction, villageOf(record))) return err({ kind: 'foreign', at: i + 1 });
      records.push(record);
    } else if (newer && value !== undefined) {
      // A kind of record that came after this program: kept for the one that knows it, and it counts.
      if (isElsewhere(value, jurisdiction)) return err({ kind: 'foreign', at: i + 1 });
      unread.push(line);
    } else return err({ kind: 'bad', at: i + 1 });
  }
  return ok({ records, unread });
}

function parsedJson(line: string): unknown {
  const read = foreignJson(line);
  return read.ok ? read.value : undefined;
}

/** What all segments are together, before they take effect. */
export interface Weight {
  readonly records: number;
  readonly persons: number;
  /** Records that came twice. */
  readonly doubled: number;
}

/** The records of all segments in their order, and what they weigh. */
export function putTogether(segments: Iterable<Segment>): {
  records: Map<string, PlatformRecord>;
  unread: string[];
  weight: Weight;
} {
  const records = new Map<string, PlatformRecord>();
  const unread: string[] = [];
  let [count, persons] = [0, 0];
  for (const segment of segments) {
    for (const record of segment.records) {
      records.set(recordKey(record), record);
      count++;
      if (record.kind === 'person') persons++;
    }
    unread.push(...segment.unread);
  }
  const weight = { records: count + unread.length, persons, doubled: count - records.size };
  return { records, unread, weight };
}
