import { gunzipSync } from 'node:zlib';
import { ulid } from 'ulid';
import type { z } from 'zod';
import type { MatterCode } from '#shared/domain/matter';
import type { NewOperation } from '#shared/domain/operation';
import { PlatformRecord, recordKey } from '#shared/domain/record';
import type { Jurisdiction } from '#shared/domain/region';
import { canonicalJson, type Json, sha256Hex } from '#shared/json';
import { matterOf } from '#shared/matters/index';
import {
  DeviceRegistered,
  FeedPage,
  PlatformError,
  PROTOCOL,
  PushResults,
  SnapshotManifest,
} from '#shared/protocol/messages';
import type { Verdict } from '#shared/protocol/verdict';
import type { RunningPlatform } from '../server';

type Refused = z.infer<typeof PlatformError>['error'] & { status: number };

/** What a desk does over the line, every answer parsed with the contract. */
export class TestDesk {
  private seq = 0;
  readonly mirror = new Map<string, PlatformRecord>();
  cursor = '';
  private readonly token: string;

  constructor(
    readonly url: string,
    readonly device: string,
    token: string,
  ) {
    this.token = token;
  }

  static async registered(
    platform: RunningPlatform,
    jurisdiction: Jurisdiction,
    device = `desk-${ulid()}`,
  ): Promise<TestDesk> {
    const code = await platform.registrationCode(jurisdiction);
    const answer = await call(platform.url, '/v1/devices', {
      protocol: PROTOCOL,
      code,
      device,
      name: '测试窗口',
    });
    return new TestDesk(platform.url, device, DeviceRegistered.parse(answer.body).token);
  }

  /** The same desk after the platform moved to another port. */
  at(url: string): TestDesk {
    const desk = new TestDesk(url, this.device, this.token);
    desk.seq = this.seq;
    desk.cursor = this.cursor;
    for (const [key, record] of this.mirror) desk.mirror.set(key, record);
    return desk;
  }

  /** What the desk shows at the door. */
  get secret(): string {
    return this.token;
  }

  ask(path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    return call(this.url, path, body, this.token);
  }

  /** A new snapshot with all its segments, each as its manifest says. */
  async snapshot(): Promise<{ manifest: SnapshotManifest; lines: string[] }> {
    const asked = await this.ask('/v1/snapshots', { protocol: PROTOCOL });
    const manifest = SnapshotManifest.parse(asked.body);
    const lines: string[] = [];
    for (const [n, { bytes, records, sha256 }] of manifest.segments.entries()) {
      const text = await this.segment(manifest.id, n);
      const own = text.split('\n').slice(0, -1);
      const is = { bytes: Buffer.byteLength(text), records: own.length, sha256: sha256Hex(text) };
      if (canonicalJson(is) !== canonicalJson({ bytes, records, sha256 }))
        throw new Error(`segment ${n} is not what its manifest says`);
      lines.push(...own);
    }
    this.mirror.clear();
    for (const line of lines) this.keep(PlatformRecord.parse(JSON.parse(line)));
    this.cursor = manifest.cursor;
    return { manifest, lines };
  }

  /** The lines of one segment. */
  async segment(id: string, n: number): Promise<string> {
    const response = await fetch(new URL(`/v1/snapshots/${id}/segments/${n}`, this.url), {
      headers: { authorization: `Bearer ${this.token}` },
    });
    return gunzipSync(Buffer.from(await response.arrayBuffer())).toString('utf8');
  }

  async feed(limit = 500): Promise<FeedPage> {
    const { body } = await this.ask(`/v1/feed?cursor=${this.cursor}&limit=${limit}`);
    const page = FeedPage.parse(body);
    for (const row of page.rows) {
      if (row.type === 'record') this.keep(row.record);
      else this.mirror.delete(row.key);
    }
    this.cursor = page.cursor;
    return page;
  }

  private keep(record: PlatformRecord): void {
    this.mirror.set(recordKey(record), record);
  }

  /** An operation as the desk accepts it on what its mirror holds. */
  operation(matter: MatterCode, body: Record<string, Json>, over: Partial<NewOperation> = {}): NewOperation {
    const of = matterOf(matter);
    const parsed = of.body.parse(body);
    return {
      v: 2,
      saga: null,
      opId: ulid(),
      matter,
      subjects: of.subjects(parsed),
      base: of.base(parsed, this.mirror),
      body,
      bodyHash: sha256Hex(canonicalJson(body)),
      forecast: { decision: 'ALLOW_WARN', rules: [], book: 'test', asOf: 'test', warnReason: null },
      day: '2026-11-22',
      clerk: 'clerk-1',
      supersedes: null,
      device: this.device,
      seq: ++this.seq,
      ...over,
    };
  }

  async push(...operations: unknown[]): Promise<Verdict[]> {
    const { body } = await this.ask('/v1/operations', { protocol: PROTOCOL, operations });
    return PushResults.parse(body).results;
  }

  async pushOne(operation: unknown): Promise<Verdict> {
    const [verdict] = await this.push(operation);
    if (verdict === undefined) throw new Error('no verdict');
    return verdict;
  }
}

/** A request as any program may send it. */
export async function call(
  url: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(new URL(path, url), {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

export const refusalOf = (answer: { status: number; body: unknown }): Refused => ({
  status: answer.status,
  ...PlatformError.parse(answer.body).error,
});
