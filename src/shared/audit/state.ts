import { z } from 'zod';
import { Trouble } from '../trouble';
import { ClerkRef, FindingKind } from './act';
import { AuditHead } from './entry';

/** How often somebody looked at numbers and pictures, made papers and took files with numbers out, on a day (in China). */
export const RevealCount = z.strictObject({
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  clerk: ClerkRef.nullable(),
  revealed: z.number().int().nonnegative(),
  looked: z.number().int().nonnegative(),
  issued: z.number().int().nonnegative(),
  exported: z.number().int().nonnegative(),
});
export type RevealCount = z.infer<typeof RevealCount>;

/**
 * How the log stands to the platform. `never`: no head was sent yet; `unsupported`: the platform keeps none; `contradicted`: it keeps an
 * entry that this desk no longer has.
 */
export const Anchoring = z.enum(['never', 'anchored', 'unsupported', 'contradicted']);
export type Anchoring = z.infer<typeof Anchoring>;

/** The audit log (审计日志) as the window shows it. */
export const AuditState = z.strictObject({
  entries: z.number().int().nonnegative(),
  head: AuditHead,
  files: z.number().int().nonnegative(),
  /** Whether the operating system seals its key. */
  keySealed: z.boolean(),
  anchoring: Anchoring,
  anchor: z.strictObject({ ...AuditHead.shape, at: z.string() }).nullable(),
  /** What is wrong with it, each in a sentence; `stated`: the log itself says so since an earlier start. */
  findings: z.array(
    z.strictObject({
      kind: FindingKind,
      segment: z.number().int().positive(),
      after: z.number().int().nonnegative(),
      stated: z.boolean(),
      text: z.string(),
    }),
  ),
  /** Why nothing is written now. */
  trouble: Trouble.nullable(),
  verifiedAt: z.string(),
});
export type AuditState = z.infer<typeof AuditState>;
