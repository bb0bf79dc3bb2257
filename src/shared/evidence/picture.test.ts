import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jpegBytes, jpegWithExif } from '#fixtures/picture';
import { roomTrouble } from './evidence';
import { imageHeader } from './imageHeader';
import { EVIDENCE_LIMITS } from './limits';
import { pictureHash, pictureTrouble, sourceTrouble } from './picture';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)),
  );
const be32 = (n: number) => [n >>> 24, (n >>> 16) & 0xff, (n >>> 8) & 0xff, n & 0xff];
const le32 = (n: number) => be32(n).reverse();
const png = (width: number, height: number) =>
  bytes([0x89], 'PNG', [13, 10, 26, 10], be32(13), 'IHDR', be32(width), be32(height));

describe('kind and size by the first bytes alone', () => {
  test('[EV4] of each kind that is taken, and of the kinds that are told apart to be refused', () => {
    expect(imageHeader(jpegBytes({ width: 1234, height: 567 }))).toEqual({
      kind: 'jpeg',
      width: 1234,
      height: 567,
    });
    expect(imageHeader(png(640, 480))).toEqual({ kind: 'png', width: 640, height: 480 });
    expect(imageHeader(bytes('GIF89a', [0x80, 2, 0xe0, 1]))).toEqual({
      kind: 'gif',
      width: 640,
      height: 480,
    });
    expect(
      imageHeader(bytes('BM', le32(0), le32(0), le32(54), le32(40), le32(640), le32(-480 >>> 0), le32(0))),
    ).toEqual({ kind: 'bmp', width: 640, height: 480 });
    const webp = bytes('RIFF', le32(0), 'WEBPVP8X', le32(10), le32(0), [0x7f, 2, 0], [0xdf, 1, 0], le32(0));
    expect(imageHeader(webp)).toEqual({ kind: 'webp', width: 640, height: 480 });
    for (const [kind, file] of [
      ['pdf', bytes('%PDF-1.7')],
      ['svg', bytes('<?xml version="1.0"?><svg/>')],
      ['svg', bytes('  <svg xmlns="x">')],
      ['heic', bytes(le32(24), 'ftypheic')],
      ['tiff', bytes('II*\0')],
      ['unknown', bytes('MZ\0\0')],
      ['unknown', bytes('')],
    ] as const)
      expect(imageHeader(file).kind).toBe(kind);
  });

  test('[EV4] whatever the bytes are, nothing throws', () => {
    const starts = [
      '',
      '\x89PNG',
      'RIFF....WEBPVP8 ',
      'RIFF....WEBPVP8L',
      'GIF8',
      'BM',
      '%PDF-',
      '....ftyp',
    ].map((text) => [...text].map((c) => c.charCodeAt(0)));
    fc.assert(
      fc.property(
        fc.constantFrom(...starts, [0xff, 0xd8], [0xff, 0xd8, 0xff]),
        fc.uint8Array({ maxLength: 80 }),
        (start, rest) => {
          const file = new Uint8Array([...start, ...rest]);
          imageHeader(file);
          const said = sourceTrouble(file.length, file);
          if (said !== null) expect(said).toMatch(/[\u4e00-\u9fff]/);
          expect(pictureTrouble(file)).toMatch(/[\u4e00-\u9fff]/);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('what is taken in', () => {
  test.each([
    ['nothing', 0, bytes(''), /0 字节/],
    ['two gigabytes', 2 ** 31, jpegBytes(), /2048 MB.*最大 30 MB/],
    ['an SVG', 200, bytes('<svg onload="x()"/>'), /SVG/],
    ['a PDF', 200, bytes('%PDF-1.7'), /PDF.*JPG/],
    ['a HEIC photo', 200, bytes(le32(24), 'ftypheic'), /HEIC/],
    ['a TIFF scan', 200, bytes('MM\0*'), /TIFF/],
    ['a program', 200, bytes('MZ', [0, 0, 0, 0]), /不是图片/],
    ['200 megapixels', 9_000_000, png(20_000, 10_000), /20000×10000/],
    ['a decompression bomb', 900, png(65_535, 65_535), /65535×65535/],
    ['half a header', 20, bytes([0x89], 'PNG', [13, 10]), /不完整/],
    ['no pixels', 200, png(0, 400), /不完整/],
  ] as const)('[EV4] %s is refused with a sentence, by size and header', (_, size, start, words) => {
    expect(sourceTrouble(size, start)).toMatch(words);
  });

  test('[EV4] an ordinary photo is taken', () => {
    expect(sourceTrouble(6_000_000, jpegBytes({ width: 4000, height: 3000 }))).toBeNull();
    expect(sourceTrouble(6_000_000, png(4000, 3000))).toBeNull();
  });
});

describe('what is kept', () => {
  const cut = (file: Uint8Array) => file.subarray(0, file.length - 3);
  test.each([
    ['nothing', new Uint8Array(), /空的/],
    ['where and with what it was taken', jpegWithExif(), /EXIF/],
    ['a side too long', jpegBytes({ width: 2001 }), /边长超过 2000/],
    ['too many bytes', jpegBytes({ scan: EVIDENCE_LIMITS.bytes }), /超过 400 KB/],
    ['half of it', cut(jpegBytes()), /不是完整的 JPG/],
    ['something behind its end', new Uint8Array([...jpegBytes(), 0x50, 0x4b]), /不是完整的 JPG/],
    ['a PNG', png(10, 10), /不是完整的 JPG/],
  ] as const)('[EV3] a picture with %s is not', (_, file, words) => {
    expect(pictureTrouble(file)).toMatch(words);
  });

  test('[EV3] a JPEG within the limits is, and every flipped bit has another name', () => {
    const picture = jpegBytes({ width: 2000, height: 1500 });
    expect(pictureTrouble(picture)).toBeNull();
    const flipped = picture.slice();
    flipped[900] = (flipped[900] ?? 0) ^ 1;
    expect(pictureHash(flipped)).not.toBe(pictureHash(picture));
  });

  test('[EV5] number and size of all pictures of one operation are limited; the same picture again takes no room', () => {
    const of = (n: number, size = 1_000) => ({ sha256: String(n), bytes: size });
    const twelve = Array.from({ length: 12 }, (_, n) => of(n));
    expect(roomTrouble([], twelve)).toBeNull();
    expect(roomTrouble(twelve, [of(3)])).toBeNull();
    expect(roomTrouble(twelve, [of(12)])).toMatch(/最多带 12 张/);
    const big = Array.from({ length: 10 }, (_, n) => of(n, EVIDENCE_LIMITS.bytes));
    expect(roomTrouble(big, [])).toBeNull();
    expect(roomTrouble(big, [of(10, EVIDENCE_LIMITS.bytes)])).toMatch(/合计最多 4 MB/);
  });
});
