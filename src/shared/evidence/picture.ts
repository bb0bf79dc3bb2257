import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { imageHeader, jpegSegments } from './imageHeader';
import { EVIDENCE_LIMITS } from './limits';

/** SHA-256 of a picture's plain bytes, 64 lower-case hex digits: its name everywhere. */
export const pictureHash = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

const MIB = 1024 * 1024;

/**
 * Why a file that the clerk chose cannot be taken in, in her words; null: it may be decoded. Looks at size and header alone, so
 * that nothing that would freeze the window is ever decoded.
 */
export function sourceTrouble(size: number, start: Uint8Array): string | null {
  if (size === 0) return '这个文件是空的（0 字节），可能没有拍成或没有拷贝完。请重新拍照或扫描。';
  if (size > EVIDENCE_LIMITS.fileBytes)
    return `这个文件有 ${Math.ceil(size / MIB)} MB，太大了（最大 ${EVIDENCE_LIMITS.fileBytes / MIB} MB）。请用普通清晰度重新拍照或扫描。`;
  const { kind, width, height } = imageHeader(start);
  switch (kind) {
    case 'pdf':
      return '这是 PDF 文件，现在只收图片。请把扫描仪设成 JPG 格式再扫一次，或打开 PDF 后截图粘贴。';
    case 'svg':
      return '这是 SVG 绘图文件，不是照片或扫描件，不收。请拍照或扫描成 JPG。';
    case 'heic':
      return '这是手机的 HEIC/AVIF 照片，本机打不开。请在手机相机设置里选“兼容性最佳”（JPG）后重拍，或发来 JPG。';
    case 'tiff':
      return '这是 TIFF 扫描件，本机打不开。请把扫描仪设成 JPG 格式再扫一次。';
    case 'unknown':
      return '这个文件不是图片，或已经损坏。请选 JPG、PNG、WebP、BMP 或 GIF 图片。';
    default:
  }
  if (width === null || height === null || width === 0 || height === 0)
    return '这张图片不完整（读不到尺寸），可能没有拷贝完。请重新拷贝或拍照。';
  if (width * height > EVIDENCE_LIMITS.filePixels)
    return `这张图片有 ${width}×${height} 点，太大了（最多 ${EVIDENCE_LIMITS.filePixels / 10_000} 万点）。请用普通清晰度重新拍照或扫描。`;
  return null;
}

/** Segments in which cameras write where and with what a picture was taken: EXIF and XMP (APP1), Photoshop (APP13), comments. */
const TELLS = new Set([0xe1, 0xed, 0xfe]);

/**
 * What a stored picture has to be, whoever made it: a whole JPEG within the limits, without the place or the camera it was taken
 * with. A sentence where it is not; null where it is. Main process and platform ask it of every picture they are given.
 */
export function pictureTrouble(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return '图片是空的。';
  if (bytes.length > EVIDENCE_LIMITS.bytes)
    return `图片有 ${Math.ceil(bytes.length / 1024)} KB，超过 ${EVIDENCE_LIMITS.bytes / 1024} KB。`;
  const segments = jpegSegments(bytes);
  const { width, height } = imageHeader(bytes);
  const ends = bytes[bytes.length - 2] === 0xff && bytes[bytes.length - 1] === 0xd9;
  if (segments === null || width === null || height === null || width === 0 || height === 0 || !ends)
    return '图片不是完整的 JPG。';
  if (Math.max(width, height) > EVIDENCE_LIMITS.side)
    return `图片有 ${width}×${height} 点，边长超过 ${EVIDENCE_LIMITS.side} 点。`;
  if (segments.some(({ marker }) => TELLS.has(marker))) return '图片里带有拍摄信息（EXIF 等）。';
  return null;
}
