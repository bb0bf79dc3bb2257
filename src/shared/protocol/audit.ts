import { z } from 'zod';
import { AuditHead } from '../audit/entry';
import { Sha256Hex } from '../json';

/** Entries that one message proves; a longer way takes several. */
export const MAX_AUDIT_LINKS = 2000;
/** Bytes of that many hashes. */
export const MAX_AUDIT_BYTES = MAX_AUDIT_LINKS * 70;

/** Names one log of a desk: 32 hexadecimal digits that it drew when the log began. */
export const AuditLogId = z.string().regex(/^[0-9a-f]{32}$/);

/**
 * The way from an entry that the platform keeps to the log's head: the content hash of each entry in between. Whoever has the first
 * hash computes the last, so a log that was cut or rewritten has no way.
 */
export const AuditWay = z.strictObject({
  log: AuditLogId,
  /** Algorithms of the hashes: SHA-256 or SM3. */
  suite: z.enum(['std', 'gm']),
  from: AuditHead,
  links: z.array(Sha256Hex).max(MAX_AUDIT_LINKS),
  head: AuditHead,
});
export type AuditWay = z.infer<typeof AuditWay>;

/** The last head of a log that a platform keeps, and since when (platform time). */
export const AuditAnchor = z.strictObject({ log: AuditLogId, ...AuditHead.shape, at: z.string() });
export type AuditAnchor = z.infer<typeof AuditAnchor>;

/** What the platform says to a head. */
export const AuditAnchorWord = z.strictObject({
  /**
   * `anchored`: kept from now on; `gap`: the way does not begin at or before `anchor`, send it from there; `contradicted`: the platform
   * keeps an entry that this head does not descend from, or the log is another desk's. The contradiction is noted at the platform.
   */
  outcome: z.enum(['anchored', 'gap', 'contradicted']),
  /** What the platform keeps of this log now; null: nothing. */
  anchor: AuditAnchor.nullable(),
  /** What it keeps of the log that this desk had before this one; null: there was none. */
  earlier: AuditAnchor.nullable(),
});
export type AuditAnchorWord = z.infer<typeof AuditAnchorWord>;
