const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 65_535;

/** What the directory of a zip file says of its parts. */
export interface ZipSize {
  readonly entries: number;
  /** Bytes the parts unpack to, as they declare themselves. */
  readonly unpacked: number;
}

/**
 * Reads the directory at the end of a zip file without unpacking anything; null where there is none that can be read. What a file
 * declares may be a lie: the worker's memory is bounded as well.
 */
export function zipSize(bytes: Uint8Array): ZipSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = bytes.length - END_SIZE;
  for (let at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
    if (view.getUint32(at, true) !== END_MARK) continue;
    const entries = view.getUint16(at + 10, true);
    let entry = view.getUint32(at + 16, true);
    let unpacked = 0;
    for (let i = 0; i < entries; i++) {
      if (entry + 46 > bytes.length || view.getUint32(entry, true) !== ENTRY_MARK) return null;
      unpacked += view.getUint32(entry + 24, true);
      entry +=
        46 +
        view.getUint16(entry + 28, true) +
        view.getUint16(entry + 30, true) +
        view.getUint16(entry + 32, true);
    }
    return { entries, unpacked };
  }
  return null;
}
