import { z } from 'zod';
import type { PublicKeys } from '#shared/bag/keys';
import type { Operation } from '#shared/domain/operation';
import type { Jurisdiction } from '#shared/domain/region';
import type { Envelope } from '#shared/envelope/envelope';
import type { Trouble } from '#shared/host';
import type { PolicyKey, SignedPolicy } from '#shared/policy/bundle';
import type { ChainPart, ChainWord } from '#shared/protocol/chain';
import {
  AuditAnchored,
  BagDelivered,
  BagKeysExchanged,
  ChainPage,
  DeskAssigned,
  DeviceRegistered,
  type EnvelopeReceipt,
  EnvelopesDelivered,
  EpochBegun,
  EvidenceHeld,
  EvidenceTaken,
  PlatformHealth,
  PlatformVersion,
  PolicyAnswer,
  PolicyKeyTold,
  PROTOCOL,
  PushResults,
  type RegisterDevice,
  ReviewQueue,
  ReviewTaken,
  type ReviewWord,
  type WaitingForReview,
} from '#shared/protocol/messages';
import { AnyFeedPage, AnySnapshotManifest, readNewer } from '#shared/protocol/newer';
import { Verdict } from '#shared/protocol/verdict';
import { err, ok, type Result } from '#shared/result';
import type { Recheck } from '#shared/review/recheck';
import type { Exchange } from '#shared/sync/clock';
import { type Fault, faultTrouble } from '#shared/sync/fault';
import type { AuditLine } from '../audit/anchoring';
import type { EvidenceLine } from '../evidence/uploads';
import { type Limits, parseAnswer, readBody } from './answer';
import type { ChainLine } from './chainLine';
import { neverConnected, turnedDown, watchLeaving } from './leaving';
import { guardedStream } from './snapshotStream';
import { systemTimers, type Timers } from './timers';
import { type PlatformTrust, trustingFetch } from './trust';

const KIB = 1024;
const MIB = 1024 * KIB;

export interface TransportLimits {
  readonly health: Limits;
  readonly register: Limits;
  readonly push: Limits;
  readonly feed: Limits;
  readonly policy: Limits;
  readonly chain: Limits;
  /** Until the platform has prepared a snapshot. */
  readonly snapshot: Limits;
  /** `timeoutMs`: until the answer begins. */
  readonly segment: Limits & { readonly idleMs: number };
  readonly evidence: Limits;
  /** A bag of a month takes the platform minutes. */
  readonly bag: Limits;
  readonly envelopes: Limits;
}

export const LIMITS: TransportLimits = {
  health: { timeoutMs: 5_000, maxBytes: 64 * KIB },
  register: { timeoutMs: 15_000, maxBytes: 64 * KIB },
  push: { timeoutMs: 60_000, maxBytes: 16 * MIB },
  feed: { timeoutMs: 30_000, maxBytes: 32 * MIB },
  policy: { timeoutMs: 30_000, maxBytes: 4 * MIB },
  chain: { timeoutMs: 30_000, maxBytes: 32 * MIB },
  snapshot: { timeoutMs: 120_000, maxBytes: 4 * MIB },
  segment: { timeoutMs: 60_000, maxBytes: 32 * MIB, idleMs: 30_000 },
  evidence: { timeoutMs: 150_000, maxBytes: 64 * KIB },
  bag: { timeoutMs: 15 * 60_000, maxBytes: 64 * MIB },
  envelopes: { timeoutMs: 60_000, maxBytes: 64 * KIB },
};

export interface TransportOptions {
  /** Base address of the platform; https, or http on this very machine. */
  readonly url: string;
  readonly token?: string;
  /** What the server has to show; then only https is used, to this machine too. Absent: whatever the system trusts. */
  readonly trust?: PlatformTrust;
  readonly protocol?: number;
  readonly limits?: TransportLimits;
  readonly timers?: Timers;
  /** Told the platform's time with every answer, for the measure of the clock (SY15). */
  readonly heard?: (exchange: Exchange) => void;
  /** Asked before every request; where it says no nothing is sent, as if the line were down. Absent: the whole net. */
  readonly reaches?: (url: URL) => boolean;
}

