import { z } from 'zod';
import type { Measured } from './row';

/** Ratios as they were once measured, by bench and line; ours over the other's, so less is better. */
export const Figures = z.strictObject({
  machine: z.string(),
  benches: z.record(
    z.string(),
    z.record(z.string(), z.strictObject({ toRaw: z.number().nullable(), toPeer: z.number().nullable() })),
  ),
});
export type Figures = z.infer<typeof Figures>;

/** By how much a ratio may be worse than the committed one: two runs on one busy machine differ by as much. */
export const MARGIN = 0.25;

const figureOf = ({ toRaw, toPeer }: Measured) => ({ toRaw: rounded(toRaw), toPeer: rounded(toPeer) });
const rounded = (ratio: number | null): number | null =>
  ratio === null ? null : Number(ratio.toPrecision(3));

/** The figures with those of one bench in the place of what they said of it. */
export function recorded(
  figures: Figures,
  machine: string,
  bench: string,
  rows: readonly Measured[],
): Figures {
  const now = Object.fromEntries(rows.map((row) => [row.line, figureOf(row)]));
  return { machine, benches: { ...figures.benches, [bench]: now } };
}

/** A sentence for each ratio of a bench that is worse than the committed one by more than the margin, or was not measured any more. */
export function worsened(
  figures: Figures,
  bench: string,
  rows: readonly Measured[],
  margin: number = MARGIN,
): string[] {
  return Object.entries(figures.benches[bench] ?? {}).flatMap(([line, before]) => {
    const row = rows.find((one) => one.line === line);
    if (row === undefined) return [`${bench}: "${line}" was not measured`];
    return (['toRaw', 'toPeer'] as const).flatMap((ratio) => {
      const [was, is] = [before[ratio], row[ratio]];
      if (was === null || (is !== null && is <= was * (1 + margin))) return [];
      const to = ratio === 'toRaw' ? 'the raw baseline' : 'the fastest peer';
      return [`${bench}: "${line}" took ×${is?.toPrecision(3) ?? '?'} of ${to}, ×${was} before`];
    });
  });
}
