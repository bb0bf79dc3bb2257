import { createHash } from 'node:crypto';
import { constants, gunzipSync } from 'node:zlib';
import { PlatformRecord, recordKey } from '#shared/domain/record';
import { inJurisdiction, type Jurisdiction } from '#shared/domain/region';
import { SnapshotEnd, SnapshotHeader } from '#shared/protocol/messages';
import { Breach, hold } from './breach';
import type { Reply } from './line';

export interface Snapshot {
  readonly header: SnapshotHeader;
  readonly records: readonly PlatformRecord[];
  readonly byKey: ReadonlyMap<string, PlatformRecord>;
}

export const villageOf = (record: PlatformRecord): string =>
  record.kind === 'village' ? record.id : record.villageCode;

/** The lines of a snapshot, as far as it came. */
export function linesOf(reply: Reply): string[] {
  hold(
    reply.status === 200,
    `GET /v1/snapshot was answered ${reply.status}.`,
    `GET /v1/snapshot 应答复 200，平台答复了 ${reply.status}。`,
  );
  try {
    const whole = gunzipSync(reply.bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8');
    return whole.split('\n');
  } catch {
    throw new Breach(
      'The snapshot is not a gzip file; perhaps a proxy takes gzip off as a content encoding.',
      '底册不是 gzip 文件；可能有代理把 gzip 当作传输压缩解开了。',
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

/** Only the first line, where nothing else is asked of the snapshot. */
export const headerOf = (lines: readonly string[]): SnapshotHeader =>
  parsedLine(SnapshotHeader, lines[0] ?? '', 'The first line', '首行');

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

/** A snapshot that is whole, counted, hashed, sorted and of this jurisdiction only; else the first thing that is wrong. */
export function wholeSnapshot(reply: Reply, jurisdiction: Jurisdiction): Snapshot {
  const type = reply.headers.get('content-type') ?? '';
  hold(
    type.startsWith('application/gzip') && reply.headers.get('content-encoding') === null,
    `The snapshot came as ${type} with content encoding ${reply.headers.get('content-encoding')}; it is a file of type application/gzip.`,
    `底册应为 application/gzip 文件且没有 content-encoding，平台给的是 ${type}。`,
  );
  const lines = linesOf(reply);
  const header = headerOf(lines);
  hold(
    lines.at(-1) === '' && lines.length >= 3,
    'The snapshot does not end with a line feed after the end line: it was cut, and a desk takes none of it.',
    '底册结尾没有结束行：内容不完整，终端一条也不会采用。',
  );
  const end = parsedLine(SnapshotEnd, lines.at(-2) ?? '', 'The end line', '结束行');
  const middle = lines.slice(1, -2);
  const sha256 = createHash('sha256')
    .update(middle.map((line) => `${line}\n`).join(''))
    .digest('hex');
  hold(
    end.sha256 === sha256,
    `The end line gives SHA-256 ${end.sha256.slice(0, 12)}…, the lines have ${sha256.slice(0, 12)}…: every desk would throw the snapshot away.`,
    `结束行的 SHA-256 为 ${end.sha256.slice(0, 12)}…，实际内容为 ${sha256.slice(0, 12)}…：所有终端都会拒收这份底册。`,
  );
  const records = middle.map((line) => parsedLine(PlatformRecord, line, 'A record', '一条记录'));
  const persons = records.filter((r) => r.kind === 'person').length;
  hold(
    header.records === records.length && end.records === records.length && header.persons === persons,
    `The snapshot announces ${header.records} records and ${header.persons} persons, ends with ${end.records}, and has ${records.length} and ${persons}.`,
    `底册首行说有 ${header.records} 条记录、${header.persons} 人，结束行说 ${end.records} 条，实有 ${records.length} 条、${persons} 人。`,
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
  return { header, records, byKey: new Map(records.map((record) => [recordKey(record), record])) };
}
