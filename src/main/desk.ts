import { randomUUID } from 'node:crypto';
import type { DeskState, Trouble } from '../shared/host';
import { canonicalJson } from '../shared/json';
import type { PolicyKey } from '../shared/policy/bundle';
import { err, ok, type Result } from '../shared/result';
import type { Exchange } from '../shared/sync/clock';
import { platformTransport, type Transport, type TransportOptions } from './delivery/transport';
import { countyTrust, type PlatformTrust } from './delivery/trust';
import { type Clerk, type IdentityStore, MOST_CLERKS, type Registration } from './deskIdentity';
import { dayInChina } from './environment';
import type { OwnPlatform } from './practice/ownPlatform';

export interface DeskOptions {
  readonly identity: IdentityStore;
  readonly version: string;
  /** Without a registration: will the desk try itself out on the embedded platform, or wait for a county's one? */
  readonly trial: boolean;
  readonly fixedDay: string | null;
  /** True while nothing was ever accepted: only then may the desk change its platform. */
  readonly isUnused: () => boolean;
  readonly onChange: (state: DeskState) => void;
  readonly now?: () => Date;
  /** Told the platform's time with every answer. */
  readonly heard?: (exchange: Exchange) => void;
  /** Who signed in to the vault; absent: practice, where whoever sits there picks a name. */
  readonly clerks?: () => { readonly clerk: Clerk; readonly clerks: readonly Clerk[] };
  /** Practice (练习): the one address its lines may reach. No other platform can be registered then. */
  readonly practice?: Pick<OwnPlatform, 'reaches'>;
  /** What the county says of the platform's certificate, read anew at each registration; null: nothing. Absent: `countyTrust`. */
  readonly trust?: () => Result<PlatformTrust | null, Trouble>;
}

/** Who this desk is, where it is registered and whether it is locked: everything `desk/…` answers from. */
export class Desk {
  private locked = false;
  /** The trial platform's address of this run; the stored one is of an earlier run. */
  private trialUrl: string | null = null;

  constructor(private readonly options: DeskOptions) {}

  private get registration(): Registration | null {
    return this.options.identity.current.registration;
  }

  state(): DeskState {
    const { device, name } = this.options.identity.current;
    const { clerk, clerks } = this.options.clerks?.() ?? this.options.identity.current;
    const { registration } = this;
    return {
      version: this.options.version,
      mode: registration?.mode ?? (this.options.trial ? 'trial' : 'new'),
      today: this.options.fixedDay ?? dayInChina((this.options.now ?? (() => new Date()))()),
      todayIsFixed: this.options.fixedDay !== null,
      device,
      deviceName: name,
      clerk: { ...clerk },
      clerks: clerks.map((one) => ({ ...one })),
      jurisdiction: registration?.jurisdiction ?? null,
      platformUrl: this.url(),
      locked: this.locked,
      ...(this.options.practice ? { practice: true as const } : {}),
    };
  }

  setLocked(locked: boolean): DeskState {
    if (this.locked !== locked) {
      this.locked = locked;
      this.changed();
    }
    return this.state();
  }

  /** Puts somebody on the list of the clerks of practice, which has no secrets. */
  async addClerk(given: string): Promise<Result<DeskState, Trouble>> {
    if (this.options.clerks) return err(BY_SECRET);
    const { clerks } = this.options.identity.current;
    const name = given.trim();
    if (name === '' || name.length > 40)
      return err({ code: 'CLERK_NAME', text: '请填写经办人姓名（40 字以内）。' });
    if (clerks.some((clerk) => clerk.name === name))
      return err({ code: 'CLERK_NAME', text: `本机已有经办人“${name}”。同名的请加上科室或工号区分。` });
    if (clerks.length >= MOST_CLERKS)
      return err({ code: 'CLERK_NAME', text: `本机已有 ${MOST_CLERKS} 名经办人，不能再加。` });
    await this.options.identity.change({
      clerks: [...clerks, { id: `clerk-${randomUUID()}`.slice(0, 40), name }],
    });
    this.changed();
    return ok(this.state());
  }

  /** Another clerk sits down: what is entered or re-checked from now on is theirs. */
  async signIn(id: string): Promise<Result<DeskState, Trouble>> {
    if (this.options.clerks) return err(BY_SECRET);
    const clerk = this.options.identity.current.clerks.find((one) => one.id === id);
    if (clerk === undefined) return err({ code: 'CLERK_UNKNOWN', text: '本机没有这名经办人，请重新选择。' });
    await this.options.identity.change({ clerk });
    this.locked = false;
    this.changed();
    return ok(this.state());
  }

  /** The line to the platform as it is registered now; null while there is none. */
  transport(): Transport | null {
    const url = this.url();
    const { heard } = this.options;
    return this.registration && url
      ? this.line({
          url,
          token: this.registration.token,
          ...trusting(this.registration),
          ...(heard ? { heard } : {}),
        })
      : null;
  }

