import { z } from 'zod';
import { MAX_DELIVERED_BYTES } from '../bag/content';
import { PublicKeys } from '../bag/keys';
import { Operation, OpId } from '../domain/operation';
import { PlatformRecord } from '../domain/record';
import { Jurisdiction, VillageCode } from '../domain/region';
import { Envelope } from '../envelope/envelope';
import { EvidenceRef } from '../evidence/evidence';
import { base64Length, EVIDENCE_LIMITS } from '../evidence/limits';
import { EvidenceWord } from '../evidence/uploads';
import { Sha256Hex } from '../json';
import { PolicyKey, SignedPolicy } from '../policy/bundle';
import { REVIEW_CAUSES } from '../review/cause';
import { Recheck } from '../review/recheck';
import { Answer } from '../rules/answer';
import { AuditAnchorWord, AuditWay } from './audit';
import { ChainEntry, ChainPart, ChainWord, Epoch, MAX_CHAIN_ENTRIES } from './chain';
import { REFUSAL_CODES } from './refusals';
import { Verdict } from './verdict';
import { ProtocolRange } from './version';

/** The one version of the protocol that exists; a platform answers with its own in every envelope. */
export const PROTOCOL = 1;
/** Names the protocol in every answer, so that a captive portal or another service is never taken for the platform (SY10). */
export const API = 'canbao-platform';

/** Limits of a batch of operations (SY9) and of a feed page. */
export const MAX_BATCH_OPERATIONS = 50;
export const MAX_BATCH_BYTES = 256 * 1024;
export const MAX_FEED_ROWS = 2000;
/** Rows of a feed page where the desk asks for no number. */
export const DEFAULT_FEED_ROWS = 500;
export const MAX_TAX_PAYMENTS = 5000;

/**
 * Elements of a list that the platform reads each for itself, so that one bad one does not fail the others; `each` is what
 * one has to look like.
 */
export const READ_ONE_BY_ONE = new WeakMap<z.core.$ZodType, z.ZodType>();
function oneByOne(each: z.ZodType): z.ZodUnknown {
  const element = z.unknown();
  READ_ONE_BY_ONE.set(element, each);
  return element;
}

/** What every JSON answer of the platform carries; `serverTime` is ISO 8601 with `+08:00`. */
const envelope = { api: z.literal(API), protocol: z.number().int().positive(), serverTime: z.string() };

/** `POST /v1/devices`: a desk registers itself with the code the county gave it. */
export const RegisterDevice = z.strictObject({
  protocol: z.number().int(),
  code: z.string().min(4).max(60),
  device: z.string().min(8).max(60),
  name: z.string().min(1).max(60),
});
export const DeviceRegistered = z.strictObject({
  ...envelope,
  token: z.string().min(20),
  jurisdiction: Jurisdiction,
  /** The key that signs this platform's policies; the desk keeps it from now on. Absent: it publishes none. */
  policyKey: PolicyKey.optional(),
});

/** `GET /v1/desk`: the desk as the platform has it now; another jurisdiction needs a new snapshot. */
export const DeskAssigned = z.strictObject({
  ...envelope,
  name: z.string().min(1).max(60),
  jurisdiction: Jurisdiction,
});

/** `GET /v1/policy/key`: for a desk that was registered before there was such a key; it keeps the first one it is told. */
export const PolicyKeyTold = z.strictObject({ ...envelope, policyKey: PolicyKey });

/** `GET /v1/policy`: the signed policy in force. */
export const PolicyAnswer = z.strictObject({ ...envelope, policy: SignedPolicy });

/** `GET /version` and `GET /health` (health adds `ok`). `speaks`: a platform that understands its own version alone leaves it out. */
export const PlatformVersion = z.strictObject({
  ...envelope,
  name: z.string(),
  rulebook: z.string(),
  speaks: ProtocolRange.optional(),
  /** It takes envelopes (`POST /v1/envelopes`); left out by a platform that does not. */
  envelopes: z.literal(true).optional(),
});
export type PlatformVersion = z.infer<typeof PlatformVersion>;
export const PlatformHealth = z.strictObject({ ...envelope, ok: z.literal(true) });

/** Bounds of a snapshot: records of one segment, bytes of its lines, and segments of all. */
export const MAX_SEGMENT_RECORDS = 10_000;
export const MAX_SEGMENT_BYTES = 32 * 1024 * 1024;
export const MAX_SEGMENTS = 20_000;

/** What a segment of a snapshot is, whenever it comes: `bytes` and `sha256` are of its lines, each with its line feed, before gzip. */
export const SnapshotSegment = z.strictObject({
  records: z.number().int().positive().max(MAX_SEGMENT_RECORDS),
  bytes: z.number().int().positive().max(MAX_SEGMENT_BYTES),
  sha256: Sha256Hex,
});
export type SnapshotSegment = z.infer<typeof SnapshotSegment>;

/**
 * `POST /v1/snapshots`: everything of the desk's jurisdiction at one moment, told before it is fetched. The records, sorted by
 * village, kind and id, come in the segments, numbered from 0 (`GET /v1/snapshots/{id}/segments/{n}`), in any order and as often
 * as it takes; the feed goes on from `cursor`. It takes effect whole or not at all.
 */
