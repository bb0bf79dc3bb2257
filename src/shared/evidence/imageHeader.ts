/** What the first bytes of a file say it is. `width` and `height` are null where the header was not found or is not whole. */
export interface ImageHeader {
  readonly kind: 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' | 'heic' | 'tiff' | 'pdf' | 'svg' | 'unknown';
  readonly width: number | null;
  readonly height: number | null;
}

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** One segment of a JPEG: its marker and where its content lies. */
export interface JpegSegment {
  readonly marker: number;
  readonly from: number;
  readonly to: number;
}

/** The segments up to the first scan, or null where the file is no JPEG or ends before one. */
export function jpegSegments(bytes: Uint8Array): JpegSegment[] | null {
  const found = segmentsIn(bytes);
  return found?.at(-1)?.marker === SCAN ? found : null;
}

const SCAN = 0xda;

/** The segments as far as they are there; null where something else stands in a segment's place. */
function segmentsIn(bytes: Uint8Array): JpegSegment[] | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const segments: JpegSegment[] = [];
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view(bytes).getUint16(at + 2);
    if (length < 2) return null;
    if (at + 2 + length > bytes.length) return segments;
    segments.push({ marker, from: at + 4, to: at + 2 + length });
    if (marker === SCAN) return segments;
    at += 2 + length;
  }
  return segments;
}

/** Start of frame: the markers C0 to CF without those of tables (C4, CC) and the reserved one (C8). */
const isFrame = ({ marker }: JpegSegment): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpeg(bytes: Uint8Array): ImageHeader {
  const frame = segmentsIn(bytes)?.find(isFrame);
  if (frame === undefined || frame.to - frame.from < 5) return { kind: 'jpeg', width: null, height: null };
  const data = view(bytes);
  return { kind: 'jpeg', width: data.getUint16(frame.from + 3), height: data.getUint16(frame.from + 1) };
}

function webp(bytes: Uint8Array): ImageHeader {
  const data = view(bytes);
  const sized = (width: number, height: number): ImageHeader => ({ kind: 'webp', width, height });
  if (bytes.length < 30) return { kind: 'webp', width: null, height: null };
  switch (ascii(bytes, 12, 4)) {
    case 'VP8 ':
      return sized(data.getUint16(26, true) & 0x3fff, data.getUint16(28, true) & 0x3fff);
    case 'VP8L': {
      const bits = data.getUint32(21, true);
      return sized((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case 'VP8X':
      return sized(
        (data.getUint32(24, true) & 0xffffff) + 1,
        (data.getUint16(27, true) | ((bytes[29] ?? 0) << 16)) + 1,
      );
    default:
      return { kind: 'webp', width: null, height: null };
  }
}

/** Reads kind and size without decoding anything. Never throws; what it does not know is `unknown`. */
export function imageHeader(bytes: Uint8Array): ImageHeader {
  const none = (kind: ImageHeader['kind']): ImageHeader => ({ kind, width: null, height: null });
  if (bytes.length < 4) return none('unknown');
  const data = view(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpeg(bytes);
  if (ascii(bytes, 1, 3) === 'PNG' && bytes[0] === 0x89) {
    const whole = bytes.length >= 24 && ascii(bytes, 12, 4) === 'IHDR';
    return whole ? { kind: 'png', width: data.getUint32(16), height: data.getUint32(20) } : none('png');
  }
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return webp(bytes);
  if (ascii(bytes, 0, 4) === 'GIF8')
    return bytes.length < 10
      ? none('gif')
      : { kind: 'gif', width: data.getUint16(6, true), height: data.getUint16(8, true) };
  if (ascii(bytes, 0, 2) === 'BM' && bytes.length >= 26)
    return {
      kind: 'bmp',
      width: Math.abs(data.getInt32(18, true)),
      height: Math.abs(data.getInt32(22, true)),
    };
  if (ascii(bytes, 0, 5) === '%PDF-') return none('pdf');
  if (ascii(bytes, 4, 4) === 'ftyp' && /^(hei|hev|mif|msf|avi)/.test(ascii(bytes, 8, 4))) return none('heic');
  if (['II*\0', 'MM\0*'].includes(ascii(bytes, 0, 4))) return none('tiff');
  const start = new TextDecoder().decode(bytes.subarray(0, 400)).trimStart();
  return /^(<\?xml|<!--|<svg|<!DOCTYPE svg)/i.test(start) ? none('svg') : none('unknown');
}
