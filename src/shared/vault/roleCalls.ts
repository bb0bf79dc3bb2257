import type { HostChannel } from '../host';
import { type ClerkRole, ROLE_WORDS } from './clerk';

/**
 * What only some roles (岗位) may do, by call; a call that is not here is everybody's who signed in. What the window does by itself when it
 * mends its store is everybody's, too: the repair must not wait for the right person.
 */
export const ROLE_CALLS = {
  'journal/accept': ['clerk'],
  'journal/acceptSaga': ['clerk'],
  'journal/settle': ['clerk'],
  'journal/endSaga': ['clerk'],
  'journal/recheck': ['reviewer'],
  'review/queue': ['reviewer'],
  'review/say': ['reviewer'],
  'evidence/keep': ['clerk'],
  'evidence/attach': ['clerk'],
  'evidence/look': ['clerk', 'reviewer'],
  'access/reveal': ['clerk', 'reviewer'],
  'paper/issue': ['clerk'],
  'bag/export': ['clerk'],
  'bag/takeBack': ['clerk'],
  'bag/read': ['clerk'],
  'batch/read': ['clerk', 'assistant'],
  'lists/put': ['clerk'],
  'rollover/put': ['clerk'],
  'migration/read': ['clerk', 'policy'],
  'migration/save': ['clerk', 'policy'],
  'replies/note': ['clerk', 'policy'],
  'replies/save': ['clerk', 'policy'],
  'delivery/newEpoch': ['administrator'],
  'desk/register': ['administrator'],
  'backup/folder': ['administrator'],
} as const satisfies Partial<Record<HostChannel, readonly ClerkRole[]>>;
export type RoleChannel = keyof typeof ROLE_CALLS;

export const isRoleChannel = (channel: string): channel is RoleChannel => Object.hasOwn(ROLE_CALLS, channel);

/** Whether somebody of these roles may make this call. */
export const mayCall = (roles: readonly ClerkRole[], channel: HostChannel): boolean =>
  !isRoleChannel(channel) || ROLE_CALLS[channel].some((role) => roles.includes(role));

/** Whose it is, in words: 经办或复核. */
export const rolesInWords = (channel: RoleChannel): string =>
  ROLE_CALLS[channel].map((role) => ROLE_WORDS[role]).join('或');
