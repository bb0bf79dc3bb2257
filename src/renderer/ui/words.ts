import type { EnrolmentStatus, Scheme, StatusReason } from '#shared/domain/enrolment';
import type { PayState } from '#shared/domain/payment';

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
