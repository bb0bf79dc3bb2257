import { CHAIN_START, type EntryContent, entryHash, type JournalEntry } from '#shared/domain/journalEntry';
import type { PlatformRecord } from '#shared/domain/record';
import type { Jurisdiction } from '#shared/domain/region';
import {
  type AnswerOf,
  type Ask,
  type DeliveryStatus,
  type DeskState,
  type DesktopBridge,
  HOST_CALLS,
  type HostChannel,
  type HostEvent,
  type OperationDelivery,
} from '#shared/host';
import { sha256Hex } from '#shared/json';
import { API, type FeedPage, PROTOCOL } from '#shared/protocol/messages';
import type { Verdict } from '#shared/protocol/verdict';

/** For tests: a desktop in memory that keeps the contract both ways, with a journal file of its own. */
export interface StandIn {
  readonly bridge: DesktopBridge;
  /** The journal file. A test may cut it or put another branch in its place. */
  entries: JournalEntry[];
  readonly verdicts: Verdict[];
  readonly deliveries: Map<string, OperationDelivery['state']>;
  readonly saved: unknown[];
  /** What the next feed calls answer, in order; with none left the line is down. */
  readonly pages: (AnswerOf<'platform/feed'> | { broken: unknown })[];
  /** Replaces the answer of a call once. */
  failOnce(channel: HostChannel, answer: unknown): void;
  say(status: Partial<DeliveryStatus>): void;
  judge(verdict: Verdict): void;
  state: DeskState;
}

export const AS_OF = '2026-11-20T09:42:00.000Z';
/** The sample township's desk. */
export const QINGHE: Jurisdiction = { region: '220199', name: '青禾镇', prefixes: ['220199100'] };
export const envelope = { api: API, protocol: PROTOCOL, serverTime: AS_OF } as const;

