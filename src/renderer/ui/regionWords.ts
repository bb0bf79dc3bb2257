import { labelOf } from '#shared/codes/tables/index';

/** A division by its province and its number, e.g. `辽宁省（区划 210200）`. */
export const regionWords = (region: string): string =>
  `${labelOf('province', region.slice(0, 2))}（区划 ${region}）`;
