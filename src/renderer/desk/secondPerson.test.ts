import { expect, test } from 'vitest';
import type { Desktop } from '../desktop';
import { withSecondPerson } from './secondPerson';

const GRANT = '4c7b0f5e-52f5-4d0a-9a0a-3b6f6a1c2d3e';
const NEEDED = { ok: false, error: { code: 'SECOND_PERSON', text: '这个文件里有 300 个完整号码。' } };

function world() {
  const calls: [string, unknown][] = [];
  const desktop = {
    on: () => () => undefined,
    call: async (channel: string, ask: { grant?: string; secret?: string }) => {
      calls.push([channel, ask]);
      if (channel === 'access/vouch')
        return ask.secret === '对'
          ? { ok: true, value: { grant: GRANT } }
          : { ok: false, error: { code: 'SIGN_IN_WRONG', text: '口令不对。' } };
      return ask.grant === GRANT ? { ok: true, value: { path: '/x' } } : NEEDED;
    },
  } as unknown as Desktop;
  return { calls, ...withSecondPerson(desktop) };
}
const save = (desktop: Desktop) => desktop.call('plain/save', { book: {}, fileName: '表' } as never);
const settle = () => new Promise((resolve) => setTimeout(resolve));

test('[HH28] a file that needs a second person waits, and is saved with their word', async () => {
  const { desktop, second, calls } = world();
  let told = 0;
  second.subscribe(() => told++);
  const saved = save(desktop);
  await settle();
  expect(second.waiting()?.text).toContain('300 个');
  expect(second.waiting()).toBe(second.waiting());
  expect(await second.vouch({ id: 'c2', secret: '错', purpose: '核对' })).toMatchObject({ ok: false });
  expect(second.waiting()).not.toBeNull();
  expect((await second.vouch({ id: 'c2', secret: '对', purpose: '核对' })).ok).toBe(true);
  expect(await saved).toEqual({ ok: true, value: { path: '/x' } });
  expect(second.waiting()).toBeNull();
  expect(told).toBe(2);
  expect(calls.at(-1)).toEqual(['plain/save', { book: {}, fileName: '表', grant: GRANT }]);
});

test('[HH28] declined, or overtaken by another file, nothing is saved and the reason is given', async () => {
  const { desktop, second } = world();
  const first = save(desktop);
  await settle();
  const other = save(desktop);
  await settle();
  expect(await first).toEqual(NEEDED);
  second.decline();
  expect(await other).toEqual(NEEDED);
  expect(second.waiting()).toBeNull();
});
