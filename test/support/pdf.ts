import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQR from 'jsqr';

const run = (tool: string, args: readonly string[]): string =>
  execFileSync(tool, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

/** A PDF as somebody reads it who has only the file (poppler-utils). */
export interface ReadPdf {
  readonly pages: number;
  /** `595 x 842`: width and height in points, rounded. */
  readonly size: string;
  /** The text of each page. */
  readonly text: readonly string[];
  /** Names of the fonts; every one is embedded, or reading throws. */
  readonly fonts: readonly string[];
  /** What the QR code of a page says; null: there is none that can be read. */
  qr(page: number): string | null;
}

export function readPdf(path: string): ReadPdf {
  const info = run('pdfinfo', [path]);
  const pages = Number(/Pages:\s+(\d+)/.exec(info)?.[1]);
  const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(info) ?? [];
  const text = run('pdftotext', ['-layout', path, '-']).split('\f').slice(0, pages);
  const fonts = run('pdffonts', [path])
    .split('\n')
    .slice(2)
    .filter(Boolean)
    .map((line) => {
      // name, type, encoding, emb, sub, uni, object
      if (!/\s(yes)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$/.test(line))
        throw new Error(`not embedded: ${line}`);
      return line.split(/\s+/)[0] ?? '';
    });
  return {
    pages,
    size: `${Math.round(Number(width))} x ${Math.round(Number(height))}`,
    text,
    fonts,
    qr: (page) => {
      const { data, width: w, height: h } = pageImage(path, page);
      return jsQR(data, w, h)?.data ?? null;
    },
  };
}

/** Writes each page as `<to>-1.png` and so on, for people to look at. */
export const pagePictures = (path: string, to: string): void => {
  run('pdftoppm', ['-r', '80', '-png', path, to]);
};

/** A page as it comes out of a printer, 200 dots an inch, RGBA. */
function pageImage(path: string, page: number): { data: Uint8ClampedArray; width: number; height: number } {
  const folder = mkdtempSync(join(tmpdir(), 'canbao-pdf-'));
  try {
    run('pdftoppm', ['-r', '200', '-f', String(page), '-l', String(page), path, join(folder, 'p')]);
    const file = readdirSync(folder)[0] ?? '';
    return readPpm(readFileSync(join(folder, file)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Binary PPM (P6): magic, width, height, highest value, then RGB. */
function readPpm(bytes: Buffer): { data: Uint8ClampedArray; width: number; height: number } {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  if (!head) throw new Error('not a PPM');
  const [width, height] = [Number(head[1]), Number(head[2])];
  const pixels = bytes.subarray(head[0].length);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at++) {
    data[at * 4] = pixels[at * 3] ?? 0;
    data[at * 4 + 1] = pixels[at * 3 + 1] ?? 0;
    data[at * 4 + 2] = pixels[at * 3 + 2] ?? 0;
    data[at * 4 + 3] = 255;
  }
  return { data, width, height };
}
