import { existsSync } from 'node:fs';
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

/** A browser has no save dialog for this process: files go to the person's download folder, as a browser's do, and the window shows where. */
async function showSaveDialog(...args: unknown[]): Promise<Electron.SaveDialogReturnValue> {
  const options = args.at(-1) as Electron.SaveDialogOptions;
  const folder = [join(homedir(), '下载'), join(homedir(), 'Downloads')].find(existsSync) ?? homedir();
  return {
    canceled: false,
    filePath: freeName(folder, basename(options.defaultPath ?? '未命名'), existsSync),
  };
}

export const dialog = standIn('dialog', {
  showSaveDialog: showSaveDialog as Electron.Dialog['showSaveDialog'],
  showErrorBox: (title, content) => console.error(`${title}: ${content}`),
} satisfies Pick<Electron.Dialog, 'showSaveDialog' | 'showErrorBox'>);
