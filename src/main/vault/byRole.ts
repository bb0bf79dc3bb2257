import type { Trouble } from '#shared/host';
import { err } from '#shared/result';
import type { ClerkRole } from '#shared/vault/clerk';
import { mayCall, ROLE_CALLS, type RoleChannel, rolesInWords } from '#shared/vault/roleCalls';
import type { DeskHandlers } from '../handlers';

/** The desk's calls, each answered only for those whose work it is; the window may show what it likes. */
export function byRole(handlers: DeskHandlers, roles: () => readonly ClerkRole[]): DeskHandlers {
  const guarded = Object.keys(ROLE_CALLS).map((name) => {
    const channel = name as RoleChannel;
    const answer = handlers[channel] as (ask: never) => unknown;
    return [channel, (ask: never) => (mayCall(roles(), channel) ? answer(ask) : err(notYours(channel)))];
  });
  return { ...handlers, ...(Object.fromEntries(guarded) as Pick<DeskHandlers, RoleChannel>) };
}

const notYours = (channel: RoleChannel): Trouble => ({
  code: 'ROLE',
  text: `这一步要由“${rolesInWords(channel)}”岗位的人办理，您的岗位里没有。什么都没有改变；请换人登录办理，或请管理员在“设置”里调整岗位。`,
});
