import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { foreignJson } from '#shared/foreignJson';
import type { PolicyState, Trouble } from '#shared/host';
import { openPolicy, type PolicyBundle, type PolicyKey, SignedPolicy } from '#shared/policy/bundle';
import { STANDING_DICTIONARY } from '#shared/rejects/dictionary';
import type { Result } from '#shared/result';
import { type DeskLimits, STANDING_LIMITS } from '#shared/sync/limits';
import type { ReviewRule } from '../journal/rechecks';
import type { Highest } from '../update/highest';
import { saveAtomically } from '../workbooks/saveAtomically';

const FILE = 'policy.json';
/** A signed policy is no longer than its schema allows, in JSON once more; a longer file is not read. */
const MOST_BYTES = 8 * 1024 * 1024;
/** How often the platform is asked while the line is up. */
const ASK_EVERY_MS = 3_600_000;

const PolicyFile = z.strictObject({ version: z.literal(1), signed: SignedPolicy, confirmedAt: z.string() });

export interface PolicyOptions {
  readonly folder: string;
  /** The pinned key; null: none was told yet, or the desk is not registered. */
  readonly key: () => PolicyKey | null;
  /** Asks for the key where none was told, and pins it. */
  readonly pin: () => Promise<PolicyKey | null>;
  /** Null while there is no line. */
  readonly fetch: () => Promise<Result<SignedPolicy, Trouble> | null>;
  readonly now: () => number;
  readonly onChange: (state: PolicyState) => void;
  /** What this desk once used is the least it takes, also where the file was put back; left out: what the file says is all that is known. */
  readonly highest?: Pick<Highest, 'policy' | 'raisePolicy'>;
  /** Writes the file; left out: as every other file of the desk. */
  readonly save?: typeof saveAtomically;
}

/**
 * The policy in use (政策包): the newest one that was signed with the pinned key, kept as `policy.json`, else what the program came
 * with. What lies on the disk is checked again at each start; a bad one is never used and never deleted.
 */
export class Policies {
  private bundle: PolicyBundle | null = null;
  private confirmedAt: string | null = null;
  private trouble: Trouble | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;
  private asking: Promise<void> | null = null;

  private constructor(private readonly options: PolicyOptions) {}

  static async open(options: PolicyOptions): Promise<Policies> {
    const policies = new Policies(options);
    await policies.readDisk();
    return policies;
  }

  state(): PolicyState {
    return {
      version: this.bundle?.version ?? null,
      confirmedAt: this.confirmedAt,
      key: this.options.key(),
      dictionary: this.bundle?.dictionary ?? STANDING_DICTIONARY,
      limits: this.limits(),
      ...(this.bundle?.review ? { review: this.bundle.review } : {}),
      trouble: this.trouble,
    };
  }

  limits(): DeskLimits {
    return this.bundle?.limits ?? STANDING_LIMITS;
  }

  /** What a second clerk re-checks, and by which version of the policy; null: nothing. */
  review(): ReviewRule | null {
    const { bundle } = this;
    return bundle?.review ? { policy: bundle.review, version: bundle.version } : null;
  }

  /** The line is up: asks at most once an hour, one question at a time. Nothing here throws. */
  lineIsUp(): Promise<void> {
    if (this.options.now() - this.askedAt < ASK_EVERY_MS) return this.asking ?? Promise.resolve();
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** Registered anew: another platform's policy is nothing here. */
  forget(): void {
    this.askedAt = Number.NEGATIVE_INFINITY;
    this.change({ bundle: null, confirmedAt: null, trouble: null });
  }

  private async ask(): Promise<void> {
    const key = this.options.key() ?? (await this.options.pin());
    if (key === null) {
      // A platform that names none is not asked with every word of the line.
      this.askedAt = this.options.now();
      return;
    }
    const answer = await this.options.fetch();
    // A line that failed says so elsewhere; the policy in use is none the worse.
    if (answer === null || !answer.ok) return;
    this.askedAt = this.options.now();
    const opened = openPolicy(answer.value, key, this.bundle);
    if (!opened.ok) {
      this.change({ trouble: { code: 'POLICY_REFUSED', text: opened.error } });
      return;
    }
    if (this.isOlder(opened.value, key)) {
      this.change({ trouble: { code: 'POLICY_REFUSED', text: olderThanEver('收到的', opened.value) } });
      return;
    }
    const confirmedAt = new Date(this.options.now()).toISOString();
    const text = JSON.stringify({ version: 1, signed: answer.value, confirmedAt } satisfies z.infer<
      typeof PolicyFile
    >);
    const { save = saveAtomically } = this.options;
    const saved = await save(join(this.options.folder, FILE), Buffer.from(text));
    // A disk that takes nothing is said by what the policy's own file came to.
    await this.options.highest?.raisePolicy(key, opened.value.version).catch(() => undefined);
    this.change({ bundle: opened.value, confirmedAt, trouble: saved.ok ? null : saved.error });
  }

  private async readDisk(): Promise<void> {
    const key = this.options.key();
    if (key === null) return;
    let text: string;
    try {
      const path = join(this.options.folder, FILE);
      text = (await stat(path)).size > MOST_BYTES ? '' : await readFile(path, 'utf8');
    } catch {
      return;
    }
    const stored = PolicyFile.safeParse(jsonOf(text));
    const opened = stored.success ? openPolicy(stored.data.signed, key, null) : null;
    if (stored.success && opened?.ok && this.isOlder(opened.value, key)) {
      this.trouble = { code: 'POLICY_OLDER', text: olderThanEver('本机保存的', opened.value) };
      return;
    }
    if (stored.success && opened?.ok) {
      this.bundle = opened.value;
      this.confirmedAt = stored.data.confirmedAt;
      return;
    }
    this.trouble = {
      code: 'POLICY_FILE',
      text: '本机保存的政策包读不出来或签名不对，没有使用，先用程序自带的；联网后会自动重新取得。',
    };
  }

  private isOlder({ version }: PolicyBundle, key: PolicyKey): boolean {
    return version < (this.options.highest?.policy(key) ?? 0);
  }

  private change(part: {
    bundle?: PolicyBundle | null;
    confirmedAt?: string | null;
    trouble: Trouble | null;
  }): void {
    if (part.bundle !== undefined) this.bundle = part.bundle;
    if (part.confirmedAt !== undefined) this.confirmedAt = part.confirmedAt;
    this.trouble = part.trouble;
    this.options.onChange(this.state());
  }
}

const olderThanEver = (which: string, { version }: PolicyBundle): string =>
  `${which}政策包是第 ${version} 版，本机用过更新的，没有使用。联网后会自动取得新的；一直这样时请告诉县级管理员核查。`;

function jsonOf(text: string): unknown {
  const read = foreignJson(text);
  return read.ok ? read.value : null;
}
