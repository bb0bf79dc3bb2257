import { type Condition, RELATIONS, type Relation, type Term } from './expression';
import type { FoundParam, ParamTable } from './params';

/** What stands between a tree and its value. */
export type Need =
  | { readonly kind: 'fact'; readonly name: string; readonly ask: string }
  | { readonly kind: 'param'; readonly name: string; readonly day: string };

/** A term's value, or what is missing to know it. */
export type Found<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly needs: readonly Need[] };

/** One node of the explanation of a condition. */
export interface Trace {
  op: string;
  text: string;
  value: boolean | null;
  children: Trace[];
}

export interface Judged {
  /** null: unknown. */
  readonly value: boolean | null;
  /** Empty when the value is known. */
  readonly needs: readonly Need[];
  readonly trace: Trace;
}

const NONE: readonly Need[] = [];

/** One evaluation: a subject at a place and day, with what has been read so far. Not shared between cases. */
export class Evaluation<S> {
  readonly usedParams = new Map<string, FoundParam>();
  /** True once a fact was used that only the authority's records can confirm. */
  usedRecorded = false;
  private readonly cache = new Map<Term<S, unknown>, Found<unknown>>();

  constructor(
    readonly subject: S,
    readonly region: string,
    readonly day: string,
    readonly table: ParamTable,
    readonly pack?: string,
  ) {}

  term<T>(term: Term<S, T>): Found<T> {
    const seen = this.cache.get(term as Term<S, unknown>);
    if (seen) return seen as Found<T>;
    const found = this.read(term);
    this.cache.set(term as Term<S, unknown>, found);
    return found;
  }

  /** The value of a term that the caller knows to be known; a missing one is a mistake in the chapter. */
  value<T>(term: Term<S, T>): T {
    const found = this.term(term);
    if (!found.known) throw new Error(`the value of "${term.text}" was used though it is unknown`);
    return found.value;
  }

  /** The value, or `undefined` while it is unknown. */
  maybe<T>(term: Term<S, T>): T | undefined {
    const found = this.term(term);
    return found.known ? found.value : undefined;
  }

  private read<T>(term: Term<S, T>): Found<T> {
    switch (term.op) {
      case 'constant':
        return { known: true, value: term.value };
      case 'fact': {
        const value = term.read(this.subject);
        if (value === undefined) {
          return { known: false, needs: [{ kind: 'fact', name: term.name, ask: term.ask }] };
        }
        if (term.recorded) this.usedRecorded = true;
        return { known: true, value };
      }
      case 'param': {
        const at = term.at ? this.term(term.at) : { known: true as const, value: this.day };
        const by = term.by ? this.term(term.by) : { known: true as const, value: undefined };
        if (!at.known || !by.known) return { known: false, needs: [...needsOf(at), ...needsOf(by)] };
        const missing: Found<T> = {
          known: false,
          needs: [{ kind: 'param', name: term.name, day: at.value }],
        };
        const found = this.table.find(term.name, this.region, at.value, this.pack);
        if (found === undefined || found.value === null) return missing;
        const value = term.pick(found.value, by.value);
        if (value === undefined) return missing;
        this.usedParams.set(`${term.name}@${found.pack}`, found);
        return { known: true, value };
      }
      case 'orElse': {
        const first = this.term(term.first);
        return first.known || first.needs.some((n) => n.kind === 'fact') ? first : this.term(term.otherwise);
      }
      case 'derived': {
        const values: unknown[] = [];
        let needs: Need[] | undefined;
        for (const input of term.inputs) {
          const found = this.term(input);
          if (found.known) values.push(found.value);
          else needs = [...(needs ?? []), ...found.needs];
        }
        if (needs) return { known: false, needs };
        return { known: true, value: (term.give as (...v: unknown[]) => T)(...values) };
      }
    }
  }

  /**
   * Kleene's three values: `all` is false as soon as one part is, whatever is unknown. What comes after the part that
   * settles it is neither read nor traced, so only what mattered counts as used.
   */
  judge(c: Condition<S>): Judged {
    switch (c.op) {
      case 'all':
      case 'any':
        return this.join(c.op, c.parts);
      case 'not': {
        const part = this.judge(c.part);
        const value = part.value === null ? null : !part.value;
        return {
          value,
          needs: part.needs,
          trace: { op: 'not', text: '并非', value, children: [part.trace] },
        };
      }
      case 'always':
        return {
          value: true,
          needs: NONE,
          trace: { op: 'always', text: '一般情形', value: true, children: [] },
        };
      case 'known': {
        const value = this.term(c.term).known;
        return { value, needs: NONE, trace: leaf('known', `已知${c.term.text}`, value) };
      }
      case 'holds': {
        const found = this.term(c.term);
        const value = found.known ? found.value : null;
        return { value, needs: needsOf(found), trace: leaf('holds', c.term.text, value) };
      }
      case 'among': {
        const term = this.term(c.term);
        const list = this.term(c.list);
        const value = term.known && list.known ? list.value.includes(term.value) : null;
        const needs = value === null ? [...needsOf(term), ...needsOf(list)] : NONE;
        return {
          value,
          needs,
          trace: leaf('among', `${shown(c.term, term)}属于${shown(c.list, list)}`, value),
        };
      }
      case 'compare': {
        const left = this.term(c.left);
        const right = this.term(c.right);
        const value = left.known && right.known ? compare(c.relation, left.value, right.value) : null;
        const needs = value === null ? [...needsOf(left), ...needsOf(right)] : NONE;
        const text = `${shown(c.left, left)}${RELATIONS[c.relation]}${shown(c.right, right)}`;
        return { value, needs, trace: leaf(c.relation, text, value) };
      }
    }
  }

  private join(op: 'all' | 'any', parts: readonly Condition<S>[]): Judged {
    const decisive = op === 'any';
    const children: Trace[] = [];
    let value: boolean | null = !decisive;
    let needs = NONE;
    for (const part of parts) {
      const found = this.judge(part);
      children.push(found.trace);
      if (found.value === decisive) {
        value = decisive;
        needs = NONE;
        break;
      }
      if (found.value === null) {
        value = null;
        needs = needs.length === 0 ? found.needs : [...needs, ...found.needs];
      }
    }
    return { value, needs, trace: { op, text: op === 'all' ? '同时满足' : '满足其一', value, children } };
  }
}

const needsOf = (found: Found<unknown>): readonly Need[] => (found.known ? NONE : found.needs);

const leaf = (op: string, text: string, value: boolean | null): Trace => ({ op, text, value, children: [] });

/** A term with its value in brackets, where the value says more than the term. */
function shown<S>(term: Term<S, unknown>, found: Found<unknown>): string {
  if (term.op === 'constant') return term.text;
  if (!found.known) return `${term.text}(未知)`;
  const value = found.value;
  if (typeof value === 'string' || typeof value === 'number') return `${term.text}(${value})`;
  if (value === null) return `${term.text}(无)`;
  return term.text;
}

function compare(relation: Relation, left: unknown, right: unknown): boolean {
  if (relation === 'is') return left === right;
  if (relation === 'isNot') return left !== right;
  if (left === null || right === null) return false;
  const [a, b] = [left as string, right as string];
  switch (relation) {
    case 'before':
    case 'less':
      return a < b;
    case 'notAfter':
    case 'atMost':
      return a <= b;
    case 'after':
    case 'more':
      return a > b;
    case 'notBefore':
    case 'atLeast':
      return a >= b;
  }
}