export const PrepareSnapshot = z.strictObject({ protocol: z.number().int() });
export const SnapshotManifest = z.strictObject({
  ...envelope,
  id: z.string().regex(/^[\w-]{1,60}$/),
  jurisdiction: Jurisdiction,
  cursor: z.string(),
  asOf: z.string(),
  records: z.number().int().nonnegative(),
  persons: z.number().int().nonnegative(),
  segments: z.array(SnapshotSegment).max(MAX_SEGMENTS),
});
export type SnapshotManifest = z.infer<typeof SnapshotManifest>;
export const SegmentName = z.strictObject({
  id: SnapshotManifest.shape.id,
  n: z.coerce.number().int().nonnegative().max(MAX_SEGMENTS),
});

/** Longest cursor that is asked with and answered. */
export const MAX_CURSOR = 200;

/** `GET /v1/feed?cursor=…&limit=…`: what changed after the cursor; a record that left the jurisdiction arrives as `left`. */
export const FeedQuery = z.strictObject({
  cursor: z.string().min(1).max(MAX_CURSOR),
  limit: z.coerce.number().int().min(1).max(MAX_FEED_ROWS).default(DEFAULT_FEED_ROWS),
});
export const FeedRow = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('record'), record: PlatformRecord }),
  z.strictObject({
    type: z.literal('left'),
    key: z.string(),
    version: z.number().int(),
    /** The village went as a whole, by an order of the platform's operator: its code of today. Absent: the record left by itself. */
    movedTo: VillageCode.optional(),
  }),
]);
export const FeedPage = z.strictObject({
  ...envelope,
  rows: z.array(FeedRow).max(MAX_FEED_ROWS),
  cursor: z.string().max(MAX_CURSOR),
  more: z.boolean(),
  asOf: z.string(),
});
export type FeedPage = z.infer<typeof FeedPage>;

/** `POST /v1/operations`: one batch, one verdict an operation; `GET /v1/operations/{opId}` gives the stored one again. */
export const PushOperations = z.strictObject({
  protocol: z.number().int(),
  /** At least one, unless links of the chain are laid. */
  operations: z.array(oneByOne(Operation)).max(MAX_BATCH_OPERATIONS),
  /** What the platform lacks of the device's chain; a desk that keeps none leaves it out. */
  chain: ChainPart.optional(),
  /** Which of them a second clerk of the desk has re-checked (复核); left out where none was. */
  rechecks: z.array(Recheck).max(MAX_BATCH_OPERATIONS).optional(),
});
/** `chain` answers a push that carried one. */
export const PushResults = z.strictObject({
  ...envelope,
  results: z.array(Verdict),
  chain: ChainWord.optional(),
});
export const OperationName = z.strictObject({ opId: OpId });
export const OperationStatus = z.strictObject({ ...envelope, opId: OpId, verdict: Verdict.nullable() });

/** A picture of an operation (材料图片), by the SHA-256 of its bytes. */
export const EvidenceName = z.strictObject({ opId: OpId, sha256: Sha256Hex });
/** `POST /v1/operations/{opId}/evidence/{sha256}`: the picture, a JPEG in Base64, and what it shows. */
export const PutEvidence = z.strictObject({
  protocol: z.number().int(),
  ...EvidenceRef.pick({ material: true, label: true }).shape,
  content: z.base64().min(4).max(base64Length(EVIDENCE_LIMITS.bytes)),
});
/** The platform's word on it; the same picture again gets the same word. */
export const EvidenceTaken = z.strictObject({ ...envelope, ...EvidenceWord.shape });
/** `GET /v1/operations/{opId}/evidence`: which pictures the platform has of an operation of this desk. */
export const EvidenceHeld = z.strictObject({
  ...envelope,
  opId: OpId,
  pictures: z.array(Sha256Hex).max(EVIDENCE_LIMITS.perOperation),
});

/** An operation of some desk that waits for a reviewer. */
export const WaitingForReview = z.strictObject({
  operation: Operation,
  deviceName: z.string(),
  /** Platform time at which it came. */
  askedAt: z.string(),
  cause: z.enum(REVIEW_CAUSES),
});
export type WaitingForReview = z.infer<typeof WaitingForReview>;
/** `GET /v1/reviews`: what waits in the desk's jurisdiction for a second clerk's re-check (复核), the oldest first. */
export const ReviewQueue = z.strictObject({ ...envelope, waiting: z.array(WaitingForReview).max(200) });
/** `POST /v1/reviews`: a second clerk's word on an operation that another desk sent. */
export const ReviewWord = z.strictObject({
  protocol: z.number().int(),
  opId: OpId,
  bodyHash: Sha256Hex,
  outcome: z.enum(['accepted', 'returned']),
  reviewer: z.string().min(1).max(40),
  /** Why it is returned; the clerk who entered it reads it. */
  reason: z.string().max(500),
});
/** The verdict that follows, which the operation's own desk gets when it asks; null where the word was not taken, and why. */
export const ReviewTaken = z.strictObject({
  ...envelope,
  verdict: Verdict.nullable(),
  text: z.string().nullable(),
});

