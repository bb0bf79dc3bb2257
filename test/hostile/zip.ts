import { crc32, deflateRawSync } from 'node:zlib';
import { unpack, zipParts } from '../../src/main/workbooks/reading/zipParts';

/** A part as it is put into a zip; `declared`: the size it claims to unpack to. */
export interface Part {
  readonly name: string;
  readonly data: Uint8Array;
  readonly declared?: number;
}

/** A zip file of deflated parts. */
export function zip(parts: readonly Part[]): Uint8Array {
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, data, declared = data.length } of parts) {
    const packed = deflateRawSync(data);
    const path = Buffer.from(name, 'utf8');
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(data), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(declared, 8);
    sizes.writeUInt16LE(path.length, 12);
    const local = Buffer.alloc(14);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(0x0800, 6);
    local.writeUInt16LE(8, 8);
    files.push(local, sizes, path, packed);
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(0x0800, 8);
    entry.writeUInt16LE(8, 10);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    entries.push(entry, sizes, rest, path);
    at += local.length + sizes.length + path.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...files, directory, end]));
}

/** The parts of a workbook, to be changed and put together again. */
export function partsOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const parts = zipParts(bytes);
  if (parts === null) throw new Error('no zip');
  return new Map(
    parts.map((part) => {
      const data = unpack(bytes, part);
      if (typeof data === 'string') throw new Error(`${part.name}: ${data}`);
      return [part.name, data];
    }),
  );
}

export const zipOf = (parts: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  zip([...parts].map(([name, data]) => ({ name, data })));
