import { z } from 'zod';
import { result, Trouble } from '../trouble';
import { AuditEntry } from './entry';
import { AuditState, RevealCount } from './state';

const none = z.strictObject({});

/** The audit log as the card in 设置 shows it. */
export const AuditView = z.strictObject({
  /** Null: practice, which keeps none. */
  state: AuditState.nullable(),
  /** What was found at the start of what the log knows of: journal, access log, files of sealed lines. */
  beside: z.array(Trouble),
  reveals: z.array(RevealCount),
  /** `reveals` are everybody's, for who administers or re-checks; else one's own. */
  everybody: z.boolean(),
});
export type AuditView = z.infer<typeof AuditView>;

export const MAX_AUDIT_PAGE = 100;

export const AUDIT_CALLS = {
  'audit/state': { ask: none, answer: AuditView },
  /** Reads and verifies every entry anew. */
  'audit/verify': { ask: none, answer: AuditView },
  /** Drafts or operations went to a colleague (移交), which the window keeps. */
  'audit/handedOver': {
    ask: z.strictObject({ to: z.string().min(1).max(40), count: z.number().int().positive().max(100_000) }),
    answer: none,
  },
  /** Entries before number `before` (null: from the end), the last first. By an administrator. */
  'audit/page': {
    ask: z.strictObject({
      before: z.number().int().positive().nullable(),
      limit: z.number().int().min(1).max(MAX_AUDIT_PAGE),
    }),
    answer: result(z.strictObject({ entries: z.array(AuditEntry) })),
  },
} as const;
