import { crc32, deflateSync } from 'node:zlib';
import qrcode from 'qrcode-generator';

/** White modules around the code, as ISO/IEC 18004 wants them. */
const QUIET = 4;
const PIXELS_A_MODULE = 6;

/** A square code of level M as a PNG of black and white: sharp in any printer's resolution, and what every spreadsheet program takes. */
export function qrPng(text: string): Uint8Array {
  const code = qrcode(0, 'M');
  code.addData(text, /^[0-9A-Z $%*+\-./:]*$/.test(text) ? 'Alphanumeric' : 'Byte');
  code.make();
  const modules = code.getModuleCount();
  const side = (modules + 2 * QUIET) * PIXELS_A_MODULE;
  const isDark = (x: number, y: number): boolean => {
    const [col, row] = [Math.floor(x / PIXELS_A_MODULE) - QUIET, Math.floor(y / PIXELS_A_MODULE) - QUIET];
    return col >= 0 && row >= 0 && col < modules && row < modules && code.isDark(row, col);
  };
  const lineBytes = Math.ceil(side / 8);
  const lines = new Uint8Array(side * (1 + lineBytes));
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      if (isDark(x, y)) continue;
      const at = y * (1 + lineBytes) + 1 + (x >> 3);
      lines[at] = (lines[at] ?? 0) | (0x80 >> (x & 7));
    }
  return pngOf(side, lines);
}

/** A PNG (ISO/IEC 15948) of one bit of grey a pixel from its unfiltered lines. */
function pngOf(side: number, lines: Uint8Array): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1;
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(lines)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}
