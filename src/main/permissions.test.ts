import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Session } from 'electron';
import { expect, test } from 'vitest';
import { applyPermissions, isAllowed, PERMISSIONS } from './permissions';

/** The installed Electron's own list of what a page can ask for. */
const declared = readFileSync(createRequire(import.meta.url).resolve('electron/electron.d.ts'), 'utf8');
const literals = (handler: string): string[] => {
  const line = declared.split('\n').find((one) => one.includes(`${handler}(handler:`)) ?? '';
  const union = /permission: ((?:'[\w-]+'(?: \| )?)+)/.exec(line)?.[1] ?? '';
  return [...union.matchAll(/'([\w-]+)'/g)].map((m) => m[1] ?? '');
};
const ours = { origin: 'app://desk/index.html', media: [] };

test('[SE8] the table answers for every permission of the installed Electron, and for no other', () => {
  const asked = literals('setPermissionRequestHandler');
  const checked = literals('setPermissionCheckHandler');
  expect(asked.length).toBeGreaterThan(30);
  expect([...new Set([...asked, ...checked])].sort()).toEqual(Object.keys(PERMISSIONS).sort());
});

test('[SE8] of all of them the camera may be used, by our own page', () => {
  const granted = literals('setPermissionCheckHandler').filter(
    (one) => isAllowed(one, ours) || isAllowed(one, { ...ours, media: ['video'] }),
  );
  expect(granted).toEqual(['media']);
  for (const unknown of ['made-up', '__proto__', 'constructor', 'toString', ''])
    expect(isAllowed(unknown, ours)).toBe(false);
});

type Asked = (contents: null, name: string, answer: (granted: boolean) => void, details: object) => void;
type Checked = (contents: null, name: string, origin: string, details: object) => boolean;

test('[SE8] requests, checks and devices answer alike', () => {
  const doors: { asked?: Asked; checked?: Checked; device?: (details: object) => boolean } = {};
  applyPermissions({
    setPermissionRequestHandler: (handler: Asked) => {
      doors.asked = handler;
    },
    setPermissionCheckHandler: (handler: Checked) => {
      doors.checked = handler;
    },
    setDevicePermissionHandler: (handler: (details: object) => boolean) => {
      doors.device = handler;
    },
  } as unknown as Session);
  for (const name of Object.keys(PERMISSIONS)) {
    let granted: boolean | null = null;
    doors.asked?.(null, name, (answer) => (granted = answer), { requestingUrl: ours.origin });
    expect(granted, name).toBe(false);
    expect(doors.checked?.(null, name, ours.origin, {}), name).toBe(false);
  }
  for (const deviceType of ['hid', 'serial', 'usb'])
    expect(doors.device?.({ deviceType, origin: ours.origin, device: {} })).toBe(false);
});
