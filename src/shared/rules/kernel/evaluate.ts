import { type Condition, type Constant, type Param, RELATIONS, type Relation, type Term } from './expression';
import type { FoundParam, ParamTable } from './params';

/** What stands between a tree and its value. */
export type Need =
  | { readonly kind: 'fact'; readonly name: string; readonly ask: string }
  | { readonly kind: 'param'; readonly name: string; readonly day: string };

/** The value of a term is not known for want of these. */
export class Missing {
  readonly known = false;
  constructor(readonly needs: readonly Need[]) {}
}
/** A term's value, or what is missing to know it. */
export type Found<T> = { readonly known: true; readonly value: T } | Missing;

/** A parameter that took part, with the value found. */
export interface UsedParam {
  readonly name: string;
  readonly found: FoundParam;
}

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
/** Shared by all leaves: an array of its own for each is most of what an explanation would weigh. */
const NO_CHILDREN: Trace[] = [];
Object.freeze(NO_CHILDREN);

/** One evaluation: a subject at a place and day, with what has been read so far. Not shared between cases. */
export class Evaluation<S> {
  /** In the order of their first use, each once. */
  readonly usedParams: UsedParam[] = [];
  /** True once a fact was used that only the authority's records can confirm. */
  usedRecorded = false;
  /** Values as they are, without a wrapping each: nothing that a case holds is a `Missing`. */
  private readonly cache = new Map<Term<S, unknown>, unknown>();

  constructor(
    readonly subject: S,
    readonly region: string,
    readonly day: string,
    readonly table: ParamTable,
    readonly pack?: string,
  ) {}

  term<T>(term: Term<S, T>): Found<T> {
    const found = this.found(term);
    return found instanceof Missing ? found : { known: true, value: found };
  }

  /** The value of a term that the caller knows to be known; a missing one is a mistake in the chapter. */
  value<T>(term: Term<S, T>): T {
    const found = this.found(term);
    if (found instanceof Missing) {
      throw new Error(`the value of "${term.text}" was used though it is unknown`);
    }
    return found;
  }

  /** The value, or `undefined` while it is unknown. */
  maybe<T>(term: Term<S, T>): T | undefined {
    const found = this.found(term);
    return found instanceof Missing ? undefined : found;
  }

  /** Notes a parameter that took part. */
  use(name: string, found: FoundParam): void {
    const noted = this.usedParams.some((used) => used.name === name && used.found.pack === found.pack);
    if (!noted) this.usedParams.push({ name, found });
  }

  private found<T>(term: Term<S, T>): T | Missing {
    if (term.op === 'constant') return term.value;
    const seen = this.cache.get(term as Term<S, unknown>);
    if (seen !== undefined) return seen as T | Missing;
    const found = this.read(term);
    this.cache.set(term as Term<S, unknown>, found);
    return found;
  }

  private read<T>(term: Exclude<Term<S, T>, Constant<T>>): T | Missing {
    switch (term.op) {
      case 'fact': {
        const value = term.read(this.subject);
        if (value === undefined) return new Missing([{ kind: 'fact', name: term.name, ask: term.ask }]);
        if (term.recorded) this.usedRecorded = true;
        return value;
      }
      case 'param':
        return this.readParam(term);
      case 'orElse': {
        const first = this.found(term.first);
        const settled = !(first instanceof Missing) || first.needs.some((n) => n.kind === 'fact');
        return settled ? first : this.found(term.otherwise);
      }
      case 'derived': {
        const values: unknown[] = new Array(term.inputs.length);
        let needs: readonly Need[] = NONE;
        for (let i = 0; i < values.length; i++) {
          const found = this.found(term.inputs[i] as Term<S, unknown>);
          if (found instanceof Missing) needs = needs.length === 0 ? found.needs : [...needs, ...found.needs];
          else values[i] = found;
        }
        if (needs.length > 0) return new Missing(needs);
        return (term.give as (...v: unknown[]) => T)(...values);
      }
    }
  }

