import { inJurisdiction, type Jurisdiction } from '#shared/domain/region';
import type { Trouble } from '#shared/host';
import { type FeedPage, PROTOCOL } from '#shared/protocol/messages';
import { asKept } from '#shared/protocol/newer';
import { type ReceiverCommand, type ReceiverEvent, receive as stepOf } from '#shared/sync/receiver';
import { holdsNobody, peopleLost } from '#shared/sync/receiverGuard';
import { isElsewhere, putTogether, readSegment, type Segment, villageOf } from '#shared/sync/receiverSegment';
import {
  isSameOwner,
  type MirrorOwner,
  type MirrorSummary,
  NOTHING_RECEIVED,
  serves,
} from '#shared/sync/receiverState';
import type { Desktop } from '../desktop';
import {
  applyRows,
  type KeptRow,
  type MirrorMeta,
  type MirrorRow,
  type MirrorStore,
  type RecordMap,
  readRows,
} from '../store/mirrorStore';
import type { StagedSnapshot } from '../store/stagedSnapshot';
import { type FetchSnapshot, fetchManifest, fetchSegment } from './snapshot';

/** Rows asked for in one page of the feed. */
const PAGE_ROWS = 500;

export interface ReceiverHooks {
  readonly fetchSnapshot: FetchSnapshot;
  now(): number;
  progress(done: number, total: number): void;
  /** `keys` null: everything is new. The map is the receiver's own and changes in place. */
  changed(records: RecordMap, meta: MirrorMeta, keys: ReadonlySet<string> | null): void;
  /** What keeps the mirror from being fresh, in words; null when nothing does. */
  trouble(trouble: Trouble | null): void;
}

/** Brings what the platform says into the mirror: a snapshot first, then the change feed. Never touches the journal. */
export interface Receiver {
  /** Reads the mirror from the disk; false when there is none for this owner. */
  load(of: MirrorOwner): Promise<boolean>;
  /**
   * One round: snapshot where none serves, then the feed to its end. A second call joins the running round. `consent`: a
   * clerk asks for it who may have read that many people would leave the mirror.
   */
  receive(of: MirrorOwner, urgent: boolean, consent?: boolean): Promise<void>;
}

/** The mirror in use. `unread`: lines of JSON of which this program can make nothing, kept for one that can. */
interface Serving {
  readonly meta: MirrorMeta;
  readonly records: RecordMap;
  readonly pageRows: number;
  readonly unread: readonly string[];
}

/** The page of the feed that is being decided on. */
interface Page {
  readonly value: {
    readonly rows: readonly unknown[];
    readonly cursor: string;
    readonly asOf: string;
    readonly more: boolean;
  };
  readonly newer: boolean;
  readonly read: { rows: readonly MirrorRow[]; unread: readonly string[] };
}

/**
 * The hands of the receiver: calls of the desktop, the disk, and the records themselves. What is to be done is decided by the
 * pure step (`#shared/sync/receiver`), one event after another.
 */
