import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** How a text may lie on a disk. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'gbk', 'base64'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A word that was found, and where. */
export interface Hit {
  readonly word: string;
  readonly encoding: Encoding;
  /** Below the folder that was scanned; the name of a file counts as its content. */
  readonly file: string;
  readonly at: number;
}

/** Fewest bytes of a pattern: of shorter ones random bytes hold some by chance (a disk of 100 MB, 10,000 words: 6 bytes once in 280 scans). */
const FEWEST_BYTES = 6;
const HEAD = 3;

/**
 * Looks for words in every byte of a folder's files and in their names, in every encoding. A word that is shorter than six bytes in an
 * encoding (a name of two characters in UTF-16 and GBK) is looked for in the others only.
 */
export class AtRest {
  /** By the first three bytes. */
  private readonly patterns = new Map<number, { bytes: Buffer; word: string; encoding: Encoding }[]>();
  private readonly heads = new Uint8Array(1 << 21);
  readonly count: number;

  constructor(words: Iterable<string>) {
    let count = 0;
    for (const word of new Set(words))
      for (const encoding of ENCODINGS)
        for (const bytes of encoded(word, encoding)) {
          if (bytes.length < FEWEST_BYTES) continue;
          const head = headAt(bytes, 0);
          const same = this.patterns.get(head) ?? [];
          same.push({ bytes, word, encoding });
          this.patterns.set(head, same);
          this.heads[head >> 3] = (this.heads[head >> 3] ?? 0) | (1 << (head & 7));
          count++;
        }
    this.count = count;
  }

  /** Every word of these bytes; the first place of each pattern is enough. */
  inBytes(bytes: Buffer, file: string): Hit[] {
    const found = new Map<string, Hit>();
    for (let at = 0; at + FEWEST_BYTES <= bytes.length; at++) {
      const head = headAt(bytes, at);
      if (((this.heads[head >> 3] ?? 0) & (1 << (head & 7))) === 0) continue;
      for (const { bytes: pattern, word, encoding } of this.patterns.get(head) ?? [])
        if (
          bytes.compare(pattern, 0, pattern.length, at, Math.min(bytes.length, at + pattern.length)) === 0
        ) {
          const key = `${word} ${encoding}`;
          if (!found.has(key)) found.set(key, { word, encoding, file, at });
        }
    }
    return [...found.values()];
  }

  async inFolder(folder: string): Promise<{ hits: Hit[]; files: number; bytes: number }> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const hits: Hit[] = [];
    let files = 0;
    let read = 0;
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      const name = relative(folder, path);
      hits.push(...this.inBytes(Buffer.from(name), `${name} (its name)`));
      if (!entry.isFile()) continue;
      const bytes = await readFile(path);
      files++;
      read += bytes.length;
      hits.push(...this.inBytes(bytes, name));
    }
    return { hits, files, bytes: read };
  }
}

const headAt = (bytes: Buffer, at: number): number => bytes.readUIntLE(at, HEAD);

function encoded(word: string, encoding: Encoding): Buffer[] {
  if (encoding === 'gbk') return gbk(word);
  if (encoding === 'base64') return base64Inside(Buffer.from(word));
  return [Buffer.from(word, encoding)];
}

/** As it stands within longer Base64, whatever comes before it: three ways to begin, without what neighbours have a part in. */
function base64Inside(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const from = shift === 0 ? 0 : shift + 1;
    const whole = Math.floor(((shift + bytes.length) * 8) / 6);
    return Buffer.from(text.slice(from, whole));
  });
}

/** Character to its two bytes, as the decoder of the platform has it. */
let table: Map<string, Buffer> | null = null;
function gbk(word: string): Buffer[] {
  if (table === null) {
    table = new Map();
    const decoder = new TextDecoder('gbk');
    for (let first = 0x81; first <= 0xfe; first++)
      for (let second = 0x40; second <= 0xfe; second++) {
        const bytes = Buffer.from([first, second]);
        const text = decoder.decode(bytes);
        if ([...text].length === 1 && text !== '\ufffd') table.set(text, bytes);
      }
  }
  const parts: Buffer[] = [];
  for (const character of word) {
    const bytes = character.charCodeAt(0) < 0x80 ? Buffer.from(character) : table.get(character);
    // A rare character has no GBK: the word cannot stand there.
    if (bytes === undefined) return [];
    parts.push(bytes);
  }
  return [Buffer.concat(parts)];
}
