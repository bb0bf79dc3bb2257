import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourcesOf } from './arrows';
import { forbidden } from './forbidden';

const root = join(import.meta.dirname, '..');
const planted = (text: string, path = 'src/renderer/pages/a.tsx') => forbidden([{ path, text }]);

describe('words that open a way from data to code', () => {
  test('[SE7] none stands in the program', () => {
    const sources = sourcesOf(root);
    expect(sources.length).toBeGreaterThan(300);
    expect(forbidden(sources)).toEqual([]);
  });

  test.each([
    ['element.innerHTML = name;', 'innerHTML'],
    ["element['outerHTML'] = name;", 'outerHTML'],
    ["body.insertAdjacentHTML('beforeend', name);", 'insertAdjacentHTML'],
    ['export const A = () => <div dangerouslySetInnerHTML={{ __html: name }} />;', 'dangerouslySetInnerHTML'],
    ["createElement('div', { dangerouslySetInnerHTML: x });", 'dangerouslySetInnerHTML'],
    ['document.write(name);', 'document.write'],
    ['frame.srcdoc = name;', 'srcdoc'],
    ['eval(name);', 'eval'],
    ['const run = new Function(name);', 'Function'],
    ['const run = Function(name);', 'Function'],
    ["location.href = 'javascript:alert(1)';", 'javascript:'],
  ])('[SE7] %s is a breach', (text, part) => {
    expect(planted(text).join()).toContain(part);
  });

  test.each([
    ['contents.executeJavaScript(text);', 'executeJavaScript'],
    ['shell.openExternal(url);', 'openExternal'],
    ['shell.openPath(path);', 'openPath'],
    ["window.loadFile('index.html');", 'loadFile'],
    ["window.loadURL('file:///index.html');", 'file:'],
    ['contents.openDevTools();', 'openDevTools'],
    ['session.setCertificateVerifyProc(yes);', 'setCertificateVerifyProc'],
    ["app.commandLine.appendSwitch('no-sandbox');", 'commandLine'],
    ['const a = { webSecurity: false };', 'webSecurity'],
    ['const a = { allowRunningInsecureContent: true };', 'allowRunningInsecureContent'],
    ['const a = { experimentalFeatures: true };', 'experimentalFeatures'],
    ["const a = { enableBlinkFeatures: 'X' };", 'enableBlinkFeatures'],
    ['const a = { nodeIntegration: true };', 'nodeIntegration'],
    ['const a = { webviewTag: true };', 'webviewTag'],
    ['const a = { sandbox: false };', 'sandbox: false'],
    ['const a = { contextIsolation: false };', 'contextIsolation'],
    ['const a = { rejectUnauthorized: false };', 'rejectUnauthorized'],
    ["import { spawn } from 'node:child_process';", 'child_process'],
    ["import { crashReporter } from 'electron';", 'crashReporter'],
    ["import { autoUpdater } from 'electron';", 'autoUpdater'],
    ["import { runInThisContext } from 'node:vm';", 'vm'],
  ])('[SE7] in the desktop %s is a breach', (text, part) => {
    expect(planted(text, 'src/main/a.ts').join()).toContain(part);
  });

  test.each([
    'const a = { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false };',
    'export const A = ({ name }: { name: string }) => <b title="innerHTML">{name}</b>;',
  ])('[SE7] %s is none', (text) => {
    expect(planted(text)).toEqual([]);
  });
});