  private readParam<T>(term: Param<S, T>): T | Missing {
    const at = term.at ? this.found(term.at) : this.day;
    const by = term.by ? this.found(term.by) : undefined;
    if (at instanceof Missing || by instanceof Missing) {
      return new Missing([...needsOf(at), ...needsOf(by)]);
    }
    const found = this.table.find(term.name, this.region, at, this.pack);
    const value = found === undefined || found.value === null ? undefined : term.pick(found.value, by);
    if (found === undefined || value === undefined) {
      return new Missing([{ kind: 'param', name: term.name, day: at }]);
    }
    this.use(term.name, found);
    return value;
  }

  /** Judges one condition by itself. */
  judge(c: Condition<S>): Judged {
    const needs: Need[] = [];
    const trace = this.weigh(c, needs);
    return { value: trace.value, needs, trace };
  }

  /**
   * Kleene's three values: `all` is false as soon as one part is, whatever is unknown. What comes after the part that
   * settles it is neither read nor traced, so only what mattered counts as used. What is missing is added to `needs` where the
   * value is unknown.
   */
  weigh(c: Condition<S>, needs: Need[]): Trace {
    switch (c.op) {
      case 'all':
      case 'any':
        return this.join(c.op, c.parts, needs);
      case 'not': {
        const part = this.weigh(c.part, needs);
        const value = part.value === null ? null : !part.value;
        return { op: 'not', text: '并非', value, children: [part] };
      }
      case 'always':
        return leaf('always', '一般情形', true);
      case 'known':
        return leaf('known', `已知${c.term.text}`, !(this.found(c.term) instanceof Missing));
      case 'holds': {
        const found = this.found(c.term);
        needs.push(...needsOf(found));
        return leaf('holds', c.term.text, found instanceof Missing ? null : found);
      }
      case 'among': {
        const term = this.found(c.term);
        const list = this.found(c.list);
        needs.push(...needsOf(term), ...needsOf(list));
        const unknown = term instanceof Missing || list instanceof Missing;
        const text = `${shown(c.term, term)}属于${shown(c.list, list)}`;
        return leaf('among', text, unknown ? null : list.includes(term));
      }
      case 'compare': {
        const left = this.found(c.left);
        const right = this.found(c.right);
        needs.push(...needsOf(left), ...needsOf(right));
        const unknown = left instanceof Missing || right instanceof Missing;
        return leaf(c.relation, compared(c, left, right), unknown ? null : compare(c.relation, left, right));
      }
    }
  }

  private join(op: 'all' | 'any', parts: readonly Condition<S>[], needs: Need[]): Trace {
    const decisive = op === 'any';
    const missingBefore = needs.length;
    const children: Trace[] = new Array(parts.length);
    let value: boolean | null = !decisive;
    let judged = 0;
    for (const part of parts) {
      const found = this.weigh(part, needs);
      children[judged++] = found;
      if (found.value === decisive) {
        value = decisive;
        needs.length = missingBefore;
        break;
      }
      if (found.value === null) value = null;
    }
    children.length = judged;
    return { op, text: op === 'all' ? '同时满足' : '满足其一', value, children };
  }
}

const needsOf = (found: unknown): readonly Need[] => (found instanceof Missing ? found.needs : NONE);

const leaf = (op: string, text: string, value: boolean | null): Trace => ({
  op,
  text,
  value,
  children: NO_CHILDREN,
});

type Comparison<S> = Extract<Condition<S>, { op: 'compare' }>;
/** The words of a comparison that do not depend on the case, by its node, put together once. */
const WORDS = new WeakMap<object, { readonly before: string; readonly after: string }>();

/** A comparison with the values of both sides. */
function compared<S>(c: Comparison<S>, left: unknown, right: unknown): string {
  if (c.right.op !== 'constant' || !saysMore(left)) {
    return `${shown(c.left, left)}${RELATIONS[c.relation]}${shown(c.right, right)}`;
  }
  let words = WORDS.get(c);
  if (words === undefined) {
    words = { before: `${c.left.text}(`, after: `)${RELATIONS[c.relation]}${c.right.text}` };
    WORDS.set(c, words);
  }
  return `${words.before}${left}${words.after}`;
}

const saysMore = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/** A term with its value in brackets, where the value says more than the term. */
function shown<S>(term: Term<S, unknown>, value: unknown): string {
  if (term.op === 'constant') return term.text;
  if (value instanceof Missing) return `${term.text}(未知)`;
  if (saysMore(value)) return `${term.text}(${value})`;
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
