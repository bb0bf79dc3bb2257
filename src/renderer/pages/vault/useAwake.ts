import { useEffect } from 'react';
import type { VaultDesk } from '../../desk/vault/vaultDesk';

/** The desk hears at most this often that somebody is there. */
const AT_MOST_EVERY_MS = 30_000;
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Tells the desk that somebody is there, so that it does not lock itself. */
export function useAwake(vault: VaultDesk, on: boolean): void {
  useEffect(() => {
    if (!on) return;
    let told = Number.NEGATIVE_INFINITY;
    const tell = () => {
      if (performance.now() - told < AT_MOST_EVERY_MS) return;
      told = performance.now();
      vault.awake();
    };
    for (const sign of SIGNS) window.addEventListener(sign, tell, { capture: true, passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, tell, { capture: true });
    };
  }, [vault, on]);
}
