import { z } from 'zod';

/** How a flexible worker takes part (R-FLX-01). */
export const FLEX_MODE_WORDS = {
  POOL_ONLY: '单建统筹（不建个人账户）',
  POOL_PLUS_ACCOUNT: '统账结合',
} as const;
export const FlexMode = z.enum(Object.keys(FLEX_MODE_WORDS) as [keyof typeof FLEX_MODE_WORDS]);
export type FlexMode = z.infer<typeof FlexMode>;

/** empNo of the county's one virtual unit for flexible workers (灵活就业虚拟单位, emp_mgt_type 02); see ADR 0015. */
export const flexEmpNo = (region: string): string => `${region}02`;
