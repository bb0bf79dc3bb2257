import { imageHeader } from '#shared/evidence/imageHeader';
import { EVIDENCE_LIMITS } from '#shared/evidence/limits';
import { pictureTrouble, sourceTrouble } from '#shared/evidence/picture';
import { err, ok, type Result } from '#shared/result';

/** So much of a file is read to find its kind and size. */
const HEADER_BYTES = 1024 * 1024;
/** Longest side that is worked on, pixels: more helps nobody to read a document. */
const WORKING_SIDE = 4_000;
const QUALITIES = [0.85, 0.75, 0.65, 0.55, 0.45];
/** A picture that no quality makes small enough is made smaller by this factor, so many times at most. */
const SHRINK = 0.8;
const SHRINKS = 6;

/** Quarter turns clockwise. */
export type Turns = 0 | 1 | 2 | 3;
/** What is kept of the turned picture, as shares of its sides from 0 to 1. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
export const WHOLE: Crop = { left: 0, top: 0, right: 1, bottom: 1 };

/**
 * Opens what the clerk chose, pasted or photographed. Size and header are looked at first, so that nothing is decoded that could
 * take the memory; decoding itself is the browser's and does not hold up the page. A sentence where it cannot be used.
 */
export async function openSource(source: Blob): Promise<Result<ImageBitmap, string>> {
  let start: Uint8Array;
  try {
    start = new Uint8Array(await source.slice(0, HEADER_BYTES).arrayBuffer());
  } catch {
    return err('这个文件读不出来，可能已被移走或 U 盘已拔出。请重新选择。');
  }
  const wrong = sourceTrouble(source.size, start);
  if (wrong !== null) return err(wrong);
  const { width, height } = imageHeader(start);
  const large = Math.max(width ?? 0, height ?? 0) > WORKING_SIDE;
  try {
    // The way the camera was held is in the file; the picture comes turned as it says.
    const upright = { imageOrientation: 'from-image' } as const;
    const wide = (width ?? 0) >= (height ?? 0);
    return ok(
      await createImageBitmap(
        source,
        large
          ? {
              ...upright,
              ...(wide ? { resizeWidth: WORKING_SIDE } : { resizeHeight: WORKING_SIDE }),
              resizeQuality: 'medium',
            }
          : upright,
      ),
    );
  } catch {
    return err('这张图片打不开，可能已经损坏。请重新拍照或扫描。');
  }
}

/** Draws the picture turned and cropped, no longer than `side` pixels. */
export function drawn(picture: ImageBitmap, turns: Turns, crop: Crop, side: number): HTMLCanvasElement {
  const [width, height] = turns % 2 === 0 ? [picture.width, picture.height] : [picture.height, picture.width];
  const [wide, high] = [
    Math.max(1, Math.round(width * (crop.right - crop.left))),
    Math.max(1, Math.round(height * (crop.bottom - crop.top))),
  ];
  const scale = Math.min(1, side / Math.max(wide, high));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(wide * scale));
  canvas.height = Math.max(1, Math.round(high * scale));
  const pen = canvas.getContext('2d');
  if (pen === null) return canvas;
  // What was see-through is paper.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(scale, scale);
  pen.translate(-width * crop.left, -height * crop.top);
  pen.translate(width / 2, height / 2);
  pen.rotate((turns * Math.PI) / 2);
  pen.drawImage(picture, -picture.width / 2, -picture.height / 2);
  return canvas;
}

const encoded = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality));

/**
 * The picture as it is kept: a JPEG within the limits, made of the pixels alone, so that where and with what it was taken is
 * gone. Quality gives way first, then size.
 */
export async function asPicture(
  picture: ImageBitmap,
  turns: Turns,
  crop: Crop,
): Promise<Result<Uint8Array, string>> {
  let side: number = EVIDENCE_LIMITS.side;
  for (let n = 0; n <= SHRINKS; n++, side = Math.floor(side * SHRINK)) {
    const canvas = drawn(picture, turns, crop, side);
    for (const quality of QUALITIES) {
      const blob = await encoded(canvas, quality);
      if (blob === null || blob.size > EVIDENCE_LIMITS.bytes) continue;
      const jpeg = new Uint8Array(await blob.arrayBuffer());
      const wrong = pictureTrouble(jpeg);
      return wrong === null ? ok(jpeg) : err(`图片没有做成：${wrong}请换一张。`);
    }
  }
  return err('这张图片压缩后仍然太大，请裁掉不需要的部分再试。');
}
