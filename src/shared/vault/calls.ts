import { z } from 'zod';
import { result } from '../trouble';
import { ClerkRole, DeskClerk } from './clerk';
import { LONGEST_SECRET } from './secretRules';

/** How the vault (密钥库) stands, as the window is told: who may sign in, never anything that opens it. */
export const VaultState = z.strictObject({
  /**
   * `none`: practice, which has no vault; `absent`: nobody set a secret up yet; `locked`: somebody has to sign in; `open`; `shredded`: taken
   * out of use (停用).
   */
  phase: z.enum(['none', 'absent', 'locked', 'open', 'shredded']),
  /** Everybody who may sign in. */
  clerks: z.array(DeskClerk),
  /** Who is signed in; null unless `open`. */
  current: DeskClerk.nullable(),
  /** Who worked here and left: their names stay with what they did. */
  left: z.array(DeskClerk),
  secretKind: z.enum(['pin', 'passphrase']),
  /** Waits still owed after wrong secrets, milliseconds; a clerk who is not listed owes none. */
  waits: z.array(z.strictObject({ id: z.string(), ms: z.number().int().positive() })),
  /** Whether the county could open this vault if every secret were lost. */
  hasRecovery: z.boolean(),
  suite: z.enum(['std', 'gm']),
  /** Operations that are still to be delivered; null where that cannot be known before somebody signs in. */
  undelivered: z.number().int().nonnegative().nullable(),
  /** Minutes without a key or a movement after which the desk locks itself. */
  idleMinutes: z.number().int().positive(),
});
export type VaultState = z.infer<typeof VaultState>;

const none = z.strictObject({});
const Secret = z.string().max(LONGEST_SECRET * 2);
const ClerkId = z.string().min(1).max(40);
const StaffNo = z.string().max(40);
const Name = z.string().max(60);
/** Public half of the county's recovery key (县级恢复公钥), 64 hexadecimal digits. */
const PublicKey = z.string().max(200);

/**
 * What one of the two stores may still hold: `plain`, values of a program that had no vault; `older`, values sealed with a key that was
 * rotated since; `whole`: everything is sealed with the current key.
 */
export const StoreState = z.enum(['plain', 'older', 'whole']);
export type StoreState = z.infer<typeof StoreState>;

/** The window's own keys for the time of a sign-in: what they open is the window's store and nothing of the main process's files. */
export const WindowKeys = z.strictObject({
  suite: z.enum(['std', 'gm', 'swift']),
  current: z.number().int().positive(),
  keys: z.array(z.strictObject({ id: z.number().int().positive(), key: z.base64() })).min(1),
  /** What the window's store may hold; unless `whole` it is sealed anew before it is opened, and `vault/windowSealed` said. */
  store: StoreState,
});
export type WindowKeys = z.infer<typeof WindowKeys>;

/** What is left to show of a desk that was taken out of use (停用). */
export const Decommissioned = z.strictObject({ at: z.string(), by: z.string() });

export const VAULT_CALLS = {
  'vault/state': { ask: none, answer: VaultState },
  /** The first clerk makes the vault and administers it; they are signed in. `recovery` null: the county's key comes later. */
  'vault/setUp': {
    ask: z.strictObject({ staffNo: StaffNo, name: Name, secret: Secret, recovery: PublicKey.nullable() }),
    answer: result(VaultState),
  },
  /** Opens the vault, and behind it the desk; what stands in the way of either is the error. */
  'vault/signIn': { ask: z.strictObject({ id: ClerkId, secret: Secret }), answer: result(VaultState) },
  /** Zeroes the keys and ends the page; another one begins at the sign-in. */
  'vault/lock': { ask: none, answer: none },
  /** Refused while locked. */
  'vault/windowKeys': { ask: none, answer: result(WindowKeys) },
  /** Every value of the window's store is sealed with the current key; from now on nothing plain opens there. */
  'vault/windowSealed': { ask: none, answer: result(none) },
  /** One's own with the old one; another's (`old` null) by an administrator. */
  'vault/changeSecret': {
    ask: z.strictObject({ id: ClerkId, old: Secret.nullable(), secret: Secret }),
    answer: result(VaultState),
  },
  'vault/enrol': {
    ask: z.strictObject({ staffNo: StaffNo, name: Name, roles: z.array(ClerkRole).max(5), secret: Secret }),
    answer: result(VaultState),
  },
  'vault/changeRoles': {
    ask: z.strictObject({ id: ClerkId, roles: z.array(ClerkRole).max(5) }),
    answer: result(VaultState),
  },
  /** Somebody leaves (离岗): their secret opens nothing any more. */
  'vault/remove': { ask: z.strictObject({ id: ClerkId }), answer: result(VaultState) },
  'vault/setRecovery': { ask: z.strictObject({ publicKey: PublicKey }), answer: result(VaultState) },
  /** A new data key (轮换密钥): what is sealed from now on is sealed with it. */
  'vault/rotate': { ask: none, answer: result(z.strictObject({ key: z.number().int().positive() })) },
  /** Destroys every key (停用); only when nothing is undelivered, or the clerk says `evenUndelivered`. */
  'vault/decommission': {
    ask: z.strictObject({ evenUndelivered: z.boolean() }),
    answer: result(Decommissioned),
  },
  /** A key was pressed or the pointer moved in the window: the desk does not lock itself for now. */
  'vault/awake': { ask: none, answer: none },
} as const;
