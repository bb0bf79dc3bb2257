import type { Finding } from '#shared/domain/journalEntry';
import type { Person } from '#shared/domain/person';
import type { Likeness } from '#shared/duplicates/compare';
import { pairKey, strongerFirst } from '#shared/duplicates/duplicateIndex';
import { type ComparedRow, sideBySide } from '#shared/duplicates/sideBySide';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { DeskCore } from './startDesk';
import { typedSubject } from './typedSubject';

export type FindingVerdict = Finding['verdict'];

/** What a clerk said of a pair, and when. */
export interface PairFinding {
  readonly verdict: FindingVerdict;
  readonly reason: string;
  readonly clerk: string;
  /** Device time. */
  readonly at: string;
}

/** Two records that may be of one person (疑似重复). */
export interface DuplicatePair extends Likeness {
  readonly left: Person;
  readonly right: Person;
  /** The last word on it; null: nobody has judged it. */
  readonly finding: PairFinding | null;
}

export interface DuplicateDesk {
  /** Pairs nobody has judged, the strongest first, and whether everybody has been looked at. */
  open(): { readonly pairs: readonly DuplicatePair[]; readonly done: boolean };
  /** Pairs that were judged, the last first. They are not asked about again. */
  judged(): readonly DuplicatePair[];
  /** Who may be the same as the person a form is about; without those judged to be somebody else. */
  likeTyped(fields: Readonly<Record<string, unknown>>): readonly DuplicatePair[];
  rows(pair: DuplicatePair): readonly ComparedRow[];
  /** Writes the clerk's word down; `id` makes saying it twice saying it once. Both records stay. */
  judge(
    id: string,
    pair: readonly [string, string],
    verdict: FindingVerdict,
    reason: string,
  ): Promise<Result<void, Trouble>>;
}

export function duplicateDesk(core: DeskCore): DuplicateDesk {
  const { view, duplicates } = core;

  /** The last word on each pair, under the ids people have now. */
  const findings = (): Map<string, PairFinding & { pair: readonly [string, string] }> => {
    const last = new Map<string, PairFinding & { pair: readonly [string, string] }>();
    for (const { content, at } of core.parts()?.journal.entries() ?? []) {
      if (content.type !== 'finding') continue;
      const { verdict, reason, clerk } = content;
      const pair = inOrder(content.pair.map((id) => view.person(id)?.id ?? id) as [string, string]);
      last.delete(pairKey(pair));
      last.set(pairKey(pair), { pair, verdict, reason, clerk, at: at.device });
    }
    return last;
  };
  const pairOf = (likeness: Likeness, finding: PairFinding | null): DuplicatePair[] => {
    const [left, right] = likeness.pair.map(view.person);
    return left && right ? [{ ...likeness, left, right, finding }] : [];
  };

  /** One list a revision: pages may ask on every drawing. */
  let listed: { revision: number; open: ReturnType<DuplicateDesk['open']> } | null = null;

  return {
    open() {
      const { revision } = core.snapshot();
      if (listed?.revision !== revision) {
        const known = findings();
        const { pairs, done } = duplicates.all();
        const left = pairs
          .filter(({ pair }) => !known.has(pairKey(pair)))
          .toSorted(strongerFirst)
          .flatMap((likeness) => pairOf(likeness, null));
        listed = { revision, open: { pairs: left, done } };
      }
      return listed.open;
    },
    judged() {
      return [...findings().values()].toReversed().flatMap(({ pair, ...finding }) => {
        const here = view.person(pair[0]);
        const likeness = here && duplicates.of(here)?.find((one) => pairKey(one.pair) === pairKey(pair));
        // What was mended since is alike no more; the word on it stays to be read.
        return pairOf(likeness ?? { pair, weight: 'weak', reasons: ['现在已经看不出相似之处'] }, finding);
      });
    },
    likeTyped(fields) {
      const subject = typedSubject(fields, view.person);
      const found = subject === null ? null : duplicates.of(subject);
      if (subject === null || !found || found.length === 0) return [];
      const known = findings();
      return found.flatMap((likeness) => {
        const finding = known.get(pairKey(likeness.pair)) ?? null;
        if (finding?.verdict === 'different') return [];
        const otherId = likeness.pair.find((id) => id !== subject.id) ?? '';
        const other = view.person(otherId);
        return other ? [{ ...likeness, left: view.person(subject.id) ?? other, right: other, finding }] : [];
      });
    },
    rows: ({ left, right }) => sideBySide(left, right, (code) => view.village(code)?.name ?? code),
    async judge(id, pair, verdict, reason) {
      const parts = core.parts();
      if (!parts) return err({ code: 'NOT_READY', text: '参保台还在打开，请稍候再试。填写的内容还在。' });
      const finding = {
        type: 'finding' as const,
        opId: id,
        pair: [...inOrder(pair)] as [string, string],
        verdict,
      };
      const kept = await parts.journal.find({ ...finding, reason: reason.trim() });
      if (!kept.ok) return kept;
      core.journalGrew(null);
      return ok(undefined);
    },
  };
}

const inOrder = ([a, b]: readonly [string, string]): readonly [string, string] => (a < b ? [a, b] : [b, a]);