export function receiverOver(desktop: Desktop, store: MirrorStore, hooks: ReceiverHooks): Receiver {
  const { staging } = store;
  let state = NOTHING_RECEIVED;
  let serving: Serving | null = null;
  let staged: StagedSnapshot | null = null;
  /** Segments of `staged` that are here and were checked. */
  let segments = new Map<number, Segment>();
  let whole: ReturnType<typeof putTogether> | null = null;
  let page: Page | null = null;
  let running: { of: MirrorOwner; done: Promise<void> } | null = null;
  let loading: Promise<boolean> | null = null;

  const summary = (): MirrorSummary | null => serving && summaryOf(serving);

  const hands: {
    [T in ReceiverCommand['type']]: (
      command: Extract<ReceiverCommand, { type: T }>,
    ) => Promise<ReceiverEvent | null>;
  } = {
    async recall() {
      const found = await staging.current().catch(() => null);
      if (found?.generation !== staged?.generation || found?.manifest.id !== staged?.manifest.id)
        segments = new Map();
      staged = found;
      if (found === null) return { type: 'recalled', staged: null };
      for (const n of found.manifest.segments.keys()) if (!segments.has(n)) await readStaged(found, n);
      const { owner, jurisdiction, manifest } = found;
      return { type: 'recalled', staged: { owner, jurisdiction, manifest, here: [...segments.keys()] } };
    },

    async askManifest() {
      const came = await fetchManifest(hooks.fetchSnapshot);
      return came.ok
        ? { type: 'manifestCame', value: came.value }
        : { type: 'manifestRefused', trouble: came.error };
    },

    async restage({ of, manifest }) {
      try {
        const before = staged;
        staged = await staging.begin(of, manifest);
        const stays = (n: number) =>
          before?.generation === staged?.generation &&
          before?.manifest.segments[n]?.sha256 === manifest.segments[n]?.sha256;
        segments = new Map([...segments].filter(([n]) => stays(n)));
        return { type: 'restaged', here: [...segments.keys()] };
      } catch (error) {
        return unstored(error);
      }
    },

    async askSegment({ n, manifest }) {
      if (staged === null) return { type: 'overtaken' };
      const came = await fetchSegment(hooks.fetchSnapshot, manifest, n);
      if (!came.ok) {
        const fault = came.error;
        return fault.kind === 'refused'
          ? { type: 'segmentRefused', trouble: fault.trouble }
          : { type: 'segmentBroken', n, fault };
      }
      try {
        if (!(await staging.put(staged, n, came.value.text))) return { type: 'overtaken' };
      } catch (error) {
        return unstored(error);
      }
      segments.set(n, came.value.segment);
      return { type: 'segmentStaged', n };
    },

    async weigh() {
      whole = putTogether([...segments].sort(([a], [b]) => a - b).map(([, segment]) => segment));
      const { records, weight } = whole;
      const lost = serving === null ? 0 : peopleLost(serving.records.keys(), (key) => records.has(key));
      return { type: 'weighed', weight, lost };
    },

    async flip() {
      if (staged === null || whole === null) return { type: 'overtaken' };
      try {
        const meta = await staging.flip(staged);
        if (meta === null) return { type: 'overtaken' };
        serving = { meta, records: whole.records, unread: whole.unread, pageRows: 0 };
      } catch (error) {
        return unstored(error);
      }
      forget();
      hooks.changed(serving.records, serving.meta, null);
      return { type: 'flipped', serving: summaryOf(serving) };
    },

    async askFeed({ cursor }) {
      const answer = await desktop.call('platform/feed', { cursor, limit: PAGE_ROWS }).catch(() => null);
      if (!answer) return { type: 'pageBad' };
      if (!answer.ok) return { type: 'pageRefused', code: answer.error.code };
      const { value } = answer;
      const newer = value.protocol > PROTOCOL;
      const read = newer ? readRows(value.rows) : { rows: (value as FeedPage).rows, unread: [] };
      page = { value, newer, read };
      return { type: 'page', foreign: isForeign(read, jurisdictionOf()), lost: lostBy(read.rows) };
    },

    async storePage() {
      if (serving === null || page === null) return { type: 'overtaken' };
      const { value, newer, read } = page;
      const { meta, records, pageRows, unread } = serving;
      const next: MirrorMeta = {
        ...meta,
        cursor: value.cursor,
        asOf: value.asOf,
        ...(newer ? { newer: true as const } : {}),
      };
      try {
        if (!(await store.putPage(next, value.rows as KeptRow[]))) return { type: 'overtaken' };
      } catch (error) {
        return unstored(error);
      }
      const keys = applyRows(records, read.rows);
      serving = {
        meta: next,
        records,
        pageRows: pageRows + value.rows.length,
        unread: [...unread, ...read.unread],
      };
      hooks.changed(records, next, keys);
      return { type: 'pageStored', serving: summaryOf(serving), more: value.more };
    },

    async load() {
      forget();
      await readMirror();
      if (serving !== null) hooks.changed(serving.records, serving.meta, null);
      return { type: 'loaded', serving: summary() };
    },

    async fold() {
      if (serving === null) return { type: 'folded', serving: null };
      const { meta, records, unread } = serving;
      const lines = [...Array.from(records.values(), (record) => JSON.stringify(asKept(record))), ...unread];
      // A failure leaves the old generation and its pages serving.
      const folded = await store.fold(meta, lines).catch(() => null);
      if (folded !== null) serving = { meta: folded, records, pageRows: 0, unread };
      return { type: 'folded', serving: summary() };
    },

    async discard() {
      forget();
      await staging.discard().catch(() => undefined);
      return null;
    },

    async progress({ done, total }) {
      hooks.progress(done, total);
      return null;
    },

    async say({ trouble }) {
      hooks.trouble(trouble);
      return null;
    },
  };

  /** Reads a segment that an earlier round left; one that is not what it should be is fetched again. */
  async function readStaged(of: StagedSnapshot, n: number): Promise<void> {
    const { manifest } = of;
    const due = manifest.segments[n];
    const text = await staging.read(of, n).catch(() => null);
    if (text === null || due === undefined) return;
    const read = readSegment(text, due, manifest);
    if (read.ok) segments.set(n, read.value);
    else await staging.remove(of, n).catch(() => undefined);
  }

  function forget(): void {
    staged = null;
    whole = null;
    segments = new Map();
  }

  const jurisdictionOf = (): Jurisdiction | null => serving?.meta.jurisdiction ?? null;

  /** How many people these rows take away without a reason: a village that was moved by order is one (JM10). */
  function lostBy(rows: readonly MirrorRow[]): number {
    const unexplained = rows.flatMap((row) =>
      row.type === 'left' && row.movedTo === undefined ? [row.key] : [],
    );
    const leaving = new Set(unexplained);
    if (serving === null || leaving.size === 0) return 0;
    return peopleLost(serving.records.keys(), (key) => !leaving.has(key));
  }

  async function readMirror(): Promise<void> {
    const content = await store.read();
    serving = content.state === 'whole' ? content : null;
  }

  /** Lets the step decide on one event, and does what it says until nothing is left to be done. */
  async function take(first: ReceiverEvent): Promise<void> {
    let event: ReceiverEvent | null = first;
    while (event !== null) {
      const step = stepOf(state, event, { now: hooks.now() });
      state = step.state;
      event = null;
      for (const command of step.commands) {
        const hand = hands[command.type] as (of: ReceiverCommand) => Promise<ReceiverEvent | null>;
        event = (await hand(command)) ?? event;
      }
    }
  }

  async function loadFor(of: MirrorOwner): Promise<boolean> {
    await readMirror();
    await take({ type: 'loaded', serving: summary() });
    if (serving === null || !serves(state, of)) return false;
    hooks.changed(serving.records, serving.meta, null);
    return true;
  }

  return {
    async load(of) {
      // Events of a round and of a reading from the disk must not meet: each is let out before the other begins.
      while (running || loading) await (running?.done ?? loading);
      const reading = loadFor(of).finally(() => {
        loading = null;
      });
      loading = reading;
      return reading;
    },
    async receive(of, urgent, consent = false) {
      // A round for somebody else is let out first; its mirror must not be taken for this one's.
      while (loading || (running && !isSameOwner(running.of, of))) await (loading ?? running?.done);
      const asked: ReceiverEvent = { type: 'asked', of, urgent, consent };
      if (running) {
        state = stepOf(state, asked, { now: hooks.now() }).state;
        return running.done;
      }
      running = {
        of,
        done: take(asked).finally(() => {
          running = null;
          state = { ...state, round: null };
        }),
      };
      return running.done;
    },
  };
}

const summaryOf = ({ meta, records, pageRows }: Serving): MirrorSummary => {
  const { generation, owner, jurisdiction, cursor, asOf } = meta;
  return { generation, owner, jurisdiction, cursor, asOf, pageRows, nobody: holdsNobody(records.keys()) };
};

const unstored = (error: unknown): ReceiverEvent => ({
  type: 'unstored',
  name: error instanceof Error ? error.name : '原因不明',
});

/** Does a page name anything outside the jurisdiction, known to this program or not? */
const isForeign = ({ rows, unread }: Page['read'], jurisdiction: Jurisdiction | null): boolean =>
  jurisdiction !== null &&
  (rows.some((row) => row.type === 'record' && !inJurisdiction(jurisdiction, villageOf(row.record))) ||
    unread.some((line) => isElsewhere(JSON.parse(line), jurisdiction)));
