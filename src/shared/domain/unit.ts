import { z } from 'zod';
import { CivilDate } from './civilDate';
import { Fen } from './money';
import { VillageCode } from './region';

/** A unit (参保单位), or a village's virtual unit for residents (居民虚拟单位, emp_mgt_type 08). */
export const Unit = z.strictObject({
  kind: z.literal('unit'),
  /** empNo (单位编号). */
  id: z.string().min(1).max(30),
  version: z.number().int().nonnegative(),
  /** Unified social credit code; null for virtual units. */
  uscc: z.string().max(18).nullable(),
  name: z.string().min(1).max(100),
  /** emp_mgt_type: 01 普通单位, 02 灵活就业虚拟单位, 08 居民虚拟单位. */
  managementType: z.enum(['01', '02', '08']),
  villageCode: VillageCode,
  establishedOn: CivilDate.nullable(),
  status: z.enum(['ACTIVE', 'ENDED']),
  arrearsFen: Fen,
});
export type Unit = z.infer<typeof Unit>;
