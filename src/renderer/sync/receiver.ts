import { inJurisdiction, type Jurisdiction } from '#shared/domain/region';
import type { Trouble } from '#shared/host';
import { canonicalJson } from '#shared/json';
import { type FeedPage, PROTOCOL } from '#shared/protocol/messages';
import { asKept } from '#shared/protocol/newer';
import type { Desktop } from '../desktop';
import {
  applyRows,
  type KeptRow,
  type MirrorMeta,
  type MirrorRow,
  type MirrorStore,
  type RecordMap,
  readRows,
  SEGMENT_RECORDS,
} from '../store/mirrorStore';
import { peopleLost, shrinkingTrouble } from './shrinking';
import { isElsewhere, receiveSnapshot, villageOf } from './snapshot';

/** Rows asked for in one page of the feed. */
const PAGE_ROWS = 500;
/** Rows of the feed kept beside the segments before they are folded into a new generation. */
const FOLD_ROWS = 5_000;
/** Waiting times after a snapshot that failed; the next success starts again from the first. */
const RETRY_MS = [5_000, 30_000, 120_000, 600_000] as const;

/** Whose people the mirror holds: the desk and its jurisdiction. */
export interface MirrorOwner {
  readonly owner: string;
  readonly jurisdiction: Jurisdiction;
}

