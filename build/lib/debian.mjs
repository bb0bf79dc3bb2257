import { existsSync, readdirSync } from 'node:fs';
import { findBrowser } from './browsers.mjs';
import { say } from './root.mjs';
import { run } from './run.mjs';

const onPath = (name) =>
  (process.env.PATH ?? '').split(':').some((folder) => folder && existsSync(`${folder}/${name}`));

const postgresIsThere = () =>
  existsSync('/usr/lib/postgresql') &&
  readdirSync('/usr/lib/postgresql').some((version) =>
    existsSync(`/usr/lib/postgresql/${version}/bin/initdb`),
  );

/** What the window and the tests need of the system, and how to see that it is there. */
const NEEDS = {
  chromium: () => findBrowser() !== null,
  'fonts-noto-cjk': () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  postgresql: postgresIsThere,
  'libreoffice-calc': () => onPath('soffice'),
  'python3-openpyxl': () => existsSync('/usr/lib/python3/dist-packages/openpyxl'),
  'poppler-utils': () => onPath('pdftoppm'),
};

export const canInstall = () =>
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Those of the named Debian packages that are not there. */
export const missing = (names) => names.filter((name) => !NEEDS[name]?.());

/** Installs what is missing as root on Debian; elsewhere, or when it fails, gives what is still missing. */
export async function ensureSystem(names) {
  const wanted = missing(names);
  if (wanted.length === 0 || !canInstall()) return wanted;
  say(`安装系统软件包(apt-get):${wanted.join(' ')}`);
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  const install = () =>
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...wanted], options);
  // The lists of a fresh machine are empty; those of an older one may name files that are gone.
  await run('apt-get', ['update', '-q'], options);
  await install();
  return missing(names);
}
