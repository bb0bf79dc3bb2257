import { expect, test } from 'vitest';
import { webPreferences } from './webPreferences';

test('[SE13] a page of a packaged program is sandboxed, isolated, without Node, webviews, plug-ins, dictionaries and tools', () => {
  expect(webPreferences('/p.cjs', true)).toEqual({
    preload: '/p.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false,
  });
});

test('[SE13] a program that is being developed differs in the tools alone', () => {
  expect(webPreferences('/p.cjs', false)).toEqual({ ...webPreferences('/p.cjs', true), devTools: true });
});
