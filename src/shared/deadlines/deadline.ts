import { type CivilDate, daysBetween } from '../domain/civilDate';
import type { MatterCode } from '../domain/matter';
import type { Person } from '../domain/person';
import type { Json } from '../json';
import type { Reason } from '../rules/answer';
import { BOOK_RULES } from '../rules/articles';
import type { ParamTable } from '../rules/kernel/params';
import { covers, documentOf } from '../rules/sources/register';

export const DEADLINE_KINDS = ['newborn', 'window', 'hire'] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** A legal deadline that runs for somebody, and what is lost when it has passed. */
export interface Deadline {
  readonly kind: DeadlineKind;
  /** The last day on which it is kept. */
  readonly last: CivilDate;
  /** What is lost after that day, in a clerk's words. */
  readonly lost: string;
  /** The rule behind it with its document and article; its text says the last day. */
  readonly reason: Reason;
  /** The matter that keeps it. */
  readonly matter: MatterCode;
}

/** Day, place and parameters that deadlines are computed with; days and windows come from the packs, never from here. */
export interface DeadlineAt {
  readonly day: CivilDate;
  readonly region: string;
  readonly table: ParamTable;
}

/** Work under way about somebody: an operation that is not done, or a draft. */
export interface Work {
  readonly matter: MatterCode;
  readonly fields: Readonly<Record<string, Json>>;
  /** Null: not on file. */
  readonly person: Person | null;
}

/** One kind of deadline: whom it runs for by what is on file, and for which work. Null: for nobody, or a parameter is not known. */
export interface DeadlineRule {
  /** The matter that keeps it. */
  readonly matter: MatterCode;
  /** The rule of the book behind it. */
  readonly rule: string;
  ofPerson(person: Person, at: DeadlineAt): Deadline | null;
  ofWork(work: Work, at: DeadlineAt): Deadline | null;
}

/** The value of a parameter on a day; null where no pack in reach has one. */
export function parameterOf<T>({ table, region }: DeadlineAt, name: string, on: CivilDate): T | null {
  return (table.find(name, region, on)?.value as T | null | undefined) ?? null;
}

/** A rule of the book as the reason of a deadline: its first document that governs the place then. */
export function reasonOf(rule: string, code: string, text: string, { region, day }: DeadlineAt): Reason {
  const found = BOOK_RULES.find((asked) => asked.rule.id === rule)?.rule;
  if (found === undefined) throw new Error(`no rule ${rule}`);
  const cite = found.cites.find((one) => covers(one, region, day)) ?? found.cites[0];
  return {
    rule,
    code,
    severity: 'info',
    document: cite.document,
    documentTitle: documentOf(cite.document)?.title ?? cite.document,
    article: cite.article,
    text,
  };
}

/** Days until the last day; 0 on the day itself, negative when it has passed. */
export const daysLeft = ({ last }: Deadline, day: CivilDate): number => daysBetween(day, last);

/** `还剩 12 天`, `今天到期`, `已过 3 天`. */
export function leftWords(deadline: Deadline, day: CivilDate): string {
  const days = daysLeft(deadline, day);
  if (days === 0) return '今天到期';
  return days > 0 ? `还剩 ${days} 天` : `已过 ${-days} 天`;
}

/**
 * The order in which work is looked at: what can still be lost by its last day, then what has passed (the latest first, because
 * late is dearer every day), then what has no deadline. Equal ones keep the order they came in.
 */
export function byDeadline(a: Deadline | null, b: Deadline | null, day: CivilDate): number {
  const rank = (one: Deadline | null) => (one === null ? 2 : daysLeft(one, day) >= 0 ? 0 : 1);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (a === null || b === null || a.last === b.last) return 0;
  const earlier = a.last < b.last ? -1 : 1;
  return rank(a) === 0 ? earlier : -earlier;
}