/** What a batch came back with: every verdict that could be read, whoever it is for. */
export interface Pushed {
  readonly verdicts: readonly Verdict[];
  readonly serverTime: string;
  /** The platform's word on the chain, where the push said something of it. */
  readonly chain?: ChainWord;
}

/** A segment of a prepared snapshot. */
export interface SegmentAsk {
  readonly id: string;
  readonly n: number;
}

/** Where bags (离线包) go, for this desk or for another. */
export interface BagLine {
  /** Tells this desk's public keys; gives the platform's. */
  exchange(keys: PublicKeys): Promise<Result<PublicKeys, Trouble>>;
  /** Hands over a bag's text; gives the answer bag's. */
  deliver(bag: string): Promise<Result<string, Trouble>>;
}

/** Where envelopes go while nobody is signed in; nothing but their own signatures lets them in. */
export interface EnvelopeLine {
  deliver(
    device: string,
    envelopes: readonly Envelope[],
  ): Promise<Result<{ readonly receipts: readonly EnvelopeReceipt[]; readonly serverTime: string }, Fault>>;
}

/** The re-check (复核) of what other desks entered. */
export interface ReviewLine {
  queue(): Promise<Result<readonly WaitingForReview[], Trouble>>;
  /** The verdict that follows; an error in the platform's own words where the word was not taken. */
  say(word: Omit<z.infer<typeof ReviewWord>, 'protocol'>): Promise<Result<Verdict, Trouble>>;
}

/** The platform as this desk reaches it. Nothing here throws: every way a line can fail is a value. */
export interface Transport {
  health(): Promise<Result<{ serverTime: string }, Fault>>;
  /** Absent where nothing is asked of versions. */
  version?(): Promise<Result<PlatformVersion, Fault>>;
  push(
    operations: readonly Operation[],
    chain?: ChainPart,
    rechecks?: readonly Recheck[],
  ): Promise<Result<Pushed, Fault>>;
  /** Absent where nothing is said of chains. */
  readonly chain?: ChainLine;
  /** Absent where no pictures of documents are taken. */
  readonly evidence?: EvidenceLine;
  /** Absent where no heads of audit logs are kept. */
  readonly audit?: AuditLine;
  /** Absent where no bags are taken. */
  readonly bags?: BagLine;
  /** Absent where no envelopes are taken. */
  readonly envelopes?: EnvelopeLine;
  register(
    ask: Omit<z.infer<typeof RegisterDevice>, 'protocol'>,
  ): Promise<Result<z.infer<typeof DeviceRegistered>, Trouble>>;
  feed(ask: { cursor: string; limit: number }): Promise<Result<AnyFeedPage, Trouble>>;
  /** What the desk is answerable for now. Absent where no desk is ever given another jurisdiction. */
  assignment?(): Promise<Result<Jurisdiction, Trouble>>;
  /** What other desks’ operations wait for; absent where nothing is re-checked. */
  readonly reviews?: ReviewLine;
  /** Absent where no policies are published. */
  policy?(): Promise<Result<SignedPolicy, Trouble>>;
  /** The key that signs them, asked for with the desk's token. */
  policyKey?(): Promise<Result<PolicyKey, Trouble>>;
  /** Has a snapshot prepared; gives what it is and in which segments it comes. */
  snapshot(): Promise<Result<AnySnapshotManifest, Trouble>>;
  /** A segment's gzip bytes as they come in; the stream errors at the limits, with a sentence. Absent where none is fetched. */
  segment?(ask: SegmentAsk): Promise<Result<ReadableStream<Uint8Array>, Trouble>>;
}

/** Verdicts are parsed one by one: one that cannot be read must not keep the others from counting (SY9). */
const PushAnswer = PushResults.extend({ results: z.array(z.unknown()).max(1000) });

const asTrouble = <T>(result: Result<T, Fault>): Result<T, Trouble> =>
  result.ok ? result : err(faultTrouble(result.error));

/** What the platform said no to, in its own words; of any other fault, the fault's, behind `before`. */
function inItsWords(fault: Fault, before = ''): Result<never, Trouble> {
  if (fault.kind === 'denied') return err({ code: fault.code, text: fault.text });
  const { code, text } = faultTrouble(fault);
  return err({ code, text: `${before}${text}` });
}

