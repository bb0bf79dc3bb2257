import { randomUUID } from 'node:crypto';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { VaultState, WindowKeys } from '#shared/vault/calls';
import type { ClerkRole, DeskClerk } from '#shared/vault/clerk';
import type { Handlers } from '../callContract';
import * as administration from './administration';
import type { Vault } from './vault';
import * as words from './vaultWords';

export interface VaultDeskOptions {
  readonly vault: Vault;
  readonly idleMinutes: number;
  /** Opens what lies behind the vault; where it does not open the vault is closed again. */
  readonly open: () => Promise<Result<void, Trouble>>;
  /** Ends the page, once the keys are zeroed. */
  readonly onLocked: () => void;
  readonly onChange: (state: VaultState) => void;
  readonly awake: () => void;
  /** Operations that are still to be delivered; null while that is sealed. */
  readonly undelivered: () => number | null;
  /** Nothing of the desk may write any more: its keys are about to be destroyed. */
  readonly end: () => Promise<void>;
  /** The number that a colleague of this name had on this desk before it had a vault. */
  readonly formerId: (name: string) => string | null;
}

export type VaultChannel = Extract<keyof Handlers, `vault/${string}`>;
export type VaultHandlers = Pick<Handlers, VaultChannel>;

/** The first clerk of a desk has had this number since before there were vaults. */
const FIRST_ID = 'clerk-1';

/** Who answers `vault/…`: whoever sits at the machine, before anybody has signed in too. */
export class VaultDesk {
  constructor(private readonly options: VaultDeskOptions) {}

  /** Somebody's secret was right and the desk behind it is not open yet: for the window that is a locked desk still. */
  private opening = false;

  state(): VaultState {
    const { vault, idleMinutes, undelivered } = this.options;
    const clerks = [...vault.clerks()];
    const phase = vault.phase();
    const early = this.opening && phase === 'open';
    return {
      phase: early ? 'locked' : phase,
      clerks,
      current: early ? null : vault.current(),
      left: [...vault.left()],
      secretKind: this.kind,
      waits: clerks.flatMap(({ id }) => {
        const ms = Math.ceil(vault.waitOf(id));
        return ms > 0 ? [{ id, ms }] : [];
      }),
      hasRecovery: vault.hasRecovery(),
      suite: vault.suite,
      undelivered: undelivered(),
      idleMinutes,
    };
  }

  /** Zeroes the keys first: whatever the page still asks is refused. */
  lock(): void {
    if (this.options.vault.phase() !== 'open') return;
    this.options.vault.lock();
    this.options.onLocked();
  }

  handlers(): VaultHandlers {
    const { vault, awake } = this.options;
    return {
      'vault/state': () => this.asked(),
      'vault/setUp': (ask) => this.entering(() => this.setUp(ask)),
      'vault/signIn': (ask) =>
        this.entering(async () => {
          const signedIn = await vault.signIn(ask);
          return signedIn.ok ? this.opened() : signedIn;
        }),
      'vault/lock': () => {
        this.lock();
        return {};
      },
      'vault/windowKeys': () => this.windowKeys(),
      'vault/windowSealed': async () => {
        const noted = await vault.storeIsWhole('window');
        return noted.ok ? ok({}) : noted;
      },
      'vault/changeSecret': async (ask) => this.changed(await vault.changeSecret(ask)),
      'vault/enrol': async ({ secret, ...who }) => {
        const clerk = { ...who, id: this.idOf(who.name) };
        return this.changed(await administration.enrol(vault, { clerk, secret }));
      },
      'vault/changeRoles': async ({ id, roles }) =>
        this.changed(await administration.changeRoles(vault, id, roles)),
      'vault/remove': async ({ id }) => this.changed(await administration.removeClerk(vault, id)),
      'vault/setRecovery': async ({ publicKey }) =>
        this.changed(await administration.setRecovery(vault, publicKey)),
      'vault/rotate': async () => {
        const key = await administration.rotateKeys(vault);
        return key.ok ? ok({ key: key.value }) : key;
      },
      'vault/decommission': ({ evenUndelivered }) => this.decommission(evenUndelivered),
      'vault/awake': () => {
        awake();
        return {};
      },
    };
  }

  /** What a secret has to be is the system's to say; it is asked with every look at the state. */
  private kind: VaultState['secretKind'] = 'passphrase';

  private async asked(): Promise<VaultState> {
    this.kind = await this.options.vault.secretKind();
    return this.state();
  }

  private async setUp({
    staffNo,
    name,
    secret,
    recovery,
  }: {
    readonly staffNo: string;
    readonly name: string;
    readonly secret: string;
    readonly recovery: string | null;
  }): Promise<Result<void, Trouble>> {
    const { vault } = this.options;
    if (recovery !== null && !administration.isCountyKey(recovery)) return err(words.NOT_A_COUNTY_KEY);
    const roles: ClerkRole[] = ['administrator', 'clerk', 'reviewer', 'policy'];
    const clerk: DeskClerk = { id: FIRST_ID, staffNo, name, roles };
    const made = await vault.setUp({ clerk, secret });
    if (!made.ok) return made;
    if (recovery !== null) {
      const kept = await administration.setRecovery(vault, recovery);
      if (!kept.ok) return kept;
    }
    return this.opened();
  }

  /** The window asks how the vault stands all the while; it hears of an open one when the desk behind it answers. */
  private async entering(work: () => Promise<Result<void, Trouble>>): Promise<Result<VaultState, Trouble>> {
    this.opening = this.options.vault.phase() !== 'open';
    const entered = await work().finally(() => {
      this.opening = false;
    });
    return entered.ok ? ok(await this.asked()) : entered;
  }

  /** Behind the vault is the desk; a desk that does not open is not left with its keys in memory. */
  private async opened(): Promise<Result<void, Trouble>> {
    const opened = await this.options.open();
    if (!opened.ok) {
      this.options.vault.lock();
      return opened;
    }
    this.options.awake();
    return ok(undefined);
  }

  private windowKeys(): Result<WindowKeys, Trouble> {
    const { vault } = this.options;
    const { ring } = vault.sealingKeys('window');
    const store = vault.storeState('window');
    if (ring === null || store === null) return err(words.LOCKED);
    return ok({
      suite: vault.suite === 'gm' ? 'gm' : 'swift',
      current: ring.current,
      keys: ring.copies().map(({ id, key }) => {
        const text = Buffer.from(key).toString('base64');
        key.fill(0);
        return { id, key: text };
      }),
      store,
    });
  }

  private changed(done: Result<unknown, Trouble>): Result<VaultState, Trouble> {
    if (!done.ok) return done;
    const state = this.state();
    this.options.onChange(state);
    return ok(state);
  }

  private idOf(name: string): string {
    const { vault, formerId } = this.options;
    const former = formerId(name.trim());
    const taken = [...vault.clerks(), ...vault.left()].some(({ id }) => id === former);
    return former !== null && !taken ? former : `clerk-${randomUUID()}`.slice(0, 40);
  }

  private async decommission(evenUndelivered: boolean) {
    const { vault, undelivered, end, onLocked } = this.options;
    const waiting = undelivered() ?? 0;
    if (waiting > 0 && !evenUndelivered) return err(words.undelivered(waiting));
    const may = await administration.mayDecommission(vault);
    if (!may.ok) return may;
    await end();
    const done = await administration.decommission(vault);
    if (done.ok) onLocked();
    return done;
  }
}
