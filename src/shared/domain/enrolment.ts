import { z } from 'zod';
import { CivilDate } from './civilDate';
import { DeclaredBase } from './declaredBase';
import { FlexMode } from './flexMode';
import { RegionCode } from './region';

/** EMP 职工基本医疗保险 (310), RES 城乡居民基本医疗保险 (390). */
export const Scheme = z.enum(['EMP', 'RES']);
export type Scheme = z.infer<typeof Scheme>;

/** 参保登记状态 (psn_insu_stas 1 正常, 2 暂停, 4 终止); Jilin procedure art. 8. */
export const EnrolmentStatus = z.enum(['ACTIVE', 'PAUSED', 'TERMINATED']);
export type EnrolmentStatus = z.infer<typeof EnrolmentStatus>;

/** Reasons of a pause or termination; which belongs to which is decided by R-STA-02 and R-STA-03. */
export const STATUS_REASONS = [
  'EMPLOYMENT', // 就业
  'MOVED', // 迁徙
  'JOB_TRANSFER', // 调转
  'RESIGNATION', // 辞职
  'SENTENCED', // 判刑
  'MISSING', // 失踪
  'DISCIPLINE', // 违纪
  'OTHER_PAUSE', // 其他暂停
  'DEATH', // 死亡
  'SETTLED_ABROAD', // 移民国外
  'DUPLICATE_CLEANUP', // 重复参保清理
  'TRANSFERRED_OUT', // 医保关系转出
  'EMP_REGISTRATION', // 职工参保登记（自动终止居民关系）
] as const;
export const StatusReason = z.enum(STATUS_REASONS);
export type StatusReason = z.infer<typeof StatusReason>;

/** One insurance relation (参保关系) of a person. */
export const Enrolment = z.strictObject({
  id: z.string().min(1).max(40),
  scheme: Scheme,
  /** UNIT 随单位, FLEX 灵活就业; null for residents. */
  subKind: z.enum(['UNIT', 'FLEX']).nullable(),
  status: EnrolmentStatus,
  /** empNo of the employer, or of the village's virtual unit for residents. */
  empNo: z.string().min(1).max(30),
  /** psn_type: 1101 在职, 1401 新生儿, 1403 中小学生, 1404 大学生, 1405 未入学, 1501 成年, 1601 老年 … */
  personType: z.string().regex(/^\d{4}$/),
  region: RegionCode,
  /** Day the relation began. */
  from: CivilDate,
  /** Day the present status began (equals `from` while it never changed). */
  statusFrom: CivilDate,
  reason: StatusReason.nullable(),
  /** Of a flexible worker: with or without a personal account; null: not one, or not told. */
  mode: FlexMode.nullable().default(null),
  /** Contribution bases by cycle, each once; of employees only. Absent: none is known. */
  bases: z.array(DeclaredBase).max(60).optional(),
});
export type Enrolment = z.infer<typeof Enrolment>;
