const LONGEST = 200;
/** Names that Windows keeps for devices, with any ending. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
const BAD = /[<>:"|?*\\]/;

/** True for a relative path with `/` that means the same file on every system and never leads out of its folder. */
export function isFilePath(path: string): boolean {
  if (path.length === 0 || path.length > LONGEST || path !== path.normalize('NFC') || BAD.test(path))
    return false;
  for (const char of path) if (char < ' ' || char === '\u007f') return false;
  return path
    .split('/')
    .every((part) => part !== '' && !/^\.{1,2}$/.test(part) && !/[. ]$/.test(part) && !DEVICE.test(part));
}
