import type { AuditView } from '#shared/audit/calls';
import type { Trouble } from '#shared/host';
import { err, ok } from '#shared/result';
import type { ClerkRole } from '#shared/vault/clerk';
import type { Handlers } from '../callContract';
import type { AuditLog } from './auditLog';

export type AuditHandlers = Pick<Handlers, Extract<keyof Handlers, `audit/${string}`>>;

/** Who sits there; null: practice. */
export interface AuditReader {
  readonly id: string;
  readonly roles: readonly ClerkRole[];
}

const NOT_YOURS: Trouble = {
  code: 'ROLE',
  text: '逐条记录由管理员查看。本机审计日志的状态您可以查看和核对。',
};

/** Who answers `audit/…`; `beside`: what was found of other files when they were opened. */
export function auditHandlers(
  audit: AuditLog | null,
  reader: () => AuditReader | null,
  beside: readonly Trouble[],
): AuditHandlers {
  const view = (): AuditView => {
    const who = reader();
    if (audit === null || who === null) return { state: null, beside: [], reveals: [], everybody: false };
    const everybody = who.roles.includes('administrator') || who.roles.includes('reviewer');
    const all = audit.revealCounts();
    const reveals = everybody ? [...all] : all.filter(({ clerk }) => clerk === who.id);
    return { state: audit.state(), beside: [...beside], reveals, everybody };
  };
  return {
    'audit/state': view,
    'audit/verify': async () => {
      await audit?.verify();
      return view();
    },
    'audit/handedOver': ({ to, count }) => {
      void audit?.note({ act: 'handed-over', to, count });
      return {};
    },
    'audit/page': async ({ before, limit }) => {
      if (audit === null || !reader()?.roles.includes('administrator')) return err(NOT_YOURS);
      return ok({ entries: await audit.read(before, limit) });
    },
  };
}
