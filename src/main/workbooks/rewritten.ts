import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { unpack, zipParts } from './reading/zipParts';

/** A part written anew: the text it was, and what it becomes, piece by piece. */
export type Rewrite = (part: string) => Iterable<string>;

/**
 * A packed workbook again, with some of its parts written anew as they are packed: no such part is ever whole in memory. `made`: the
 * time of every part, so that the same content gives the same bytes.
 */
export async function rewritten(
  workbook: Uint8Array,
  rewrites: ReadonlyMap<string, Rewrite>,
  made: Date,
): Promise<Uint8Array> {
  const zip = new ZipFile();
  const options = { mtime: made, mode: 0o100644, compress: true };
  for (const part of zipParts(workbook) ?? []) {
    const content = unpack(workbook, part);
    if (typeof content === 'string') throw new Error(`the part ${part.name} of a form is ${content}`);
    const rewrite = rewrites.get(part.name);
    if (rewrite === undefined) zip.addBuffer(Buffer.from(content), part.name, options);
    else
      zip.addReadStreamLazy(part.name, options, (give) =>
        give(null, Readable.from(rewrite(new TextDecoder().decode(content)))),
      );
  }
  zip.end();
  const chunks: Uint8Array[] = [];
  // A piece that cannot be made is told to the archive only.
  const failed = new Promise<never>((_, reject) => zip.on('error', reject));
  const packed = (async () => {
    for await (const chunk of zip.outputStream) chunks.push(chunk as unknown as Uint8Array);
  })();
  await Promise.race([packed, failed]);
  return Buffer.concat(chunks);
}
