import { type FrameKind, frames, HEADER_BYTES, header, readFrames } from '../../src/main/journal/frames';

/** Numbers that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const flipped = (bytes: Uint8Array, at: number, bit: number): Uint8Array => {
  const changed = Uint8Array.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ (1 << bit);
  return changed;
};

/** The records of a framed file and where each ends. */
export const recordsOf = (bytes: Uint8Array, kind: FrameKind) => readFrames(bytes, kind).records;

/** A framed file anew, with sound checksums, as somebody writes it who knows the form. */
export const framed = (contents: readonly Uint8Array[], kind: FrameKind): Uint8Array =>
  Buffer.concat([header(kind), frames(contents)]);

/** How many whole records lie before this byte. */
export const recordsBefore = (bytes: Uint8Array, kind: FrameKind, at: number): number =>
  recordsOf(bytes, kind).filter(({ end }) => end <= at).length;

export const isBoundary = (bytes: Uint8Array, kind: FrameKind, at: number): boolean =>
  at === HEADER_BYTES || recordsOf(bytes, kind).some(({ end }) => end === at);
