import { expect, test } from 'vitest';
import type { UpdateState } from '#shared/update/calls';
import type { Desktop } from '../desktop';
import { provenOf, returnedText } from './updateDesk';

const returned = {
  version: '0.3.0',
  to: '0.2.0',
  why: 'did-not-open',
  at: '2026-11-30T02:00:00.000Z',
} as const;
const STATE: UpdateState = {
  current: '0.2.0',
  highest: '0.2.0',
  keys: [],
  ready: null,
  returned: null,
  older: false,
  undelivered: 0,
  may: false,
};

test('[UP15] the window vouches for the program first, and then says what was given up, or that it is older than what ran here', async () => {
  const asked: string[] = [];
  const told = (more: Partial<UpdateState>) => {
    const call = async (channel: string) => {
      asked.push(channel);
      return channel === 'update/state' ? { ...STATE, ...more } : {};
    };
    return provenOf({ call: call as Desktop['call'] });
  };
  expect(await told({})).toBeNull();
  expect(asked).toEqual(['update/healthy', 'update/state']);
  expect(await told({ returned })).toMatchObject({ code: 'UPDATE_RETURNED' });
  const older = await told({ highest: '0.3.0', older: true });
  expect(older).toMatchObject({ code: 'PROGRAM_OLDER', text: expect.stringContaining('0.3.0') });
});

test('[UP14] the sentence says which version, what runs now, and that nothing is lost', () => {
  for (const why of ['did-not-open', 'altered'] as const)
    expect(returnedText({ ...returned, why }, '0.2.0')).toMatch(
      /0\.3\.0 版.*回到 0\.2\.0 版.*待上传的业务都在/,
    );
});
