/** chg_rea 变更原因; what public sources show, not the whole table. */
export const CHANGE_REASON: readonly (readonly [code: string, label: string])[] = [
  ['6306', '人员失踪'],
  ['6308', '人员达到享受退休待遇条件'],
  ['6401', '人员死亡'],
  ['6404', '转出统筹范围外'],
  ['6900', '人员信息维护'],
  ['6902', '单位信息维护'],
];
