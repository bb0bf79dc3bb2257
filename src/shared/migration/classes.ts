import { z } from 'zod';
import type { Outcome } from '../rules/chapters/migration/migration';

/** What becomes of one member of a household record (R-MIG-02, R-MIG-03), in the order of the report. */
export const CLASS_CODES = [
  'MATCHED',
  'NAME_DIFF',
  'NO_HUKOU_MATCH',
  'MOVED',
  'DUP_IN_OTHER_HOUSEHOLD',
  'DECEASED',
  'EMP_ACTIVE',
] as const satisfies readonly Outcome[];
export const MigrationClass = z.enum(CLASS_CODES);
export type MigrationClass = z.infer<typeof MigrationClass>;

/** What a clerk calls it. */
export const CLASS_LABELS: Readonly<Record<MigrationClass, string>> = {
  MATCHED: '相符',
  NAME_DIFF: '姓名不符',
  NO_HUKOU_MATCH: '户籍查不到',
  MOVED: '已迁出',
  DUP_IN_OTHER_HOUSEHOLD: '重复登记',
  DECEASED: '已死亡',
  EMP_ACTIVE: '职工参保',
};

/** Where a class goes: a record of one's own, left out, or the list of home visits (入户调查). */
export type Way = 'create' | 'leaveOut' | 'visit';
const WAY_OF: Readonly<Record<MigrationClass, Way>> = {
  MATCHED: 'create',
  NAME_DIFF: 'visit',
  NO_HUKOU_MATCH: 'visit',
  MOVED: 'visit',
  DUP_IN_OTHER_HOUSEHOLD: 'visit',
  DECEASED: 'leaveOut',
  EMP_ACTIVE: 'leaveOut',
};
export const WAY_LABELS: Readonly<Record<Way, string>> = {
  create: '建立个人记录',
  leaveOut: '不转入',
  visit: '入户调查',
};
export const wayOf = (code: MigrationClass): Way => WAY_OF[code];
