import { QUESTIONS } from '../../src/shared/rules/book';
import type { Case } from '../../src/shared/rules/case';
import { decide } from '../../src/shared/rules/decide';
import type { Condition, Relation } from '../../src/shared/rules/kernel/expression';
import type { Rule } from '../../src/shared/rules/kernel/rule';
import { seen, wanted } from '../../src/shared/rules/workedCase';
import { type WorkedCase, workedCases } from './bookCases';

/** One small mistake in one condition of the book, and whether a worked case notices it. */
export interface Mutant {
  readonly rule: string;
  readonly what: string;
  readonly killed: boolean;
}

/** The relation that differs at the limit only, or the opposite where there is no limit. */
const NEIGHBOUR: Record<Relation, Relation> = {
  is: 'isNot',
  isNot: 'is',
  before: 'notAfter',
  notAfter: 'before',
  after: 'notBefore',
  notBefore: 'after',
  less: 'atMost',
  atMost: 'less',
  more: 'atLeast',
  atLeast: 'more',
};

type Tree = Condition<Case>;
interface Change {
  readonly what: string;
  readonly tree: Tree;
}

/** Every tree that differs from this one by one small mistake. */
export function changesOf(c: Tree): Change[] {
  switch (c.op) {
    case 'all':
    case 'any': {
      const inside = c.parts.flatMap((part, i) =>
        changesOf(part).map(({ what, tree }) => ({
          what,
          tree: { ...c, parts: c.parts.map((p, k) => (k === i ? tree : p)) },
        })),
      );
      if (c.parts.length < 2) return inside;
      const dropped = c.parts.map((_, i) => ({
        what: `${c.op} without part ${i + 1}`,
        tree: { ...c, parts: c.parts.filter((_part, k) => k !== i) },
      }));
      return [
        { what: `${c.op} turned`, tree: { ...c, op: c.op === 'all' ? 'any' : 'all' } },
        ...dropped,
        ...inside,
      ];
    }
    case 'not':
      return [
        { what: 'not dropped', tree: c.part },
        ...changesOf(c.part).map(({ what, tree }) => ({ what, tree: { ...c, part: tree } })),
      ];
    case 'compare': {
      const relation = NEIGHBOUR[c.relation];
      const next = { what: `${c.left.text} ${relation} ${c.right.text}`, tree: { ...c, relation } };
      if (c.relation === 'is' || c.relation === 'isNot') return [next];
      return [
        next,
        { what: `${c.left.text} not ${c.relation} ${c.right.text}`, tree: { op: 'not', part: c } },
      ];
    }
    case 'holds':
    case 'among':
    case 'known':
      return [{ what: `not ${c.term.text}`, tree: { op: 'not', part: c } }];
    case 'always':
      return [{ what: 'never', tree: { op: 'not', part: c } }];
  }
}

function notices(cases: readonly WorkedCase[]): boolean {
  return cases.some((c) => {
    try {
      return (
        JSON.stringify(sorted(seen(decide(c.subject, c.book), c.expect))) !==
        JSON.stringify(sorted(wanted(c.expect)))
      );
    } catch {
      return true;
    }
  });
}
const sorted = (o: object) => Object.fromEntries(Object.entries(o).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Tries every mutant of the rules that are chosen. A rule that nobody asks in a case has no mutant killed. */
export function mutants(chosen: (ruleId: string) => boolean = () => true): Mutant[] {
  const cases = workedCases();
  const asking = new Map<string, WorkedCase[]>();
  for (const c of cases) {
    for (const id of new Set(decide(c.subject, c.book).trace.map((t) => t.rule))) {
      asking.set(id, [...(asking.get(id) ?? []), c]);
    }
  }
  return QUESTIONS.flatMap((q) => q.rules as readonly Rule<Case>[])
    .filter((rule) => chosen(rule.id))
    .flatMap((rule) => {
      // The book is data in memory: a rule is changed in place, tried, and put back.
      const open = rule as { when: Tree };
      const original = rule.when;
      try {
        return changesOf(original).map(({ what, tree }) => {
          open.when = tree;
          return { rule: rule.id, what, killed: notices(asking.get(rule.id) ?? []) };
        });
      } finally {
        open.when = original;
      }
    });
}
