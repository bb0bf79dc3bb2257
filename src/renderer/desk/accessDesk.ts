import type { AccessEntry, CountedPaper, MaskedField, PaperWay, RevealedRecord } from '#shared/access/access';
import type { AnswerOf, Trouble } from '#shared/host';
import { ok, type Result } from '#shared/result';
import type { Desktop } from '../desktop';
import { answered } from './answered';

/** Numbers that are asked for, papers that are made, and the log of both (HH20–HH23). */
export interface AccessDesk {
  /** Only after this came out well may the number be shown. */
  reveal(of: RevealedRecord, field: MaskedField, reason: string): Promise<Result<unknown, Trouble>>;
  /** What the clerk at the desk did, the last first. */
  mine(
    before: number | null,
    limit: number,
  ): Promise<Result<{ entries: AccessEntry[]; more: boolean }, Trouble>>;
  /** Counts a copy before it is made; gives which one it is. */
  issue(paper: CountedPaper, about: string, way: PaperWay): Promise<Result<{ copy: number }, Trouble>>;
  /** How many copies of a paper were made. */
  copies(paper: CountedPaper, about: string): Promise<Result<{ copies: number }, Trouble>>;
  /** Prints the sheets that the window shows. */
  /** `across`: the sheets lie on their long side. */
  print(across: boolean): Promise<AnswerOf<'paper/print'>>;
  pdf(fileName: string): Promise<AnswerOf<'paper/pdf'>>;
  /** Puts a text on the clipboard for a minute. */
  copy(text: string): Promise<AnswerOf<'clipboard/copy'>>;
}

export const accessDesk = (desktop: Desktop): AccessDesk => ({
  reveal: (of, field, reason) => answered(() => desktop.call('access/reveal', { of, field, reason })),
  mine: (before, limit) => answered(async () => ok(await desktop.call('access/mine', { before, limit }))),
  issue: (paper, about, way) => answered(() => desktop.call('paper/issue', { paper, about, way })),
  copies: (paper, about) => answered(async () => ok(await desktop.call('paper/copies', { paper, about }))),
  print: (across) => answered(() => desktop.call('paper/print', { across })),
  pdf: (fileName) => answered(() => desktop.call('paper/pdf', { fileName })),
  copy: (text) => answered(() => desktop.call('clipboard/copy', { text })),
});
