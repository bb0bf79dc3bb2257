import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeSecretKeys, PublicKeys, publicKeysOf, SecretKeys } from '#shared/bag/keys';
import type { Codec } from '#shared/codec';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { PRIVATE_FILES, saveAtomically } from '../workbooks/saveAtomically';

export const BAG_KEYS_FILE = 'bag-keys.json';
export const BAG_KEYS_CONTEXT = 'desk/bag-keys/1';

/** The secret half goes through the desk's codec; what the platform said is public. */
const KeyFile = z.strictObject({
  version: z.literal(1),
  secret: z.base64(),
  platform: z.strictObject({ url: z.string(), keys: PublicKeys }).nullable(),
});

/** What seals and opens this desk's bags. */
export interface OwnKeys {
  readonly secret: SecretKeys;
  readonly keys: PublicKeys;
}

/** A platform's public keys, and the address that told them. */
export interface PlatformWord {
  readonly url: string;
  readonly keys: PublicKeys;
}

/**
 * The keys of this desk's bags (`bag-keys.json`, beside `desk.json`): made at the first need, kept for ever. A file that cannot
 * be understood is left as it is and said; without it everything but bags goes on.
 */
export class BagKeys {
  private read: { readonly own: OwnKeys; readonly platform: PlatformWord | null } | null = null;

  /** The file is read, or made, by one at a time: two would make two pairs of keys. */
  private opening: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly codec: Codec,
  ) {}

  async own(): Promise<Result<OwnKeys, Trouble>> {
    const opened = await this.open();
    return opened.ok ? ok(opened.value.own) : opened;
  }

  /** Null until the platform has told them. */
  async platform(): Promise<Result<PlatformWord | null, Trouble>> {
    const opened = await this.open();
    return opened.ok ? ok(opened.value.platform) : opened;
  }

  async keepPlatform(platform: PlatformWord): Promise<Result<void, Trouble>> {
    const opened = await this.open();
    if (!opened.ok) return opened;
    return this.keep({ ...opened.value, platform });
  }

  private open(): ReturnType<BagKeys['readOrMake']> {
    const opened = this.opening.then(() => this.readOrMake());
    this.opening = opened;
    return opened;
  }

  private async readOrMake(): Promise<Result<NonNullable<typeof this.read>, Trouble>> {
    if (this.read !== null) return ok(this.read);
    const file = join(this.folder, BAG_KEYS_FILE);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return err(unreadable(file));
      const secret = makeSecretKeys((length) => randomBytes(length));
      const fresh = { own: { secret, keys: publicKeysOf(secret) }, platform: null };
      const kept = await this.keep(fresh);
      return kept.ok ? ok(fresh) : kept;
    }
    try {
      const stored = KeyFile.parse(JSON.parse(text));
      const secret = SecretKeys.parse(
        this.codec.open(Buffer.from(stored.secret, 'base64'), BAG_KEYS_CONTEXT),
      );
      this.read = { own: { secret, keys: publicKeysOf(secret) }, platform: stored.platform };
      return ok(this.read);
    } catch {
      return err(unreadable(file));
    }
  }

  private async keep(next: NonNullable<typeof this.read>): Promise<Result<void, Trouble>> {
    const secret = Buffer.from(this.codec.seal(next.own.secret, BAG_KEYS_CONTEXT)).toString('base64');
    const text = JSON.stringify({ version: 1, secret, platform: next.platform } satisfies z.infer<
      typeof KeyFile
    >);
    const saved = await saveAtomically(join(this.folder, BAG_KEYS_FILE), Buffer.from(text), PRIVATE_FILES);
    if (saved.ok) this.read = next;
    return saved;
  }
}

const unreadable = (file: string): Trouble => ({
  code: 'BAG_KEYS',
  text: `离线包的密钥文件 ${file} 读不出来，程序没有改动它；受理和联网上传不受影响。请联系技术人员恢复该文件，或移走它重新生成（移走后，之前导出的包须重新导出）。`,
});