/** `GET /v1/chain?epoch=…&after=…&hash=…`: what the platform has of this device's chain behind an entry, in order. */
export const ChainPage = z.strictObject({
  ...envelope,
  entries: z.array(ChainEntry).max(MAX_CHAIN_ENTRIES),
  more: z.boolean(),
  chain: ChainWord,
});
export type ChainPage = z.infer<typeof ChainPage>;

/** `POST /v1/chain/epochs`: a desk whose chain is not the platform's begins a history of its own (另起一段). */
export const BeginEpoch = z.strictObject({ protocol: z.number().int(), from: Epoch });
export const EpochBegun = z.strictObject({ ...envelope, chain: ChainWord });

/** `POST /v1/audit/anchors`: the head of the desk's audit log (审计日志), and the way to it from the last one that the platform keeps. */
export const AnchorAudit = z.strictObject({ protocol: z.number().int(), way: AuditWay });
export const AuditAnchored = z.strictObject({ ...envelope, ...AuditAnchorWord.shape });

/** `POST /v1/bags/keys`: desk and platform tell each other the keys that bags (离线包) are sealed to and checked with. */
export const ExchangeBagKeys = z.strictObject({ protocol: z.number().int(), keys: PublicKeys });
export const BagKeysExchanged = z.strictObject({ ...envelope, keys: PublicKeys });

/** `POST /v1/bags`: a delivery bag as the file has it, brought by whomever; the answer bag is sealed to the desk that made it. */
export const DeliverBag = z.strictObject({
  protocol: z.number().int(),
  bag: z.string().min(1).max(MAX_DELIVERED_BYTES),
});
export const BagDelivered = z.strictObject({ ...envelope, bag: z.string().min(1) });

/**
 * `POST /v1/envelopes`: operations as one desk sealed them when it accepted them, brought while nobody is signed in there. Their
 * signature is what lets them in.
 */
export const DeliverEnvelopes = z.strictObject({
  protocol: z.number().int(),
  /** The desk that made all of them. */
  device: z.string().min(8).max(60),
  envelopes: z.array(Envelope).min(1).max(MAX_BATCH_OPERATIONS),
});
/**
 * What became of one envelope, and nothing about anybody: the desk gets the verdict itself when it sends the operation.
 * `unreadable`: not for this platform, not of this desk or altered; nothing of it was taken.
 */
export const EnvelopeReceipt = z.strictObject({
  opId: OpId,
  /** SHA-256 of the canonical JSON of the envelope. */
  digest: Sha256Hex,
  outcome: z.enum([
    'applied',
    'refused',
    'conflict',
    'invalid',
    'id-reused',
    'waiting',
    'waiting-review',
    'unreadable',
  ]),
});
export type EnvelopeReceipt = z.infer<typeof EnvelopeReceipt>;
export const EnvelopesDelivered = z.strictObject({
  ...envelope,
  receipts: z.array(EnvelopeReceipt).max(MAX_BATCH_OPERATIONS),
});

/** `POST /v1/decide`: the body is one `Case` (`docs/decide.md`); the answer of the platform's book, on the facts of the case alone. */
export const DecideAnswer = z.strictObject({ ...envelope, id: z.string(), answer: Answer });
export type DecideAnswer = z.infer<typeof DecideAnswer>;

/** `POST /v1/tax-feedback` (税务回传), with the tax channel's own token: the only way a period becomes PAID (R-GEN-07). */
export const TaxPayment = z.strictObject({
  certNo: z.string().min(1).max(30),
  name: z.string().min(1).max(100),
  scheme: z.enum(['EMP', 'RES']),
  period: z.string().regex(/^\d{4}(-\d{2})?$/),
  paidFen: z.number().int().nonnegative(),
  paidOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  voucherNo: z.string().min(1).max(30),
});
/** What a unit paid for a month it was assessed for: both parts together, without late fee. */
export const UnitTaxPayment = z.strictObject({
  /** Unified social credit code, or empNo of a unit without one. */
  unit: z.string().min(1).max(30),
  name: z.string().min(1).max(100),
  period: z.string().regex(/^\d{4}-\d{2}$/),
  paidFen: z.number().int().nonnegative(),
  paidOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  voucherNo: z.string().min(1).max(30),
});
export const TaxFeedback = z.strictObject({
  payments: z
    .array(oneByOne(z.union([TaxPayment, UnitTaxPayment])))
    .min(1)
    .max(MAX_TAX_PAYMENTS),
});
export const TaxFeedbackTaken = z.strictObject({
  ...envelope,
  applied: z.number().int(),
  repeated: z.number().int(),
  rejected: z.array(z.strictObject({ index: z.number().int(), text: z.string() })),
});

/** Every refusal of the service itself (not of an operation): a stable code and a sentence in Chinese. */
export const PlatformError = z.strictObject({
  ...envelope,
  error: z.strictObject({
    code: z.enum(REFUSAL_CODES),
    text: z.string(),
    /** What the platform knows of the chain; with `CHAIN_FORKED` and `CHAIN_GAP`. */
    chain: ChainWord.optional(),
  }),
});
