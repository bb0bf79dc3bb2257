import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Operation } from '#shared/domain/operation';
import { PlatformRecord } from '#shared/domain/record';
import { API, PROTOCOL, PushResults, SnapshotManifest } from '#shared/protocol/messages';
import type { Verdict } from '#shared/protocol/verdict';
import type { RunningPlatform } from '../../../src/platform/server';
import type { Answered, Asked, Meddler, Onward } from './inFront';

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

/** A snapshot in one segment: what the manifest says, and the file. */
export interface Told {
  readonly manifest: SnapshotManifest;
  readonly file: Buffer;
}

/** A platform's whole snapshot by its records. */
interface Sound {
  readonly manifest: SnapshotManifest;
  readonly lines: string[];
}

/** Changes the snapshot; `again` takes another one as it is then. */
export const onSnapshot =
  (change: (sound: Sound, again: () => Promise<Sound>) => Told | Promise<Told>): Fault =>
  () => {
    const files = new Map<string, Buffer>();
    return async (asked, onward) => {
      const segment = SEGMENT.exec(asked.url.pathname);
      const file = files.get(segment?.[1] ?? '');
      if (file !== undefined)
        return { status: 200, headers: { 'content-type': 'application/gzip' }, body: file };
      if (asked.url.pathname !== '/v1/snapshots') return onward(asked);
      const said = await onward(asked);
      if (said.status !== 200) return said;
      const told = await change(await soundOf(said, asked, onward), async () =>
        soundOf(await onward(asked), asked, onward),
      );
      // An id of its own, since the platform gives the same one again while nothing has changed.
      const id = `${told.manifest.id.slice(0, 40)}-${files.size}`;
      files.set(id, told.file);
      return answer({ ...told.manifest, id });
    };
  };

const SEGMENT = /^\/v1\/snapshots\/([^/]+)\/segments\/\d+$/;

async function soundOf(said: Answered, asked: Asked, onward: Onward): Promise<Sound> {
  const manifest = SnapshotManifest.parse(jsonOf(said.body));
  const lines: string[] = [];
  for (const n of manifest.segments.keys()) {
    const url = new URL(`/v1/snapshots/${manifest.id}/segments/${n}`, asked.url);
    const { body } = await onward({ ...asked, method: 'GET', url, body: Buffer.alloc(0) });
    lines.push(...gunzipSync(body).toString('utf8').split('\n').slice(0, -1));
  }
  return { manifest, lines };
}

/** The manifest as it has to be for these records, and their file. */
export function closed(manifest: SnapshotManifest, lines: readonly string[]): Told {
  const text = lines.map((line) => `${line}\n`).join('');
  const sha256 = createHash('sha256').update(text).digest('hex');
  const persons = lines.filter((line) => PlatformRecord.parse(JSON.parse(line)).kind === 'person').length;
  const segment = { records: lines.length, bytes: Buffer.byteLength(text), sha256 };
  const segments = lines.length === 0 ? [] : [segment];
  return { manifest: { ...manifest, records: lines.length, persons, segments }, file: gzipSync(text) };
}
