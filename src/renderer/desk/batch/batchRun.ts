import { cellText } from '#shared/batch/grid';
import { type BatchWorld, planRow, type RowStep } from '#shared/batch/plan';
import { rowKey, rowOpId } from '#shared/batch/rowKey';
import type { Fault } from '#shared/batch/rowReader';
import type { DataRow, ReadSheet } from '#shared/batch/sheet';
import { readWish, WISH_WORDS, type Wish } from '#shared/batch/wish';
import { contextOf } from '../deciding';
import type { DeskCore } from '../startDesk';
import type { BatchRow } from './api';
import { madeBefore, opIdOfAttempt } from './attempts';
import { GroupRun, type RunEnd } from './groupRun';
import { decideRow } from './rowDecision';

interface Row {
  readonly data: DataRow;
  view: BatchRow;
  wish: Wish | null;
}

/** The rows of one sheet for one unit, and the two passes over them. */
export class BatchRun extends GroupRun<Row> {
  constructor(
    core: DeskCore,
    readonly sheet: ReadSheet,
    readonly empNo: string,
    onProgress: () => void,
  ) {
    super(
      core,
      sheet.rows.map((data) => ({ data, wish: null, view: openRow(sheet, data) })),
      onProgress,
    );
  }

  views(): BatchRow[] {
    return this.rows.map(({ view }) => view);
  }
  refused(): { row: DataRow; faults: readonly Fault[] }[] {
    return this.rows.flatMap(({ data, view }) =>
      view.state === 'refused' ? [{ row: data, faults: view.faults }] : [],
    );
  }

  /** Looks at every row as it would be accepted now. */
  preview(): Promise<RunEnd> {
    const seen = new Map<string, { row: number; key: string }>();
    return this.each(this.rows, (row) => {
      const read = readWish(this.sheet, row.data);
      if ('faults' in read) {
        this.set(row, 'refused', '', read.faults);
        return;
      }
      row.wish = read.wish;
      row.view = { ...row.view, what: WISH_WORDS[read.wish.kind] };
      const key = rowKey(this.empNo, read.wish);
      const { certNo } = read.wish.who;
      const before = seen.get(certNo);
      if (before?.key === key) this.set(row, 'skipped', `与第 ${before.row} 行完全相同。`);
      else if (before !== undefined)
        this.set(row, 'refused', '', [
          {
            column: 'certNo',
            text: `此人在第 ${before.row} 行已有一笔，内容不同；一次只能办一笔，请核对后保留一行。`,
          },
        ]);
      else {
        seen.set(certNo, { row: row.data.row, key });
        this.decide(row, null);
      }
    });
  }

  protected decide(row: Row, reason: string | null) {
    const { wish } = row;
    if (wish === null) return null;
    const at = this.core.deciding();
    const unit = this.core.view.unit(this.empNo);
    const { desk } = this.core.snapshot();
    if (at === null || unit === null || desk === null) {
      this.set(row, 'refused', '', [
        { column: null, text: '本机现在没有这个单位的资料，请同步后重新读入。' },
      ]);
      return null;
    }
    const { view } = this.core;
    const world: BatchWorld = {
      unit,
      context: contextOf({}, view, at),
      personsByNumber: (certNo) =>
        view.sameNumber(certNo, '').flatMap((id) => {
          const person = view.person(id);
          return person === null ? [] : [person];
        }),
      villages: view.villages,
    };
    if (this.before(row, wish)) return null;
    const plan = planRow(wish, world);
    if ('skip' in plan) this.set(row, 'skipped', plan.skip);
    else if ('faults' in plan) this.set(row, 'refused', '', plan.faults);
    else {
      const decision = decideRow(plan.steps, this.opIds(wish, plan.steps), view, {
        at,
        clerk: desk.clerk.id,
        reason,
      });
      if ('faults' in decision) this.set(row, 'refused', '', decision.faults);
      else {
        const warns = decision.warnings.length > 0;
        this.set(row, warns ? 'warned' : 'ready', decision.warnings.join(''));
        return decision.drafts;
      }
    }
    return null;
  }

  /** Whether this desk has made the very same row before; then it says so. */
  private before(row: Row, wish: Wish): boolean {
    const made = madeBefore(this.core.standingOf(this.opIdOf(wish, 0)));
    if (made === null) return false;
    // The row's later operation may not have been reached when a run was stopped.
    const whole = wish.kind !== 'register' || wish.wageFen === null;
    if (made.stands && !whole && this.core.standingOf(this.opIdOf(wish, 1)) === null) return false;
    this.set(row, 'skipped', made.text);
    return true;
  }

  private opIdOf(wish: Wish, step: number): string {
    const key = rowKey(this.empNo, wish);
    const device = this.core.snapshot().desk?.device ?? '';
    return opIdOfAttempt(this.core.standingOf, (attempt) => rowOpId(device, key, step, attempt));
  }

  private opIds(wish: Wish, steps: readonly RowStep[]): string[] {
    // A base that is declared alone for somebody registered before is the row's second operation all the same.
    const first = wish.kind === 'register' && steps[0]?.matter === 'BASE_DECLARATION' ? 1 : 0;
    return steps.map((_, i) => this.opIdOf(wish, first + i));
  }
}

const openRow = (sheet: ReadSheet, data: DataRow): BatchRow => {
  const text = (key: 'name' | 'certNo'): string => {
    const at = sheet.at.get(key);
    return at === undefined ? '' : cellText(data.cells[at]).slice(0, 100);
  };
  return {
    row: data.row,
    name: text('name'),
    certNo: text('certNo'),
    what: '',
    state: 'open',
    text: '',
    faults: [],
  };
};
