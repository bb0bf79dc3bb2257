import { z } from 'zod';
import { CivilDate } from './domain/civilDate';

/** One person's line of a roster (入户花名册); every cell is text as it will be printed. */
export const RosterRow = z.strictObject({
  household: z.string().max(30),
  group: z.string().max(30),
  name: z.string().max(100),
  relation: z.string().max(30),
  sex: z.string().max(4),
  birthDate: z.string().max(10),
  /** Masked by default: 6 + 8×* + 4. */
  certNo: z.string().max(30),
  phone: z.string().max(30),
  personType: z.string().max(40),
  identity: z.string().max(60),
  status: z.string().max(60),
  dueYuan: z.string().max(20),
  outcome: z.string().max(20),
  note: z.string().max(200),
});
export type RosterRow = z.infer<typeof RosterRow>;

/** The outcomes an assistant may write at the door; the drop-down of the workbook. */
export const ROSTER_OUTCOMES = [
  '已参保',
  '拒参',
  '外地参保',
  '职工参保',
  '在校',
  '服役',
  '服刑',
  '死亡',
  '失踪',
  '无法联系',
  '户口迁出',
  '其他',
] as const;

/** One sheet for the door: a village or one of its groups, households together. */
export const Roster = z.strictObject({
  title: z.string().min(1).max(100),
  /** 填报单位. */
  unit: z.string().min(1).max(100),
  /** 制表日期. */
  date: CivilDate,
  year: z.number().int(),
  clerk: z.string().max(40),
  masked: z.boolean(),
  /** True when amounts come from an invented pack; printed on the sheet. */
  synthetic: z.boolean(),
  rows: z.array(RosterRow).max(20_000),
});
export type Roster = z.infer<typeof Roster>;
