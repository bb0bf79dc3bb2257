import type { Answer, Reason } from '../../src/shared/rules/answer';
import { Case } from '../../src/shared/rules/case';
import { decide } from '../../src/shared/rules/decide';
import { catalogueId } from '../../src/shared/rules/session';
import type { WorkedCase } from './bookCases';

// What the worked cases show about the book: which members of a case a matter reads, and what its answers can hold.

/** Something an answer can hold, with its labels, or one sentence, as the cases have them. */
export interface Said {
  readonly labels: Set<string>;
  readonly matters: Set<string>;
}

export interface MatterUse {
  /** Members, e.g. `facts.person.alive`, without which some case cannot be decided and is asked about. */
  readonly asked: ReadonlySet<string>;
  /** Every member that is looked at in some case, or changes its answer. */
  readonly read: ReadonlySet<string>;
  /** Numbers of the rules that were asked, in the order of asking. */
  readonly rules: ReadonlySet<string>;
}

export interface BookUse {
  readonly matters: ReadonlyMap<string, MatterUse>;
  /** By `RULE:CODE`, as one case has it. */
  readonly reasons: ReadonlyMap<string, Reason>;
  readonly dates: ReadonlyMap<string, Said>;
  readonly amounts: ReadonlyMap<string, Said>;
  readonly numbers: ReadonlyMap<string, Said>;
  readonly effects: ReadonlyMap<string, Said>;
  readonly materials: ReadonlyMap<string, Said>;
}

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Paths of the members inside a value; those of list items are one path, and a changed field's own values are none. */
export function pathsIn(value: unknown, at = ''): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((item) => [...pathsIn(item, at)]));
  if (!isTree(value) || at.endsWith('.changes')) return new Set();
  return new Set(
    Object.keys(value).flatMap((key) => {
      const path = at === '' ? key : `${at}.${key}`;
      return [path, ...pathsIn(value[key], path)];
    }),
  );
}

/** The value without the member at the path, in every item of a list. */
export function without(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, path));
  const [key, ...rest] = path;
  if (!isTree(value) || key === undefined || !Object.hasOwn(value, key)) return value;
  const { [key]: member, ...others } = value;
  return rest.length === 0 ? others : { ...others, [key]: without(member, rest) };
}

/** The value, noting the path of every member that is looked at; copying an object whole is not looking at its members. */
export function watched<T>(value: T, path: string, seen: Set<string>): T {
  if (typeof value !== 'object' || value === null) return value;
  let copied: string | symbol | null = null;
  return new Proxy<T & object>(value, {
    get(target, key, receiver) {
      const member: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol') return member;
      if (Array.isArray(target)) return typeof member === 'function' ? member : watched(member, path, seen);
      const at = path === '' ? key : `${path}.${key}`;
      if (copied !== key) seen.add(at);
      copied = null;
      return watched(member, at, seen);
    },
    getOwnPropertyDescriptor(target, key) {
      copied = key;
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
  });
}

/** What counts when two answers are compared: all but the reference to the book. */
const bytes = ({ book: _, ...rest }: Answer): string => JSON.stringify(rest);

const note = (to: Map<string, Said>, name: string, matter: string, label: string, every: boolean): void => {
  const known = to.get(name) ?? { labels: new Set([label]), matters: new Set() };
  known.matters.add(matter);
  if (every) known.labels.add(label);
  to.set(name, known);
};

const found = new WeakMap<readonly WorkedCase[], BookUse>();

/** Runs every case as it is and once without each of its members; done once for the same cases. */
export function bookUse(cases: readonly WorkedCase[]): BookUse {
  const use = found.get(cases) ?? findUse(cases);
  found.set(cases, use);
  return use;
}

function findUse(cases: readonly WorkedCase[]): BookUse {
  const matters = new Map<string, { asked: Set<string>; read: Set<string>; rules: Set<string> }>();
  const reasons = new Map<string, Reason>();
  const dates = new Map<string, Said>();
  const amounts = new Map<string, Said>();
  const numbers = new Map<string, Said>();
  const effects = new Map<string, Said>();
  const materials = new Map<string, Said>();
  for (const { subject, book } of cases) {
    const { matter } = subject;
    const use = matters.get(matter) ?? { asked: new Set(), read: new Set(), rules: new Set() };
    matters.set(matter, use);
    const answer = decide(subject, book);
    for (const t of answer.trace) use.rules.add(catalogueId(t.rule));
    for (const reason of answer.reasons) {
      const key = `${reason.rule}:${reason.code}`;
      if (!reasons.has(key)) reasons.set(key, reason);
    }
    for (const d of answer.dates) note(dates, d.name, matter, d.label, true);
    for (const a of answer.amounts) note(amounts, a.name, matter, a.label, true);
    for (const n of answer.numbers ?? []) note(numbers, n.name, matter, n.label, true);
    for (const e of answer.effects) note(effects, e.code, matter, e.text, false);
    for (const m of answer.materials) note(materials, m.code, matter, m.label, true);

    decide(watched(subject, '', use.read), book);
    const before = bytes(answer);
    const { facts, request } = subject;
    for (const path of pathsIn({ facts, request })) {
      if (path === 'facts' || path === 'request') continue;
      const less = Case.safeParse(without(subject, path.split('.')));
      if (!less.success) continue;
      const after = decide(less.data, book);
      if (bytes(after) === before) continue;
      use.read.add(path);
      if (after.decision === 'NEEDS_FACT' && answer.decision !== 'NEEDS_FACT') use.asked.add(path);
    }
  }
  return { matters, reasons, dates, amounts, numbers, effects, materials };
}
