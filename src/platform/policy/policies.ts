import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  openPolicy,
  PolicyBundle,
  type PolicyKey,
  policyKeyOf,
  SignedPolicy,
  signPolicy,
} from '#shared/policy/bundle';
import { STANDING_DICTIONARY } from '#shared/rejects/dictionary';
import { err, ok, type Result } from '#shared/result';
import type { ReviewPolicy } from '#shared/review/policy';
import { STANDING_LIMITS } from '#shared/sync/limits';
import type { PlatformClock } from '../clock';
import type { Database, Sql } from '../database/database';
import { lockKeys } from '../intake/locks';

const SecretRow = z.object({ secret: z.string() });
const LOCK = 'policy';

/** The secret that signs this platform's policies; made at the first need, one for all services on a register. */
async function secretOf(sql: Sql, clock: PlatformClock): Promise<string> {
  await sql.query(
    'INSERT INTO policy_key (secret, made_at) VALUES ($1, $2) ON CONFLICT (single) DO NOTHING',
    [randomBytes(32).toString('hex'), clock.now()],
  );
  const [row] = await sql.query('SELECT secret FROM policy_key');
  return SecretRow.parse(row).secret;
}

/** The key a desk pins when it registers. */
export const policyKey = async (sql: Sql, clock: PlatformClock): Promise<PolicyKey> =>
  policyKeyOf(await secretOf(sql, clock));

async function latest(sql: Sql): Promise<SignedPolicy | null> {
  const [row] = await sql.query('SELECT bundle, signature FROM policies ORDER BY version DESC LIMIT 1');
  return row === undefined ? null : SignedPolicy.parse(row);
}

async function keep(sql: Sql, clock: PlatformClock, bundle: PolicyBundle): Promise<SignedPolicy> {
  const signed = signPolicy(bundle, await secretOf(sql, clock));
  await sql.query('INSERT INTO policies (version, bundle, signature, published_at) VALUES ($1, $2, $3, $4)', [
    bundle.version,
    signed.bundle,
    signed.signature,
    clock.now(),
  ]);
  return signed;
}

/** The policy in force; the first one is what the program came with. */
export function currentPolicy(db: Database, clock: PlatformClock): Promise<SignedPolicy> {
  return db.transaction(async (sql) => {
    await lockKeys(sql, [LOCK]);
    const first = { version: 1, dictionary: STANDING_DICTIONARY, limits: STANDING_LIMITS };
    return (await latest(sql)) ?? keep(sql, clock, first);
  });
}

/** What the policy in force wants re-checked; null: nothing. It is this platform's own text, so nobody's signature is asked. */
export async function reviewPolicyInForce(sql: Sql): Promise<ReviewPolicy | null> {
  const signed = await latest(sql);
  const bundle = signed && PolicyBundle.safeParse(JSON.parse(signed.bundle));
  return bundle?.data?.review ?? null;
}

/** Signs and publishes a policy; only a newer one than the last is taken. */
export function publishPolicy(
  db: Database,
  clock: PlatformClock,
  given: unknown,
): Promise<Result<{ version: number }, string>> {
  return db.transaction(async (sql) => {
    await lockKeys(sql, [LOCK]);
    const parsed = PolicyBundle.safeParse(given);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return err(`政策包不合格式（${issue?.path.join('.') ?? ''}：${issue?.message ?? ''}），没有发布。`);
    }
    const before = await latest(sql);
    const inForce = before && openPolicy(before, await policyKey(sql, clock), null);
    const version = inForce?.ok ? inForce.value.version : 0;
    if (parsed.data.version <= version)
      return err(`政策包是第 ${parsed.data.version} 版，没有比已发布的第 ${version} 版新，没有发布。`);
    await keep(sql, clock, parsed.data);
    return ok({ version: parsed.data.version });
  });
}
