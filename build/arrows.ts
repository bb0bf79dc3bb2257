import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

/**
 * The arrows of the house (docs/adr/0001-the-house.md): who may import whom. Each breach is a sentence that names the file, what it
 * takes and why it may not.
 */

/** A file of the checkout: its path from the root with `/`, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

interface Room {
  readonly name: string;
  readonly folder: string;
  /** Rooms it may import from, besides itself. */
  readonly mayImport: readonly string[];
}

/** The longest folder that fits is a file's room. */
const ROOMS: readonly Room[] = [
  { name: 'shared', folder: 'src/shared/', mayImport: [] },
  { name: 'main', folder: 'src/main/', mayImport: ['shared'] },
  { name: 'platform', folder: 'src/platform/', mayImport: ['shared', 'fixtures'] },
  { name: 'pages', folder: 'src/renderer/pages/', mayImport: ['ui', 'desk', 'shared'] },
  { name: 'ui', folder: 'src/renderer/ui/', mayImport: ['desk', 'shared'] },
  { name: 'desk', folder: 'src/renderer/desk/', mayImport: ['store', 'sync', 'window', 'shared'] },
  { name: 'store', folder: 'src/renderer/store/', mayImport: ['window', 'shared'] },
  { name: 'sync', folder: 'src/renderer/sync/', mayImport: ['store', 'window', 'shared'] },
  { name: 'frame', folder: 'src/renderer/', mayImport: ['pages', 'ui', 'desk', 'shared'] },
  { name: 'fixtures', folder: 'test/fixtures/', mayImport: ['shared'] },
];

/** The window's one client of the desktop, which the rooms below the pages share. */
const WINDOW_CLIENT = 'src/renderer/desktop';

/** Packages that need a DOM, Electron or a machine: `src/shared` runs everywhere and may not have them. */
const NOT_IN_SHARED =
  /^(electron|react|react-dom|react-router|antd|@ant-design\/|@tanstack\/|dexie|dexie-react-hooks|fastify|pg|kysely|@electric-sql\/|hucre|ulid)($|\/)/;
const ONLY_IN_DOOR = 'src/main/ipcDoor.ts';

const roomOf = (path: string): Room | null =>
  path.startsWith(WINDOW_CLIENT)
    ? { name: 'window', folder: WINDOW_CLIENT, mayImport: ['shared'] }
    : ([...ROOMS]
        .sort((a, b) => b.folder.length - a.folder.length)
        .find((room) => path.startsWith(room.folder)) ?? null);

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

interface Taken {
  readonly specifier: string;
  readonly names: readonly string[];
}

/** What a file takes from elsewhere: imports, re-exports and `import()` of a fixed text; types too, for they are knowledge as well. */
function importsOf({ path, text }: Source): Taken[] {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const statics = module.staticImports.map((one) => ({
    specifier: one.moduleRequest.value,
    names: one.entries.map((entry) => entry.importName.name ?? ''),
  }));
  const again = module.staticExports.flatMap((one) =>
    one.entries.flatMap((entry) =>
      entry.moduleRequest
        ? [{ specifier: entry.moduleRequest.value, names: [entry.importName.name ?? ''] }]
        : [],
    ),
  );
  const dynamic = module.dynamicImports.flatMap((one) => {
    const written = text.slice(one.moduleRequest.start, one.moduleRequest.end);
    const fixed = /^(['"`])(.*)\1$/s.exec(written);
    return fixed?.[2] ? [{ specifier: fixed[2], names: [] }] : [];
  });
  return [...statics, ...again, ...dynamic];
}

/** The file of the checkout that a specifier means, as a path without extension; null for a package. */
function target(path: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(path), specifier));
  if (specifier.startsWith('#shared/')) return `src/shared/${specifier.slice('#shared/'.length)}`;
  if (specifier.startsWith('#fixtures/')) return `test/fixtures/${specifier.slice('#fixtures/'.length)}`;
  return null;
}

