import { constants, gunzipSync } from 'node:zlib';

/**
 * A segment read to its end while it is in the air, and unpacked: sockets and the threads of gzip keep no order that a seed could
 * repeat. A stream that broke gives what came of it, and then breaks.
 */
export async function held(stream: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const chunks: Uint8Array[] = [];
  let broken: unknown = null;
  try {
    for await (const chunk of stream) chunks.push(chunk);
  } catch (error) {
    broken = error;
  }
  const bytes = Buffer.concat(chunks);
  const rest = bytes.length === 0 ? [] : [unpacked(bytes)];
  return new ReadableStream({
    pull(controller) {
      const next = rest.shift();
      if (next !== undefined) controller.enqueue(next);
      else if (broken === null) controller.close();
      else controller.error(broken);
    },
  });
}

function unpacked(bytes: Buffer): Uint8Array {
  try {
    return new Uint8Array(gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }));
  } catch {
    return bytes;
  }
}
