import { randomBytes } from 'node:crypto';
import type { Person } from '#shared/domain/person';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import { canonicalJson } from '#shared/json';
import { hold } from '../breach';
import { type Desk, take } from '../desk';
import { inventedPhone } from '../people';
import { type Snapshot, textOf } from '../snapshot';
import type { Check } from '../suite';

const WRITERS = 8;
/** Each person is changed once, so that a row that is passed over stays lost. */
const PEOPLE_EACH = 5;
const PAGE_SIZES = [1, 3, 500];
const SNAPSHOTS = 4;

/** Changes one person's telephone again and again, each time on the newest version. */
async function writeOn(desk: Desk, person: Person, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const phone = inventedPhone();
    const { versions } = await desk.applied(desk.change(desk.person(person.id), { phone }));
    const version = versions[`person:${person.id}`] ?? 0;
    desk.keep({ ...desk.person(person.id), phone, version });
  }
}

/** A reader of the feed with a mirror of its own. */
class Reader {
  readonly mirror = new Map<string, PlatformRecord>();
  constructor(
    private readonly desk: Desk,
    public cursor: string,
    private readonly limit: number,
    from: Iterable<PlatformRecord> = [],
  ) {
    for (const record of from) this.mirror.set(recordKey(record), record);
  }

  /** One page; whether there is more. */
  async read(): Promise<boolean> {
    const page = await this.desk.page(this.cursor, this.limit);
    hold(
      page.rows.length <= this.limit,
      `A page of ${page.rows.length} rows came where at most ${this.limit} were asked for.`,
      `请求每页至多 ${this.limit} 条，平台给了 ${page.rows.length} 条。`,
    );
    take(this.mirror, page);
    this.cursor = page.cursor;
    return page.more;
  }

  async drain(): Promise<void> {
    while (await this.read());
  }
}

/** Records that are in the snapshot and not, or not so, in the mirror. */
const missing = (
  mirror: ReadonlyMap<string, PlatformRecord>,
  now: Snapshot,
  keys: Iterable<string>,
): string[] =>
  [...keys].filter((key) => {
    const [own, due] = [mirror.get(key), now.byKey.get(key)];
    return due !== undefined && (own === undefined || canonicalJson(own) !== canonicalJson(due));
  });

