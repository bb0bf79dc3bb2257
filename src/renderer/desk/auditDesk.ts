import type { AuditView } from '#shared/audit/calls';
import type { AuditEntry } from '#shared/audit/entry';
import type { Trouble } from '#shared/host';
import { ok, type Result } from '#shared/result';
import type { Desktop } from '../desktop';
import { answered } from './answered';

/** The audit log (审计日志) of this desk. */
export interface AuditDesk {
  state(): Promise<Result<AuditView, Trouble>>;
  /** Reads and verifies every entry anew. */
  verify(): Promise<Result<AuditView, Trouble>>;
  /** For an administrator: entries, the last first. */
  page(before: number | null, limit: number): Promise<Result<{ entries: AuditEntry[] }, Trouble>>;
}

export const auditDesk = (desktop: Desktop): AuditDesk => ({
  state: () => answered(async () => ok(await desktop.call('audit/state', {}))),
  verify: () => answered(async () => ok(await desktop.call('audit/verify', {}))),
  page: (before, limit) => answered(() => desktop.call('audit/page', { before, limit })),
});
