import { z } from 'zod';
import { CivilDate } from './civilDate';
import { Fen } from './money';

/**
 * A monthly contribution base (缴费基数) of one person at one unit; procedure art. 22. It lies on the person's relation with
 * the unit, because the law takes it from the person's own wages and it ends with the relation.
 */
export const DeclaredBase = z.strictObject({
  /** The year in whose April (by the present rules) the base begins to apply. */
  cycle: z.number().int().min(1990).max(2200),
  /** As it was set, within floor and ceiling. */
  baseFen: Fen.min(0),
  /** 上年度工资, 当月应发或核定工资, or provisional (110 % of the last one) because nothing was declared. */
  from: z.enum(['WAGES', 'FIRST_WAGE', 'PROVISIONAL']),
  declaredOn: CivilDate,
});
export type DeclaredBase = z.infer<typeof DeclaredBase>;