export function platformTransport(options: TransportOptions): Transport {
  const { token, protocol = PROTOCOL, limits = LIMITS, timers = systemTimers, heard } = options;
  const base = baseOf(options.url, options.trust !== undefined);
  const send = options.trust ? trustingFetch(options.trust) : fetch;

  /** Sends a request; what does not come back as a response with a body to read is a fault. */
  async function ask(path: string, signal: AbortSignal, body?: unknown): Promise<Result<Response, Fault>> {
    if (base === null)
      return err({
        kind: 'address',
        text: '平台地址不能用：应以 https:// 开头。请在“设置”里核对后重新登记。',
      });
    const url = new URL(path, base);
    if (options.reaches && !options.reaches(url)) return err({ kind: 'unreachable', left: false });
    const method = body === undefined ? 'GET' : 'POST';
    const leaving = watchLeaving(method, url);
    try {
      const response = await send(url, {
        method,
        headers: {
          accept: 'application/json, application/gzip',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // Whoever redirects is not the platform, and must not be handed the token or a person's data.
        redirect: 'manual',
        signal,
      });
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
        await response.body?.cancel().catch(() => undefined);
        return err({ kind: 'stranger', status: response.status });
      }
      return ok(response);
    } catch (error) {
      if (signal.aborted) return err({ kind: 'timeout' });
      const stayed = !leaving.hasLeft() && neverConnected(error);
      if (stayed && turnedDown(error)) return err({ kind: 'unreachable', left: false, certificate: true });
      return err({ kind: 'unreachable', ...(stayed ? { left: false } : {}) });
    } finally {
      leaving.stop();
    }
  }

  async function json<T extends { serverTime: string }>(
    path: string,
    schema: z.ZodType<T>,
    limit: Limits,
    body?: unknown,
  ): Promise<Result<T, Fault>> {
    const abort = new AbortController();
    const { signal } = abort;
    const asked = { askedAt: Date.now(), askedMono: performance.now() };
    const stopTimer = timers.after(limit.timeoutMs, () => abort.abort());
    try {
      const response = await ask(path, signal, body);
      if (!response.ok) return response;
      const bytes = await readBody(response.value, limit.maxBytes);
      if (!bytes.ok) return bytes;
      const answeredMono = performance.now();
      const answer = parseAnswer(response.value, bytes.value, schema);
      if (answer.ok) heard?.({ ...asked, answeredMono, serverTime: answer.value.serverTime });
      return answer;
    } catch {
      return err({ kind: signal.aborted ? 'timeout' : 'cut' });
    } finally {
      stopTimer();
    }
  }

  return {
    async health() {
      const answer = await json('health', PlatformHealth, limits.health);
      return answer.ok ? ok({ serverTime: answer.value.serverTime }) : answer;
    },

    version: () => json('version', PlatformVersion, limits.health),

    async push(operations, chain, rechecks) {
      const message = { protocol, operations, chain, rechecks };
      const answer = await json('v1/operations', PushAnswer, limits.push, message);
      if (!answer.ok) return answer;
      const verdicts = answer.value.results.flatMap((result) => {
        const read = answer.value.protocol > PROTOCOL ? readNewer(Verdict, result) : null;
        const parsed = read === null ? Verdict.safeParse(result).data : read;
        return parsed === undefined ? [] : [parsed];
      });
      const { serverTime, chain: word } = answer.value;
      return ok({ verdicts, serverTime, ...(word ? { chain: word } : {}) });
    },

    chain: {
      page({ epoch, after, hash, limit }) {
        const query = new URLSearchParams({ epoch: `${epoch}`, after: `${after}`, hash, limit: `${limit}` });
        return json(`v1/chain?${query}`, ChainPage, limits.chain);
      },
      async begin(from) {
        const answer = await json('v1/chain/epochs', EpochBegun, limits.register, { protocol, from });
        return answer.ok ? ok(answer.value.chain) : answer;
      },
    },

    evidence: {
      async held(opId) {
        const answer = await json(`v1/operations/${opId}/evidence`, EvidenceHeld, limits.health);
        return answer.ok ? ok(answer.value.pictures) : answer;
      },
      async put({ opId, sha256, material, label, bytes }) {
        const content = Buffer.from(bytes).toString('base64');
        const path = `v1/operations/${opId}/evidence/${sha256}`;
        const message = { protocol, material, label, content };
        const answer = await json(path, EvidenceTaken, limits.evidence, message);
        if (!answer.ok) return answer;
        const { outcome, code, text } = answer.value;
        return ok({ outcome, code, text });
      },
    },

    audit: {
      async anchor(way) {
        const answer = await json('v1/audit/anchors', AuditAnchored, limits.chain, { protocol, way });
        if (!answer.ok) return answer;
        const { outcome, anchor, earlier } = answer.value;
        return ok({ outcome, anchor, earlier });
      },
    },

    bags: {
      async exchange(keys) {
        const answer = await json('v1/bags/keys', BagKeysExchanged, limits.register, { protocol, keys });
        return answer.ok ? ok(answer.value.keys) : asTrouble(answer);
      },
      async deliver(bag) {
        const answer = await json('v1/bags', BagDelivered, limits.bag, { protocol, bag });
        return answer.ok ? ok(answer.value.bag) : inItsWords(answer.error, '离线包没有送到，可以再送。');
      },
    },

    envelopes: {
      async deliver(device, envelopes) {
        const message = { protocol, device, envelopes };
        const answer = await json('v1/envelopes', EnvelopesDelivered, limits.envelopes, message);
        if (!answer.ok) return answer;
        const { receipts, serverTime } = answer.value;
        return ok({ receipts, serverTime });
      },
    },

    async register(given) {
      const answer = await json('v1/devices', DeviceRegistered, limits.register, { protocol, ...given });
      // Who is not registered yet is told why in the platform's own words.
      return answer.ok ? answer : inItsWords(answer.error);
    },

    reviews: {
      async queue() {
        const answer = await json('v1/reviews', ReviewQueue, limits.feed);
        return answer.ok ? ok(answer.value.waiting) : asTrouble(answer);
      },
      async say(word) {
        const answer = await json('v1/reviews', ReviewTaken, limits.register, { protocol, ...word });
        if (!answer.ok) return asTrouble(answer);
        const { verdict, text } = answer.value;
        if (verdict !== null) return ok(verdict);
        return err({ code: 'RECHECK_REFUSED', text: text ?? '平台没有接受这次复核，请刷新后再看。' });
      },
    },

    async policy() {
      const answer = await json('v1/policy', PolicyAnswer, limits.policy);
      return answer.ok ? ok(answer.value.policy) : err(faultTrouble(answer.error));
    },

    async policyKey() {
      const answer = await json('v1/policy/key', PolicyKeyTold, limits.health);
      return answer.ok ? ok(answer.value.policyKey) : asTrouble(answer);
    },

    async feed({ cursor, limit }) {
      const query = new URLSearchParams({ cursor, limit: String(limit) });
      return asTrouble(await json(`v1/feed?${query}`, AnyFeedPage, limits.feed));
    },

    async assignment() {
      const answer = await json('v1/desk', DeskAssigned, limits.health);
      return answer.ok ? ok(answer.value.jurisdiction) : asTrouble(answer);
    },

    snapshot: async () =>
      asTrouble(await json('v1/snapshots', AnySnapshotManifest, limits.snapshot, { protocol })),

    async segment({ id, n }) {
      const abort = new AbortController();
      const stopTimer = timers.after(limits.segment.timeoutMs, () => abort.abort());
      const response = await ask(`v1/snapshots/${encodeURIComponent(id)}/segments/${n}`, abort.signal);
      stopTimer();
      if (!response.ok) return asTrouble(response);
      return asTrouble(await guardedStream(response.value, { ...limits.segment, timers }, abort));
    },
  };
}

/** The base address with a slash at its end; null for one that would send personal data in the clear over a network. */
function baseOf(text: string, secureOnly: boolean): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text.endsWith('/') ? text : `${text}/`);
  const here = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && here && !secureOnly) ? url : null;
}
