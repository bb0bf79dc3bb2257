import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Codec } from '#shared/codec';
import type { Trouble } from '#shared/host';
import type { UnknownReply } from '#shared/rejects/unknown';
import { err, ok, type Result } from '#shared/result';
import { PRIVATE_FILES, saveAtomically } from '../workbooks/saveAtomically';

export const NOTES_FILE = 'reply-notes.json';
export const NOTES_CONTEXT = 'desk/reply-notes/1';
const Stored = z.record(z.string(), z.string());
const NoteFile = z.strictObject({ version: z.literal(1), sealed: z.base64() });

/** What clerks wrote of the platform's new replies (平台新答复), sealed on this disk, and the file that leaves it. */
export class Replies {
  private known: Record<string, string> | null = null;

  constructor(
    private readonly folder: string,
    private readonly codec: Codec,
    private readonly where: (fileName: string) => Promise<string | null>,
  ) {}

  async notes(): Promise<{ notes: { key: string; text: string }[] }> {
    const stored = await this.read();
    return { notes: Object.entries(stored).map(([key, text]) => ({ key, text })) };
  }

  /** Keeps a note; an empty one takes it away. */
  async note(key: string, text: string): Promise<Result<Record<string, never>, Trouble>> {
    const { [key]: _before, ...others } = await this.read();
    const next = text.trim() === '' ? others : { ...others, [key]: text.trim() };
    const sealed = Buffer.from(this.codec.seal(next, NOTES_CONTEXT)).toString('base64');
    const file = JSON.stringify({ version: 1, sealed } satisfies z.infer<typeof NoteFile>);
    const saved = await saveAtomically(join(this.folder, NOTES_FILE), Buffer.from(file), PRIVATE_FILES);
    if (!saved.ok) return err(saved.error);
    this.known = next;
    return ok({});
  }

  /** `path` null: the dialog was closed. */
  async save(
    replies: readonly UnknownReply[],
    fileName: string,
  ): Promise<Result<{ path: string | null }, Trouble>> {
    const path = await this.where(fileName);
    if (path === null) return ok({ path: null });
    const text = `${JSON.stringify({ kind: 'canbao-unknown-replies', version: 1, replies }, null, 2)}\n`;
    const saved = await saveAtomically(path, Buffer.from(text));
    return saved.ok ? ok({ path }) : err(saved.error);
  }

  /** A file that cannot be read holds no notes; the replies themselves are in the verdicts. */
  private async read(): Promise<Record<string, string>> {
    if (this.known !== null) return this.known;
    try {
      const file = NoteFile.parse(JSON.parse(await readFile(join(this.folder, NOTES_FILE), 'utf8')));
      this.known = Stored.parse(this.codec.open(Buffer.from(file.sealed, 'base64'), NOTES_CONTEXT));
    } catch {
      this.known = {};
    }
    return this.known;
  }
}
