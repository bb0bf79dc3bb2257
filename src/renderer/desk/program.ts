import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import { desktopOver } from '../desktop';
import type { Desk } from './api';
import { openDesk } from './openDesk';
import { type VaultDesk, vaultDeskOver } from './vault/vaultDesk';
import { askSealing, type WindowSealing } from './vault/windowSealing';

/** What the window is made of: the vault before the desk, and the desk behind it. */
export interface WindowProgram {
  readonly vault: VaultDesk;
  /** With what the window's store is sealed, once somebody has signed in. */
  sealing(): Promise<Result<WindowSealing, Trouble>>;
  open(sealing: WindowSealing): Promise<Desk>;
}

/** Null where the page was opened in an ordinary browser. */
export function windowProgram(): WindowProgram | null {
  const bridge = window.desktop;
  if (bridge === undefined) return null;
  const desktop = desktopOver(bridge);
  return {
    vault: vaultDeskOver(desktop),
    sealing: () => askSealing(desktop),
    open: (sealing) => openDesk(desktop, sealing),
  };
}
