import type { Codec } from '#shared/codec';
import type { OpId } from '#shared/domain/operation';
import { DELIVERY_CONTEXT, DELIVERY_FILE, type DeliveryLine, readLine } from '../delivery/verdictLog';
import { UPLOAD_FILE } from '../evidence/uploadLog';
import type { Files } from '../journal/fileLayer';
import { PAPERS_FILE } from '../papers/paperFile';
import { rewriteRecords } from './rewriteRecords';

export interface ForgetOptions {
  /** The journal's. */
  readonly folder: string;
  readonly files: Files;
  readonly codec: Codec;
}

/**
 * Takes what the files beside the journal say of operations out of them: the platform's verdicts, which show the records that decided,
 * attempts with what was met, papers with what they promised, words on pictures. That an operation was ever sent stays: its id alone.
 * Throws what the disk throws.
 */
export async function forgetLines(
  { folder, files, codec }: ForgetOptions,
  gone: ReadonlySet<OpId>,
): Promise<void> {
  await rewriteRecords(files, { folder, ...DELIVERY_FILE }, (contents) =>
    withoutVerdicts(codec, gone, contents),
  );
  for (const { name, kind, context, line } of [UPLOAD_FILE, PAPERS_FILE]) {
    await rewriteRecords(files, { folder, name, kind }, (contents) =>
      contents.filter((content) => {
        try {
          const parsed = line.safeParse(codec.open(content, context));
          return !parsed.success || !gone.has(parsed.data.opId);
        } catch {
          // What does not open is found and said by whoever reads the file.
          return true;
        }
      }),
    );
  }
}

/** The same bytes where a line says nothing of them; a last line keeps the highest number given, which the window counts by. */
function withoutVerdicts(
  codec: Codec,
  gone: ReadonlySet<OpId>,
  contents: readonly Uint8Array[],
): readonly Uint8Array[] {
  const seal = (line: DeliveryLine) => codec.seal(line, DELIVERY_CONTEXT);
  let highest = 0;
  let changed = false;
  const kept = contents.flatMap((content) => {
    const line = readLine(codec, content);
    if (line?.type === 'numbered' || line?.type === 'verdict') highest = Math.max(highest, line.n);
    const rest = line === null ? null : withoutGone(line, gone);
    if (line === null || rest === line) return [content];
    changed = true;
    return rest === null ? [] : [seal(rest)];
  });
  if (!changed) return contents;
  const isThere = kept.some((content) => {
    const line = readLine(codec, content);
    return (line?.type === 'numbered' || line?.type === 'verdict') && line.n === highest;
  });
  return highest === 0 || isThere ? kept : [...kept, seal({ type: 'numbered', n: highest })];
}

/** The line as it may stay; the very same where nothing of it goes, null where all of it does. */
function withoutGone(line: DeliveryLine, gone: ReadonlySet<OpId>): DeliveryLine | null {
  if (line.type === 'verdict') return gone.has(line.verdict.opId) ? null : line;
  if (line.type !== 'tried') return line;
  const opIds = line.opIds.filter((opId) => !gone.has(opId));
  if (opIds.length === line.opIds.length) return line;
  return opIds.length === 0 ? null : { ...line, opIds };
}
