import { expect, test } from 'vitest';
import { HOST_CALLS, type HostChannel } from '#shared/host';
import { ClerkRole } from '#shared/vault/clerk';
import { isRoleChannel, mayCall, ROLE_CALLS } from '#shared/vault/roleCalls';
import { answerCall, type Handlers } from '../callContract';
import type { DeskHandlers } from '../handlers';
import { byRole } from './byRole';

const reached: string[] = [];
const all = Object.fromEntries(
  Object.keys(HOST_CALLS).map((channel) => [
    channel,
    () => {
      reached.push(channel);
      return null;
    },
  ]),
) as unknown as DeskHandlers;

const call = (roles: ClerkRole[], channel: HostChannel): unknown =>
  (byRole(all, () => roles)[channel as keyof DeskHandlers] as (ask: object) => unknown)({});

test('[CL7] every call is answered for those whose work it is, and refused with whose it is for the others', () => {
  for (const channel of Object.keys(HOST_CALLS) as HostChannel[])
    for (const role of ClerkRole.options) {
      reached.length = 0;
      const answer = call([role], channel);
      const may = mayCall([role], channel);
      expect({ channel, role, reached: [...reached] }).toEqual({
        channel,
        role,
        reached: may ? [channel] : [],
      });
      if (!may) expect(answer).toMatchObject({ ok: false, error: { code: 'ROLE' } });
    }
});

test('[CL7] a refusal is an answer that the contract knows', async () => {
  const asks: Partial<Record<HostChannel, unknown>> = {
    'review/queue': {},
    'delivery/newEpoch': {},
    'replies/note': { key: 'a'.repeat(64), text: '' },
    'access/reveal': { of: { kind: 'person', id: 'P1' }, field: 'certNo', reason: '核对证件' },
  };
  const none = byRole(all, () => []) as unknown as Handlers;
  for (const [channel, ask] of Object.entries(asks))
    expect(await answerCall(channel as HostChannel, ask, none)).toMatchObject({ ok: false });
});

test('[CL7] who enters is not thereby who re-checks, and the village’s assistant neither accepts nor reveals', () => {
  expect(mayCall(['clerk'], 'journal/recheck')).toBe(false);
  expect(mayCall(['reviewer'], 'journal/accept')).toBe(false);
  expect(mayCall(['clerk', 'reviewer'], 'journal/recheck')).toBe(true);
  for (const channel of ['journal/accept', 'access/reveal', 'evidence/look', 'bag/export'] as const)
    expect(mayCall(['assistant'], channel)).toBe(false);
  expect(mayCall(['assistant'], 'campaign/put')).toBe(true);
});

test('[CL7] every call of the table can answer with a trouble', () => {
  for (const channel of Object.keys(ROLE_CALLS)) {
    expect(isRoleChannel(channel)).toBe(true);
    const { answer } = HOST_CALLS[channel as HostChannel];
    const refused = { ok: false, error: { code: 'ROLE', text: '不能' } };
    expect(answer.safeParse(refused).success, channel).toBe(true);
  }
});
