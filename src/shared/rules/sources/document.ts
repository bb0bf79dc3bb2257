/** One article of a document, paraphrased in one line. */
export interface Article {
  /** As it is cited, e.g. `第二十条第一项`. */
  readonly no: string;
  readonly gist: string;
}

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
  readonly articles: readonly Article[];
}
