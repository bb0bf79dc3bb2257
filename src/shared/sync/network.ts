import type { z } from 'zod';
import type { NetworkState as NetworkSchema } from '../host';
import { type Fault, faultTrouble, isPlatformSpeaking } from './fault';

export type NetworkState = z.infer<typeof NetworkSchema>;

export const NEVER_REACHED: NetworkState = {
  state: 'never',
  lastAnswerAt: null,
  offlineSince: null,
  trouble: null,
};

/** The platform answered: the line is up (SY10). */
export const answered = (serverTime: string): NetworkState => ({
  state: 'online',
  lastAnswerAt: serverTime,
  offlineSince: null,
  trouble: null,
});

/** An attempt failed. `at`: device time, ISO. A platform that says no is reachable all the same. */
export function failed(network: NetworkState, fault: Fault, at: string): NetworkState {
  const trouble = faultTrouble(fault);
  if (fault.kind === 'disk') return { ...network, trouble };
  if (isPlatformSpeaking(fault)) return { ...network, state: 'online', offlineSince: null, trouble };
  return { ...network, state: 'offline', offlineSince: network.offlineSince ?? at, trouble };
}
