import { type BatchCounts, countRows, type RowState } from '#shared/batch/counts';
import { cellText } from '#shared/batch/grid';
import { type BatchWorld, planRow, type RowStep } from '#shared/batch/plan';
import { rowKey, rowOpId } from '#shared/batch/rowKey';
import type { Fault } from '#shared/batch/rowReader';
import type { DataRow, ReadSheet } from '#shared/batch/sheet';
import { readWish, WISH_WORDS, type Wish } from '#shared/batch/wish';
import type { Operation } from '#shared/domain/operation';
import { breathe } from '../../store/breathe';
import { contextOf } from '../deciding';
import type { DeskCore } from '../startDesk';
import type { BatchRow } from './api';
import { acceptTogether, madeBefore, opIdOfAttempt } from './attempts';
import { decideRow } from './rowDecision';

/** Rows looked at before the window may paint and answer keys. */
const SLICE = 20;
/** Rows whose operations go to the journal together and share its fsync. */
const GROUP = 40;

const STOPPED = '已停止，没有受理；重新读入同一文件即可接着办。';

interface Row {
  readonly data: DataRow;
  view: BatchRow;
  wish: Wish | null;
}

/** How a run ends: at its end, because the clerk stopped it, or because the journal takes nothing more. */
export type RunEnd =
  | { readonly kind: 'end' | 'stop' }
  | { readonly kind: 'trouble'; readonly code: string; readonly text: string };

/** The rows of one sheet for one unit, and the two passes over them. */
export class BatchRun {
  private readonly rows: Row[];
  private stopping = false;

  constructor(
    private readonly core: DeskCore,
    readonly sheet: ReadSheet,
    readonly empNo: string,
    private readonly onProgress: () => void,
  ) {
    this.rows = sheet.rows.map((data) => ({ data, wish: null, view: openRow(sheet, data) }));
  }

  counts(): BatchCounts {
    return countRows(this.rows.map(({ view }) => view.state));
  }
  views(): BatchRow[] {
    return this.rows.map(({ view }) => view);
  }
  refused(): { row: DataRow; faults: readonly Fault[] }[] {
    return this.rows.flatMap(({ data, view }) =>
      view.state === 'refused' ? [{ row: data, faults: view.faults }] : [],
    );
  }
  stop(): void {
    this.stopping = true;
  }

  /** Looks at every row as it would be accepted now. */
  async preview(): Promise<RunEnd> {
    const seen = new Map<string, { row: number; key: string }>();
    for (const [i, row] of this.rows.entries()) {
      if (i > 0 && i % SLICE === 0) {
        this.onProgress();
        await breathe();
        if (this.stopping) return this.ended();
      }
      const read = readWish(this.sheet, row.data);
      if ('faults' in read) {
        this.set(row, 'refused', '', read.faults);
        continue;
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
        this.decide(row, row.wish, null);
      }
    }
    return this.ended();
  }

  /** Accepts the rows that may be, in order; each is decided anew, for the records may have moved on since the preview. */
  async accept(reason: string | null): Promise<RunEnd> {
    this.stopping = false;
    const wanted = this.rows.filter(({ view }) => view.state === 'ready' || view.state === 'warned');
    for (let from = 0; from < wanted.length; from += GROUP) {
      if (this.stopping) break;
      const end = await this.acceptGroup(wanted.slice(from, from + GROUP), reason);
      this.onProgress();
      if (end !== null) {
        this.leaveRest();
        return end;
      }
      await breathe();
    }
    const end = this.ended();
    this.leaveRest();
    return end;
  }

  private ended(): RunEnd {
    return { kind: this.stopping ? 'stop' : 'end' };
  }

  private leaveRest(): void {
    for (const row of this.rows)
      if (['open', 'ready', 'warned'].includes(row.view.state)) this.set(row, 'skipped', STOPPED);
  }

  private async acceptGroup(group: readonly Row[], reason: string | null): Promise<RunEnd | null> {
    const { journal } = this.core.parts() ?? {};
    if (!journal) return { kind: 'trouble', code: 'NOT_READY', text: '参保台还在打开，请稍候再试。' };
    const asked = group.flatMap((row) => {
      const drafts = row.wish === null ? null : this.decide(row, row.wish, reason);
      if (drafts === null) return [];
      if (row.view.state !== 'warned' || reason !== null) return [{ row, drafts }];
      // It did not warn in the preview, so nobody gave a reason for it.
      this.set(row, 'skipped', `资料有变化，现在有新的提示：${row.view.text}请重新读入后再办。`);
      return [];
    });
    let end: RunEnd | null = null;
    const made: Operation[] = [];
    for (const answer of await acceptTogether(journal, asked, { stopped: STOPPED })) {
      made.push(...answer.made);
      const { trouble } = answer;
      if (trouble !== null) end ??= { kind: 'trouble', code: trouble.code, text: trouble.text };
      this.set(answer.row, answer.state, answer.text);
    }
    this.core.journalGrewBy(made);
    return end;
  }

  /** Sets where a row stands now, and gives the operations it comes to; null where there are none. */
  private decide(row: Row, wish: Wish, reason: string | null) {
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
    const before = this.before(row, wish);
    if (before !== null) return null;
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

  /** What this desk has made of the very same row before; null where it is to be made (again). */
  private before(row: Row, wish: Wish): true | null {
    const made = madeBefore(this.standingOf(this.opIdOf(wish, 0)));
    if (made === null) return null;
    // The row's later operation may not have been reached when a run was stopped.
    const whole = wish.kind !== 'register' || wish.wageFen === null;
    if (made.stands && !whole && this.standingOf(this.opIdOf(wish, 1)) === null) return null;
    this.set(row, 'skipped', made.text);
    return true;
  }

  private standingOf(opId: string) {
    return this.core.standingOf(opId);
  }

  /** The id of a step: that of the last attempt, or of a new one where the last was withdrawn or given up. */
  private opIdOf(wish: Wish, step: number): string {
    const key = rowKey(this.empNo, wish);
    const device = this.core.snapshot().desk?.device ?? '';
    return opIdOfAttempt(
      (opId) => this.standingOf(opId),
      (attempt) => rowOpId(device, key, step, attempt),
    );
  }

  private opIds(wish: Wish, steps: readonly RowStep[]): string[] {
    // A base that is declared alone for somebody registered before is the row's second operation all the same.
    const first = wish.kind === 'register' && steps[0]?.matter === 'BASE_DECLARATION' ? 1 : 0;
    return steps.map((_, i) => this.opIdOf(wish, first + i));
  }

  private set(row: Row, state: RowState, text: string, faults: readonly Fault[] = []): void {
    row.view = { ...row.view, state, text, faults };
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
