import type { z } from 'zod';
import { MAX_DELIVERED_BYTES } from '../bag/content';
import { base64Length, EVIDENCE_LIMITS } from '../evidence/limits';
import { Case } from '../rules/case';
import { MAX_AUDIT_BYTES } from './audit';
import { ChainQuery, MAX_CHAIN_BYTES } from './chain';
import {
  AnchorAudit,
  AuditAnchored,
  BagDelivered,
  BagKeysExchanged,
  BeginEpoch,
  ChainPage,
  DecideAnswer,
  DeliverBag,
  DeliverEnvelopes,
  DeskAssigned,
  DeviceRegistered,
  EnvelopesDelivered,
  EpochBegun,
  EvidenceHeld,
  EvidenceName,
  EvidenceTaken,
  ExchangeBagKeys,
  FeedPage,
  FeedQuery,
  MAX_BATCH_BYTES,
  OperationName,
  OperationStatus,
  PlatformHealth,
  PlatformVersion,
  PolicyAnswer,
  PolicyKeyTold,
  PrepareSnapshot,
  PushOperations,
  PushResults,
  PutEvidence,
  RegisterDevice,
  ReviewQueue,
  ReviewTaken,
  ReviewWord,
  SegmentName,
  SnapshotManifest,
  TaxFeedback,
  TaxFeedbackTaken,
} from './messages';
import type { RefusalCode } from './refusals';

/** Who may ask: anybody, a registered desk, the tax channel, or the person who runs the platform. */
export type Caller = 'anybody' | 'desk' | 'tax' | 'operator';

/** An answer that is a file and no JSON message; `about` says what is in it. */
export interface FileAnswer {
  readonly type: 'application/gzip';
  readonly about: string;
}

/**
 * One route of a platform. The service registers from it, the OpenAPI document is made of it, and the conformance suite holds
 * every answer against it: what is written here once is what is asked, answered and documented.
 */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** A parameter in braces: `/v1/operations/{opId}`. */
  readonly path: string;
  readonly caller: Caller;
  /** What it is for, in one sentence. */
  readonly sentence: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: {
    readonly schema: z.ZodType;
    /** Bytes of the body in UTF-8; more is `TOO_LARGE`. */
    readonly maxBytes: number;
  };
  /** A JSON message with the envelope, or a file. */
  readonly answer: z.ZodObject | FileAnswer;
  /** Refusals of this route besides those that follow from caller and body. */
  readonly refusals: readonly RefusalCode[];
}

const KIB = 1024;
/** A message of a few fields. */
export const SMALL_BYTES = 16 * KIB;
/** A file of the tax channel or of another agency. */
export const FILE_BYTES = 8 * KIB * KIB;
/** A case with every list full: 600 payments and 100 relations. */
const CASE_BYTES = 256 * KIB;

