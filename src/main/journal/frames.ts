import { crc32 } from 'node:zlib';

/**
 * How records lie in a file: a header (magic 6 bytes, version u16, crc32 u32), then per record its length u32, the
 * crc32 u32 of length and content, and the content. Big-endian. Length is inside the checksum, so that a damaged length
 * is damage and not a leap into the middle of something else.
 */
export interface FrameKind {
  /** Six ASCII characters. */
  readonly magic: string;
  readonly version: number;
}

export const HEADER_BYTES = 12;
const FRAME_BYTES = 8;
/** Longest content of one record; anything longer is damage. */
export const MAX_RECORD_BYTES = 1024 * 1024;

export interface FrameRecord {
  readonly offset: number;
  readonly end: number;
  readonly content: Uint8Array;
}

/** Bytes that are no record: `torn` ends with the file in the middle of a record, `flipped` does not. */
export interface Damage {
  readonly kind: 'torn' | 'flipped';
  readonly from: number;
  readonly to: number;
}

export interface FramesRead {
  /** `damaged`: the header is not ours or not whole; records were looked for all the same. */
  readonly header: 'ok' | 'absent' | 'damaged' | 'newer';
  /** Every intact record, also those behind damage. */
  readonly records: readonly FrameRecord[];
  readonly damage: readonly Damage[];
  /** End of the last intact record (or of the header): where the next record belongs. */
  readonly goodEnd: number;
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const lengthBytes = (length: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  view(bytes).setUint32(0, length);
  return bytes;
};

const checksum = (content: Uint8Array): number => crc32(content, crc32(lengthBytes(content.length)));

export function header(kind: FrameKind): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  for (let i = 0; i < 6; i++) bytes[i] = kind.magic.charCodeAt(i);
  view(bytes).setUint16(6, kind.version);
  view(bytes).setUint32(8, crc32(bytes.subarray(0, 8)));
  return bytes;
}

/** The records as they go to the file, in one piece so that they are written in one call. */
export function frames(contents: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(contents.reduce((sum, content) => sum + FRAME_BYTES + content.length, 0));
  let at = 0;
  for (const content of contents) {
    if (content.length === 0 || content.length > MAX_RECORD_BYTES) {
      throw new RangeError(`frames: a record of ${content.length} bytes`);
    }
    view(bytes).setUint32(at, content.length);
    view(bytes).setUint32(at + 4, checksum(content));
    bytes.set(content, at + FRAME_BYTES);
    at += FRAME_BYTES + content.length;
  }
  return bytes;
}

function readHeader(bytes: Uint8Array, kind: FrameKind): FramesRead['header'] {
  if (bytes.length === 0) return 'absent';
  if (bytes.length < HEADER_BYTES) return 'damaged';
  const magic = String.fromCharCode(...bytes.subarray(0, 6));
  if (magic !== kind.magic || view(bytes).getUint32(8) !== crc32(bytes.subarray(0, 8))) return 'damaged';
  return view(bytes).getUint16(6) > kind.version ? 'newer' : 'ok';
}

/** The intact record that starts at `offset`, or null. */
function recordAt(bytes: Uint8Array, offset: number): FrameRecord | null {
  if (offset + FRAME_BYTES > bytes.length) return null;
  const length = view(bytes).getUint32(offset);
  const end = offset + FRAME_BYTES + length;
  if (length === 0 || length > MAX_RECORD_BYTES || end > bytes.length) return null;
  const content = bytes.subarray(offset + FRAME_BYTES, end);
  return view(bytes).getUint32(offset + 4) === checksum(content) ? { offset, end, content } : null;
}

/** Does what stands at `offset` look like a record that the file's end cut off? */
function cutOff(bytes: Uint8Array, offset: number): boolean {
  if (offset + FRAME_BYTES > bytes.length) return true;
  const length = view(bytes).getUint32(offset);
  return length > 0 && length <= MAX_RECORD_BYTES && offset + FRAME_BYTES + length > bytes.length;
}

/**
 * Reads everything that is intact. Behind damage it looks for the next intact record byte by byte; a chance hit is one in
 * 2³² for each place tried, and whoever opens the content checks it again.
 */
export function readFrames(bytes: Uint8Array, kind: FrameKind): FramesRead {
  const head = readHeader(bytes, kind);
  const records: FrameRecord[] = [];
  const damage: Damage[] = [];
  let at = head === 'damaged' ? 0 : Math.min(HEADER_BYTES, bytes.length);
  let goodEnd = at;
  while (at < bytes.length) {
    let next = at;
    let record = recordAt(bytes, next);
    while (record === null && next < bytes.length) record = recordAt(bytes, ++next);
    if (next > at) {
      const kindOfDamage = record === null && cutOff(bytes, at) ? 'torn' : 'flipped';
      damage.push({ kind: kindOfDamage, from: at, to: next });
    }
    if (record === null) break;
    records.push(record);
    goodEnd = record.end;
    at = record.end;
  }
  return { header: head, records, damage, goodEnd };
}
