import type { Page } from '@playwright/test';

/**
 * A scanner on the keyboard's line: real keys, each with the time it was pressed, so that a busy machine makes no slow scanner of it.
 * `gapMs`: between two keys; a clerk's are hundreds apart.
 */
export async function scan(page: Page, text: string, gapMs = 3): Promise<void> {
  const line = await page.context().newCDPSession(page);
  // Every key's time lies in the past when it is sent.
  let at = Date.now() / 1000 - ((text.length + 1) * gapMs) / 1000;
  const press = async (key: string, typed: string) => {
    at += gapMs / 1000;
    const code = key === 'Enter' ? 'Enter' : /\d/.test(key) ? `Digit${key}` : `Key${key}`;
    const windowsVirtualKeyCode = key === 'Enter' ? 13 : key.charCodeAt(0);
    const its = { key, code, windowsVirtualKeyCode, timestamp: at };
    await line.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      text: typed,
      unmodifiedText: typed,
      ...its,
    });
    await line.send('Input.dispatchKeyEvent', { type: 'keyUp', ...its });
  };
  for (const char of text) await press(char, char);
  await press('Enter', '\r');
  await line.detach();
}