  /** Every line of this desk is made here, so that one of practice cannot be without its fence. */
  private line(options: Omit<TransportOptions, 'reaches'>): Transport {
    const { practice } = this.options;
    return platformTransport({ ...options, ...(practice ? { reaches: (to) => practice.reaches(to) } : {}) });
  }

  /** The key of the platform's policies, pinned at registration or at the first contact after it. */
  policyKey(): PolicyKey | null {
    return this.registration?.policyKey ?? null;
  }

  /**
   * Asks for the policies' key where none was told at registration, over the line that the token opens, and pins it. One that
   * is pinned is never asked for again and never replaced, short of registering anew.
   */
  async pinPolicyKey(): Promise<PolicyKey | null> {
    const before = this.registration;
    if (before === null || before.policyKey !== undefined) return before?.policyKey ?? null;
    const asked = await this.transport()?.policyKey?.();
    // Registered anew meanwhile: what the platform before it said is nothing here.
    if (!asked?.ok || this.registration !== before) return this.policyKey();
    await this.options.identity.change({ registration: { ...before, policyKey: asked.value } });
    return asked.value;
  }

  /** Another clerk signed in to the vault. */
  clerkChanged(): void {
    this.changed();
  }

  trialIsAt(url: string | null): void {
    this.trialUrl = url;
    this.changed();
  }

  /** Registers with a county's platform (正式平台). What was accepted for one platform is never delivered to another. */
  register(ask: { url: string; code: string; name: string }): Promise<Result<DeskState, Trouble>> {
    return this.registerAs('platform', ask);
  }

  registerTrial(ask: { url: string; code: string }): Promise<Result<DeskState, Trouble>> {
    return this.registerAs('trial', { ...ask, name: this.options.identity.current.name });
  }

  /** The same platform at another address (it moved, or was started on another port). */
  async platformMovedTo(url: string): Promise<void> {
    const { registration } = this;
    if (registration?.mode !== 'platform' || registration.url === url) return;
    await this.options.identity.change({ registration: { ...registration, url } });
    this.changed();
  }

  /**
   * Asks the platform what this desk is answerable for, and takes it over where the county gave it another jurisdiction (JM5).
   * True where it did; the journal and what waits in it are not touched.
   */
  async reassigned(): Promise<boolean> {
    const asked = await this.transport()?.assignment?.();
    const { registration } = this;
    if (!asked?.ok || registration === null) return false;
    if (canonicalJson(asked.value) === canonicalJson(registration.jurisdiction)) return false;
    await this.options.identity.change({ registration: { ...registration, jurisdiction: asked.value } });
    this.changed();
    return true;
  }

  private url(): string | null {
    const { registration } = this;
    return registration?.mode === 'trial' || (!registration && this.options.trial)
      ? this.trialUrl
      : (registration?.url ?? null);
  }

  private async registerAs(
    mode: Registration['mode'],
    ask: { url: string; code: string; name: string },
  ): Promise<Result<DeskState, Trouble>> {
    if (mode === 'platform' && this.options.practice) return err(NOT_IN_PRACTICE);
    const before = this.registration;
    const url = ask.url.trim().replace(/\/+$/, '');
    const elsewhere =
      before !== null && (before.mode !== mode || (mode === 'platform' && before.url !== url));
    if (elsewhere && !this.options.isUnused())
      return err({
        code: 'DESK_IN_USE',
        text: '本机已经为原平台保存过业务，不能改登记到另一个平台，否则业务会送错地方。请另用一个数据文件夹（CANBAO_USER_DATA）登记新平台。',
      });
    const { device } = this.options.identity.current;
    const told = mode === 'platform' ? (this.options.trust ?? countyTrust)() : ok(null);
    if (!told.ok) return told;
    // What was believed of this very platform is not given up in silence.
    const trust = trusting({ trust: told.value ?? (before?.url === url ? before.trust : undefined) });
    const answer = await this.line({ url, ...trust }).register({ code: ask.code, device, name: ask.name });
    if (!answer.ok) return answer;
    const { token, jurisdiction, policyKey } = answer.value;
    const registration = { mode, url, token, jurisdiction, ...(policyKey ? { policyKey } : {}), ...trust };
    await this.options.identity.change({ name: ask.name, registration });
    if (mode === 'trial') this.trialUrl = url;
    this.changed();
    return ok(this.state());
  }

  private changed(): void {
    this.options.onChange(this.state());
  }
}

const trusting = ({ trust }: { trust?: PlatformTrust | undefined }): { trust?: PlatformTrust } =>
  trust ? { trust } : {};

/** Said where somebody would sit down without a secret. */
const BY_SECRET: Trouble = {
  code: 'CLERK_SECRET',
  text: '本机凭口令登录：请锁屏后由本人登录；新来的经办人由管理员在“设置”里录用。',
};

/** Said wherever practice would have to leave its village. */
export const NOT_IN_PRACTICE: Trouble = {
  code: 'PRACTICE',
  text: '练习中不能这样做：练习的数据是虚构的，不登记正式平台，也不送出本机。要办真实业务，请先离开练习。',
};
