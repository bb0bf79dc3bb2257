import { z } from 'zod';
import type { Typed } from '../declare';

const NONE = '无';
/** A list of years, as a clerk writes it: `2023 2024`, or 无. */
export const yearList = (label: string): Typed<string> => ({
  field: { label, kind: 'text', hint: '年份之间空一格，如 2023 2024；没有的填 无' },
  schema: z
    .string({ error: `请填写${label}；没有的填 无。` })
    .regex(/^(无|(19|20|21)\d{2}([ 、，,]+(19|20|21)\d{2}){0,60})$/, {
      error: `${label}请写四位年份，之间空一格；没有的填 无。`,
    }),
});
export const yearsIn = (written: string): number[] =>
  written === NONE ? [] : (written.match(/\d{4}/g) ?? []).map(Number);
