import type { SealingKeys } from '#shared/crypto/sealingCodec';
import type { Random } from '#shared/crypto/suite';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { StoreState } from '#shared/vault/calls';
import { type ClerkRole, DeskClerk } from '#shared/vault/clerk';
import { type SecretKind, secretTrouble } from '#shared/vault/secretRules';
import { diskTrouble } from '../journal/diskTrouble';
import type { Files } from '../journal/fileLayer';
import { nodeSuite } from './nodeSuite';
import { FREE_TRIES, Tries } from './tries';
import {
  type FoundVault,
  keepDamaged,
  readVault,
  type Shredded,
  shredVault,
  type VaultContent,
  writeVault,
} from './vaultFile';
import { closed, freshInbox, freshKey, KEY_BYTES, type Purpose, VaultKeys } from './vaultKeys';
import * as words from './vaultWords';
import {
  type Argon2,
  decoyWrap,
  isWeak,
  type KdfCost,
  type SystemSeal,
  unwrapKey,
  type WrapTools,
  wrapKey,
} from './wrap';

export interface VaultOptions {
  /** Where the vault lies, a folder of its own. */
  readonly folder: string;
  readonly files: Files;
  readonly system: SystemSeal;
  readonly argon2: Argon2;
  readonly cost: KdfCost;
  readonly random: Random;
  readonly now: () => Date;
  /** Milliseconds of a clock that nobody can set. */
  readonly ticks: () => number;
  /** Algorithms of a vault that is made now. */
  readonly suite: 'std' | 'gm';
}

/** A clerk, and the secret that opens the vault for them. */
export interface NewClerk {
  readonly clerk: DeskClerk;
  readonly secret: string;
}

/** What an administrator's change works with; good for that change only. */
export interface Hands {
  readonly content: VaultContent;
  readonly vaultKey: Uint8Array;
  readonly tools: WrapTools;
  readonly signedIn: string;
  /** A new clerk as they may be taken, or why not. */
  checked(clerk: NewClerk): Promise<Result<DeskClerk, Trouble>>;
  change(part: Partial<Omit<VaultContent, 'mac' | 'version'>>): Promise<Result<void, Trouble>>;
  /** Wrong secrets of this clerk are counted on a line of their own from now on. */
  known(id: string): Promise<void>;
  shred(): Promise<Result<Shredded['shredded'], Trouble>>;
}

/** Where sealed values lie: the main process's files, the window's databases. */
export type Store = keyof VaultContent['stores'];

export type VaultPhase = 'absent' | 'locked' | 'open' | 'shredded';

/**
 * The vault (密钥库): one random key a machine, which every clerk's secret opens by a wrap of their own, and under which lie the keys
 * that seal everything else. Open from a sign-in to the lock; the file holds nothing that opens without a secret.
 */
