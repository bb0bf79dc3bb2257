import { inflateRawSync } from 'node:zlib';

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;

/** One part of a zip file as its directory names it. */
export interface ZipPart {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  /** Bytes it unpacks to, as the file declares. */
  readonly unpacked: number;
  /** Where its local header begins. */
  readonly at: number;
}

/** Reads the directory at the end of a zip file without unpacking anything; null where there is none that can be read. */
export function zipParts(bytes: Uint8Array): ZipPart[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = bytes.length - END_SIZE;
  for (let at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
    if (view.getUint32(at, true) !== END_MARK) continue;
    const count = view.getUint16(at + 10, true);
    let entry = view.getUint32(at + 16, true);
    const parts: ZipPart[] = [];
    for (let i = 0; i < count; i++) {
      if (entry + ENTRY_SIZE > bytes.length || view.getUint32(entry, true) !== ENTRY_MARK) return null;
      const nameLength = view.getUint16(entry + 28, true);
      parts.push({
        name: new TextDecoder().decode(bytes.subarray(entry + ENTRY_SIZE, entry + ENTRY_SIZE + nameLength)),
        method: view.getUint16(entry + 10, true),
        packed: view.getUint32(entry + 20, true),
        unpacked: view.getUint32(entry + 24, true),
        at: view.getUint32(entry + 42, true),
      });
      entry += ENTRY_SIZE + nameLength + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
    }
    return parts;
  }
  return null;
}

/**
 * A part's bytes. `longer`: it unpacks to more than the file declares, and a file that lies about its size is a bomb. Never takes more
 * memory than what is declared.
 */
export function unpack(bytes: Uint8Array, part: ZipPart): Uint8Array | 'longer' | 'damaged' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { at, packed, unpacked, method } = part;
  if (at + LOCAL_SIZE > bytes.length || view.getUint32(at, true) !== LOCAL_MARK) return 'damaged';
  const from = at + LOCAL_SIZE + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const data = bytes.subarray(from, from + packed);
  if (data.length < packed) return 'damaged';
  if (method === STORED) return packed === unpacked ? data : 'longer';
  if (method !== DEFLATED) return 'damaged';
  try {
    const made = inflateRawSync(data, { maxOutputLength: Math.max(1, unpacked) });
    return made.length === unpacked ? made : 'damaged';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    return code === 'ERR_BUFFER_TOO_LARGE' ? 'longer' : 'damaged';
  }
}
