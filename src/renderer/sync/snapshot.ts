import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { PlatformRecord, recordKey } from '#shared/domain/record';
import { inJurisdiction, type Jurisdiction } from '#shared/domain/region';
import { Trouble } from '#shared/host';
import { canonicalJson } from '#shared/json';
import { API, PROTOCOL, SnapshotEnd, SnapshotHeader } from '#shared/protocol/messages';
import { readNewer } from '#shared/protocol/newer';
import { err, ok, type Result } from '#shared/result';
import { type MirrorMeta, type RecordMap, SEGMENT_RECORDS, type Staging } from '../store/mirrorStore';
import { BrokenStream, linesOf } from './lines';

/** A whole snapshot that passed every check and serves from now on. */
export interface Received {
  readonly meta: MirrorMeta;
  readonly records: RecordMap;
  /** Lines of a newer platform of which this program can make nothing. */
  readonly unread: readonly string[];
}

/** What is expected of the snapshot, and where it goes. */
export interface SnapshotAsk {
  readonly jurisdiction: Jurisdiction;
  readonly owner: string;
  stage(): Promise<Staging>;
  progress(done: number, total: number): void;
  /** The last word before it takes effect: why these records must not, or null. */
  objection(records: RecordMap): Trouble | null;
}

const trouble = (code: string, text: string) => err<Trouble>({ code, text });
const KEPT = '原有资料照常使用。';

/** The village a record belongs to; a village is its own. */
export const villageOf = (record: PlatformRecord): string =>
  record.kind === 'village' ? record.id : record.villageCode;

const Placed = z.object({ villageCode: z.string() });

/** Does something that this program cannot make out name a village outside the jurisdiction? */
export function isElsewhere(value: unknown, jurisdiction: Jurisdiction): boolean {
  const placed = Placed.safeParse(value);
  return placed.success && !inJurisdiction(jurisdiction, placed.data.villageCode);
}

/**
 * Reads a snapshot line by line into a new generation of the mirror. It takes effect whole or not at all: the serving
 * generation is left only after header, every record, jurisdiction, count and hash are right.
 */
export async function receiveSnapshot(
  response: Response,
  ask: SnapshotAsk,
): Promise<Result<Received, Trouble>> {
  if (!response.ok) return err(await troubleOf(response));
  if (!response.body) return trouble('SNAPSHOT_CUT', `平台没有送来资料。${KEPT}稍后自动再取。`);
  const staging = await ask.stage();
  try {
    const read = await readLines(response.body, ask, staging);
    if (!read.ok) {
      await staging.abandon();
      return read;
    }
    const { header, records, unread } = read.value;
    const objection = ask.objection(records);
    if (objection !== null) {
      await staging.abandon();
      return err(objection);
    }
    const meta = await staging.flip({
      jurisdiction: header.jurisdiction,
      owner: ask.owner,
      cursor: header.cursor,
      asOf: header.asOf,
      ...(header.protocol > PROTOCOL ? { newer: true as const } : {}),
    });
    return ok({ meta, records, unread });
  } catch (error) {
    await staging.abandon().catch(() => undefined);
    if (error instanceof BrokenStream) {
      return trouble('SNAPSHOT_CUT', `接收资料时中断，收到的部分没有使用。${KEPT}联网后自动重新接收。`);
    }
    const name = error instanceof Error ? error.name : '原因不明';
    return trouble(
      'SNAPSHOT_UNSTORED',
      `资料写不进本机数据库（${name}）。请清理磁盘空间后点“立即同步”。${KEPT}`,
    );
  }
}