export interface ReceiverHooks {
  fetchSnapshot(): Promise<Response>;
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

export function receiverOver(desktop: Desktop, store: MirrorStore, hooks: ReceiverHooks): Receiver {
  let serving: Serving | null = null;
  let failures = 0;
  let retryAt = 0;
  /** The clerk was told that so many people would leave; 立即同步 after that is consent to as many. */
  let toldLost = 0;
  let consented = 0;
  let running: { of: MirrorOwner; done: Promise<void> } | null = null;

  const serves = (of: MirrorOwner): boolean => serving !== null && isSameOwner(serving.meta, of);

  /** Why what is left of the mirror may not be all there is; null where nobody minds. */
  function objection(isLeft: (key: string) => boolean): Trouble | null {
    const lost = serving === null ? 0 : peopleLost(serving.records, isLeft);
    if (lost <= consented) return null;
    toldLost = lost;
    return shrinkingTrouble(lost);
  }

  async function snapshot(of: MirrorOwner): Promise<boolean> {
    const response = await hooks.fetchSnapshot().catch(() => null);
    const received = response
      ? await receiveSnapshot(response, {
          ...of,
          stage: () => store.stage(),
          progress: hooks.progress,
          objection: (records) => (serves(of) ? objection((key) => records.has(key)) : null),
        })
      : null;
    if (!received?.ok) {
      retryAt = hooks.now() + (RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)] ?? 0);
      hooks.trouble(
        received?.error ?? {
          code: 'SNAPSHOT_FAILED',
          text: '暂时取不到平台资料。联网后自动再取，也可以点“立即同步”。',
        },
      );
      return false;
    }
    failures = 0;
    serving = { ...received.value, pageRows: 0 };
    hooks.trouble(null);
    hooks.changed(serving.records, serving.meta, null);
    return true;
  }

  /** Takes in the feed to its end. False when the platform no longer knows the cursor. */
  async function feed(of: MirrorOwner): Promise<boolean> {
    while (serving) {
      const { meta, records, pageRows, unread } = serving;
      const page = await desktop
        .call('platform/feed', { cursor: meta.cursor, limit: PAGE_ROWS })
        .catch(() => null);
      if (!page) {
        hooks.trouble({
          code: 'FEED_BAD',
          text: '平台送来的一批变更格式不符，没有使用；此前的资料照常使用。请联系平台管理员。',
        });
        return true;
      }
      // What keeps the line itself down is shown by the network state already.
      if (!page.ok) return !page.error.code.includes('CURSOR_UNKNOWN');
      const { value } = page;
      const newer = value.protocol > PROTOCOL;
      const read = newer ? readRows(value.rows) : { rows: (value as FeedPage).rows, unread: [] };
      const foreign =
        read.rows.some((row) => isForeign(row, of.jurisdiction)) ||
        read.unread.some((line) => isElsewhere(JSON.parse(line), of.jurisdiction));
      if (foreign) {
        hooks.trouble({
          code: 'FEED_FOREIGN',
          text: `平台送来的一批变更里有不属于${of.jurisdiction.name}的内容，整批没有使用；此前的资料照常使用。请联系平台管理员。`,
        });
        return true;
      }
      const leaving = new Set(read.rows.flatMap((row) => (row.type === 'left' ? [row.key] : [])));
      const shrinks = leaving.size === 0 ? null : objection((key) => !leaving.has(key));
      if (shrinks !== null) {
        hooks.trouble(shrinks);
        return true;
      }
      const next: MirrorMeta = {
        ...meta,
        cursor: value.cursor,
        asOf: value.asOf,
        ...(newer ? { newer: true as const } : {}),
      };
      const stored = await store.putPage(next, value.rows as KeptRow[]).catch(() => null);
      if (stored === false) return reload(of);
      if (stored === null) {
        hooks.trouble({
          code: 'MIRROR_UNSTORED',
          text: '平台的最新变更写不进本机数据库（可能磁盘已满）。请清理磁盘空间后点“立即同步”。',
        });
        return true;
      }
      const keys = applyRows(records, read.rows);
      serving = {
        meta: next,
        records,
        pageRows: pageRows + value.rows.length,
        unread: [...unread, ...read.unread],
      };
      hooks.trouble(null);
      hooks.changed(records, next, keys);
      if (!value.more) break;
    }
    return true;
  }

  /** Another window took a new snapshot: this one goes on from there. */
  async function reload(of: MirrorOwner): Promise<true> {
    serving = null;
    await load(of);
    return true;
  }

  async function load(of: MirrorOwner): Promise<boolean> {
    const content = await store.read();
    if (content.state === 'whole') serving = content;
    if (!serving || !serves(of)) {
      serving = null;
      return false;
    }
    hooks.changed(serving.records, serving.meta, null);
    return true;
  }

  /** Packs the feed's rows into the segments; a failure leaves the old generation and its pages serving. */
  async function fold(): Promise<void> {
    if (!serving || serving.pageRows < FOLD_ROWS) return;
    const { meta, records, unread } = serving;
    const staging = await store.stage();
    try {
      const lines = [...Array.from(records.values(), (record) => JSON.stringify(asKept(record))), ...unread];
      for (let at = 0; at < lines.length; at += SEGMENT_RECORDS)
        await staging.add(lines.slice(at, at + SEGMENT_RECORDS));
      serving = { meta: await staging.flip(meta), records, pageRows: 0, unread };
    } catch {
      await staging.abandon().catch(() => undefined);
    }
  }

  async function round(of: MirrorOwner, urgent: boolean): Promise<void> {
    if (!serves(of)) {
      if (!urgent && hooks.now() < retryAt) return;
      if (!(await snapshot(of))) return;
    }
    if (!(await feed(of)) && (urgent || hooks.now() >= retryAt) && (await snapshot(of))) await feed(of);
    await fold();
  }

  return {
    load,
    async receive(of, urgent, consent = false) {
      if (consent) consented = toldLost;
      // A round for somebody else is let out first; its mirror must not be taken for this one's.
      while (running && !isSameOwner(running.of, of)) await running.done;
      running ??= {
        of,
        done: round(of, urgent).finally(() => {
          running = null;
          consented = 0;
        }),
      };
      return running.done;
    },
  };
}

export const isSameOwner = (a: MirrorOwner, b: MirrorOwner): boolean =>
  a.owner === b.owner && canonicalJson(a.jurisdiction) === canonicalJson(b.jurisdiction);

const isForeign = (row: MirrorRow, jurisdiction: Jurisdiction): boolean =>
  row.type === 'record' && !inJurisdiction(jurisdiction, villageOf(row.record));
