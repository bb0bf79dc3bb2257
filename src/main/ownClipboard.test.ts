import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type HandlerParts, handlersFor } from './handlers';
import { ON_CLIPBOARD_MS, OwnClipboard } from './ownClipboard';

/** The machine's clipboard; `busy`: another program holds it. */
class Machine {
  text = '';
  cleared = 0;
  busy = { writing: false, reading: false };
  async readText(): Promise<string> {
    if (this.busy.reading) throw new Error('busy');
    return this.text;
  }
  async writeText(text: string): Promise<void> {
    if (this.busy.writing) throw new Error('busy');
    this.text = text;
  }
  clear(): void {
    this.cleared += 1;
    this.text = '';
  }
}

let machine: Machine;
let own: OwnClipboard;
beforeEach(() => {
  vi.useFakeTimers();
  machine = new Machine();
  own = new OwnClipboard({ clipboard: machine });
});
afterEach(() => {
  vi.useRealTimers();
});
const NOTICE = '一次性告知书\n王禾：不能办理居民参保登记';

test('[SE30] what the program copied is there for a minute, and then no more', async () => {
  expect(await own.copy(NOTICE)).toEqual({ ok: true, value: {} });
  await vi.advanceTimersByTimeAsync(ON_CLIPBOARD_MS - 1);
  expect(machine.text).toBe(NOTICE);
  await vi.advanceTimersByTimeAsync(1);
  expect(machine).toMatchObject({ text: '', cleared: 1 });
  expect(vi.getTimerCount()).toBe(0);
});

test('[SE30] what somebody copied since is left alone, at the minute and at the lock', async () => {
  await own.copy(NOTICE);
  machine.text = '别的程序里的一句话';
  await vi.advanceTimersByTimeAsync(ON_CLIPBOARD_MS);
  expect(machine).toMatchObject({ text: '别的程序里的一句话', cleared: 0 });
  await own.copy(NOTICE);
  machine.text = '又一句';
  await own.clear();
  expect(machine).toMatchObject({ text: '又一句', cleared: 0 });
});

test('[SE30] the lock and the stop do not wait for the minute, nor does anything happen after them', async () => {
  await own.copy(NOTICE);
  await own.clear();
  expect(machine).toMatchObject({ text: '', cleared: 1 });
  machine.text = NOTICE;
  await vi.advanceTimersByTimeAsync(2 * ON_CLIPBOARD_MS);
  // It was the clerk who copied the same words again from elsewhere: the program has put nothing there.
  expect(machine).toMatchObject({ text: NOTICE, cleared: 1 });
  await own.clear();
  expect(machine.cleared).toBe(1);
});

test('[SE30] copied again, the minute begins anew, for the later text alone', async () => {
  await own.copy(NOTICE);
  await vi.advanceTimersByTimeAsync(ON_CLIPBOARD_MS / 2);
  await own.copy('第二份');
  await vi.advanceTimersByTimeAsync(ON_CLIPBOARD_MS / 2);
  expect(machine.text).toBe('第二份');
  await vi.advanceTimersByTimeAsync(ON_CLIPBOARD_MS / 2);
  expect(machine).toMatchObject({ text: '', cleared: 1 });
});

test('[SE30] a lock in the moment of copying clears what is only being written', async () => {
  const copying = own.copy(NOTICE);
  const locking = own.clear();
  await Promise.all([copying, locking]);
  expect(machine).toMatchObject({ text: '', cleared: 1 });
});

test('[SE30] the window copies and locks by its calls, and never hears the text again', async () => {
  const parts = { desk: { setLocked: () => ({}) }, readers: { cancel: () => undefined }, clipboard: own };
  const handlers = handlersFor(parts as unknown as HandlerParts);
  expect(await handlers['clipboard/copy']({ text: NOTICE })).toEqual({ ok: true, value: {} });
  expect(machine.text).toBe(NOTICE);
  await handlers['desk/lock']({});
  await vi.advanceTimersByTimeAsync(0);
  expect(machine).toMatchObject({ text: '', cleared: 1 });
});

test('[SE30] line ends that the system changed are the same text', async () => {
  await own.copy(NOTICE);
  machine.text = NOTICE.replaceAll('\n', '\r\n');
  await own.clear();
  expect(machine.cleared).toBe(1);
});

test('[SE30] a clipboard that another program holds is a sentence when copying, and is emptied unread when clearing', async () => {
  machine.busy.writing = true;
  expect(await own.copy(NOTICE)).toMatchObject({ ok: false, error: { code: 'NOT_COPIED' } });
  expect(vi.getTimerCount()).toBe(0);
  await own.clear();
  expect(machine.cleared).toBe(0);
  machine.busy = { writing: false, reading: true };
  await own.copy(NOTICE);
  await own.clear();
  expect(machine).toMatchObject({ text: '', cleared: 1 });
});
