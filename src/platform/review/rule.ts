import type { Recheck } from '#shared/review/recheck';
import type { Sql } from '../database/database';
import { reviewPolicyInForce } from '../policy/policies';
import type { RecheckRule } from './rechecks';

/** How a batch is looked at: the policy in force, and the re-checks that came with it. */
export const recheckRule = async (sql: Sql, made: readonly Recheck[] = []): Promise<RecheckRule> => ({
  policy: await reviewPolicyInForce(sql),
  made: new Map(made.map((one) => [one.opId, one])),
});
