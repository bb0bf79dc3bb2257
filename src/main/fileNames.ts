const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A suggested name made harmless on every system: one name, no path, no reserved word, ending in `extension` (a folder's: in nothing). */
export function safeFileName(name: string, extension: string): string {
  const bare = name.toLowerCase().endsWith(extension) ? name.slice(0, name.length - extension.length) : name;
  const clean = bare
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f\\/:*?"<>|\u202a-\u202e\u2066-\u2069]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100);
  return `${clean === '' || RESERVED.test(clean) ? `文件_${clean}` : clean}${extension}`;
}
