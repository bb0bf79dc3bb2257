import { z } from 'zod';
import { Batch, DispatchedPerson, PersonReturn } from './dispatch';
import { Handout, HandoutEnd } from './handout';

/** People of one line, so that a line stays well below what a record may hold (1 MiB). */
const MOST_PEOPLE = 3_000;

const Head = Batch.omit({ people: true }).extend({ count: z.number().int().positive() });

/**
 * What the file beside the journal keeps of campaigns: lists (下放) as their people in pieces and then their head, again with each change of
 * it; what came back of somebody, whole each time; what left the desk and what became of it.
 */
export const CampaignLine = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('people'),
    batchId: z.string().min(1).max(40),
    from: z.number().int().nonnegative(),
    people: z.array(DispatchedPerson).min(1).max(MOST_PEOPLE),
  }),
  z.strictObject({ type: z.literal('batch'), head: Head }),
  z.strictObject({ type: z.literal('return'), returned: PersonReturn }),
  z.strictObject({ type: z.literal('handout'), handout: Handout }),
  z.strictObject({ type: z.literal('end'), end: HandoutEnd }),
]);
export type CampaignLine = z.infer<typeof CampaignLine>;

export const headLine = ({ people, ...batch }: Batch): CampaignLine => ({
  type: 'batch',
  head: { ...batch, count: people.length },
});

/** A new list: the head comes last, so that a list of which a piece is missing is none. */
export function linesOfList(batch: Batch): CampaignLine[] {
  const lines: CampaignLine[] = [];
  for (let from = 0; from < batch.people.length; from += MOST_PEOPLE)
    lines.push({
      type: 'people',
      batchId: batch.id,
      from,
      people: batch.people.slice(from, from + MOST_PEOPLE),
    });
  return [...lines, headLine(batch)];
}

/** Lists and returns as the lines tell of them. */
export class CampaignLines {
  private readonly people = new Map<string, DispatchedPerson[]>();
  private readonly heads = new Map<string, z.infer<typeof Head>>();
  private readonly returns = new Map<string, PersonReturn>();

  add(line: Exclude<CampaignLine, { type: 'handout' | 'end' }>): void {
    if (line.type === 'batch') {
      // A recall is never taken back.
      if (!this.heads.get(line.head.id)?.recall) this.heads.set(line.head.id, line.head);
    } else if (line.type === 'return') {
      const key = `${line.returned.batchId}/${line.returned.at}`;
      const before = this.returns.get(key);
      this.returns.set(key, before ? fuller(before, line.returned) : line.returned);
    } else {
      const known = this.people.get(line.batchId) ?? [];
      line.people.forEach((person, i) => {
        known[line.from + i] = person;
      });
      this.people.set(line.batchId, known);
    }
  }

  batches(): Batch[] {
    return [...this.heads.values()].flatMap(({ count, ...head }) => {
      const people = this.people.get(head.id) ?? [];
      const whole = people.length === count && !people.includes(undefined as never);
      return whole ? [{ ...head, people }] : [];
    });
  }

  back(): PersonReturn[] {
    return [...this.returns.values()];
  }
}

/** Words are only ever added, so the one with more of them is the later. */
export const fuller = (a: PersonReturn, b: PersonReturn): PersonReturn =>
  b.words.length >= a.words.length ? b : a;

/** A list changes once, when it is recalled. */
export const later = (a: Batch, b: Batch): Batch => (a.recall !== null && b.recall === null ? a : b);
