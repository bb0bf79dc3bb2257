import { join } from 'node:path';
import { dialog } from 'electron';

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A suggested file name made harmless on every system: one name, no path, no reserved word, ending in `extension`. */
export function safeFileName(name: string, extension: string): string {
  const bare = name.toLowerCase().endsWith(extension) ? name.slice(0, -extension.length) : name;
  const clean = bare
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f\\/:*?"<>|\u202a-\u202e\u2066-\u2069]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100);
  return `${clean === '' || RESERVED.test(clean) ? `文件_${clean}` : clean}${extension}`;
}

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