export class Vault {
  private keys: VaultKeys | null = null;
  private signedIn: string | null = null;
  /** Signing in, changing and locking take turns. */
  private turns: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly options: VaultOptions,
    private found: FoundVault,
    private readonly tries: Tries,
  ) {}

  /** An error where something is there and must not be built over. */
  static async open(options: VaultOptions): Promise<Result<Vault, Trouble>> {
    const found = await readVault(options.folder, options.files);
    if (!found.ok) return found;
    const used = found.value.contents.length > 0;
    const tries = await Tries.open({ ...options, used });
    return ok(new Vault(options, found.value, tries));
  }

  phase(): VaultPhase {
    if (this.found.shredded) return 'shredded';
    if (this.keys) return 'open';
    return this.content === null ? 'absent' : 'locked';
  }

  /** Everybody who may sign in; their wraps stay here. */
  clerks(): readonly DeskClerk[] {
    return (this.content?.clerks ?? []).map(({ wrap: _wrap, ...clerk }) => clerk);
  }

  /** The clerk signed in; null while locked. */
  current(): DeskClerk | null {
    return this.clerks().find(({ id }) => id === this.signedIn) ?? null;
  }

  waitOf(clerk: string): number {
    return this.tries.waitOf(clerk);
  }

  /** What a secret set today has to be. */
  async secretKind(): Promise<SecretKind> {
    return (await this.options.system.isReal()) ? 'pin' : 'passphrase';
  }

  /** The keys as they are now, for the codec: locked, the inbox alone. */
  sealingKeys(purpose: Purpose): SealingKeys {
    if (this.keys) return { ring: this.keys.ring(purpose), inbox: this.keys.inbox };
    const inbox = this.content?.inbox;
    const publicKey = inbox && Buffer.from(inbox.publicKey, 'base64');
    return { ring: null, inbox: inbox && publicKey ? { id: inbox.id, publicKey, secretKey: null } : null };
  }

  get suite(): 'std' | 'gm' {
    return this.content?.suite ?? this.options.suite;
  }

  /** Whether the county could open this vault if every secret were lost. */
  hasRecovery(): boolean {
    return this.content?.recovery != null;
  }

  /** What lies on the disk, to be kept elsewhere too (备份): it opens by a clerk's secret or the county's recovery key alone. */
  asKept(): VaultContent | null {
    return this.found.shredded ? null : this.content;
  }

  /** The keys in a copy that was kept elsewhere, for a rehearsal: whoever asks wipes them. Null: locked, or not this vault's unaltered copy. */
  openCopy(content: VaultContent): VaultKeys | null {
    return (
      this.keys && VaultKeys.open(nodeSuite(content.suite), Uint8Array.from(this.keys.vaultKey), content)
    );
  }

  /** Everybody who worked here and left. */
  left(): readonly DeskClerk[] {
    return this.content?.left ?? [];
  }

  /** What a store may still hold; null while there is no vault. */
  storeState(store: Store): StoreState | null {
    return this.content?.stores[store] ?? null;
  }

  /** A store holds nothing any more but what the current key sealed. When both do, older keys are destroyed. */
  storeIsWhole(store: Store): Promise<Result<void, Trouble>> {
    return this.inTurn(async () => {
      const { content } = this;
      if (content === null || this.keys === null) return err(words.LOCKED);
      if (content.stores[store] === 'whole') return ok(undefined);
      const stores = { ...content.stores, [store]: 'whole' as const };
      const both = stores.files === 'whole' && stores.window === 'whole';
      return this.change({ stores, ...(both ? { keys: content.keys.slice(-1) } : {}) });
    });
  }

  /** Notes how much of the waits has passed. */
  look(): Promise<void> {
    return this.inTurn(() => this.tries.look().catch(() => undefined));
  }

  /** Makes the vault, with its first clerk, who administers it; they are signed in. */
  setUp(first: NewClerk): Promise<Result<DeskClerk, Trouble>> {
    return this.inTurn(async () => {
      if (this.phase() !== 'absent') return err(words.THERE_ALREADY);
      const checked = await this.checked(first, []);
      if (!checked.ok) return checked;
      if (!checked.value.roles.includes('administrator')) return err(words.NO_ADMINISTRATOR);
      const { random } = this.options;
      const suite = nodeSuite(this.options.suite);
      try {
        // Before the vault, for a vault without a file of tries is one somebody took it from.
        await this.tries.right(checked.value.id);
      } catch (error) {
        return err(words.notKept(diskTrouble(error, 'append').code));
      }
      const vaultKey = random(KEY_BYTES);
      const wrap = await wrapKey(vaultKey, { clerk: first.clerk.id, secret: first.secret }, this.tools);
      return this.keep(
        closed(suite, vaultKey, {
          version: 1,
          revision: 1,
          suite: suite.name === 'gm' ? 'gm' : 'std',
          keys: [freshKey(suite, vaultKey, 1, random)],
          inbox: freshInbox(suite, vaultKey, random),
          clerks: [{ ...checked.value, wrap }],
          left: [],
          recovery: null,
          stores: { files: 'plain', window: 'plain' },
        }),
        vaultKey,
        checked.value.id,
      );
    });
  }

  /** Opens the vault. A wrong secret and a clerk that does not exist get the same answer, after the same work. */
  signIn({
    id,
    secret,
  }: {
    readonly id: string;
    readonly secret: string;
  }): Promise<Result<DeskClerk, Trouble>> {
    return this.inTurn(async () => {
      const opened = await this.attempt(id, secret);
      if (!opened.ok) return opened;
      const { keys, content } = opened.value;
      // The same person again is a fresh look at who sits there; keys that are open stay the same.
      this.keys?.wipe();
      this.keys = keys;
      this.signedIn = id;
      await this.tend(content, { id, secret });
      const clerk = this.current();
      if (clerk === null) throw new Error('Vault: signed in, but not among the clerks');
      return ok(clerk);
    });
  }

  /** A colleague stands by with their own secret (第二人); who is signed in stays so. */
  vouch(who: { readonly id: string; readonly secret: string }): Promise<Result<DeskClerk, Trouble>> {
    return this.inTurn(async () => {
      if (this.keys === null) return err(words.LOCKED);
      if (who.id === this.signedIn) return err(words.SAME_PERSON);
      const opened = await this.attempt(who.id, who.secret);
      if (!opened.ok) return opened;
      opened.value.keys.wipe();
      const clerk = this.clerks().find(({ id }) => id === who.id);
      return clerk ? ok(clerk) : err(words.NOBODY);
    });
  }

  /** Zeroes every key. What is sealed from now on goes to the inbox. */
  lock(): void {
    this.keys?.wipe();
    this.keys = null;
    this.signedIn = null;
  }

  /** A new secret: one's own with the old one, anybody's for an administrator (who then tells it, and asks for a change). */
  changeSecret(change: {
    readonly id: string;
    readonly old: string | null;
    readonly secret: string;
  }): Promise<Result<void, Trouble>> {
    return this.inTurn(async () => {
      const { content, keys } = this;
      const mine = change.id === this.signedIn;
      const clerk = content?.clerks.find((one) => one.id === change.id);
      if (!content || !keys || !clerk) return err(words.LOCKED);
      if (!mine && !this.may('administrator')) return err(words.NOT_ADMINISTRATOR);
      if (mine) {
        const opened = await this.attempt(change.id, change.old ?? '');
        if (!opened.ok) return opened.error.code === 'SIGN_IN_WRONG' ? err(words.OLD_SECRET) : opened;
        opened.value.keys.wipe();
      }
      const trouble = secretTrouble(change.secret, await this.secretKind(), clerk);
      if (trouble !== null) return err({ code: 'SECRET', text: trouble });
      return this.rewrap(clerk.id, change.secret);
    });
  }

  /** For the administrator signed in, who alone changes what the vault holds besides their own secret. */
  asAdministrator<T>(work: (hands: Hands) => Promise<Result<T, Trouble>>): Promise<Result<T, Trouble>> {
    return this.inTurn(async () => {
      const { content, keys } = this;
      if (content === null || keys === null) return err(words.LOCKED);
      if (!this.may('administrator')) return err(words.NOT_ADMINISTRATOR);
      return work({
        content,
        vaultKey: keys.vaultKey,
        tools: this.tools,
        signedIn: this.signedIn ?? '',
        checked: (clerk) => this.checked(clerk, content.clerks),
        change: (part) => this.change(part),
        known: (id) => this.tries.right(id),
        shred: () => this.shred(),
      });
    });
  }

  /** Tries a secret, counted before it is tried. */
  private async attempt(
    id: string,
    secret: string,
  ): Promise<Result<{ readonly keys: VaultKeys; readonly content: VaultContent }, Trouble>> {
    if (this.content === null || this.found.shredded) return err(words.NO_VAULT);
    const wait = this.tries.waitOf(id);
    if (wait > 0) return err(words.waiting(wait));
    try {
      await this.tries.begin(id);
    } catch (error) {
      return err(words.notNoted(diskTrouble(error, 'append').code));
    }
    const opened = await this.tryCopies(id, secret);
    if (opened === 'secret')
      return err(words.wrong(FREE_TRIES - this.tries.failuresOf(id), this.tries.waitOf(id)));
    if (opened === 'system' || opened === 'altered') {
      await this.tries.takeBack(id).catch(() => undefined);
      return err(opened === 'system' ? words.OTHER_ACCOUNT : words.ALTERED);
    }
    await this.tries.right(id).catch(() => undefined);
    return ok(opened);
  }

  /** Both copies are replaced by a note that they were. */
  private async shred(): Promise<Result<Shredded['shredded'], Trouble>> {
    const shredded = { at: this.options.now().toISOString(), by: this.signedIn ?? '' };
    try {
      await shredVault(this.options.folder, this.options.files, { version: 1, shredded });
    } catch (error) {
      return err(words.notKept(diskTrouble(error, 'append').code));
    }
    this.lock();
    this.found = { contents: [], shredded, damaged: [] };
    return ok(shredded);
  }

  private get content(): VaultContent | null {
    return this.found.contents[0] ?? null;
  }

  private get tools(): WrapTools {
    return { ...this.options, suite: nodeSuite(this.suite) };
  }

  private may(role: ClerkRole): boolean {
    return this.current()?.roles.includes(role) ?? false;
  }

  /** The newest copy that this secret opens and that nobody altered. */
  private async tryCopies(
    id: string,
    secret: string,
  ): Promise<{ keys: VaultKeys; content: VaultContent } | 'secret' | 'system' | 'altered'> {
    let worst: 'secret' | 'system' | 'altered' = 'secret';
    for (const content of this.found.contents) {
      const tools = { ...this.options, suite: nodeSuite(content.suite) };
      const wrap = content.clerks.find((one) => one.id === id)?.wrap ?? decoyWrap(tools);
      const vaultKey = await unwrapKey(wrap, { clerk: id, secret }, tools);
      if (vaultKey === 'system') worst = 'system';
      if (typeof vaultKey === 'string') continue;
      const keys = VaultKeys.open(tools.suite, vaultKey, content);
      if (keys !== null) return { keys, content };
      worst = 'altered';
    }
    return worst;
  }

  /** After a sign-in: one whole content on the disk twice, and the clerk's wrap as strong as today's. */
  private async tend(
    content: VaultContent,
    owner: { readonly id: string; readonly secret: string },
  ): Promise<void> {
    const { folder, files } = this.options;
    const whole = this.found.contents.length === 1 && this.found.damaged.length === 0;
    const before = this.found;
    this.found = { contents: [content], shredded: null, damaged: [] };
    const { wrap } = content.clerks.find(({ id }) => id === owner.id) ?? {};
    if (wrap && isWeak(wrap, this.tools, await this.options.system.isReal()))
      await this.rewrap(owner.id, owner.secret);
    else if (!whole)
      await keepDamaged(folder, files, before.damaged)
        .then(() => writeVault(folder, files, content))
        .catch(() => undefined);
  }

  private async rewrap(id: string, secret: string): Promise<Result<void, Trouble>> {
    const { content, keys } = this;
    if (!content || !keys) return err(words.LOCKED);
    const wrap = await wrapKey(keys.vaultKey, { clerk: id, secret }, this.tools);
    return this.change({ clerks: content.clerks.map((one) => (one.id === id ? { ...one, wrap } : one)) });
  }

  private async change(part: Partial<Omit<VaultContent, 'mac' | 'version'>>): Promise<Result<void, Trouble>> {
    const { content, keys } = this;
    if (!content || !keys) return err(words.LOCKED);
    const { mac: _mac, ...before } = content;
    const next = closed(nodeSuite(content.suite), keys.vaultKey, {
      ...before,
      ...part,
      revision: content.revision + 1,
    });
    const kept = await this.keep(next, Uint8Array.from(keys.vaultKey), this.signedIn ?? '');
    return kept.ok ? ok(undefined) : kept;
  }

  /** On the disk first, then in force. Takes the key over. */
  private async keep(
    content: VaultContent,
    vaultKey: Uint8Array,
    signedIn: string,
  ): Promise<Result<DeskClerk, Trouble>> {
    try {
      await writeVault(this.options.folder, this.options.files, content);
    } catch (error) {
      vaultKey.fill(0);
      return err(words.notKept(diskTrouble(error, 'append').code));
    }
    const keys = VaultKeys.open(nodeSuite(content.suite), vaultKey, content);
    if (keys === null) throw new Error('Vault: what was just closed does not open');
    this.keys?.wipe();
    this.keys = keys;
    this.signedIn = signedIn;
    this.found = { contents: [content], shredded: null, damaged: [] };
    const clerk = this.current();
    if (clerk === null) throw new Error('Vault: kept without whoever is signed in');
    return ok(clerk);
  }

  private async checked(
    { clerk, secret }: NewClerk,
    others: readonly DeskClerk[],
  ): Promise<Result<DeskClerk, Trouble>> {
    const parsed = DeskClerk.safeParse({ ...clerk, name: clerk.name.trim(), staffNo: clerk.staffNo.trim() });
    if (!parsed.success) return err(words.WHO);
    if (others.some(({ id, staffNo }) => id === parsed.data.id || staffNo === parsed.data.staffNo))
      return err(words.staffNoTaken(parsed.data.staffNo));
    const trouble = secretTrouble(secret, await this.secretKind(), parsed.data);
    return trouble === null ? ok(parsed.data) : err({ code: 'SECRET', text: trouble });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turns.then(work);
    this.turns = turn.catch(() => undefined);
    return turn;
  }
}