async function readLines(
  body: ReadableStream<Uint8Array>,
  ask: SnapshotAsk,
  staging: Staging,
): Promise<Result<{ header: SnapshotHeader; records: RecordMap; unread: string[] }, Trouble>> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const hash = sha256.create();
  const records: RecordMap = new Map();
  let header: SnapshotHeader | null = null;
  let ended = false;
  let pending: string[] = [];
  let persons = 0;
  const unread: string[] = [];

  for await (const lines of linesOf(body)) {
    for (const bytes of lines) {
      const value = parsedJson(utf8, bytes);
      if (!header) {
        const checked = checkedHeader(value, ask.jurisdiction);
        if (!checked.ok) return checked;
        header = checked.value;
        continue;
      }
      if (ended) return trouble('SNAPSHOT_BAD', `平台送来的资料在结尾之后还有内容，没有使用。${KEPT}`);
      const newer = header.protocol > PROTOCOL;
      const end = newer ? readNewer(SnapshotEnd, value) : SnapshotEnd.safeParse(value).data;
      if (end) {
        const whole =
          end.records === records.size + unread.length &&
          header.records === end.records &&
          header.persons === persons;
        if (!whole)
          return trouble(
            'SNAPSHOT_CUT',
            `平台送来的资料不完整（${records.size + unread.length}/${header.records}），没有使用。${KEPT}`,
          );
        if (bytesToHex(hash.digest()) !== end.sha256) {
          return trouble(
            'SNAPSHOT_HASH',
            `平台送来的资料校验不符，途中可能被改动或损坏，没有使用。${KEPT}稍后自动再取。`,
          );
        }
        ended = true;
        continue;
      }
      const record = newer ? readNewer(PlatformRecord, value) : PlatformRecord.safeParse(value).data;
      const at = records.size + unread.length + 1;
      if (newer && !record && at <= header.records && !isElsewhere(value, ask.jurisdiction)) {
        // A kind of record that came after this program: kept for the one that knows it, and it counts.
        hash.update(bytes);
        const line = utf8.decode(bytes.subarray(0, -1));
        unread.push(line);
        pending.push(line);
        continue;
      }
      if (!record)
        return trouble(
          'SNAPSHOT_BAD',
          `平台送来的资料第 ${at} 条格式不符，整批没有使用。${KEPT}请联系平台管理员。`,
        );
      if (!inJurisdiction(ask.jurisdiction, villageOf(record))) {
        return trouble(
          'SNAPSHOT_FOREIGN',
          `平台送来的资料里有不属于${ask.jurisdiction.name}的内容（第 ${at} 条），整批没有使用。${KEPT}请联系平台管理员核对本机的管辖范围。`,
        );
      }
      const key = recordKey(record);
      if (records.has(key) || at > header.records) {
        return trouble(
          'SNAPSHOT_BAD',
          `平台送来的资料有重复或多余的记录（第 ${at} 条），整批没有使用。${KEPT}`,
        );
      }
      hash.update(bytes);
      records.set(key, record);
      if (record.kind === 'person') persons++;
      pending.push(utf8.decode(bytes.subarray(0, -1)));
      if (pending.length === SEGMENT_RECORDS) {
        await staging.add(pending);
        pending = [];
        ask.progress(records.size, header.records);
      }
    }
  }
  if (!header)
    return trouble('NOT_PLATFORM', `收到的不是医保平台的应答（可能是上网认证页）。${KEPT}请先完成上网认证。`);
  if (!ended)
    return trouble('SNAPSHOT_CUT', `接收资料时中断，收到的部分没有使用。${KEPT}联网后自动重新接收。`);
  if (pending.length > 0) await staging.add(pending);
  ask.progress(records.size, header.records);
  return ok({ header, records, unread });
}

function parsedJson(utf8: TextDecoder, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

function checkedHeader(value: unknown, jurisdiction: Jurisdiction): Result<SnapshotHeader, Trouble> {
  const envelope = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  if (envelope.api !== API) {
    return trouble('NOT_PLATFORM', `收到的不是医保平台的应答（可能是上网认证页）。${KEPT}请先完成上网认证。`);
  }
  const newer = typeof envelope.protocol === 'number' && envelope.protocol > PROTOCOL;
  const header = newer ? readNewer(SnapshotHeader, value) : SnapshotHeader.safeParse(value).data;
  if (envelope.protocol !== PROTOCOL && !(newer && header)) {
    return trouble(
      'UPGRADE',
      `平台的接口版本是 ${String(envelope.protocol).slice(0, 10)}，本机只认识 ${PROTOCOL}。请升级参保台后再接收资料。${KEPT}`,
    );
  }
  if (!header)
    return trouble('SNAPSHOT_BAD', `平台送来的资料开头格式不符，没有使用。${KEPT}请联系平台管理员。`);
  if (canonicalJson(header.jurisdiction) !== canonicalJson(jurisdiction)) {
    return trouble(
      'SNAPSHOT_FOREIGN',
      `平台送来的是${header.jurisdiction.name}的资料，本机管辖${jurisdiction.name}，没有使用。${KEPT}请联系平台管理员。`,
    );
  }
  return ok(header);
}

async function troubleOf(response: Response): Promise<Trouble> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = Trouble.safeParse(body);
  return parsed.success
    ? parsed.data
    : { code: 'SNAPSHOT_FAILED', text: `接收资料失败（${response.status}）。${KEPT}联网后自动再取。` };
}
