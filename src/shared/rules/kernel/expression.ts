/**
 * Expression trees over a subject `S`. A tree is data: the same tree is evaluated (`evaluate.ts`), traced and printed in
 * Chinese. There are terms, which have a value, and conditions, which are true, false or unknown.
 */

/** The value of something the subject may or may not know. */
export interface Fact<S, T> {
  readonly op: 'fact';
  readonly name: string;
  readonly text: string;
  /** The question that fetches it. */
  readonly ask: string;
  /** True when only the authority's own records can confirm it. */
  readonly recorded: boolean;
  /** `undefined` means unknown. */
  readonly read: (subject: S) => T | undefined;
}

/** A dated value set by an authority for a region. */
export interface Param<S, T> {
  readonly op: 'param';
  readonly name: string;
  readonly text: string;
  /** The day whose value is wanted; absent: the day of the evaluation. */
  readonly at?: Term<S, string>;
  /** Terms that choose within the value, e.g. a year in a table by year. */
  readonly by?: Term<S, unknown>;
  /** Reads the raw value; `undefined` means that the table has no entry: the parameter is missing. */
  readonly pick: (raw: unknown, by: unknown) => T | undefined;
}

export interface Constant<T> {
  readonly op: 'constant';
  readonly text: string;
  readonly value: T;
}

/** A value computed from others by a small pure function; unknown when one of its inputs is. */
export interface Derived<S, T> {
  readonly op: 'derived';
  readonly text: string;
  readonly inputs: readonly Term<S, unknown>[];
  readonly give: (...values: never[]) => T;
}

/** The first term, or the other where no authority sets the first. */
export interface OrElse<S, T> {
  readonly op: 'orElse';
  readonly text: string;
  readonly first: Term<S, T>;
  readonly otherwise: Term<S, T>;
}

export type Term<S, T> = Fact<S, T> | Param<S, T> | Constant<T> | Derived<S, T> | OrElse<S, T>;

export const RELATIONS = {
  is: '为',
  isNot: '不是',
  before: '早于',
  notAfter: '不晚于',
  after: '晚于',
  notBefore: '不早于',
  less: '小于',
  atMost: '不超过',
  more: '超过',
  atLeast: '不少于',
} as const;
export type Relation = keyof typeof RELATIONS;

export type Condition<S> =
  | { readonly op: 'all' | 'any'; readonly parts: readonly Condition<S>[] }
  | { readonly op: 'not'; readonly part: Condition<S> }
  | { readonly op: 'holds'; readonly term: Term<S, boolean> }
  | {
      readonly op: 'compare';
      readonly relation: Relation;
      readonly left: Term<S, unknown>;
      readonly right: Term<S, unknown>;
    }
  | { readonly op: 'among'; readonly term: Term<S, unknown>; readonly list: Term<S, readonly unknown[]> }
  | { readonly op: 'known'; readonly term: Term<S, unknown> }
  | { readonly op: 'always' };

type Values<S, I extends readonly Term<S, unknown>[]> = {
  [K in keyof I]: I[K] extends Term<S, infer T> ? T : never;
};

/** The vocabulary for one kind of subject: every function below builds a node and computes nothing. */
export function vocabulary<S>() {
  const compare =
    (relation: Relation) =>
    <T>(left: Term<S, T>, right: Term<S, T>): Condition<S> => ({ op: 'compare', relation, left, right });
  return {
    fact: <T>(
      name: string,
      text: string,
      ask: string,
      read: (subject: S) => T | undefined,
      recorded = false,
    ): Fact<S, T> => ({ op: 'fact', name, text, ask, recorded, read }),
    param: <T>(
      name: string,
      text: string,
      pick: (raw: unknown, by: unknown) => T | undefined,
      options: { at?: Term<S, string>; by?: Term<S, unknown> } = {},
    ): Param<S, T> => ({ op: 'param', name, text, pick, ...options }),
    constant: <T>(value: T, text = String(value)): Constant<T> => ({ op: 'constant', value, text }),
    derived: <const I extends readonly Term<S, unknown>[], T>(
      text: string,
      inputs: I,
      give: (...values: Values<S, I>) => T,
    ): Derived<S, T> => ({ op: 'derived', text, inputs, give: give as (...values: never[]) => T }),
    orElse: <T>(first: Term<S, T>, otherwise: Term<S, T>): OrElse<S, T> => ({
      op: 'orElse',
      text: first.text,
      first,
      otherwise,
    }),
    all: (...parts: Condition<S>[]): Condition<S> => ({ op: 'all', parts }),
    any: (...parts: Condition<S>[]): Condition<S> => ({ op: 'any', parts }),
    not: (part: Condition<S>): Condition<S> => ({ op: 'not', part }),
    holds: (term: Term<S, boolean>): Condition<S> => ({ op: 'holds', term }),
    known: (term: Term<S, unknown>): Condition<S> => ({ op: 'known', term }),
    among: <T>(term: Term<S, T>, list: Term<S, readonly T[]>): Condition<S> => ({ op: 'among', term, list }),
    always: { op: 'always' } as Condition<S>,
    is: compare('is'),
    isNot: compare('isNot'),
    before: compare('before') as (left: Term<S, string>, right: Term<S, string>) => Condition<S>,
    notAfter: compare('notAfter') as (left: Term<S, string>, right: Term<S, string>) => Condition<S>,
    after: compare('after') as (left: Term<S, string>, right: Term<S, string>) => Condition<S>,
    notBefore: compare('notBefore') as (left: Term<S, string>, right: Term<S, string>) => Condition<S>,
    less: compare('less') as (left: Term<S, number>, right: Term<S, number>) => Condition<S>,
    atMost: compare('atMost') as (left: Term<S, number>, right: Term<S, number>) => Condition<S>,
    more: compare('more') as (left: Term<S, number>, right: Term<S, number>) => Condition<S>,
    atLeast: compare('atLeast') as (left: Term<S, number>, right: Term<S, number>) => Condition<S>,
  };
}
