/** psn_insu_stas 人员参保状态; 3 is 无效, 4 is 终止 (hospital samples often mix them up). */
export const INSURED_STATUS: readonly (readonly [code: string, label: string])[] = [
  ['0', '未参保'],
  ['1', '正常参保'],
  ['2', '暂停参保'],
  ['3', '无效参保'],
  ['4', '终止参保'],
];
