import type { ReactNode } from 'react';

/** One piece of a paper that stays whole on a page. */
export interface SheetBlock {
  readonly key: string;
  readonly node: ReactNode;
  /** A heading: stays with what follows. */
  readonly keepWithNext?: boolean;
}

/** A paper to be shown and printed. */
export interface PaperSheet {
  readonly title: string;
  /** At the head of every page, e.g. the receipt's number. */
  readonly mark: string;
  /** At the foot of every page, e.g. which copy it is. */
  readonly foot: string;
  readonly blocks: readonly SheetBlock[];
  /** Pages that the paper has laid out itself, A4 across with heads and feet of their own; there are no blocks then. */
  readonly laid?: readonly SheetBlock[];
  /** Texts in which a character may be rare, and whose they are; named when it cannot be printed. */
  readonly names: readonly { readonly text: string; readonly of: string }[];
}

/** Pieces of text as blocks: a heading, then its lines. */
export const textBlocks = (key: string, heading: ReactNode, lines: readonly ReactNode[]): SheetBlock[] => [
  { key, node: heading, keepWithNext: true },
  ...lines.map((node, at) => ({ key: `${key}/${at}`, node })),
];
