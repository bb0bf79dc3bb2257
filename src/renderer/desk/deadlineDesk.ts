import { type Deadline, type DeadlineAt, leftWords } from '#shared/deadlines/deadline';
import { addComing, type ComingDeadlines, deadlineOfWork } from '#shared/deadlines/index';
import type { Operation } from '#shared/domain/operation';
import { theBook } from '#shared/rules/book';
import type { MatterDraft } from './api';
import { placeholderOf } from './drafts';
import type { DeskCore } from './startDesk';

/** How far ahead coming deadlines are listed, days. */
export const COMING_DAYS = 30;

export interface DeadlineDesk {
  ofOperation(operation: Operation): Deadline | null;
  ofDraft(draft: MatterDraft): Deadline | null;
  /** Adds a village to the deadlines of the days ahead; null before there is a mirror. */
  addVillage(villageCode: string, start: ComingDeadlines): ComingDeadlines | null;
  /** `还剩 12 天`. */
  left(deadline: Deadline): string;
}

export function deadlineDesk(core: DeskCore): DeadlineDesk {
  const at = (): DeadlineAt | null => {
    const here = core.deciding();
    return here && { day: here.day, region: here.jurisdiction.region, table: theBook.table };
  };
  const ofWork = (
    { matter, fields }: Pick<MatterDraft, 'matter' | 'fields'>,
    personId: unknown,
  ): Deadline | null => {
    const now = at();
    const person = typeof personId === 'string' ? core.view.person(personId) : null;
    return now && deadlineOfWork({ matter, fields, person }, now);
  };
  return {
    ofOperation: ({ matter, body }) => ofWork({ matter, fields: body }, body.personId),
    ofDraft: (draft) => ofWork(draft, draft.fields.personId ?? placeholderOf(draft)),
    addVillage(villageCode, start) {
      const now = at();
      return now && addComing(core.view.personsOf(villageCode, null), now, COMING_DAYS, start);
    },
    left: (deadline) => leftWords(deadline, core.snapshot().day),
  };
}
