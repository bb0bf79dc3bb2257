import { ulid } from 'ulid';
import type { MatterCode } from '#shared/domain/matter';
import type { NewOperation } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import type { Jurisdiction } from '#shared/domain/region';
import { canonicalJson, sha256Hex } from '#shared/json';
import { matterOf } from '#shared/matters/index';
import { type FeedPage, PROTOCOL, type SnapshotManifest } from '#shared/protocol/messages';
import type { Verdict } from '#shared/protocol/verdict';
import { Breach, hold, there } from './breach';
import type { Line, Reply } from './line';
import { type Body, newcomer, type Place } from './people';
import { readableRecords, type SegmentReply, type Snapshot, textOf, wholeSnapshot } from './snapshot';

/** What the suite says a desk is called; it carries nobody's name. */
export const DESK_NAME = '一致性检验';

/** One desk, known to the platform by its registration: what it sends and what it keeps of the answers. */
export class Desk {
  readonly mirror = new Map<string, PlatformRecord>();
  cursor = '';
  /** Which history of its chain the desk is in. */
  epoch = 1;
  /** Number of the bag it made last. */
  bags = 0;
  private seq = 0;

  private constructor(
    readonly line: Line,
    readonly device: string,
    readonly code: string,
    public token: string,
    readonly jurisdiction: Jurisdiction,
  ) {}

  static async registered(line: Line, code: string): Promise<Desk> {
    const device = `conformance-${ulid()}`;
    const ask = { protocol: PROTOCOL, code, device, name: DESK_NAME };
    const { token, jurisdiction } = await line.ask('registerDevice', { body: ask });
    return new Desk(line, device, code, token, jurisdiction);
  }

  /** Takes over whatever a snapshot says, however it is made: checks that are not about snapshots begin here. */
  async begin(): Promise<string[]> {
    const { manifest, segments } = await this.fetchSnapshot();
    const lines = segments.flatMap(({ reply }) => textOf(reply).split('\n'));
    this.cursor = manifest.cursor;
    for (const record of readableRecords(lines)) this.keep(record);
    return lines;
  }

  /** A snapshot that keeps every promise, else a breach. The mirror is not touched. */
  async snapshot(): Promise<Snapshot> {
    const { manifest, segments } = await this.fetchSnapshot();
    return wholeSnapshot(manifest, segments, this.jurisdiction);
  }

  prepareSnapshot(): Promise<SnapshotManifest> {
    return this.line.ask('prepareSnapshot', { token: this.token, body: { protocol: PROTOCOL } });
  }

  /** One segment, whatever comes back. */
  segment(id: string, n: number): Promise<Reply> {
    return this.line.patiently('snapshotSegment', { token: this.token, params: { id, n: String(n) } });
  }

  private async fetchSnapshot(): Promise<{ manifest: SnapshotManifest; segments: SegmentReply[] }> {
    const manifest = await this.prepareSnapshot();
    const segments: SegmentReply[] = [];
    for (const [n, due] of manifest.segments.entries())
      segments.push({ due, reply: await this.segment(manifest.id, n) });
    return { manifest, segments };
  }

  page(cursor: string, limit = 500): Promise<FeedPage> {
    return this.line.ask('feed', { token: this.token, query: { cursor, limit: String(limit) } });
  }

  /** Follows the feed to its end. */
  async follow(limit = 500): Promise<void> {
    for (let pages = 0; ; pages++) {
      const page = await this.page(this.cursor, limit);
      hold(
        !page.more || page.cursor !== this.cursor,
        'The feed says there is more and gives the same cursor again: a desk would ask for ever.',
        '变更流说还有后续，却给出同一个位置：终端会永远重复请求。',
      );
      take(this.mirror, page);
      this.cursor = page.cursor;
      if (!page.more) return;
      hold(pages < 100_000, 'The feed does not come to an end.', '变更流没有尽头。');
    }
  }

  keep(record: PlatformRecord): void {
    this.mirror.set(recordKey(record), record);
  }

  person(id: string): Person {
    const record = this.mirror.get(`person:${id}`);
    if (record?.kind === 'person') return record;
    throw new Breach(
      `The platform applied an operation on person ${id}, and neither snapshot nor feed brings the record.`,
      `平台说已办理，底册和变更流里却没有人员 ${id} 的记录。`,
    );
  }

