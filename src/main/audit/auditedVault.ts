import type { AuditAct } from '#shared/audit/act';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import type { VaultState } from '#shared/vault/calls';
import type { VaultHandlers } from '../vault/vaultDesk';
import type { AuditWriter } from './auditLog';

interface VaultNow {
  /** Wait still owed by a clerk, ms. */
  waitOf(id: string): number;
  current(): { readonly id: string } | null;
}

/** Every call of the vault, noted with what came of it: before a sign-in too, and nothing of any secret. */
export function auditedVault(handlers: VaultHandlers, audit: AuditWriter, vault: VaultNow): VaultHandlers {
  const note = (did: AuditAct, clerk?: string | null) => void audit.note(did, clerk);
  /** Of changes: noted when they were made, by who was signed in. */
  const noted = <A, T>(
    answer: (ask: A) => Result<T, Trouble> | Promise<Result<T, Trouble>>,
    did: (ask: A, value: T) => AuditAct | null,
  ) => {
    return async (ask: A): Promise<Result<T, Trouble>> => {
      const by = vault.current()?.id ?? null;
      const done = await answer(ask);
      const act = done.ok ? did(ask, done.value) : null;
      if (act !== null) note(act, by ?? vault.current()?.id ?? null);
      return done;
    };
  };
  const idOf = (state: VaultState, staffNo: string): string =>
    state.clerks.find((clerk) => clerk.staffNo === staffNo.trim())?.id ?? staffNo;
  return {
    ...handlers,
    'vault/setUp': noted(handlers['vault/setUp'], (ask, state) => ({
      act: 'set-up',
      who: idOf(state, ask.staffNo),
    })),
    'vault/signIn': async (ask) => {
      const done = await handlers['vault/signIn'](ask);
      if (done.ok) note({ act: 'signed-in', who: ask.id }, ask.id);
      else if (done.error.code === 'SIGN_IN_WAIT')
        note({ act: 'waits', who: ask.id, seconds: Math.ceil(vault.waitOf(ask.id) / 1000) }, null);
      else note({ act: 'wrong-secret', who: ask.id, code: done.error.code }, null);
      return done;
    },
    'vault/lock': async (ask) => {
      const by = vault.current()?.id ?? null;
      const done = await handlers['vault/lock'](ask);
      if (by !== null) note({ act: 'locked', why: 'clerk' }, by);
      return done;
    },
    'vault/changeSecret': async (ask) => {
      const by = vault.current()?.id ?? null;
      const done = await handlers['vault/changeSecret'](ask);
      if (done.ok) note({ act: 'secret', who: ask.id }, by);
      else if (ask.old !== null) note({ act: 'wrong-secret', who: ask.id, code: done.error.code }, by);
      return done;
    },
    'vault/enrol': noted(handlers['vault/enrol'], (ask, state) => ({
      act: 'enrolled',
      who: idOf(state, ask.staffNo),
      roles: ask.roles,
    })),
    'vault/changeRoles': noted(handlers['vault/changeRoles'], (ask) => ({
      act: 'roles',
      who: ask.id,
      roles: ask.roles,
    })),
    'vault/remove': noted(handlers['vault/remove'], (ask) => ({ act: 'removed', who: ask.id })),
    'vault/setRecovery': noted(handlers['vault/setRecovery'], () => ({ act: 'recovery', what: 'set' })),
    'vault/rotate': noted(handlers['vault/rotate'], (_, { key }) => ({ act: 'rotated', key })),
    'vault/decommission': noted(handlers['vault/decommission'], () => ({ act: 'decommissioned' })),
  };
}
