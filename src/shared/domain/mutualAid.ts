import { z } from 'zod';
import { CivilDate } from './civilDate';
import { Fen } from './money';
import { RegionCode } from './region';

/** What the receiver is to the giver; who of them counts as near is decided by R-MUT-01. */
export const MUTUAL_RELATION_WORDS = {
  SPOUSE: '配偶',
  PARENT: '父母',
  CHILD: '子女',
  SIBLING: '兄弟姐妹',
  GRANDPARENT_PATERNAL: '祖父母',
  GRANDPARENT_MATERNAL: '外祖父母',
  GRANDCHILD_PATERNAL: '孙子女',
  GRANDCHILD_MATERNAL: '外孙子女',
  COUSIN: '堂表亲',
  IN_LAW: '姻亲',
  OTHER: '其他',
} as const;
export type MutualRelation = keyof typeof MUTUAL_RELATION_WORDS;
export const MUTUAL_RELATION_CODES = Object.keys(MUTUAL_RELATION_WORDS) as [
  MutualRelation,
  ...MutualRelation[],
];

/** One relation of mutual aid (共济关系) from a personal account; it lies with the giver. */
export const MutualAid = z.strictObject({
  /** The operation that established it. */
  id: z.string().min(1).max(40),
  /** Person id of the receiver where they are on file here, else the name that was given. */
  receiver: z.string().min(1).max(40),
  receiverName: z.string().min(1).max(100),
  relation: z.enum(MUTUAL_RELATION_CODES),
  region: RegionCode,
  quotaFen: Fen,
  spentFen: Fen,
  from: CivilDate,
  /** Last day; null: in force. */
  until: CivilDate.nullable(),
});
export type MutualAid = z.infer<typeof MutualAid>;
