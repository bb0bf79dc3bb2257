import { createHash } from 'node:crypto';
import { constants, gunzipSync } from 'node:zlib';
import { PlatformRecord, recordKey } from '#shared/domain/record';
import { inJurisdiction, type Jurisdiction } from '#shared/domain/region';
import type { SnapshotManifest, SnapshotSegment } from '#shared/protocol/messages';
import { Breach, hold } from './breach';
import type { Reply } from './line';

export interface Snapshot {
  readonly manifest: SnapshotManifest;
  readonly records: readonly PlatformRecord[];
  readonly byKey: ReadonlyMap<string, PlatformRecord>;
}

export const villageOf = (record: PlatformRecord): string =>
  record.kind === 'village' ? record.id : record.villageCode;

/** One segment as it came, with what the manifest says of it. */
export interface SegmentReply {
  readonly reply: Reply;
  readonly due: SnapshotSegment;
}

/** The text of a segment, as far as it came. */
export function textOf(reply: Reply): string {
  hold(
    reply.status === 200,
    `A segment of the snapshot was answered ${reply.status}.`,
    `底册分段应答复 200，平台答复了 ${reply.status}。`,
  );
  try {
    return gunzipSync(reply.bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8');
  } catch {
    throw new Breach(
      'A segment of the snapshot is not a gzip file; perhaps a proxy takes gzip off as a content encoding.',
      '底册分段不是 gzip 文件；可能有代理把 gzip 当作传输压缩解开了。',
    );
  }
}

function parsedLine<T>(
  schema: { safeParse(raw: unknown): { success: boolean; data?: T } },
  line: string,
  what: string,
  zh: string,
): T {
  let raw: unknown = null;
  try {
    raw = JSON.parse(line);
  } catch {
    // Told below: what is no JSON fits no schema either.
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data as T;
  throw new Breach(
    `${what} of the snapshot is not what the protocol says: ${JSON.stringify(line.slice(0, 120))}.`,
    `底册的${zh}不合协议格式：${JSON.stringify(line.slice(0, 120))}。`,
  );
}

/** Records that can be read, whatever is wrong with the rest. */
export const readableRecords = (lines: readonly string[]): PlatformRecord[] =>
  lines.flatMap((line) => {
    try {
      return PlatformRecord.safeParse(JSON.parse(line)).data ?? [];
    } catch {
      return [];
    }
  });

const order = (record: PlatformRecord): string => `${villageOf(record)} ${record.kind} ${record.id}`;

/** The lines of a segment that is what its manifest says. */
function linesOf({ reply, due }: SegmentReply, n: number): string[] {
  const type = reply.headers.get('content-type') ?? '';
  const text = textOf(reply);
  hold(
    type.startsWith('application/gzip') && reply.headers.get('content-encoding') === null,
    `Segment ${n} came as ${type} with content encoding ${reply.headers.get('content-encoding')}; it is a file of type application/gzip.`,
    `底册分段应为 application/gzip 文件且没有 content-encoding，平台给的是 ${type}。`,
  );
  const lines = text.split('\n').slice(0, -1);
  hold(
    lines.length === due.records && Buffer.byteLength(text) === due.bytes,
    `The manifest gives segment ${n} ${due.records} records in ${due.bytes} bytes; ${lines.length} in ${Buffer.byteLength(text)} came: a desk takes none of it.`,
    `清单说底册第 ${n} 段有 ${due.records} 条、${due.bytes} 字节，实有 ${lines.length} 条、${Buffer.byteLength(text)} 字节：终端一条也不会采用。`,
  );
  const sha256 = createHash('sha256').update(text).digest('hex');
  hold(
    due.sha256 === sha256,
    `The manifest gives segment ${n} SHA-256 ${due.sha256.slice(0, 12)}…, its lines have ${sha256.slice(0, 12)}…: every desk would throw the snapshot away.`,
    `清单给第 ${n} 段的 SHA-256 为 ${due.sha256.slice(0, 12)}…，实际内容为 ${sha256.slice(0, 12)}…：所有终端都会拒收这份底册。`,
  );
  return lines;
}

/** A snapshot that is whole, counted, hashed, sorted and of this jurisdiction only; else the first thing that is wrong. */
export function wholeSnapshot(
  manifest: SnapshotManifest,
  segments: readonly SegmentReply[],
  jurisdiction: Jurisdiction,
): Snapshot {
  const middle = segments.flatMap(linesOf);
  const records = middle.map((line) => parsedLine(PlatformRecord, line, 'A record', '一条记录'));
  const persons = records.filter((r) => r.kind === 'person').length;
  hold(
    manifest.records === records.length && manifest.persons === persons,
    `The manifest announces ${manifest.records} records and ${manifest.persons} persons; the segments have ${records.length} and ${persons}.`,
    `清单说有 ${manifest.records} 条记录、${manifest.persons} 人，各段实有 ${records.length} 条、${persons} 人。`,
  );
  hold(
    records.every((record) => inJurisdiction(jurisdiction, villageOf(record))),
    'The snapshot has records outside the desk’s jurisdiction.',
    '底册里有不属于本辖区的记录。',
  );
  const sorted = records.every(
    (record, i) => i === 0 || order(records[i - 1] as PlatformRecord) < order(record),
  );
  hold(
    sorted,
    'The records of the snapshot are not sorted by village, kind and id, or one is there twice.',
    '底册的记录没有按村（居）、类别、编号排序，或有重复。',
  );
  return { manifest, records, byKey: new Map(records.map((record) => [recordKey(record), record])) };
}