  /** An operation as a desk accepts it, on what its mirror holds. */
  operation(matter: MatterCode, body: Body, over: Partial<NewOperation> = {}): NewOperation {
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
      forecast: {
        decision: 'ALLOW_WARN',
        rules: [],
        book: 'conformance',
        asOf: 'conformance',
        warnReason: null,
      },
      day: this.day,
      clerk: 'conformance',
      supersedes: null,
      device: this.device,
      seq: ++this.seq,
      ...over,
    };
  }

  /** The platform's day, on which the suite's people are dealt with. */
  day = '';

  change(person: Pick<Person, 'id'>, what: Body, over: Partial<NewOperation> = {}): NewOperation {
    return this.operation('RES_CHANGE', { personId: person.id, note: null, ...what }, over);
  }

  /** Sends a batch and gives the verdict on each, in the order sent; one that is missing ends the check. */
  async push(operations: readonly NewOperation[]): Promise<Verdict[]> {
    const results = await this.results(operations);
    return operations.map(({ opId, bodyHash }) => {
      const own = results.filter((verdict) => verdict.opId === opId);
      const [verdict] = own;
      hold(
        verdict !== undefined && own.length === 1,
        `${own.length} verdicts name operation ${opId}; one is due, or the desk sends it for ever.`,
        `业务 ${opId} 应有一个结论，平台给了 ${own.length} 个；没有结论的业务会一直重传。`,
      );
      hold(
        verdict.bodyHash === bodyHash,
        `The verdict on ${opId} echoes body hash ${verdict.bodyHash.slice(0, 12)}…, and ${bodyHash.slice(0, 12)}… was sent: it is no verdict on this operation.`,
        `业务 ${opId} 的结论回带的校验值是 ${verdict.bodyHash.slice(0, 12)}…，上传的是 ${bodyHash.slice(0, 12)}…：不能当作这笔业务的结论。`,
      );
      return verdict;
    });
  }

  /** The verdicts as they stand in the answer. */
  async results(operations: readonly unknown[]): Promise<Verdict[]> {
    const body = { protocol: PROTOCOL, operations };
    return (await this.line.ask('pushOperations', { token: this.token, body })).results;
  }

  async pushOne(operation: NewOperation): Promise<Verdict> {
    const [verdict] = await this.push([operation]);
    return there(verdict, 'No verdict came.', '没有结论。');
  }

  /** Pushes and expects the operation to be applied. */
  async applied(operation: NewOperation): Promise<Extract<Verdict, { outcome: 'applied' }>> {
    return isApplied(await this.pushOne(operation));
  }

  async status(opId: string): Promise<Verdict | null> {
    return (await this.line.ask('operationStatus', { token: this.token, params: { opId } })).verdict;
  }

  /** Registers invented people, and has them in the mirror as the platform sees them. */
  async register(place: Place, year: Body, count: number): Promise<Person[]> {
    const operations = Array.from({ length: count }, () =>
      this.operation('RES_REGISTER', newcomer(place, year)),
    );
    const assigned = (await this.push(operations)).map((verdict, i) =>
      there(
        isApplied(verdict).assigned[String(operations[i]?.body.personId)],
        'A new person was registered and no number is given for the placeholder (`assigned`).',
        '新建人员已办理，结论却没有给出临时编号对应的人员编号（assigned）。',
      ),
    );
    await this.follow();
    return assigned.map((id) => this.person(id));
  }
}

/** What a page changes in a mirror. */
export function take(mirror: Map<string, PlatformRecord>, page: FeedPage): void {
  for (const row of page.rows) {
    if (row.type === 'left') mirror.delete(row.key);
    else {
      const key = recordKey(row.record);
      if ((mirror.get(key)?.version ?? 0) <= row.record.version) mirror.set(key, row.record);
    }
  }
}

export function isApplied(verdict: Verdict): Extract<Verdict, { outcome: 'applied' }> {
  if (verdict.outcome === 'applied') return verdict;
  const why =
    verdict.outcome === 'refused'
      ? verdict.reasons.map((r) => `${r.rule} ${r.text}`).join(' ')
      : 'text' in verdict
        ? verdict.text
        : '';
  throw new Breach(
    `A lawful operation was answered “${verdict.outcome}” where “applied” was due: ${why}`,
    `一笔合规的业务应予办理（applied），平台的结论是 ${verdict.outcome}：${why}`,
  );
}
