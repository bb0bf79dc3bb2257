import { ulid } from 'ulid';
import {
  endTrouble,
  Handout,
  HandoutEnd,
  type HandoutEnding,
  type HandoutState,
  isOverdue,
} from '#shared/campaign/handout';
import { addDays, type CivilDate } from '#shared/domain/civilDate';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { DeskCore } from '../startDesk';

/** What is about to leave the desk. */
export type GoesOut = Omit<Handout, 'id' | 'at' | 'day' | 'clerk'>;

/** 领用登记: what left the desk on paper or as a file, and what became of it. */
export interface HandoutDesk {
  /** The last first. */
  all(): readonly HandoutState[];
  /** Out beyond the day it was to be back. */
  overdue(): readonly HandoutState[];
  /** The day that is proposed for bringing it back. */
  usualDue(): CivilDate;
  /** Notes what is about to leave; only then may it. */
  note(what: GoesOut): Promise<Result<Handout, Trouble>>;
  /** It was noted, and then nothing left the desk. */
  unmade(id: string, why: string): Promise<Result<void, Trouble>>;
  /** Notes what is about to leave, and lets it: where nothing leaves in the end, that is noted too. */
  goesOut<T>(
    what: GoesOut,
    leave: () => Promise<Result<T, Trouble>>,
    left: (done: T) => boolean,
  ): Promise<Result<T, Trouble>>;
  /** 交回、销毁、遗失, once. */
  end(id: string, ending: HandoutEnding): Promise<Result<void, Trouble>>;
}

/** Days that a list is usually out. */
const USUAL_DAYS = 15;
const NOT_READY: Trouble = { code: 'NOT_READY', text: '参保台还在打开，请稍候再试。' };
const UNNOTED: Trouble = {
  code: 'HANDOUT_UNNOTED',
  text: '领用登记写不进本机磁盘（可能已满），所以没有导出也没有打印。请清理磁盘空间后再试。',
};
const END_UNNOTED: Trouble = {
  code: 'HANDOUT_UNNOTED',
  text: '写不进本机磁盘（可能已满），去向没有登记。请清理磁盘空间后再登记一次。',
};

export function handoutDesk(core: DeskCore): HandoutDesk {
  const file = () => core.parts()?.campaignFile ?? null;
  const clerkNow = () => {
    const clerk = core.snapshot().desk?.clerk;
    return clerk ? { id: clerk.id, name: clerk.name } : null;
  };
  const all = (): HandoutState[] => file()?.handouts.all() ?? [];
  const changed = () => core.publish({ revision: core.snapshot().revision + 1 });
  const overdue = (): HandoutState[] => all().filter((one) => isOverdue(one, core.snapshot().day));

  const noteEnd = async (id: string, ending: HandoutEnding): Promise<Result<void, Trouble>> => {
    const clerk = clerkNow();
    if (!clerk) return err(NOT_READY);
    const end = HandoutEnd.parse({
      ...ending,
      by: ending.by.trim(),
      witness: ending.witness.trim(),
      note: ending.note.trim(),
      id,
      at: new Date().toISOString(),
      clerk,
    });
    const put = await file()?.put([{ type: 'end', end }]);
    if (!put?.ok) return err(END_UNNOTED);
    changed();
    return ok(undefined);
  };

  const note = async (what: GoesOut): Promise<Result<Handout, Trouble>> => {
    const clerk = clerkNow();
    const here = file();
    if (!clerk || !here) return err(NOT_READY);
    const { day } = core.snapshot();
    const handout = Handout.parse({ ...what, id: ulid(), at: new Date().toISOString(), day, clerk });
    const noted = await here.put([{ type: 'handout', handout }]);
    if (!noted.ok) return err(UNNOTED);
    changed();
    return ok(handout);
  };
  const unmade = (id: string, why: string): Promise<Result<void, Trouble>> =>
    noteEnd(id, {
      how: 'unmade',
      on: core.snapshot().day,
      by: clerkNow()?.name ?? '',
      witness: '',
      note: why.slice(0, 200),
    });

  return {
    all,
    overdue,
    usualDue: () => addDays(core.snapshot().day, USUAL_DAYS),
    note,
    unmade,
    async goesOut(what, leave, left) {
      const noted = await note(what);
      if (!noted.ok) return noted;
      const done = await leave();
      if (!done.ok) await unmade(noted.value.id, done.error.text);
      else if (!left(done.value)) await unmade(noted.value.id, '经办人取消');
      return done;
    },
    async end(id, ending) {
      const state = file()?.handouts.get(id);
      if (!state) return err({ code: 'NO_HANDOUT', text: '没有这一份的领用登记。' });
      const trouble = endTrouble(state, ending, core.snapshot().day);
      return trouble ? err({ code: 'HANDOUT_END', text: trouble }) : noteEnd(id, ending);
    },
  };
}
