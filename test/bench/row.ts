/** What a number of runs gave, in the row's unit; less is better in every row. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly runs: number;
}

/** Somebody who did the same in the same run. */
export interface Other {
  readonly what: string;
  readonly spread: Spread;
}

/**
 * What a row has to reach: at most so many times the raw baseline, at most such a share of the fastest peer, or at most so much in
 * the row's own unit.
 */
export interface Mark {
  readonly against: 'raw' | 'peer' | 'unit';
  readonly atMost: number;
}

/** One line of a bench. */
export interface Row {
  /** Unique in its bench; the guard knows the row by it. */
  readonly line: string;
  readonly unit: string;
  readonly ours: Spread;
  /** The least that the machine needs for the same, without what the program is for. */
  readonly raw?: Other;
  readonly peers?: readonly Other[];
  readonly marks?: readonly Mark[];
}

/** A row with its ratios: ours over the raw baseline's, and over the fastest peer's. */
export interface Measured extends Row {
  readonly toRaw: number | null;
  readonly toPeer: number | null;
  readonly fastestPeer: string | null;
  readonly missed: readonly Mark[];
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5), least: at(0), most: at(1), runs: sorted.length };
}

/** The value below which such a share of them lie. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;

export function measured(row: Row): Measured {
  const peer = row.peers?.toSorted((a, b) => a.spread.median - b.spread.median)[0];
  const over = (other: Other | undefined): number | null =>
    other === undefined ? null : row.ours.median / other.spread.median;
  const [toRaw, toPeer] = [over(row.raw), over(peer)];
  const value = { raw: toRaw, peer: toPeer, unit: row.ours.median };
  // A mark against somebody who was not measured is not met.
  const missed = (row.marks ?? []).filter(
    ({ against, atMost }) => !((value[against] ?? Number.NaN) <= atMost),
  );
  return { ...row, toRaw, toPeer, fastestPeer: peer?.what ?? null, missed };
}

/**
 * Times of whoever takes part, in turns, so that a slow moment of the machine is everybody's; the first turn is not counted. Each gives its
 * own figure of one run.
 */
export async function inTurns<K extends string>(
  runs: number,
  parts: Readonly<Record<K, () => number | Promise<number>>>,
): Promise<Record<K, Spread>> {
  const taken = new Map<string, number[]>();
  for (let run = 0; run <= runs; run++)
    for (const [name, once] of Object.entries<() => number | Promise<number>>(parts)) {
      const figure = await once();
      if (run > 0) taken.set(name, [...(taken.get(name) ?? []), figure]);
    }
  return Object.fromEntries([...taken].map(([name, values]) => [name, spreadOf(values)])) as Record<
    K,
    Spread
  >;
}