/** Snapshot and change feed. */
export const RECEIPT: readonly Check[] = [
  {
    id: 'CF21',
    rules: ['SY13'],
    en: 'A snapshot is the whole jurisdiction and nothing else, in gzip segments that are sorted, counted and hashed as its manifest says.',
    zh: '底册是本辖区全部且仅有的记录，分段为 gzip 文件，有序，条数和校验值与清单相符。',
    run: async ({ desk, people }) => {
      const known = await people(3);
      const now = await desk.snapshot();
      const lost = known.filter(({ id }) => !now.byKey.has(`person:${id}`));
      hold(
        lost.length === 0,
        `${lost.length} of ${known.length} persons that the feed brought are not in the snapshot: it is well-formed and not whole.`,
        `变更流带来的 ${known.length} 人中有 ${lost.length} 人不在底册里：底册格式正确但不完整。`,
      );
      const households = now.records.filter(
        (r) => r.kind === 'person' && !now.byKey.has(`household:${r.householdId}`),
      );
      hold(
        households.length === 0,
        `${households.length} persons of the snapshot belong to a household that is not in it.`,
        `底册里有 ${households.length} 人所在的户不在底册里。`,
      );
    },
  },
  {
    id: 'CF22',
    rules: ['SY12', 'SY13'],
    en: 'A snapshot taken while others write shows one moment, and the feed from its cursor leads to what a later snapshot shows.',
    zh: '别人正在办理时取的底册是同一时刻的，从它的位置跟随变更流得到与后来底册相同的结果。',
    run: async ({ desk, people }) => {
      const pair = (await people(2)).sort((a, b) => (a.id < b.id ? -1 : 1)) as [Person, Person];
      const state = { writing: true };
      // One after the other, and each only when the one before was acknowledged: at no moment is the second ahead.
      const writing = (async () => {
        while (state.writing) for (const person of pair) await writeOn(desk, person, 1);
      })();
      const taken: Snapshot[] = [];
      try {
        for (let i = 0; i < SNAPSHOTS; i++) taken.push(await desk.snapshot());
      } finally {
        state.writing = false;
        await writing;
      }
      const now = await desk.snapshot();
      const rose = ({ byKey }: Snapshot, { id, version }: Person) =>
        (byKey.get(`person:${id}`)?.version ?? version) - version;
      for (const snapshot of taken) {
        const [first, second] = [rose(snapshot, pair[0]), rose(snapshot, pair[1])];
        hold(
          second <= first && first <= second + 1,
          `Two persons were changed in turn; a snapshot shows ${first} changes of the first and ${second} of the second, which was never so at one moment.`,
          `两人轮流变更，底册却显示前者变了 ${first} 次、后者变了 ${second} 次：不是同一时刻的内容。`,
        );
        const reader = new Reader(desk, snapshot.manifest.cursor, 500, snapshot.records);
        await reader.drain();
        const lost = missing(reader.mirror, now, now.byKey.keys());
        hold(
          lost.length === 0,
          `Between a snapshot and the feed from its cursor ${lost.length} changes are lost.`,
          `底册与其后的变更流之间丢了 ${lost.length} 条变更。`,
        );
      }
    },
  },
  {
    id: 'CF34',
    rules: ['SY13'],
    en: 'A segment asked for again has the same lines, and one of a snapshot that the platform does not keep is SNAPSHOT_UNKNOWN.',
    zh: '同一分段再取一次内容相同；平台没有保存的底册，其分段答复 SNAPSHOT_UNKNOWN。',
    run: async ({ line, desk, people }) => {
      const manifest = await desk.prepareSnapshot();
      const first = await desk.segment(manifest.id, 0);
      // What is decided in between belongs to a later snapshot.
      const [person] = (await people(1)) as [Person];
      await writeOn(desk, person, 1);
      const again = await desk.segment(manifest.id, 0);
      hold(
        textOf(first) === textOf(again),
        'A segment of one snapshot was asked for twice and had other lines the second time: a desk that was cut off would mix two moments.',
        '同一底册的同一分段取了两次，内容不同：断线后续传的终端会混用两个时刻的内容。',
      );
      const params = { id: randomBytes(12).toString('hex'), n: '0' };
      await line.refused('snapshotSegment', { token: desk.token, params }, 'SNAPSHOT_UNKNOWN');
    },
  },
  {
    id: 'CF23',
    rules: ['SY12'],
    en: 'The feed loses nothing while several desks’ operations are committed at once, whatever the size of the pages.',
    zh: '多笔业务同时提交时，不论每页多少条，变更流一条不漏。',
    run: async ({ desk, people }) => {
      const crowd = await people(WRITERS * PEOPLE_EACH);
      const readers = PAGE_SIZES.map((limit) => new Reader(desk, desk.cursor, limit));
      const state = { writing: true };
      const reading = readers.map(async (reader) => {
        while (state.writing) await reader.read();
        await reader.drain();
      });
      try {
        await Promise.all(
          Array.from({ length: WRITERS }, async (_, writer) => {
            for (const person of crowd.filter((_, i) => i % WRITERS === writer))
              await writeOn(desk, person, 1);
          }),
        );
      } finally {
        state.writing = false;
      }
      await Promise.all(reading);
      const now = await desk.snapshot();
      const keys = crowd.map(({ id }) => `person:${id}`);
      for (const [i, reader] of readers.entries()) {
        const lost = missing(reader.mirror, now, keys);
        hold(
          lost.length === 0,
          `While ${WRITERS} writers committed at once, a reader with pages of ${PAGE_SIZES[i]} missed ${lost.length} of ${crowd.length} changes for ever: a change that commits late is passed over by the cursor.`,
          `${WRITERS} 路同时提交时，每页 ${PAGE_SIZES[i]} 条的读者永远漏掉了 ${crowd.length} 条变更中的 ${lost.length} 条：晚提交的变更被位置跳过了。`,
        );
      }
      const [end] = readers;
      const quiet = await desk.page(end?.cursor ?? '', 10);
      hold(
        quiet.rows.length === 0 && !quiet.more,
        'At the end of the feed, with nobody writing, rows come again and again.',
        '没有人办理时，变更流的末尾仍反复给出记录。',
      );
    },
  },
  {
    id: 'CF24',
    rules: ['SY12'],
    en: 'Following the feed again from an older cursor brings the same end state.',
    zh: '从较早的位置重新跟随变更流，得到相同的结果。',
    run: async ({ desk, people }) => {
      const crowd = await people(3);
      const from = desk.cursor;
      for (const person of crowd) await writeOn(desk, person, 2);
      const ends = [];
      for (const limit of [1, 2, 500]) {
        const reader = new Reader(desk, from, limit);
        await reader.drain();
        ends.push(crowd.map(({ id }) => reader.mirror.get(`person:${id}`) ?? null));
      }
      const due = crowd.map(({ id }) => desk.person(id).version);
      hold(
        ends.every((end) => canonicalJson(end.map((r) => r?.version ?? 0)) === canonicalJson(due)),
        'Following the feed again from an older cursor brought other records than the first time.',
        '从较早的位置再次跟随变更流，得到的记录与上次不同。',
      );
    },
  },
  {
    id: 'CF25',
    rules: ['SY12'],
    en: 'A cursor that the platform does not know is answered CURSOR_UNKNOWN, never with an empty page.',
    zh: '平台不认识的位置答复 CURSOR_UNKNOWN，绝不能给空页。',
    run: async ({ line, desk }) => {
      for (const cursor of [
        'no-such-cursor',
        randomBytes(12).toString('hex'),
        `${randomBytes(16).toString('hex')}.1`,
      ]) {
        await line.refused('feed', { token: desk.token, query: { cursor } }, 'CURSOR_UNKNOWN');
      }
    },
  },
];
