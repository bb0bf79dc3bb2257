const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** The stream ended badly: cut, not gzip after all, not text, or longer than announced. */
export class BrokenStream extends Error {
  override name = 'BrokenStream';

  constructor(
    message: string,
    readonly isTooMuch = false,
  ) {
    super(message);
  }
}

/**
 * The text of a stream, decompressed where it is gzip, which is told by its first two bytes; a page of HTML comes through as
 * it is and fails where lines are read. More than `maxBytes` of text are never held, whatever a small file unpacks to.
 */
export async function textOf(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<string> {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  let size = 0;
  try {
    for await (const chunk of chunksOf(await plainStream(stream))) {
      size += chunk.length;
      if (size > maxBytes) throw new BrokenStream('more than announced', true);
      text += utf8.decode(chunk, { stream: true });
    }
    text += utf8.decode();
  } catch (error) {
    throw error instanceof BrokenStream
      ? error
      : new BrokenStream(error instanceof Error ? error.message : 'cut');
  }
  return text;
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
