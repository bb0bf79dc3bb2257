import { join } from 'node:path';
import { z } from 'zod';
import type { Codec } from '#shared/codec';
import type { PolicyKey } from '#shared/policy/bundle';
import { highestOf, isOlder, ProgramVersion } from '#shared/update/version';
import type { Files } from '../journal/fileLayer';
import { replaceFile } from '../journal/replaceFile';

export const HIGHEST_FILE = 'highest.json';
export const HIGHEST_CONTEXT = 'desk/highest/1';
const Content = z.strictObject({
  program: ProgramVersion.nullable(),
  /** By the key they were signed with: another platform's policies count by themselves. */
  policies: z.record(z.string().regex(/^[0-9a-f]{64}$/), z.number().int().positive()),
});
type Content = z.infer<typeof Content>;
const Sealed = z.strictObject({ version: z.literal(1), sealed: z.base64().max(100_000) });

export interface HighestOptions {
  /** Two folders: the file lies in both, so that losing or putting back one of them changes nothing. */
  readonly folders: readonly [string, string];
  readonly files: Files;
  readonly codec: Codec;
}

/**
 * The highest version of the program that ever opened this desk, and of the policy it ever used: nothing older is taken again. Sealed, so that
 * nobody without the vault writes it; it only rises.
 */
export class Highest {
  private constructor(
    private readonly options: HighestOptions,
    private content: Content,
    /** A copy was there and was not what this desk had written. */
    readonly altered: boolean,
  ) {}

  static async open(options: HighestOptions): Promise<Highest> {
    const found: Content[] = [];
    let altered = false;
    for (const folder of options.folders) {
      const bytes = await options.files.readAll(join(folder, HIGHEST_FILE)).catch(() => null);
      if (bytes === null) continue;
      const content = unsealed(bytes, options.codec);
      if (content === null) altered = true;
      else found.push(content);
    }
    return new Highest(options, found.reduce(higher, { program: null, policies: {} }), altered);
  }

  program(): ProgramVersion | null {
    return this.content.program;
  }

  policy(key: PolicyKey): number | null {
    return this.content.policies[key] ?? null;
  }

  /** Throws what the disk throws. */
  async raiseProgram(version: ProgramVersion): Promise<void> {
    const { program } = this.content;
    if (program === null || isOlder(program, version)) await this.write({ program: version, policies: {} });
  }

  /** Throws what the disk throws. */
  async raisePolicy(key: PolicyKey, version: number): Promise<void> {
    if (version > (this.policy(key) ?? 0)) await this.write({ program: null, policies: { [key]: version } });
  }

  private async write(more: Content): Promise<void> {
    const next = higher(this.content, more);
    const { folders, files, codec } = this.options;
    const sealed = Buffer.from(codec.seal(next, HIGHEST_CONTEXT)).toString('base64');
    const bytes = Buffer.from(JSON.stringify({ version: 1, sealed } satisfies z.infer<typeof Sealed>));
    for (const folder of folders) {
      await files.makeFolder(folder);
      await replaceFile(files, folder, HIGHEST_FILE, [bytes]);
    }
    this.content = next;
  }
}

function higher(a: Content, b: Content): Content {
  const policies = { ...a.policies };
  for (const [key, version] of Object.entries(b.policies))
    policies[key] = Math.max(version, policies[key] ?? 0);
  return { program: highestOf([a.program, b.program]), policies };
}

function unsealed(bytes: Uint8Array, codec: Codec): Content | null {
  try {
    const file = Sealed.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return Content.parse(codec.open(Buffer.from(file.sealed, 'base64'), HIGHEST_CONTEXT));
  } catch {
    return null;
  }
}
