const KIB = 1024;
const MIB = 1024 * KIB;

/** Every limit of pictures of documents (材料图片), in one place: window, main process and platform ask here. */
export const EVIDENCE_LIMITS = {
  /** Bytes of one stored picture. */
  bytes: 400 * KIB,
  /** Its longest side, pixels. */
  side: 2_000,
  /** Pictures of one operation. */
  perOperation: 12,
  /** Bytes of all pictures of one operation. */
  operationBytes: 4 * MIB,
  /** Bytes of a file or a pasted picture before it is made small; more is not even read. */
  fileBytes: 30 * MIB,
  /** Pixels of it: decoded, each takes four bytes of memory. */
  filePixels: 50_000_000,
} as const;

/** Characters of base64 for so many bytes. */
export const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4;