/** Every route of the protocol, by its name. A new route is an entry here and a handler of the same name in the service. */
export const ROUTES = {
  version: {
    method: 'GET',
    path: '/version',
    caller: 'anybody',
    sentence:
      'Name of the platform, version of its rule book, and the versions of the protocol it understands.',
    answer: PlatformVersion,
    refusals: [],
  },
  health: {
    method: 'GET',
    path: '/health',
    caller: 'anybody',
    sentence: 'Answers after a question to the database.',
    answer: PlatformHealth,
    refusals: [],
  },
  registerDevice: {
    method: 'POST',
    path: '/v1/devices',
    caller: 'anybody',
    sentence:
      'Registers a desk with a registration code. The same desk may repeat it and gets a new token; another desk may not use the code.',
    body: { schema: RegisterDevice, maxBytes: SMALL_BYTES },
    answer: DeviceRegistered,
    refusals: ['FORBIDDEN'],
  },
  desk: {
    method: 'GET',
    path: '/v1/desk',
    caller: 'desk',
    sentence: 'What the desk is answerable for now: the county may have given it another jurisdiction.',
    answer: DeskAssigned,
    refusals: [],
  },
  prepareSnapshot: {
    method: 'POST',
    path: '/v1/snapshots',
    caller: 'desk',
    sentence:
      'The whole jurisdiction of the desk at one moment: what it is and in which segments it comes. Asked again, the same one as long as nothing has changed.',
    body: { schema: PrepareSnapshot, maxBytes: SMALL_BYTES },
    answer: SnapshotManifest,
    refusals: [],
  },
  snapshotSegment: {
    method: 'GET',
    path: '/v1/snapshots/{id}/segments/{n}',
    caller: 'desk',
    sentence: 'One segment of a prepared snapshot; the same bytes whenever it is asked for.',
    params: SegmentName,
    answer: {
      type: 'application/gzip',
      about:
        'NDJSON, compressed as a file (no content encoding): `PlatformRecord` lines, as many and with the hash that `SnapshotManifest` says.',
    },
    refusals: ['SNAPSHOT_UNKNOWN'],
  },
  feed: {
    method: 'GET',
    path: '/v1/feed',
    caller: 'desk',
    sentence: 'What changed in the jurisdiction after the cursor, each record once and as it is now.',
    query: FeedQuery,
    answer: FeedPage,
    refusals: ['CURSOR_UNKNOWN'],
  },
  pushOperations: {
    method: 'POST',
    path: '/v1/operations',
    caller: 'desk',
    sentence:
      'A batch of operations: one verdict for each whose id and hash can be read, in the order of the request. Links of the chain are laid first.',
    // A batch, its links and what surrounds them.
    body: { schema: PushOperations, maxBytes: MAX_BATCH_BYTES + MAX_CHAIN_BYTES + SMALL_BYTES },
    answer: PushResults,
    refusals: ['CHAIN_FORKED', 'CHAIN_GAP'],
  },
  operationStatus: {
    method: 'GET',
    path: '/v1/operations/{opId}',
    caller: 'desk',
    sentence: 'The stored verdict of an operation of this desk; null where there is none.',
    params: OperationName,
    answer: OperationStatus,
    refusals: [],
  },
  evidenceHeld: {
    method: 'GET',
    path: '/v1/operations/{opId}/evidence',
    caller: 'desk',
    sentence:
      'Hashes of the pictures of documents (材料图片) that the platform has of an operation of this desk; none where there are none.',
    params: OperationName,
    answer: EvidenceHeld,
    refusals: [],
  },
  putEvidence: {
    method: 'POST',
    path: '/v1/operations/{opId}/evidence/{sha256}',
    caller: 'desk',
    sentence:
      'A picture of a document for an applied operation of this desk. It is kept whole or not at all; the same picture again is kept once and answered the same.',
    params: EvidenceName,
    // One picture in Base64 and what it shows.
    body: { schema: PutEvidence, maxBytes: base64Length(EVIDENCE_LIMITS.bytes) + SMALL_BYTES },
    answer: EvidenceTaken,
    refusals: [],
  },
  chain: {
    method: 'GET',
    path: '/v1/chain',
    caller: 'desk',
    sentence:
      'The platform’s copy of the desk’s chain behind the entry it names, with operations and verdicts; with `limit=0` the platform’s word on the chain alone.',
    query: ChainQuery,
    answer: ChainPage,
    refusals: ['CHAIN_FORKED'],
  },
  beginEpoch: {
    method: 'POST',
    path: '/v1/chain/epochs',
    caller: 'desk',
    sentence:
      'Gives a desk whose chain forked a history of its own; asked again, another one, which is harmless.',
    body: { schema: BeginEpoch, maxBytes: SMALL_BYTES },
    answer: EpochBegun,
    refusals: [],
  },
  anchorAudit: {
    method: 'POST',
    path: '/v1/audit/anchors',
    caller: 'desk',
    sentence:
      'Keeps the head of the desk’s audit log (审计日志), which has to descend from the last one kept; a head that does not is contradicted, and that is noted. Nothing that was kept is ever replaced.',
    body: { schema: AnchorAudit, maxBytes: MAX_AUDIT_BYTES + SMALL_BYTES },
    answer: AuditAnchored,
    refusals: [],
  },
  exchangeBagKeys: {
    method: 'POST',
    path: '/v1/bags/keys',
    caller: 'desk',
    sentence:
      'Desk and platform tell each other their public keys for bags (离线包); the desk’s newest ones count, and may be told again.',
    body: { schema: ExchangeBagKeys, maxBytes: SMALL_BYTES },
    answer: BagKeysExchanged,
    refusals: [],
  },
  deliverBag: {
    method: 'POST',
    path: '/v1/bags',
    caller: 'anybody',
    sentence:
      'Takes a delivery bag, whoever carries it: its own seal says which desk made it. Each operation is decided as if that desk had pushed it; the answer bag is for that desk alone. The same bag again gives the stored verdicts again.',
    // As JSON text, quotes are escaped; a bag has few of them.
    body: { schema: DeliverBag, maxBytes: MAX_DELIVERED_BYTES + SMALL_BYTES },
    answer: BagDelivered,
    refusals: ['BAG_UNUSABLE'],
  },
  deliverEnvelopes: {
    method: 'POST',
    path: '/v1/envelopes',
    caller: 'anybody',
    sentence:
      'Takes operations that a desk sealed when it accepted them, whoever brings them: each one’s signature says that the desk made it. They are decided as if that desk had pushed them; what is answered says nothing about anybody.',
    // In hex an operation is twice as long.
    body: { schema: DeliverEnvelopes, maxBytes: 2 * MAX_BATCH_BYTES + 2 * SMALL_BYTES },
    answer: EnvelopesDelivered,
    refusals: [],
  },
  reviewQueue: {
    method: 'GET',
    path: '/v1/reviews',
    caller: 'desk',
    sentence:
      'Operations in the desk’s jurisdiction that wait for a second clerk’s re-check (复核), the oldest first; none where the policy wants no re-check.',
    answer: ReviewQueue,
    refusals: [],
  },
  review: {
    method: 'POST',
    path: '/v1/reviews',
    caller: 'desk',
    sentence:
      'A second clerk’s word on such an operation. Accepted, it is decided at once as if its own desk had sent it; that desk gets the verdict when it next sends the operation. Who entered it may not re-check it.',
    body: { schema: ReviewWord, maxBytes: SMALL_BYTES },
    answer: ReviewTaken,
    refusals: [],
  },
  policy: {
    method: 'GET',
    path: '/v1/policy',
    caller: 'desk',
    sentence:
      'The policy in force (what refusals mean, how far a desk may run ahead), signed with the key that was told at registration.',
    answer: PolicyAnswer,
    refusals: [],
  },
  policyKey: {
    method: 'GET',
    path: '/v1/policy/key',
    caller: 'desk',
    sentence:
      'The key that signs this platform’s policies, for a desk that was told none when it registered; it keeps the first one and never takes another.',
    answer: PolicyKeyTold,
    refusals: [],
  },
  decide: {
    method: 'POST',
    path: '/v1/decide',
    caller: 'desk',
    sentence: 'The answer of the platform’s rule book on the facts of the case alone; nothing is kept.',
    body: { schema: Case, maxBytes: CASE_BYTES },
    answer: DecideAnswer,
    refusals: [],
  },
  taxFeedback: {
    method: 'POST',
    path: '/v1/tax-feedback',
    caller: 'tax',
    sentence: 'What the tax authority says was paid (税务回传); a voucher counts once.',
    body: { schema: TaxFeedback, maxBytes: FILE_BYTES },
    answer: TaxFeedbackTaken,
    refusals: [],
  },
} as const satisfies Record<string, Route>;

export const isFile = (answer: Route['answer']): answer is FileAnswer =>
  'type' in answer && answer.type === 'application/gzip';

/** Whether the body names the protocol version, which is looked at before anything else (SY14). */
export const shakesHands = (route: Route): boolean =>
  route.body !== undefined &&
  'shape' in route.body.schema &&
  'protocol' in (route.body.schema.shape as object);

/** Every refusal the route may answer with. */
export function refusalsOf(route: Route): RefusalCode[] {
  const takesInput = route.body !== undefined || route.query !== undefined || route.params !== undefined;
  return [
    ...(takesInput ? (['BAD_REQUEST'] as const) : []),
    ...(route.caller === 'desk' || route.caller === 'tax' ? (['UNAUTHORISED'] as const) : []),
    ...(route.caller === 'operator' ? (['FORBIDDEN'] as const) : []),
    ...(route.body === undefined ? [] : (['TOO_LARGE'] as const)),
    ...(shakesHands(route) ? (['UPGRADE'] as const) : []),
    ...route.refusals,
    'INTERNAL',
    'BUSY',
  ];
}
