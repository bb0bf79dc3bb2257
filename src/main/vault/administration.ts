import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { StoreState } from '#shared/vault/calls';
import { type ClerkRole, type DeskClerk, MOST_CLERKS } from '#shared/vault/clerk';
import { sealToCounty } from './recovery';
import type { NewClerk, Vault } from './vault';
import type { Shredded } from './vaultFile';
import { freshKey } from './vaultKeys';
import * as words from './vaultWords';
import { wrapKey } from './wrap';

/** Somebody more may sign in (录用). */
export const enrol = (vault: Vault, more: NewClerk): Promise<Result<DeskClerk, Trouble>> =>
  vault.asAdministrator(async ({ content, vaultKey, tools, checked, change, known }) => {
    const clerk = await checked(more);
    if (!clerk.ok) return clerk;
    if (content.clerks.length >= MOST_CLERKS) return err(words.TOO_MANY);
    const wrap = await wrapKey(vaultKey, { clerk: clerk.value.id, secret: more.secret }, tools);
    const kept = await change({ clerks: [...content.clerks, { ...clerk.value, wrap }] });
    if (!kept.ok) return kept;
    await known(clerk.value.id).catch(() => undefined);
    return clerk;
  });

/** Somebody leaves (离岗): their wrap is destroyed, their name stays with what they did. */
export const removeClerk = (vault: Vault, id: string): Promise<Result<void, Trouble>> =>
  vault.asAdministrator(async ({ content, signedIn, change }) => {
    const leaver = content.clerks.find((one) => one.id === id);
    if (leaver === undefined) return err(words.NOBODY);
    const stay = content.clerks.filter((one) => one !== leaver);
    if (id === signedIn || !stay.some(({ roles }) => roles.includes('administrator')))
      return err(words.LAST_ADMINISTRATOR);
    const { wrap: _wrap, ...known } = leaver;
    return change({ clerks: stay, left: [...content.left, known] });
  });

export const changeRoles = (
  vault: Vault,
  id: string,
  roles: readonly ClerkRole[],
): Promise<Result<void, Trouble>> =>
  vault.asAdministrator(async ({ content, change }) => {
    const clerks = content.clerks.map((one) =>
      one.id === id ? { ...one, roles: [...new Set(roles)] } : one,
    );
    if (roles.length === 0 || !clerks.some((one) => one.id === id)) return err(words.NOBODY);
    if (!clerks.some((one) => one.roles.includes('administrator'))) return err(words.LAST_ADMINISTRATOR);
    return change({ clerks });
  });

/**
 * A new data key from now on (轮换密钥); what older ones sealed still opens until both stores are sealed anew, then the older keys are
 * destroyed. Gives its number.
 */
export const rotateKeys = (vault: Vault): Promise<Result<number, Trouble>> =>
  vault.asAdministrator(async ({ content, vaultKey, tools, change }) => {
    const id = Math.max(...content.keys.map((key) => key.id)) + 1;
    const turned = (store: StoreState) => (store === 'plain' ? store : 'older');
    const kept = await change({
      keys: [...content.keys, freshKey(tools.suite, vaultKey, id, tools.random)],
      stores: { files: turned(content.stores.files), window: turned(content.stores.window) },
    });
    return kept.ok ? ok(id) : kept;
  });

/** Seals the vault's key to the county's recovery key (县级恢复公钥), whose secret half two persons share. */
export const setRecovery = (vault: Vault, publicKey: string): Promise<Result<void, Trouble>> =>
  vault.asAdministrator(async ({ vaultKey, tools, change }) => {
    const recovery = sealToCounty(vaultKey, publicKey, tools.random);
    return recovery === null ? err(words.NOT_A_COUNTY_KEY) : change({ recovery });
  });

/** Whether a text is a county's recovery key, before anything is made with it. */
export const isCountyKey = (text: string): boolean =>
  sealToCounty(new Uint8Array(32), text, (length) => new Uint8Array(length).fill(1)) !== null;

/** Asked before the desk stops writing. */
export const mayDecommission = (vault: Vault): Promise<Result<void, Trouble>> =>
  vault.asAdministrator(async () => ok(undefined));

/** Takes this machine out of use (停用): every wrapped key is destroyed, and nothing that was sealed opens again. */
export const decommission = (vault: Vault): Promise<Result<Shredded['shredded'], Trouble>> =>
  vault.asAdministrator(({ shred }) => shred());
