import { addDays, type CivilDate, daysBetween } from '#shared/domain/civilDate';
import type { NamedDate } from '#shared/rules/answer';

export interface Segment {
  readonly kind: 'waiting' | 'benefit';
  readonly from: CivilDate;
  /** Null: no end is known. */
  readonly to: CivilDate | null;
  /** Share of the bar, 0..1. */
  readonly share: number;
}

const YEAR_DAYS = 365;

/**
 * Waiting and benefit as stretches of days, from the dates of an answer. A benefit without a known end is drawn as
 * long as a year; without a first day of waiting or benefit there is nothing to draw.
 */
export function benefitSegments(dates: readonly NamedDate[]): Segment[] {
  const at = (name: string) => dates.find((d) => d.name === name)?.date;
  const [first, last] = [at('waitingFirst'), at('waitingLast')];
  const from = at('benefitFrom') ?? at('coverFrom') ?? (last ? addDays(last, 1) : undefined);
  const spans: { kind: Segment['kind']; from: CivilDate; to: CivilDate | null }[] = [];
  if (first && last && first <= last) spans.push({ kind: 'waiting', from: first, to: last });
  if (from) {
    const end = at('coverTo');
    spans.push({ kind: 'benefit', from, to: end && end >= from ? end : null });
  }
  const days = spans.map((s) => (s.to ? daysBetween(s.from, s.to) + 1 : YEAR_DAYS));
  const total = days.reduce((sum, n) => sum + n, 0);
  return spans.map((span, index) => ({ ...span, share: (days[index] ?? 0) / total }));
}
