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
  UNIT_REGISTER: '单位参保登记',
  UNIT_CHANGE: '单位信息变更',
  UNIT_DISSOLVE: '单位合并、分立、注销',
  UNIT_ASSESSMENT: '单位缴费核定',
  BASE_DECLARATION: '缴费基数申报',
} as const;

export type MatterCode = keyof typeof MATTERS;
export const MATTER_CODES = Object.keys(MATTERS) as [MatterCode, ...MatterCode[]];
export const MatterCode = z.enum(MATTER_CODES);
