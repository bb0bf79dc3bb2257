import { z } from 'zod';
import { CivilDate } from './civilDate';
import { Fen } from './money';

/** Money that left a personal account in one go: to its owner, or to the heirs (R-ACC). */
export const AccountPayout = z.strictObject({
  /** The operation that asked for it. */
  id: z.string().min(1).max(40),
  on: CivilDate,
  to: z.enum(['SELF', 'HEIR']),
  /** Null: the balance was not known at the desk. */
  fen: Fen.nullable(),
});

/** The personal account (个人账户) of the employee scheme, as far as the platform tells. */
export const PersonalAccount = z.strictObject({
  /** Principal and interest, what is reserved for mutual aid included; null: not told. */
  balanceFen: Fen.nullable(),
  asOf: CivilDate,
  payouts: z.array(AccountPayout).max(20),
});
export type PersonalAccount = z.infer<typeof PersonalAccount>;
