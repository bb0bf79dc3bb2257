import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { makeSecretKeys, PublicKeys, publicKeysOf, SecretKeys } from '#shared/bag/keys';
import { canonicalJson } from '#shared/json';
import type { PlatformClock } from '../clock';
import type { Sql } from '../database/database';
import { type Device, DeviceRow } from '../service/access';

/** Both halves of the platform's own keys. */
export interface PlatformKeys {
  readonly secret: SecretKeys;
  readonly keys: PublicKeys;
}

const SecretRow = z.object({ secret: z.string() });

/** The platform's keys; made at the first need, once for all services on one register. */
export async function platformKeys(sql: Sql, clock: PlatformClock): Promise<PlatformKeys> {
  const read = async (): Promise<SecretKeys | null> => {
    const [row] = await sql.query('SELECT secret FROM bag_platform_keys');
    return row === undefined ? null : SecretKeys.parse(JSON.parse(SecretRow.parse(row).secret));
  };
  let secret = await read();
  if (secret === null) {
    const made = makeSecretKeys((length) => randomBytes(length));
    await sql.query(
      'INSERT INTO bag_platform_keys (secret, made_at) VALUES ($1, $2) ON CONFLICT (single) DO NOTHING',
      [canonicalJson(made), clock.now()],
    );
    // Another service may have been first; what is stored is what counts.
    secret = (await read()) ?? made;
  }
  return { secret, keys: publicKeysOf(secret) };
}

/** Keeps a desk's public keys; the newest ones count, so that a bag of a key that was lost or given up is refused. */
export async function keepDeskKeys(
  sql: Sql,
  clock: PlatformClock,
  device: string,
  keys: PublicKeys,
): Promise<void> {
  await sql.query(
    `INSERT INTO bag_desk_keys (device, keys, told_at) VALUES ($1, $2, $3)
     ON CONFLICT (device) DO UPDATE SET keys = EXCLUDED.keys, told_at = EXCLUDED.told_at`,
    [device, canonicalJson(keys), clock.now()],
  );
}

/** The desk that makes bags under this name, as it is registered now, with its keys; null for one that never told any. */
export async function bagDesk(sql: Sql, device: string): Promise<{ desk: Device; keys: PublicKeys } | null> {
  const [row] = await sql.query(
    `SELECT d.device, d.name, d.jurisdiction, k.keys FROM bag_desk_keys k JOIN devices d USING (device)
     WHERE device = $1`,
    [device],
  );
  if (row === undefined) return null;
  const { keys, ...desk } = DeviceRow.extend({ keys: z.string() }).parse(row);
  return { desk, keys: PublicKeys.parse(JSON.parse(keys)) };
}
