const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Text as it stands between tags of a workbook's part: markup is escaped, characters that XML 1.0 does not have are left out, half a character is a sign for one, and what
 * looks like an escape of ECMA-376 (`_x000D_`) stays what it is.
 */
export const xmlText = (text: string): string =>
  NEEDS.test(text)
    ? text
        .replace(/\p{Cs}/gu, '\uFFFD')
        .replace(/[&<>]/g, (mark) => ENTITIES[mark] ?? mark)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
        .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
        .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    : text;

/** Most texts need nothing done to them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const NEEDS = /[&<>\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|_x|[\uD800-\uDFFF]/;
