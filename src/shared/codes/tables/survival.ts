/** surv_stas 生存状态. */
export const SURVIVAL: readonly (readonly [code: string, label: string])[] = [
  ['1', '正常'],
  ['2', '死亡'],
  ['3', '被判刑收监或劳动教养'],
  ['4', '失踪'],
  ['9', '状态不明'],
];
