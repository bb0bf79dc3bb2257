import type { NewDraft, OpId } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { type ListItem, takesAway } from '#shared/lists/item';
import { listOpId } from '#shared/lists/listKey';
import type { ListChange } from '#shared/lists/record';
import type { Result } from '#shared/result';
import { madeBefore, opIdOfAttempt } from '../batch/attempts';
import { type GroupRow, GroupRun, type RunEnd } from '../batch/groupRun';
import { decideRow } from '../batch/rowDecision';
import type { DeskCore } from '../startDesk';
import type { ListViewItem } from './api';

const STOPPED = '已停止，没有办理；重新读入同一份名单即可接着办。';
const GUARDED = '名单不完整，不按它取消任何人。';

interface Row extends GroupRow {
  readonly item: ListItem;
  opIds: readonly OpId[];
}

/** What a run writes: people whom it changed, with what they were. */
export type NoteChanges = (changes: ListChange[]) => Promise<Result<void, Trouble>>;

/** The items of a list, and the two passes over those that change somebody. */
export class ListRun extends GroupRun<Row> {
  /** Every item in its order, also those that change nothing. */
  private readonly all: readonly Row[];

  constructor(
    core: DeskCore,
    readonly items: readonly ListItem[],
    private readonly mayTake: boolean,
    private readonly note: NoteChanges,
    onProgress: () => void,
  ) {
    const all = items.map(
      (item): Row => ({
        item,
        opIds: [],
        view: { state: item.turn === null ? 'skipped' : 'open', text: item.text, faults: [] },
      }),
    );
    super(
      core,
      all.filter(({ item }) => item.turn !== null),
      onProgress,
      STOPPED,
    );
    this.all = all;
  }

  views(): ListViewItem[] {
    const { view: records } = this.core;
    return this.all.map(({ item: { row, person, class: is }, view: { state, text, faults } }, i) => ({
      key: String(i),
      place: placeOf(row),
      personId: person?.id ?? null,
      name: person?.name ?? row?.name ?? '',
      village:
        person === null
          ? (row?.village ?? '')
          : (records.village(person.villageCode)?.name ?? person.villageCode),
      is,
      state,
      text: faults.length > 0 ? faults.map((fault) => fault.text).join('') : text,
    }));
  }

  /** Rows that need somebody to look at them, with why. */
  wrong(): ListItem[] {
    return this.all.flatMap(({ item, view }) => {
      if (item.row === null) return [];
      if (['wrong', 'unknown', 'undecided'].includes(item.class)) return [item];
      if (view.state !== 'refused') return [];
      return [{ ...item, text: view.faults.map(({ text }) => text).join('') }];
    });
  }

  preview(): Promise<RunEnd> {
    return this.each(this.rows, (row) => void this.decide(row, null));
  }

  protected override async keep(done: readonly Row[]): Promise<Result<void, Trouble>> {
    return this.note(
      done.flatMap(({ item, opIds }) => {
        const { person, turn } = item;
        if (person === null || turn === null) return [];
        return [
          { personId: person.id, class: item.class, ...turn, opIds: [...opIds], place: placeOf(item.row) },
        ];
      }),
    );
  }

  protected decide(row: Row, reason: string | null): readonly NewDraft[] | null {
    const at = this.core.deciding();
    const { desk } = this.core.snapshot();
    const { item } = row;
    if (at === null || desk === null) {
      this.set(row, 'refused', '', [{ column: null, text: '本机现在没有可用的资料，请同步后重新读入。' }]);
      return null;
    }
    if (!this.mayTake && takesAway(item)) {
      this.set(row, 'skipped', GUARDED);
      return null;
    }
    const steps = item.steps.map((step) => {
      const opId = opIdOfAttempt(this.core.standingOf, (attempt) =>
        listOpId(desk.device ?? '', step, attempt),
      );
      return { step, opId, before: madeBefore(this.core.standingOf(opId)) };
    });
    const inInbox = steps.find(({ before }) => before?.stands === false);
    if (inInbox?.before) {
      this.set(row, 'skipped', inInbox.before.text);
      return null;
    }
    const open = steps.filter(({ before }) => before === null);
    const [made] = steps.flatMap(({ before }) => before ?? []);
    if (open.length === 0) {
      this.set(row, 'skipped', made?.text ?? '');
      return null;
    }
    const decision = decideRow(
      open.map(({ step }) => step),
      open.map(({ opId }) => opId),
      this.core.view,
      { at, clerk: desk.clerk.id, reason },
    );
    if ('faults' in decision) {
      this.set(row, 'refused', '', decision.faults);
      return null;
    }
    row.opIds = steps.map(({ opId }) => opId);
    const warns = decision.warnings.length > 0;
    this.set(row, warns ? 'warned' : 'ready', [item.text, ...decision.warnings].join(''));
    return decision.drafts;
  }
}

const placeOf = (row: ListItem['row']): string =>
  row === null ? '' : `${row.table.name} 第 ${row.data.row} 行`.slice(0, 150);
