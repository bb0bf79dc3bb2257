import { z } from 'zod';

/**
 * The matters (经办事项) the desk can handle today, with the words a clerk uses for them. The same codes are used by the
 * rule engine, the operations and the window.
 */
export const MATTERS = {
  RES_REGISTER: '居民参保登记',
  NEWBORN_REGISTER: '新生儿参保登记',
  RES_PAUSE: '居民暂停参保',
  RES_TERMINATE: '居民终止参保',
  RES_CHANGE: '居民信息变更',
  EMP_REGISTER: '职工参保登记',
  EMP_PAUSE: '职工暂停参保',
  EMP_TERMINATE: '职工终止参保',
  EMP_CHANGE: '职工信息变更',
  EMP_RESUME: '职工恢复参保',
  EMP_BACKPAY: '职工补缴',
  FLEX_REGISTER: '灵活就业人员参保登记',
  BENEFIT_CLASS: '待遇状态变更',
  MEDICAL_RETIREMENT: '医保退休',
  LUMP_SUM: '一次性趸缴',
  SPECIAL_IDENTITY: '特殊身份认定',
  ACCOUNT_WITHDRAWAL: '个人账户支取',
  MUTUAL_AID_ESTABLISH: '建立个人账户共济',
  MUTUAL_AID_SPEND: '使用个人账户共济',
  MUTUAL_AID_END: '解除个人账户共济',
  REFUND: '退费',
  RELATION_TRANSFER: '医保关系转移接续',
  WAIT_REPAIR: '补缴修复等待期',
  DUPLICATE: '重复参保处理',
  SUBSIDY_DEDUCTION: '财政补助扣减',
  UNIT_REGISTER: '单位参保登记',
  UNIT_CHANGE: '单位信息变更',
  UNIT_DISSOLVE: '单位合并、分立、注销',
  UNIT_ASSESSMENT: '单位缴费核定',
  BASE_DECLARATION: '缴费基数申报',
} as const;

export type MatterCode = keyof typeof MATTERS;
export const MATTER_CODES = Object.keys(MATTERS) as [MatterCode, ...MatterCode[]];
export const MatterCode = z.enum(MATTER_CODES);
