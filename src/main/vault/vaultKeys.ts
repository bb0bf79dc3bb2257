import { KeyRing } from '#shared/crypto/keyRing';
import { type Inbox, openSealed, SealError, sealWith } from '#shared/crypto/sealed';
import type { CryptoSuite, Random } from '#shared/crypto/suite';
import { canonicalJson } from '#shared/json';
import type { VaultContent } from './vaultFile';

/** What a data key is used for; each has a key of its own, so that what the window holds opens no file of the main process. */
export type Purpose = 'files' | 'window' | 'backup';

export const KEY_BYTES = 32;
const KEY_CONTEXT = (id: number) => `vault/key/${id}`;
const INBOX_CONTEXT = 'vault/inbox';

/** A ring of one: the vault's key, which seals only what the vault itself holds. A copy, for `slice` of a Buffer is none. */
const vaultRing = (vaultKey: Uint8Array): KeyRing =>
  new KeyRing(0, new Map([[0, Uint8Array.from(vaultKey)]]));

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The keys of an open vault, in this process's memory only. */
export class VaultKeys {
  private readonly rings = new Map<Purpose, KeyRing>();

  private constructor(
    private readonly suite: CryptoSuite,
    readonly vaultKey: Uint8Array,
    private readonly dataKeys: ReadonlyMap<number, Uint8Array>,
    readonly inbox: Inbox & { readonly secretKey: Uint8Array },
  ) {}

  /** Null when the file is not what this key closed: altered, or a mixture of two. */
  static open(suite: CryptoSuite, vaultKey: Uint8Array, content: VaultContent): VaultKeys | null {
    if (content.mac !== macOf(suite, vaultKey, content)) return null;
    const ring = vaultRing(vaultKey);
    const opened = (sealed: string, context: string) =>
      openSealed(Buffer.from(sealed, 'base64'), context, { ring, inbox: null });
    try {
      const keys = new Map(content.keys.map(({ id, sealed }) => [id, opened(sealed, KEY_CONTEXT(id))]));
      const { id, publicKey, sealed } = content.inbox;
      return new VaultKeys(suite, vaultKey, keys, {
        id,
        publicKey: Buffer.from(publicKey, 'base64'),
        secretKey: opened(sealed, INBOX_CONTEXT),
      });
    } catch (error) {
      if (error instanceof SealError) return null;
      throw error;
    } finally {
      ring.wipe();
    }
  }

  ring(purpose: Purpose): KeyRing {
    const there = this.rings.get(purpose);
    if (there) return there;
    const derived = new Map(
      [...this.dataKeys].map(([id, key]) => [id, this.suite.derive(key, `purpose/${purpose}`, KEY_BYTES)]),
    );
    const ring = new KeyRing(Math.max(...derived.keys()), derived);
    this.rings.set(purpose, ring);
    return ring;
  }

  wipe(): void {
    for (const ring of this.rings.values()) ring.wipe();
    for (const key of this.dataKeys.values()) key.fill(0);
    this.inbox.secretKey.fill(0);
    this.vaultKey.fill(0);
  }
}

/** A new data key, sealed for the file. */
export function freshKey(
  suite: CryptoSuite,
  vaultKey: Uint8Array,
  id: number,
  random: Random,
): VaultContent['keys'][number] {
  return { id, sealed: sealed(suite, vaultKey, random(KEY_BYTES), KEY_CONTEXT(id), random) };
}

export function freshInbox(suite: CryptoSuite, vaultKey: Uint8Array, random: Random): VaultContent['inbox'] {
  const secretKey = random(KEY_BYTES);
  const publicKey = base64(suite.sealingKeyOf(secretKey));
  return { id: 1, publicKey, sealed: sealed(suite, vaultKey, secretKey, INBOX_CONTEXT, random) };
}

/** Closes a vault's content: whoever changes a byte of it later needs the vault's key. */
export const closed = (
  suite: CryptoSuite,
  vaultKey: Uint8Array,
  content: Omit<VaultContent, 'mac'>,
): VaultContent => ({ ...content, mac: macOf(suite, vaultKey, content) });

function macOf(
  suite: CryptoSuite,
  vaultKey: Uint8Array,
  { mac: _mac, ...content }: Omit<VaultContent, 'mac'> & { readonly mac?: string },
): string {
  const key = suite.derive(vaultKey, 'vault/mac', KEY_BYTES);
  return base64(suite.mac(key, Buffer.from(canonicalJson(content))));
}

/** Seals one key with the vault's and zeroes it. */
function sealed(
  suite: CryptoSuite,
  vaultKey: Uint8Array,
  key: Uint8Array,
  context: string,
  random: Random,
): string {
  const ring = vaultRing(vaultKey);
  const text = base64(sealWith(suite, ring, key, context, random));
  ring.wipe();
  key.fill(0);
  return text;
}
