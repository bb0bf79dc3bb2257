import { join } from 'node:path';
import { dialog } from 'electron';
import { safeFileName } from './fileNames';

/** Where the clerk wants the workbook; null when the dialog was closed. The window only ever suggests a name. */
export async function askWhere(fileName: string, saveTo: string | null): Promise<string | null> {
  const name = safeFileName(fileName, '.xlsx');
  if (saveTo) return join(saveTo, name);
  const answer = await dialog.showSaveDialog({
    title: '保存花名册',
    defaultPath: name,
    filters: [{ name: 'Excel 工作簿', extensions: ['xlsx'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return answer.canceled || !answer.filePath ? null : answer.filePath;
}
