import { useCallback, useEffect, useState } from 'react';
import type { VaultState } from '#shared/vault/calls';
import type { VaultDesk } from '../../desk/vault/vaultDesk';

/** How often a locked desk asks what is still to be delivered and who still has to wait. */
const ASK_EVERY_MS = 5_000;

/** The vault's state, followed; `silent`: the main process does not answer. */
export function useVaultState(vault: VaultDesk): {
  readonly state: VaultState | 'silent' | null;
  /** A state that an answer brought. */
  take(state: VaultState): void;
  ask(): void;
} {
  const [state, setState] = useState<VaultState | 'silent' | null>(null);
  const ask = useCallback(
    () => void vault.state().then((told) => setState((old) => told ?? (old === null ? 'silent' : old))),
    [vault],
  );
  useEffect(() => {
    const off = vault.watch(setState);
    ask();
    return off;
  }, [vault, ask]);
  const waits = state !== null && state !== 'silent' && state.phase === 'locked';
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [waits, ask]);
  return { state, take: setState, ask };
}
