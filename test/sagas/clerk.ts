import type { JournalEntry } from '#shared/domain/journalEntry';
import { type OpId, sagaOf } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import type { Desk, OperationView, SagaDraft } from '../../src/renderer/desk/api';
import type { Machine } from '../faults/world/machine';
import type { Run } from '../faults/world/run';
import type { WindowProcess } from '../faults/world/window';
import type { Families } from './families';

/** What the clerk does when the saga has broken, or with it while it waits. */
export type Mend =
  /** 恢复: what stands is taken back. */
  | 'take back'
  /** 改后重办: the failed step is done anew. */
  | 'do anew'
  /** The failed step is given up. */
  | 'give up'
  /** All of it is withdrawn before anything was sent. */
  | 'withdraw';

/** What she wants done, and how she deals with what becomes of it. */
export interface Wish {
  readonly draft: (desk: Desk, folk: Families) => SagaDraft;
  readonly mend: Mend;
}

/** Refusals of the desk itself: nothing begins, and to try again would change nothing. */
const DECIDED = ['REFUSE', 'INCOMPLETE', 'NEEDS_FACT', 'NEEDS_PARAM', 'NO_REVERSAL'];
/** A second clerk of the desk. */
const SECOND_CLERK = 'clerk-2';
const MOST_TRIES = 6;

/**
 * The clerk of one saga: at every moment she looks at what the window shows and does what is left to do. She outlives the
 * program: after a restart she does not know more than she was told and sees.
 */
export class SagaClerk {
  /** What she was told when something could not be done; then she leaves it as it stands. */
  readonly refusals: string[] = [];
  private tries = 0;
  private done = false;
  private seen = false;
  private at: { readonly window: WindowProcess; over: boolean } | null = null;

  constructor(
    private readonly run: Run,
    private readonly machine: Machine,
    private readonly folk: Families,
    private readonly wish: Wish,
  ) {}

  /** Nothing is left for her to do as things are. */
  get isIdle(): boolean {
    const busy = this.at !== null && !this.at.over && !this.at.window.life.dead;
    return !busy && this.done;
  }

  /** One look at the window. */
  look(): void {
    const { machine } = this;
    if (this.at !== null && !this.at.over && !this.at.window.life.dead) return;
    const window = machine.readyWindow();
    if (window === null) {
      this.done = false;
      const failed = machine.windows.find(({ desk }) => desk.snapshot().phase === 'failed');
      if (failed) {
        machine.killWindow(failed);
        machine.openWindow();
      }
      return;
    }
    const { desk } = window;
    const steps = desk.operations().filter(({ operation }) => sagaOf(operation) !== null);
    // What she saw as saved she does not enter again, though a desk put back to an earlier day does not show it yet.
    this.done = steps.length > 0 || this.refusals.length > 0;
    if (steps.length > 0) this.seen = true;
    else if (!this.seen && this.refusals.length === 0) this.accept(window);
    if (steps.length === 0) return;
    if (this.refusals.length > 0 || this.tries >= MOST_TRIES) return;
    this.mend(window, steps);
  }

  private mend(window: WindowProcess, steps: readonly OperationView[]): void {
    const { desk } = window;
    const { mend } = this.wish;
    if (mend === 'withdraw') {
      const waiting = steps.find(({ stateLabel }) => ['待上传', '等待前一笔'].includes(stateLabel));
      if (waiting) this.do(window, () => desk.withdraw(waiting.operation.opId, '本人改变主意'));
      return;
    }
    const [waits] = desk.reviews.queue();
    if (waits !== undefined) {
      // A second clerk sits down at the same desk.
      if (waits.mayNot === null) this.do(window, () => desk.reviews.accept(waits, '已核对'));
      else this.do(window, () => desk.reviews.signIn(SECOND_CLERK));
      return;
    }
    const broken = desk.sagas().find(({ state }) => state === 'broken');
    if (broken === undefined) return;
    // A reversal that the platform refused stands in her inbox: she has seen that it cannot be taken back.
    const hopeless = desk.inbox().find(({ operation }) => sagaOf(operation.operation) === null);
    if (hopeless !== undefined) {
      this.refusals.push('the reversal was refused');
      return;
    }
    if (mend === 'do anew') this.doAnew(window, broken.redoable);
    else if (mend === 'give up') {
      const failed = desk.inbox()[0]?.operation.operation.opId;
      if (failed !== undefined) this.do(window, () => desk.drop(failed, '本人不办了'));
    } else this.do(window, () => desk.compensate(broken.id, '后一步没有办成'));
  }

  private doAnew(window: WindowProcess, opId: OpId | null): void {
    const { desk } = window;
    const draft = opId === null ? null : desk.redo(opId);
    if (draft === null) {
      this.refusals.push('nothing to do anew');
      return;
    }
    this.do(window, async () => {
      const accepted = await desk.accept({ ...draft, warnReason: '本人到场确认' });
      if (accepted.ok) this.wasSaved([accepted.value.entry]);
      return accepted;
    });
  }

  /** F9: the form is stored, then accepted; a form that was stored before the end of the program comes back. */
  private accept(window: WindowProcess): void {
    const { desk } = window;
    const [kept] = desk.snapshot().sagaDrafts;
    const draft = kept ?? this.wish.draft(desk, this.folk);
    this.do(window, async () => {
      await desk.saveSagaDraft(draft);
      const answer = await desk.acceptSaga(draft);
      if (answer.ok) this.wasSaved(answer.value.map(({ entry }) => entry));
      return answer;
    });
  }

  /** 已保存 was shown. */
  private wasSaved(entries: readonly JournalEntry[]): void {
    const { saved } = this.run.witnessOf(this.machine);
    this.seen = true;
    for (const entry of entries)
      if (entry.content.type === 'operation') saved.set(entry.content.operation.opId, entry);
  }

  private do(window: WindowProcess, work: () => Promise<Result<unknown, Trouble>>): void {
    const at = { window, over: false };
    this.at = at;
    this.tries += 1;
    this.run.begin(
      work()
        .then((answer) => {
          if (answer.ok) return;
          this.run.sim.note(`${window.name}: ${answer.error.code}`);
          if (DECIDED.includes(answer.error.code) || this.tries >= MOST_TRIES)
            this.refusals.push(answer.error.text);
        })
        .finally(() => {
          at.over = true;
        }),
      window,
    );
  }
}
