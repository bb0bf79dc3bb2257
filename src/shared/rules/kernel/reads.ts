import type { Condition, Term } from './expression';

/** Names of the parameters a condition reads, sorted. */
export function parametersRead<S>(condition: Condition<S>): string[] {
  const names = new Set<string>();
  const term = (t: Term<S, unknown>): void => {
    if (t.op === 'param') {
      names.add(t.name);
      if (t.at) term(t.at);
      if (t.by) term(t.by);
    }
    if (t.op === 'derived') t.inputs.forEach(term);
    if (t.op === 'orElse') [t.first, t.otherwise].forEach(term);
  };
  const walk = (c: Condition<S>): void => {
    if (c.op === 'all' || c.op === 'any') c.parts.forEach(walk);
    if (c.op === 'not') walk(c.part);
    if (c.op === 'holds' || c.op === 'known') term(c.term);
    if (c.op === 'compare') [c.left, c.right].forEach(term);
    if (c.op === 'among') [c.term, c.list].forEach(term);
  };
  walk(condition);
  return [...names].sort();
}
