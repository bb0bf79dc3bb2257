/** Chinese text as it is printed: full-width brackets and commas between Chinese words. */
export const fullWidth = (text: string): string =>
  text
    .replaceAll('(', '（')
    .replace(/\)\s*/g, '）')
    .replace(/(?<=[\p{Script=Han}」）]),\s*|,(?=[\p{Script=Han}「（])/gu, '，');