/** Why a file may not take something, or null when it may. */
function breach(path: string, room: Room, { specifier, names }: Taken): string | null {
  const file = target(path, specifier);
  if (file === null) {
    if (names.includes('ipcMain') && path !== ONLY_IN_DOOR)
      return `imports ipcMain, but ${ONLY_IN_DOOR} is the one door between window and desktop`;
    if (isTest(path)) return null;
    if (room.name === 'shared' && (specifier.startsWith('node:') || NOT_IN_SHARED.test(specifier)))
      return `imports '${specifier}', but src/shared runs everywhere: no Node, no DOM, no Electron, no machine`;
    if (
      path.startsWith('src/renderer/') &&
      (specifier.startsWith('node:') || /^electron($|\/)/.test(specifier))
    )
      return `imports '${specifier}', but the window has no Node and no Electron; it asks through src/shared/host.ts`;
    if (room.name === 'platform' && /^electron($|\/)/.test(specifier) && path !== 'src/platform/trial.ts')
      return `imports '${specifier}', but only src/platform/trial.ts knows that it may be started by Electron`;
    return null;
  }
  if (file.startsWith('build/') && !isTest(path))
    return `imports '${specifier}', but the program is not made of its build scripts`;
  const other = roomOf(file);
  if (!other || other.name === room.name) return null;
  // A test may use fixtures and, for a whole way through, the platform it speaks to.
  if (isTest(path) && ['fixtures', 'platform'].includes(other.name)) return null;
  if (room.mayImport.includes(other.name)) return null;
  if (room.name === 'pages' && (other.name === 'store' || other.name === 'sync'))
    return `imports '${specifier}', but a page knows the desk (src/renderer/desk) and never the store or the outbox`;
  if (other.name === 'platform')
    return `imports '${specifier}', but nothing imports the platform: it is a process of its own`;
  const allowed = room.mayImport.length > 0 ? room.mayImport.join(', ') : 'nothing outside itself';
  return `imports '${specifier}' (${other.name}), but ${room.name} may import only: ${allowed}`;
}

/** What reads a clock, makes randomness or looks at the surroundings. */
function impurities({ path, text }: Source): string[] {
  const { program } = parseSync(path, text);
  const found: string[] = [];
  const isName = (node: unknown, name: string) =>
    typeof node === 'object' &&
    node !== null &&
    'type' in node &&
    node.type === 'Identifier' &&
    'name' in node &&
    node.name === name;
  new Visitor({
    MemberExpression(node) {
      const property = 'name' in node.property ? node.property.name : null;
      if (isName(node.object, 'Date') && property === 'now') found.push('Date.now');
      if (isName(node.object, 'Math') && property === 'random') found.push('Math.random()');
      if (isName(node.object, 'performance') && property === 'now') found.push('performance.now()');
      for (const global of ['crypto', 'process', 'navigator', 'localStorage'])
        if (isName(node.object, global)) found.push(`${global}.${property ?? '…'}`);
    },
    NewExpression(node) {
      if (isName(node.callee, 'Date') && node.arguments.length === 0) found.push('new Date()');
    },
    CallExpression(node) {
      if (isName(node.callee, 'Date')) found.push('Date()');
    },
  }).visit(program);
  return found;
}

/** Every breach in these sources, as sentences. */
export function breaches(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const room = roomOf(source.path);
    if (!room) return [];
    const taken = importsOf(source).flatMap((one) => {
      const why = breach(source.path, room, one);
      return why ? [`${source.path} ${why}`] : [];
    });
    const impure =
      room.name === 'shared' && !isTest(source.path)
        ? impurities(source).map(
            (what) =>
              `${source.path} uses ${what}, but src/shared has no clock, no randomness and no surroundings: take it as an argument`,
          )
        : [];
    return [...taken, ...impure];
  });
}

/** The TypeScript of the checkout that has a room. */
export function sourcesOf(root: string): Source[] {
  const files = (folder: string): string[] =>
    existsSync(folder)
      ? readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
          const path = join(folder, one.name);
          return one.isDirectory() ? files(path) : /\.tsx?$/.test(one.name) ? [path] : [];
        })
      : [];
  return ['src', 'test/fixtures']
    .flatMap((folder) => files(join(root, folder)))
    .map((path) => ({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const sources = sourcesOf(join(dirname(fileURLToPath(import.meta.url)), '..'));
  const found = breaches(sources);
  for (const sentence of found) console.error(sentence);
  console.log(`${sources.length} files, ${found.length} breaches of the arrows`);
  process.exit(found.length === 0 ? 0 : 1);
}
