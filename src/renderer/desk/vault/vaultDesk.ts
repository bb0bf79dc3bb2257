import type { AnswerOf, Ask, Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import type { VaultState } from '#shared/vault/calls';
import type { Desktop } from '../../desktop';
import { answered } from '../answered';
import { type RestoreDesk, restoreDeskOver } from './restoreDesk';

type Told<C extends VaultCall> = Promise<AnswerOf<C>>;
type VaultCall =
  | 'vault/setUp'
  | 'vault/signIn'
  | 'vault/changeSecret'
  | 'vault/enrol'
  | 'vault/changeRoles'
  | 'vault/remove'
  | 'vault/setRecovery'
  | 'vault/rotate'
  | 'vault/decommission';

/** The vault (密钥库) for the pages: who may sign in, and what the clerk signed in may change. It is there before any desk is open. */
export interface VaultDesk {
  state(): Promise<VaultState | null>;
  /** Called with each later state; gives the function that ends it. */
  watch(listener: (state: VaultState) => void): () => void;
  setUp(ask: Ask<'vault/setUp'>): Told<'vault/setUp'>;
  signIn(ask: Ask<'vault/signIn'>): Told<'vault/signIn'>;
  /** The keys are zeroed and this page is ended. */
  lock(): Promise<void>;
  changeSecret(ask: Ask<'vault/changeSecret'>): Told<'vault/changeSecret'>;
  enrol(ask: Ask<'vault/enrol'>): Told<'vault/enrol'>;
  changeRoles(ask: Ask<'vault/changeRoles'>): Told<'vault/changeRoles'>;
  remove(ask: Ask<'vault/remove'>): Told<'vault/remove'>;
  setRecovery(ask: Ask<'vault/setRecovery'>): Told<'vault/setRecovery'>;
  rotate(): Told<'vault/rotate'>;
  decommission(ask: Ask<'vault/decommission'>): Told<'vault/decommission'>;
  /** Somebody is at the desk. */
  awake(): void;
  /** While there is no vault yet. */
  readonly restore: RestoreDesk;
}

export function vaultDeskOver(desktop: Desktop): VaultDesk {
  const told = <T>(ask: () => Promise<Result<T, Trouble>>) => answered(ask);
  return {
    state: () => desktop.call('vault/state', {}).catch(() => null),
    watch: (listener) => desktop.on('vault/changed', listener),
    setUp: (ask) => told(() => desktop.call('vault/setUp', ask)),
    signIn: (ask) => told(() => desktop.call('vault/signIn', ask)),
    async lock() {
      await desktop.call('vault/lock', {}).catch(() => undefined);
    },
    changeSecret: (ask) => told(() => desktop.call('vault/changeSecret', ask)),
    enrol: (ask) => told(() => desktop.call('vault/enrol', ask)),
    changeRoles: (ask) => told(() => desktop.call('vault/changeRoles', ask)),
    remove: (ask) => told(() => desktop.call('vault/remove', ask)),
    setRecovery: (ask) => told(() => desktop.call('vault/setRecovery', ask)),
    rotate: () => told(() => desktop.call('vault/rotate', {})),
    decommission: (ask) => told(() => desktop.call('vault/decommission', ask)),
    restore: restoreDeskOver(desktop),
    awake: () => void desktop.call('vault/awake', {}).catch(() => undefined),
  };
}