export function standInDesktop(jurisdiction: Jurisdiction | null): StandIn {
  const listeners = new Map<HostEvent, Set<(payload: unknown) => void>>();
  const once = new Map<HostChannel, unknown>();
  let status: DeliveryStatus = {
    network: { state: 'never', lastAnswerAt: null, offlineSince: null, trouble: null },
    nextAttemptAt: null,
    queued: 0,
    held: 0,
    verdicts: 0,
    paused: null,
  };
  const emit = (event: HostEvent, payload: unknown): void => {
    for (const listener of listeners.get(event) ?? []) listener(payload);
  };

  const append = (content: EntryContent): JournalEntry => {
    const seq = desktop.entries.length + 1;
    const at = { device: '2026-11-22T01:00:00.000Z', counter: seq, platform: null };
    const body = { seq, prevHash: desktop.entries.at(-1)?.hash ?? CHAIN_START, at, content };
    const entry = { ...body, hash: entryHash(body) };
    desktop.entries.push(entry);
    return entry;
  };
  const operationEntry = (opId: string) =>
    desktop.entries.find(({ content }) => content.type === 'operation' && content.operation.opId === opId);

  const handlers: { [C in HostChannel]: (ask: Ask<C>) => AnswerOf<C> } = {
    'desk/state': () => desktop.state,
    'desk/lock': () => {
      desktop.state = { ...desktop.state, locked: true };
      return desktop.state;
    },
    'desk/unlock': () => {
      desktop.state = { ...desktop.state, locked: false };
      return { ok: true, value: desktop.state };
    },
    'desk/register': () => ({ ok: true, value: desktop.state }),
    'journal/head': () => ({
      seq: desktop.entries.length,
      hash: desktop.entries.at(-1)?.hash ?? CHAIN_START,
      finding: null,
    }),
    'journal/read': ({ after, limit }) => ({ entries: desktop.entries.slice(after, after + limit) }),
    'journal/accept': ({ draft }) => {
      const known = operationEntry(draft.opId);
      const seq = desktop.entries.length + 1;
      return {
        ok: true,
        value: known ?? append({ type: 'operation', operation: { ...draft, device: 'QH-DESK-000001', seq } }),
      };
    },
    'journal/settle': ({ settle }) => ({ ok: true, value: append(settle) }),
    'journal/restore': ({ entries }) => {
      desktop.entries.push(...entries);
      return { ok: true, value: { restored: entries.length } };
    },
    'delivery/status': () => status,
    'delivery/operations': ({ after, limit }) => ({
      operations: desktop.entries
        .flatMap(({ seq, content }) =>
          content.type === 'operation' ? [{ seq, opId: content.operation.opId }] : [],
        )
        .filter(({ seq }) => seq > after)
        .slice(0, limit)
        .map(({ seq, opId }) => ({
          opId,
          seq,
          state: desktop.deliveries.get(opId) ?? 'queued',
          heldBy: null,
          attempts: 0,
          lastAttemptAt: null,
        })),
    }),
    'delivery/verdicts': ({ after, limit }) => ({
      verdicts: desktop.verdicts.map((verdict, at) => ({ n: at + 1, verdict })).slice(after, after + limit),
    }),
    'delivery/now': () => status,
    'platform/feed': () => {
      const page = desktop.pages.shift();
      if (!page) return { ok: false, error: { code: 'OFFLINE', text: '连不上平台。' } };
      return ('broken' in page ? page.broken : page) as AnswerOf<'platform/feed'>;
    },
    'roster/save': ({ roster }) => {
      desktop.saved.push(roster);
      return { ok: true, value: { path: '/tmp/roster.xlsx' } };
    },
  };

  const desktop: StandIn = {
    entries: [],
    verdicts: [],
    deliveries: new Map(),
    saved: [],
    pages: [],
    state: {
      version: '0.1.0',
      mode: jurisdiction ? 'platform' : 'new',
      today: '2026-11-22',
      todayIsFixed: true,
      device: 'QH-DESK-000001',
      deviceName: '一号窗口',
      clerk: { id: 'clerk-1', name: '王经办' },
      jurisdiction,
      platformUrl: 'http://127.0.0.1:1',
      locked: false,
    },
    failOnce: (channel, answer) => void once.set(channel, answer),
    say(change) {
      status = { ...status, ...change };
      emit('delivery/changed', status);
    },
    judge(verdict) {
      desktop.verdicts.push(verdict);
      desktop.deliveries.set(verdict.opId, 'settled');
      desktop.say({ verdicts: desktop.verdicts.length });
    },
    bridge: {
      async call(channel, ask) {
        const asked = HOST_CALLS[channel].ask.parse(ask);
        if (once.has(channel)) {
          const answer = once.get(channel);
          once.delete(channel);
          if (answer instanceof Error) throw answer;
          return answer;
        }
        return structuredClone((handlers[channel] as (ask: unknown) => unknown)(asked));
      },
      on(event, listener) {
        const set = listeners.get(event) ?? new Set();
        set.add(listener);
        listeners.set(event, set);
        return () => set.delete(listener);
      },
    },
  };
  return desktop;
}

/** The network state of an answer that has just come. */
export const ONLINE: Pick<DeliveryStatus, 'network'> = {
  network: { state: 'online', lastAnswerAt: AS_OF, offlineSince: null, trouble: null },
};

/** The lines of a whole and right snapshot. */
export function snapshotLines(
  records: readonly PlatformRecord[],
  jurisdiction: Jurisdiction,
  asOf = AS_OF,
): string[] {
  const lines = records.map((record) => JSON.stringify(record));
  const persons = records.filter(({ kind }) => kind === 'person').length;
  const header = {
    ...envelope,
    type: 'header',
    jurisdiction,
    cursor: 'c1',
    asOf,
    records: records.length,
    persons,
  };
  const sha256 = sha256Hex(lines.map((line) => `${line}\n`).join(''));
  return [JSON.stringify(header), ...lines, JSON.stringify({ type: 'end', records: records.length, sha256 })];
}

/** A response as the snapshot route gives it: gzip. */
export function gzipResponse(text: string, cutAt?: number): Response {
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  if (cutAt === undefined) return new Response(zipped);
  let left = cutAt;
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (left > 0) controller.enqueue(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) controller.terminate();
    },
  });
  return new Response(zipped.pipeThrough(cut));
}

export const feedPage = (
  rows: FeedPage['rows'],
  cursor: string,
  asOf = '2026-11-22T02:00:00.000Z',
): AnswerOf<'platform/feed'> => ({
  ok: true,
  value: { ...envelope, rows, cursor, more: false, asOf },
});
