import type { WebContents } from 'electron';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { invoke } from '../../build/chromium-host/ipc';
import type { Handlers } from '../../src/main/callContract';
import { openDoor } from '../../src/main/ipcDoor';
import { HOST_CALLS, type HostChannel } from '../../src/shared/host';
import { anyAsk, brokenAsks, CHANNELS, refusable, wrongClones } from './hostileAsks';

// The door as the program opens it, on the Chromium host's own `ipcMain`.
vi.mock('electron', () => import('../../build/chromium-host/ipc'));

const ours = { mainFrame: { url: 'app://desk/index.html#/today' } } as unknown as WebContents;
const own = { sender: ours, senderFrame: ours.mainFrame };
let window: WebContents | null = ours;
/** Channels whose handler ran, with what it was handed. */
let ran: { channel: HostChannel; ask: unknown }[] = [];

beforeAll(() => {
  const handlers = Object.fromEntries(
    CHANNELS.map((channel) => [
      channel,
      (ask: unknown) => {
        ran.push({ channel, ask });
        return 'no answer of the contract';
      },
    ]),
  );
  openDoor(handlers as unknown as Handlers, () => window);
});
beforeEach(() => {
  ran = [];
  window = ours;
});

const call = (channel: HostChannel, ask: unknown, event: unknown = own) =>
  invoke(event, `desk:${channel}`, [ask]);

describe.each(CHANNELS)('%s', (channel) => {
  test('[SE1] every broken ask is refused with the channel named, and no handler runs', async () => {
    const asks = [...refusable(channel, brokenAsks(channel)), ...wrongClones()];
    expect(asks.length).toBeGreaterThan(20);
    for (const ask of asks) {
      const answered = await call(channel, ask);
      expect(answered).toEqual({ ok: false, error: expect.stringContaining(`${channel}: what was asked`) });
    }
    expect(ran).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('[SE2] whatever is asked, a handler only ever gets what fits the contract', async () => {
    await fc.assert(
      fc.asyncProperty(anyAsk(channel), async (ask) => {
        ran = [];
        const answered = await call(channel, ask);
        expect(answered.ok).toBe(false);
        for (const one of ran) expect(HOST_CALLS[one.channel].ask.safeParse(one.ask).success).toBe(true);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** A frame that is gone: Electron throws when anything of it is read. */
const destroyed = {
  get url(): string {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed');
  },
};
const gone = {
  get mainFrame() {
    throw new Error('Object has been destroyed');
  },
} as unknown as WebContents;
const stranger = (url: string) => {
  const contents = { mainFrame: { url } };
  return { contents: contents as unknown as WebContents, frame: contents.mainFrame };
};

/** Who may not ask: the call's sender, its frame, and what the program takes for its window then. */
const SENDERS: readonly (readonly [string, () => { event: unknown; window: WebContents | null }])[] = [
  ['a frame that is no more (null)', () => ({ event: { sender: ours, senderFrame: null }, window: ours })],
  ['a frame destroyed meanwhile', () => ({ event: { sender: ours, senderFrame: destroyed }, window: ours })],
  [
    'a frame inside our window on our own origin',
    () => ({ event: { sender: ours, senderFrame: { url: 'app://desk/index.html' } }, window: ours }),
  ],
  [
    'a frame inside our window with an address of nothing',
    () => ({ event: { sender: ours, senderFrame: { url: 'about:srcdoc' } }, window: ours }),
  ],
  [
    'a second window on our own origin',
    () => {
      const other = stranger('app://desk/index.html');
      return { event: { sender: other.contents, senderFrame: other.frame }, window: ours };
    },
  ],
  [
    'a second window that borrows our top frame',
    () => ({
      event: { sender: stranger('app://desk/index.html').contents, senderFrame: ours.mainFrame },
      window: ours,
    }),
  ],
  ['our window before it is there or after it is gone', () => ({ event: own, window: null })],
  ['our window, destroyed', () => ({ event: { sender: gone, senderFrame: destroyed }, window: gone })],
  ...[
    'https://desk/index.html',
    'app://desk.evil/index.html',
    'app://evil@desk/index.html',
    'app://desk@evil/',
    'file:///C:/desk/index.html',
    'data:text/html,x',
    'about:blank',
    '',
  ].map(
    (url) =>
      [
        `our window showing ${url || 'nothing'}`,
        () => {
          const shown = stranger(url);
          return { event: { sender: shown.contents, senderFrame: shown.frame }, window: shown.contents };
        },
      ] as const,
  ),
];

test.each(SENDERS)('[SE3] %s is refused on every channel, and no handler runs', async (_who, made) => {
  const { event, window: seen } = made();
  window = seen;
  for (const channel of CHANNELS) {
    const answered = await call(channel, {}, event);
    expect(answered.ok, channel).toBe(false);
  }
  expect(ran).toEqual([]);
});

test('[SE3] the same asks from the desk’s own top frame reach a handler', async () => {
  await call('desk/state', {});
  expect(ran).toEqual([{ channel: 'desk/state', ask: {} }]);
});
