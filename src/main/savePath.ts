import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dialog } from 'electron';
import { safeFileName } from './fileNames';

/** What kind of file is saved: the dialog's title, and the one ending it may have. */
export interface FileKind {
  readonly title: string;
  readonly name: string;
  readonly end: `.${string}`;
}
export const ROSTER_FILE: FileKind = { title: '保存花名册', name: 'Excel 工作簿', end: '.xlsx' };
export const ERRORS_FILE: FileKind = { title: '保存错误行', name: 'Excel 工作簿', end: '.xlsx' };
export const MIGRATION_FILE: FileKind = { title: '保存户转人工作簿', name: 'Excel 工作簿', end: '.xlsx' };
export const PLAIN_FILE: FileKind = { title: '保存报表', name: 'Excel 工作簿', end: '.xlsx' };
export const REPLIES_FILE: FileKind = { title: '保存平台新答复', name: 'JSON 文件', end: '.json' };
export const BAG_FILE: FileKind = { title: '保存离线包', name: '参保台离线包', end: '.cbbag' };
export const PAPER_FILE: FileKind = { title: '保存为 PDF', name: 'PDF 文件', end: '.pdf' };
export const DIAGNOSTICS_FILE: FileKind = { title: '保存诊断包', name: '参保台诊断包', end: '.json' };

export const UPDATE_FILE: FileKind = { title: '选择更新文件', name: '参保台更新', end: '.cbupd' };

/** The file that the clerk chose to be taken in; null when the dialog was closed. `takeFrom` stands for the dialog: its newest such file. */
export async function askWhich(kind: FileKind, takeFrom: string | null): Promise<string | null> {
  if (takeFrom) {
    const files = (await readdir(takeFrom)).filter((name) => name.endsWith(kind.end)).sort();
    const name = files.at(-1);
    return name === undefined ? null : join(takeFrom, name);
  }
  const answer = await dialog.showOpenDialog({
    title: kind.title,
    filters: [{ name: kind.name, extensions: [kind.end.slice(1)] }],
    properties: ['openFile'],
  });
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}

/** The folder that the clerk wants a folder of files in; null when the dialog was closed. */
export async function askFolder(title: string, saveTo: string | null): Promise<string | null> {
  if (saveTo) return saveTo;
  const answer = await dialog.showOpenDialog({ title, properties: ['openDirectory', 'createDirectory'] });
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}

/** Where the clerk wants the file; null when the dialog was closed. Only a name is ever suggested. */
export async function askWhere(
  fileName: string,
  saveTo: string | null,
  kind: FileKind = ROSTER_FILE,
): Promise<string | null> {
  const name = safeFileName(fileName, kind.end);
  if (saveTo) return join(saveTo, name);
  const answer = await dialog.showSaveDialog({
    title: kind.title,
    defaultPath: name,
    filters: [{ name: kind.name, extensions: [kind.end.slice(1)] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return answer.canceled || !answer.filePath ? null : answer.filePath;
}
