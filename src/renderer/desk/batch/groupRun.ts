import { type BatchCounts, countRows, type RowState } from '#shared/batch/counts';
import type { Fault } from '#shared/batch/rowReader';
import type { NewDraft, Operation } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { ok, type Result } from '#shared/result';
import { breathe } from '../../store/breathe';
import type { DeskCore } from '../startDesk';
import { acceptTogether } from './attempts';

/** Rows looked at before the window may paint and answer keys. */
const SLICE = 20;
/** Rows whose operations go to the journal together and share its fsync. */
const GROUP = 40;

/** Said of rows that a stop left: what was not done, and how to go on. */
const STOPPED = '已停止，没有受理；重新读入同一文件即可接着办。';

/** Where a row stands, and why. */
export interface RowStanding {
  readonly state: RowState;
  readonly text: string;
  readonly faults: readonly Fault[];
}
export interface GroupRow {
  view: RowStanding;
}

/** How a run ends: at its end, because the clerk stopped it, or because the journal takes nothing more. */
export type RunEnd =
  | { readonly kind: 'end' | 'stop' }
  | { readonly kind: 'trouble'; readonly code: string; readonly text: string };

/** Many rows that become operations: looked at in slices, accepted in groups that share a commit of the journal (BA15). */
export abstract class GroupRun<R extends GroupRow> {
  private stopping = false;

  constructor(
    protected readonly core: DeskCore,
    protected readonly rows: readonly R[],
    private readonly onProgress: () => void,
    private readonly stoppedText = STOPPED,
  ) {}

  /** Sets where a row stands now, and gives the operations it comes to; null where there are none. */
  protected abstract decide(row: R, reason: string | null): readonly NewDraft[] | null;

  /**
   * What is kept of rows besides operations: of those whose operations are in the journal now, and of those that come to none. A
   * trouble ends the run.
   */
  protected async keep(_done: readonly R[]): Promise<Result<void, Trouble>> {
    return ok(undefined);
  }

  counts(): BatchCounts {
    return countRows(this.rows.map(({ view }) => view.state));
  }
  stop(): void {
    this.stopping = true;
  }

  /** Looks at rows one after another, with pauses in which the window lives. */
  protected async each(rows: readonly R[], look: (row: R) => void): Promise<RunEnd> {
    for (const [i, row] of rows.entries()) {
      if (i > 0 && i % SLICE === 0) {
        this.onProgress();
        await breathe();
        if (this.stopping) return this.ended();
      }
      look(row);
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
      if (['open', 'ready', 'warned'].includes(row.view.state)) this.set(row, 'skipped', this.stoppedText);
  }

  private async acceptGroup(group: readonly R[], reason: string | null): Promise<RunEnd | null> {
    const { journal } = this.core.parts() ?? {};
    if (!journal) return { kind: 'trouble', code: 'NOT_READY', text: '参保台还在打开，请稍候再试。' };
    const asked = group.flatMap((row) => {
      const drafts = this.decide(row, reason);
      if (drafts === null) return [];
      if (row.view.state !== 'warned' || reason !== null) return [{ row, drafts }];
      // It did not warn in the preview, so nobody gave a reason for it.
      this.set(row, 'skipped', `资料有变化，现在有新的提示：${row.view.text}请重新读入后再办。`);
      return [];
    });
    let end: RunEnd | null = null;
    const made: Operation[] = [];
    const done = asked.filter(({ drafts }) => drafts.length === 0).map(({ row }) => row);
    const withWork = asked.filter(({ drafts }) => drafts.length > 0);
    for (const answer of await acceptTogether(journal, withWork, { stopped: this.stoppedText })) {
      made.push(...answer.made);
      if (answer.state === 'accepted') done.push(answer.row);
      if (answer.trouble !== null) end ??= { kind: 'trouble', ...answer.trouble };
      this.set(answer.row, answer.state, answer.text);
    }
    this.core.journalGrewBy(made);
    const kept = done.length === 0 ? ok(undefined) : await this.keep(done);
    return end ?? (kept.ok ? null : { kind: 'trouble', ...kept.error });
  }

  protected set(row: R, state: RowState, text: string, faults: readonly Fault[] = []): void {
    row.view = { ...row.view, state, text, faults };
  }
}
