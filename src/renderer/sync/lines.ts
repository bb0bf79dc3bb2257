/** A line longer than this is no record; reading stops instead of filling the memory. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 10;
/** `<`: a page of some other service, which need not end its last line. */
const MARKUP = 0x3c;
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** The stream ended badly: cut, not gzip after all, or a line without end. */
export class BrokenStream extends Error {
  override name = 'BrokenStream';
}

/**
 * Whole lines of a byte stream, each with its line feed, in batches as they arrive. Gzip is told by its first two bytes,
 * so a page of HTML comes through as it is and fails where lines are read. Bytes after the last line feed are a cut.
 */
export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array[]> {
  let rest: Uint8Array = new Uint8Array(0);
  try {
    for await (const chunk of chunksOf(await plainStream(stream))) {
      const bytes = rest.length === 0 ? chunk : joined(rest, chunk);
      const lines: Uint8Array[] = [];
      let from = 0;
      for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
        lines.push(bytes.subarray(from, end + 1));
        from = end + 1;
      }
      rest = bytes.slice(from);
      if (rest.length > MAX_LINE_BYTES) throw new BrokenStream('a line without end');
      if (lines.length > 0) yield lines;
    }
  } catch (error) {
    throw error instanceof BrokenStream
      ? error
      : new BrokenStream(error instanceof Error ? error.message : 'cut');
  }
  if (rest.length === 0) return;
  if (rest[0] !== MARKUP) throw new BrokenStream('cut within a line');
  yield [rest];
}

/** The stream's own bytes, decompressed when they are gzip. */
async function plainStream(stream: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const reader = stream.getReader();
  let first: Uint8Array = new Uint8Array(0);
  while (first.length < GZIP_MAGIC.length) {
    const { done, value } = await reader.read();
    if (done) break;
    first = joined(first, value);
  }
  const whole = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(first),
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const isGzip = GZIP_MAGIC.every((byte, at) => first[at] === byte);
  if (!isGzip) return whole;
  const gunzip = new DecompressionStream('gzip') as unknown as TransformStream<Uint8Array, Uint8Array>;
  return whole.pipeThrough(gunzip);
}

/** Reads with a reader, because not every window's streams can be iterated; leaving early cancels the download. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
