import { z } from 'zod';
import { AccessReason } from '../access/access';
import { CivilDate } from '../domain/civilDate';
import { VillageCode } from '../domain/region';
import { PrivacyTier } from '../rosterBook';

const Moment = z.string().min(1).max(40);
const Clerk = z.strictObject({ id: z.string().min(1).max(40), name: z.string().max(40) });

/** 领用: a roster that left the desk on paper or as a file. It is noted before it leaves, so that none is out that nobody knows of. */
export const Handout = z.strictObject({
  id: z.string().min(1).max(40),
  /** 批号; null: a roster that belongs to no dispatch batch. */
  batchNo: z.string().max(20).nullable(),
  villageCode: VillageCode,
  /** Village and groups, as the clerk reads it. */
  place: z.string().min(1).max(400),
  tier: PrivacyTier,
  form: z.enum(['workbook', 'households', 'paper', 'pdf']),
  /** 份数; of 每户一份: households. */
  copies: z.number().int().positive(),
  people: z.number().int().nonnegative(),
  receiver: z.string().min(1).max(40),
  /** Why whole numbers went out; null for those masked. */
  reason: AccessReason.nullable(),
  /** What stands on every page. */
  watermark: z.string().max(300),
  /** Device time. */
  at: Moment,
  day: CivilDate,
  /** 应交回日期. */
  due: CivilDate,
  clerk: Clerk,
});
export type Handout = z.infer<typeof Handout>;

/** What became of it. `unmade`: it was noted and then not written or printed. */
export const HANDOUT_ENDS = ['returned', 'destroyed', 'lost', 'unmade'] as const;

/** 交回、销毁、遗失: the end of a handout, once. */
export const HandoutEnd = z.strictObject({
  id: z.string().min(1).max(40),
  how: z.enum(HANDOUT_ENDS),
  /** The day it came back, was destroyed, or was missed. */
  on: CivilDate,
  /** 经手人: who handed it back, destroyed it or tells of the loss. */
  by: z.string().max(40),
  /** 见证人; of 销毁 and 遗失 always. */
  witness: z.string().max(40),
  note: z.string().max(200),
  at: Moment,
  clerk: Clerk,
});
export type HandoutEnd = z.infer<typeof HandoutEnd>;
export type HandoutEnding = Pick<HandoutEnd, 'how' | 'on' | 'by' | 'witness' | 'note'>;

/** A handout and what became of it; null: it is still out. */
export interface HandoutState {
  readonly handout: Handout;
  readonly end: HandoutEnd | null;
}

export const isOverdue = ({ handout, end }: HandoutState, day: CivilDate): boolean =>
  end === null && handout.due < day;

/** Why an end cannot be noted as it is written; null: it can. A destruction and a loss have somebody else who saw it. */
export function endTrouble(
  { handout, end }: HandoutState,
  ending: HandoutEnding,
  day: CivilDate,
): string | null {
  if (end !== null) return '这一份已经登记过去向，不能再改。';
  if (!CivilDate.safeParse(ending.on).success) return '请写明日期，例如 2026-11-22。';
  if (ending.on < handout.day) return `日期不能早于领用日期（${handout.day}）。`;
  if (ending.on > day) return '日期不能晚于今天。';
  if (ending.by.trim() === '') return '请写明经手人。';
  if (ending.how === 'returned') return null;
  if (ending.witness.trim() === '') return '销毁和遗失要写明见证人。';
  if (ending.witness.trim() === ending.by.trim()) return '见证人不能是经手人自己。';
  return ending.how === 'lost' && ending.note.trim() === '' ? '请写明怎样遗失的、报告了谁。' : null;
}

/** A handout's history from its lines, whatever their order: the first end counts. */
export class HandoutBook {
  private readonly found = new Map<string, Handout>();
  private readonly ends = new Map<string, HandoutEnd>();

  add(line: Handout | HandoutEnd): void {
    if ('form' in line) this.found.set(line.id, line);
    else if (!this.ends.has(line.id)) this.ends.set(line.id, line);
  }

  get(id: string): HandoutState | null {
    const handout = this.found.get(id);
    return handout ? { handout, end: this.ends.get(id) ?? null } : null;
  }

  /** The last first. */
  all(): HandoutState[] {
    return [...this.found.values()]
      .map((handout) => ({ handout, end: this.ends.get(handout.id) ?? null }))
      .toReversed();
  }
}
