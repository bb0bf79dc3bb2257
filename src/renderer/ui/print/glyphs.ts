/** Code points that no font draws as a character: noncharacters, one that is not assigned, and the last of the private use planes. */
const NOBODYS = ['\u{2FFFE}', '\u{EFFFE}', '\u0378', '\u{10FFFD}'];
const SIZE = 48;

/**
 * Whether this machine can draw a character in a font: it is drawn, and compared with what is drawn for code points that nobody
 * has (the box of a missing glyph, or nothing at all). Without a canvas nothing is claimed to be missing.
 */
export function glyphsOf(font: string): (char: string) => boolean {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE * 2;
  canvas.height = SIZE * 2;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return () => true;
  pen.font = `${SIZE}px ${font}`;
  pen.textBaseline = 'middle';
  const drawn = (char: string): string => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.fillText(char, SIZE / 2, SIZE);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    let ink = '';
    // The alpha of every pixel, as text, so that two drawings can be compared at once.
    for (let at = 3; at < data.length; at += 4) ink += String.fromCharCode(data[at] ?? 0);
    return ink;
  };
  const missing = new Set([drawn(' '), ...NOBODYS.map(drawn)]);
  return (char) => !missing.has(drawn(char));
}
