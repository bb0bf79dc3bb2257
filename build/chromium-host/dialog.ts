import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, extname, join } from 'node:path';
import type * as Electron from 'electron';
import { standIn } from './standIn';

/** A name in `folder` that no file has yet: `花名册.xlsx`, `花名册 (2).xlsx` and so on. */
export function freeName(folder: string, name: string, exists: (path: string) => boolean): string {
  const end = extname(name);
  for (let n = 1; ; n++) {
    const path = join(folder, n === 1 ? name : `${basename(name, end)} (${n})${end}`);
    if (!exists(path)) return path;
  }
}

const downloads = (): string =>
  [join(homedir(), '下载'), join(homedir(), 'Downloads')].find(existsSync) ?? homedir();

/** The newest file of `folder` that has one of these endings; null where there is none. */
export function newestOf(folder: string, ends: readonly string[]): string | null {
  const files = readdirSync(folder)
    .filter((name) => ends.includes(extname(name).slice(1)))
    .map((name) => join(folder, name))
    .map((path) => ({ path, at: statSync(path).mtimeMs }));
  return files.sort((a, b) => b.at - a.at)[0]?.path ?? null;
}

/** Nor one to open: what is chosen is the newest fitting file of the download folder; a folder is never chosen. */
async function showOpenDialog(...args: unknown[]): Promise<Electron.OpenDialogReturnValue> {
  const options = args.at(-1) as Electron.OpenDialogOptions;
  const ends = (options.filters ?? []).flatMap(({ extensions }) => extensions);
  const path = options.properties?.includes('openFile') ? newestOf(downloads(), ends) : null;
  return { canceled: path === null, filePaths: path === null ? [] : [path] };
}

/** A browser has no save dialog for this process: files go to the person's download folder, as a browser's do, and the window shows where. */
async function showSaveDialog(...args: unknown[]): Promise<Electron.SaveDialogReturnValue> {
  const options = args.at(-1) as Electron.SaveDialogOptions;
  const folder = downloads();
  return {
    canceled: false,
    filePath: freeName(folder, basename(options.defaultPath ?? '未命名'), existsSync),
  };
}

export const dialog = standIn('dialog', {
  showSaveDialog: showSaveDialog as Electron.Dialog['showSaveDialog'],
  showOpenDialog: showOpenDialog as Electron.Dialog['showOpenDialog'],
  showErrorBox: (title, content) => console.error(`${title}: ${content}`),
} satisfies Pick<Electron.Dialog, 'showSaveDialog' | 'showOpenDialog' | 'showErrorBox'>);
