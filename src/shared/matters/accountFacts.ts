import type { FlexMode } from '../domain/flexMode';
import type { Person } from '../domain/person';
import type { Facts } from '../rules/case';
import { currentEnrolment } from './enrolments';
import type { Fields } from './form';

/** How the person's relation of the employee scheme is, as a flexible worker's mode; undefined: not one, or not told. */
const modeOf = (who: Person): FlexMode | undefined => currentEnrolment(who, 'EMP')?.mode ?? undefined;

/** Whether there is a personal account, as far as the record tells; undefined: it does not. */
export const hasAccount = (who: Person): boolean | undefined =>
  who.account !== null ? true : modeOf(who) === undefined ? undefined : modeOf(who) === 'POOL_PLUS_ACCOUNT';

/** The balance on record; undefined: not told. */
export const balanceOf = (who: Person): number | undefined => who.account?.balanceFen ?? undefined;

/** The account as withdrawal and transfer ask for it; what was told at the counter counts where the record says nothing. */
export const accountFacts = (who: Person, toldFen: number | null): Partial<Facts> => {
  const balance = balanceOf(who) ?? toldFen ?? undefined;
  const mode = modeOf(who);
  return {
    ...(balance === undefined ? {} : { accountFen: balance }),
    ...(mode === undefined ? {} : { flexMode: mode }),
  };
};

/** The agreements in force, for the rules of mutual aid. */
export const mutualFacts = (
  who: Person,
  told: { account: boolean | undefined; fen: number | null },
): Facts['mutualAid'] => {
  const account = hasAccount(who) ?? told.account;
  const balance = balanceOf(who) ?? told.fen ?? undefined;
  return {
    ...(account === undefined ? {} : { account }),
    ...(balance === undefined ? {} : { balanceFen: balance }),
    agreements: who.mutualAid
      .filter(({ until }) => until === null)
      .map(({ receiver, quotaFen, spentFen }) => ({ receiver, quotaFen, spentFen })),
  };
};

/** What the record says of the account, put into a form that asks for it. */
export function fromAccount(typed: Fields, who: Person | null): Fields {
  if (who === null) return typed;
  const known = hasAccount(who);
  return {
    ...typed,
    ...('hasAccount' in typed ? { hasAccount: known === undefined ? null : known ? 'YES' : 'NO' } : {}),
    accountFen: balanceOf(who) ?? null,
  };
}
