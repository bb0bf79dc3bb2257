import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chrome',
  'msedge',
];

const underWindows = (env) =>
  [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((folder) => [
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Chromium', 'Application', 'chrome.exe'),
    ]);

const underMac = () =>
  ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  );

const onPath = (env) =>
  (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));

/** The installed Chromium, Chrome or Edge, or null. `CANBAO_CHROMIUM` names another one. */
export function findBrowser(platform = process.platform, env = process.env, exists = existsSync) {
  if (env.CANBAO_CHROMIUM) return env.CANBAO_CHROMIUM;
  const places = platform === 'win32' ? underWindows(env) : platform === 'darwin' ? underMac() : onPath(env);
  return places.find((place) => exists(place)) ?? null;
}
