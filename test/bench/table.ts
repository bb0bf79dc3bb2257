import type { Mark, Measured, Other, Spread } from './row';

const number = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toPrecision(3);
const spread = ({ median, least, most }: Spread): string =>
  `${number(median)} (${number(least)}–${number(most)})`;
const ratio = (value: number | null): string => (value === null ? '–' : `×${number(value)}`);
const other = ({ what, spread: of }: Other): string => `${what} ${spread(of)}`;

function markText({ against, atMost }: Mark, unit: string): string {
  if (against === 'unit') return `≤ ${number(atMost)} ${unit}`;
  return `≤ ×${number(atMost)} of ${against === 'raw' ? 'raw' : 'the fastest peer'}`;
}

const COLUMNS = ['line', 'unit', 'ours', 'raw', 'peers', 'to raw', 'to fastest peer', 'mark', ''];

function cells(row: Measured): string[] {
  const marks = (row.marks ?? []).map((mark) => markText(mark, row.unit));
  return [
    row.line,
    row.unit,
    spread(row.ours),
    row.raw ? other(row.raw) : '–',
    (row.peers ?? []).map(other).join('; ') || '–',
    ratio(row.toRaw),
    row.fastestPeer === null ? '–' : `${ratio(row.toPeer)} (${row.fastestPeer})`,
    marks.join(', ') || '–',
    marks.length === 0 ? '' : row.missed.length === 0 ? 'met' : 'MISSED',
  ];
}

/** The rows of a bench as a table of Markdown, as `docs/performance` has them: median (least–most) of the runs. */
export function tableOf(rows: readonly Measured[]): string {
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  return [line(COLUMNS), line(COLUMNS.map(() => '---')), ...rows.map((row) => line(cells(row)))].join('\n');
}

/** A sentence for each mark that was missed. */
export const misses = (bench: string, rows: readonly Measured[]): string[] =>
  rows.flatMap((row) =>
    row.missed.map((mark) => `${bench}: "${row.line}" missed ${markText(mark, row.unit)}`),
  );
