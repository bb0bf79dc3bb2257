import { HOST_CALLS, type HostChannel } from '#shared/host';
import { err } from '#shared/result';
import type { Handlers } from '../callContract';
import { NOT_IN_PRACTICE } from '../desk';
import type { DeskHandlers } from '../handlers';
import type { VaultHandlers } from './vaultDesk';

const isDeskChannel = (channel: HostChannel): channel is keyof DeskHandlers =>
  !/^(vault|practice|restore)\//.test(channel);

/** Every call of the desk, refused with the word `locked` while `current` gives none: before a sign-in, and after the lock. */
export function whileOpen(current: () => DeskHandlers | null): DeskHandlers {
  const guarded = <C extends keyof DeskHandlers>(channel: C): Handlers[C] =>
    ((ask: never) => {
      const open = current();
      if (open === null) throw new Error(`${channel}: locked`);
      return open[channel](ask);
    }) as Handlers[C];
  const channels = (Object.keys(HOST_CALLS) as HostChannel[]).filter(isDeskChannel);
  return Object.fromEntries(
    channels.map((channel) => [channel, guarded(channel)]),
  ) as unknown as DeskHandlers;
}

/** Practice (练习) has nothing to seal: its people are invented. */
export function noVault(): VaultHandlers {
  const refused = () => err(NOT_IN_PRACTICE);
  return {
    'vault/state': () => ({
      phase: 'none',
      clerks: [],
      current: null,
      left: [],
      secretKind: 'passphrase',
      waits: [],
      hasRecovery: false,
      suite: 'std',
      undelivered: null,
      idleMinutes: 5,
    }),
    'vault/setUp': refused,
    'vault/signIn': refused,
    'vault/lock': () => ({}),
    'vault/windowKeys': refused,
    'vault/windowSealed': refused,
    'vault/changeSecret': refused,
    'vault/enrol': refused,
    'vault/changeRoles': refused,
    'vault/remove': refused,
    'vault/setRecovery': refused,
    'vault/rotate': refused,
    'vault/decommission': refused,
    'vault/awake': () => ({}),
  };
}
