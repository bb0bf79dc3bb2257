import type { DeskSnapshot } from './api';

/** Somebody who works here, or did. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  /** Number within the office (工号); null in practice, where nobody has one. */
  readonly staffNo: string | null;
  /** They do not work here any more; their name stays with what they did. */
  readonly left: boolean;
}

type Known = Pick<DeskSnapshot, 'desk' | 'vault'>;

/** Everybody who ever worked at this desk, in the order they came. */
export function colleaguesOf({ desk, vault }: Known): readonly Colleague[] {
  if (vault !== null && vault.phase !== 'none') {
    const of = (left: boolean) => (clerk: { id: string; name: string; staffNo: string }) => ({
      ...clerk,
      left,
    });
    return [...vault.clerks.map(of(false)), ...vault.left.map(of(true))].map(
      ({ id, name, staffNo, left }) => ({
        id,
        name,
        staffNo,
        left,
      }),
    );
  }
  const here = desk?.clerks ?? (desk ? [desk.clerk] : []);
  return here.map(({ id, name }) => ({ id, name, staffNo: null, left: false }));
}

/** The clerk as colleagues know them; one of whom nothing is known is called by their id. */
export const colleague = (known: Known, id: string): Colleague =>
  colleaguesOf(known).find((one) => one.id === id) ?? {
    id,
    name: known.desk?.clerk.id === id ? known.desk.clerk.name : id,
    staffNo: null,
    left: false,
  };

/** Practice (练习) has nobody who administers it. */
export const isAdministrator = ({ vault }: Known): boolean =>
  vault?.current?.roles.includes('administrator') ?? false;
