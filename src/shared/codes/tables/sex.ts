/** GB/T 2261.1 性别 (gend). */
export const SEX: readonly (readonly [code: string, label: string])[] = [
  ['0', '未知的性别'],
  ['1', '男'],
  ['2', '女'],
  ['9', '未说明的性别'],
];
