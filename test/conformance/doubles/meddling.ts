import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Operation } from '#shared/domain/operation';
import { PlatformRecord } from '#shared/domain/record';
import { API, PROTOCOL, PushResults, SnapshotHeader } from '#shared/protocol/messages';
import type { Verdict } from '#shared/protocol/verdict';
import type { RunningPlatform } from '../../../src/platform/server';
import type { Answered, Asked, Meddler } from './inFront';

/** A platform with one fault, in front of the sound one; `platform` is there for what only its database knows. */
export type Fault = (platform: RunningPlatform) => Meddler;

export const envelope = () => ({ api: API, protocol: PROTOCOL, serverTime: '2026-11-22T12:00:00.000+08:00' });

export const answer = (value: unknown, status = 200): Answered => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
});

export const jsonOf = (body: Buffer): unknown => JSON.parse(body.toString('utf8')) as unknown;

export const withJson = (asked: Asked, value: unknown): Asked => ({
  ...asked,
  body: Buffer.from(JSON.stringify(value)),
});

export const isPush = ({ method, url }: Asked): boolean =>
  method === 'POST' && url.pathname === '/v1/operations';

export interface Batch {
  protocol: unknown;
  operations: unknown[];
}

/** The operations of a push as they were sent; null where there are none to read. */
export function batchOf(asked: Asked): Batch | null {
  if (!isPush(asked)) return null;
  try {
    const batch = jsonOf(asked.body) as Partial<Batch>;
    return Array.isArray(batch.operations) ? (batch as Batch) : null;
  } catch {
    return null;
  }
}

export const operationOf = (raw: unknown): Operation | null => Operation.safeParse(raw).data ?? null;

export async function recordNow(platform: RunningPlatform, key: string): Promise<PlatformRecord | null> {
  const [row] = await platform.db.query(`SELECT body FROM records WHERE kind || ':' || id = $1`, [key]);
  return row === undefined ? null : PlatformRecord.parse(row.body);
}

/** Changes the verdicts of every push that went well. */
export const onVerdicts =
  (change: (verdict: Verdict) => object): Fault =>
  () =>
  async (asked, onward) => {
    const said = await onward(asked);
    if (!isPush(asked) || said.status !== 200) return said;
    const { results, ...rest } = PushResults.parse(jsonOf(said.body));
    return answer({ ...rest, results: results.map(change) });
  };

/** Changes the lines of a snapshot; the end line is given to the change, too. */
export const onSnapshot =
  (change: (lines: string[], onward: () => Promise<string[]>) => string[] | Promise<string[]>): Fault =>
  () =>
  async (asked, onward) => {
    if (asked.url.pathname !== '/v1/snapshot') return onward(asked);
    const lines = async () =>
      gunzipSync((await onward(asked)).body)
        .toString('utf8')
        .trimEnd()
        .split('\n');
    const said = await onward(asked);
    if (said.status !== 200) return said;
    const changed = await change(gunzipSync(said.body).toString('utf8').trimEnd().split('\n'), lines);
    return { ...said, body: gzipSync(`${changed.join('\n')}\n`) };
  };

/** Header and end line as they have to be for these records. */
export function closed(header: string, records: readonly string[]): string[] {
  const sha256 = createHash('sha256')
    .update(records.map((line) => `${line}\n`).join(''))
    .digest('hex');
  const persons = records.filter((line) => PlatformRecord.parse(JSON.parse(line)).kind === 'person').length;
  return [
    JSON.stringify({ ...SnapshotHeader.parse(JSON.parse(header)), records: records.length, persons }),
    ...records,
    JSON.stringify({ type: 'end', records: records.length, sha256 }),
  ];
}
