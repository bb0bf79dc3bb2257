import type { EnrolmentStatus, Scheme, StatusReason } from '#shared/domain/enrolment';
import type { PayState } from '#shared/domain/payment';
import type { SpecialIdentityType } from '#shared/domain/specialIdentity';

export const SCHEME_WORDS: Record<Scheme, string> = { EMP: '职工医保', RES: '居民医保' };

export const STATUS_WORDS: Record<EnrolmentStatus, string> = {
  ACTIVE: '正常参保',
  PAUSED: '暂停参保',
  TERMINATED: '终止参保',
};

export const PAY_WORDS: Record<PayState, string> = { DUE: '应缴未缴', PAID: '已缴', BROKEN: '中断缴费' };

export const REASON_WORDS: Record<StatusReason, string> = {
  EMPLOYMENT: '就业',
  MOVED: '迁徙',
  JOB_TRANSFER: '调转',
  RESIGNATION: '辞职',
  SENTENCED: '判刑',
  MISSING: '失踪',
  DISCIPLINE: '违纪',
  OTHER_PAUSE: '其他原因',
  DEATH: '死亡',
  SETTLED_ABROAD: '移民国外',
  DUPLICATE_CLEANUP: '重复参保清理',
  TRANSFERRED_OUT: '医保关系转出',
  EMP_REGISTRATION: '职工参保登记',
};

export const IDENTITY_WORDS: Record<SpecialIdentityType, string> = {
  EXTREMELY_POOR: '特困人员',
  ORPHAN: '孤儿',
  MIN_LIVING: '低保对象',
  SEVERELY_DISABLED: '重度残疾人',
  LOW_INCOME_EDGE: '低保边缘家庭成员',
  RETURN_TO_POVERTY_RISK: '防止返贫监测对象',
  LIFTED_OUT_OF_POVERTY: '脱贫人口',
  LAND_EXPROPRIATED: '被征地农民',
};

export const SURVIVAL_WORDS: Record<string, string> = {
  '1': '正常',
  '2': '死亡',
  '3': '死亡（待核）',
  '4': '失踪',
  '9': '不明',
};
