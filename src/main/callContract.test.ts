import type { WebContents } from 'electron';
import { expect, test, vi } from 'vitest';
import { HOST_CALLS } from '../shared/host';
import { answerCall, type Handlers, isOurWindow, type Sender } from './callContract';

const frame = (url: string) => ({ url }) as WebContents['mainFrame'];
const contents = (url: string) => ({ mainFrame: frame(url) }) as WebContents;
const ours = contents('app://desk/index.html');
const from = (sender: WebContents, senderFrame: WebContents['mainFrame'] | null) =>
  ({ sender, senderFrame }) as Sender;

test('[SH4] the top frame of our own window, showing our own origin, is let in', () => {
  expect(isOurWindow(from(ours, ours.mainFrame), ours)).toBe(true);
});

test.each([
  ['a destroyed frame', from(ours, null), ours],
  ['a frame inside our window', from(ours, frame('app://desk/index.html')), ours],
  ['another window', from(contents('app://desk/index.html'), ours.mainFrame), ours],
  ['any window while ours is gone', from(ours, ours.mainFrame), null],
])('[SH4] %s is not let in', (_who, sender, window) => {
  expect(isOurWindow(sender, window)).toBe(false);
});

test.each(['https://desk/index.html', 'app://desk.evil/index.html', 'app://evil@desk/', 'about:blank', ''])(
  '[SH4] our window showing %s is not let in',
  (url) => {
    const strange = contents(url);
    expect(isOurWindow(from(strange, strange.mainFrame), strange)).toBe(false);
  },
);

const handlers = (part: Partial<Handlers>) => part as Handlers;

test.each([
  ['nothing', undefined],
  ['an unknown field', { after: 0, limit: 1, more: true }],
  ['a limit beyond the contract', { after: 0, limit: 501 }],
  ['a number as text', { after: '0', limit: 1 }],
])(
  '[SH5] %s asked of journal/read is refused with the channel named, and the handler is not run',
  async (_what, ask) => {
    const read = vi.fn(() => ({ entries: [] }));
    await expect(answerCall('journal/read', ask, handlers({ 'journal/read': read }))).rejects.toThrow(
      /^journal\/read: /,
    );
    expect(read).not.toHaveBeenCalled();
  },
);

test('[SH5] an answer that does not fit the contract is refused with its field named and no value', async () => {
  const answer = { seq: 1, hash: '张三', finding: null };
  const call = answerCall('journal/head', {}, handlers({ 'journal/head': () => answer }));
  await expect(call).rejects.toThrow('journal/head: the answer does not fit the contract at hash');
  await expect(call).rejects.not.toThrow('张三');
});

test('[SH5] every channel of the contract refuses what is no object', async () => {
  for (const channel of Object.keys(HOST_CALLS) as (keyof typeof HOST_CALLS)[])
    await expect(answerCall(channel, 'x', handlers({})), channel).rejects.toThrow(
      `${channel}: what was asked`,
    );
});
