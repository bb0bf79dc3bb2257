import * as XLSX from '@e965/xlsx';

/** What the library has and its types leave out: a packed workbook as parts, and the workbook of such parts. */
interface Packed {
  readonly FileIndex: { name: string; content?: Uint8Array | number[]; size?: number }[];
}
const { CFB, parse_zip: parseZip } = XLSX as unknown as {
  CFB: { read(bytes: Uint8Array, options: { type: 'buffer' }): Packed };
  parse_zip(packed: Packed, options: XLSX.ParsingOptions): XLSX.WorkBook;
};

/** A character written as its number. */
const NUMBERED = /&#(x?)([\da-f]{5,7});/gi;

/**
 * Reads a packed workbook. The library keeps 16 bits of a character that a file writes as its number, and would give somebody another
 * name: openpyxl writes all of CJK Extension B so (`&#139334;`). Such parts are spelt out before it sees them.
 */
export function readPacked(bytes: Uint8Array, options: XLSX.ParsingOptions): XLSX.WorkBook {
  const packed = CFB.read(bytes, { type: 'buffer' });
  for (const part of packed.FileIndex) {
    if (part.content === undefined || !part.name.endsWith('.xml')) continue;
    const content = Buffer.from(part.content);
    if (!content.includes('&#')) continue;
    const text = content.toString('utf8');
    const spelt = text.replace(NUMBERED, (written, hex: string, digits: string) => {
      const code = Number.parseInt(digits, hex === '' ? 10 : 16);
      return code > 0xffff && code <= 0x10ffff ? String.fromCodePoint(code) : written;
    });
    if (spelt !== text) part.content = Buffer.from(spelt, 'utf8');
  }
  return parseZip(packed, options);
}
