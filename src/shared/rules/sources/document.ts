/** Why an article has no rule of the book. */
export const NONE_KINDS = {
  duty: '主管部门或经办机构的职责',
  meaning: '目的、原则或定义',
  elsewhere: '不由参保登记窗口办理',
  counted: '由计算实现，不单独判定',
  values: '只给出参数的取值',
  notObtained: '原文未取得',
} as const;
export type NoneKind = keyof typeof NONE_KINDS;

/** One article or paragraph of a document, paraphrased in one line. */
export interface Article {
  /** As it is cited, e.g. `第二十条第一项`. */
  readonly no: string;
  readonly gist: string;
  /**
   * Only where no rule of the book cites it: why, for the officer who looks for it. Numbers of the catalogue in it are links;
   * they are duties or computations. Which rules implement the others is found from what the rules cite.
   */
  readonly none?: { readonly kind: NoneKind; readonly why: string };
}

/** An article that no rule of the book implements, with the reason. */
export const unruled = (no: string, gist: string, kind: NoneKind, why: string): Article => ({
  no,
  gist,
  none: { kind, why },
});

/** A registered document: a rule may cite only what is registered here. */
export interface SourceDocument {
  readonly id: string;
  readonly title: string;
  /** `CN` or the first digits of the region it governs. */
  readonly region: string;
  /** First day it may be cited for; null: always. */
  readonly from: string | null;
  readonly until: string | null;
  /** Where the wording we worked from comes from, and how good it is. */
  readonly provenance: string;
  /** Every article and paragraph of the text that was at hand, in its order, and what is known to be missing. */
  readonly articles: readonly Article[];
}
