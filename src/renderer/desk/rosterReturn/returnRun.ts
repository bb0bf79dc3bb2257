import { type BatchCounts, countRows, type RowState } from '#shared/batch/counts';
import type { Fault } from '#shared/batch/rowReader';
import { maskPhone } from '#shared/codes/masking';
import { fenToYuan } from '#shared/domain/money';
import type { NewDraft, Operation, OpId } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import { planReturn } from '#shared/rosterReturn/plan';
import type { Reconciled, ReturnRow } from '#shared/rosterReturn/reconcile';
import { MOST_BACK, type RecordedReturn } from '#shared/rosterReturn/recorded';
import { returnOpId } from '#shared/rosterReturn/returnKey';
import type { ReturnValues } from '#shared/rosterReturn/values';
import { breathe } from '../../store/breathe';
import { acceptTogether, madeBefore, opIdOfAttempt } from '../batch/attempts';
import { decideRow } from '../batch/rowDecision';
import type { DeskCore } from '../startDesk';
import type { ReturnViewRow } from './api';

/** Rows looked at before the window may paint and answer keys. */
const SLICE = 20;
/** Rows whose operations go to the journal together and share its fsync, and are then noted in one line. */
const GROUP = Math.min(40, MOST_BACK);

const STOPPED = '已停止，没有回收；重新读入同一文件即可接着办。';

interface Row {
  readonly read: ReturnRow;
  state: RowState;
  text: string;
  faults: readonly Fault[];
}

/** A row's operations that are still to be made; none where only the outcome is kept. */
interface Ready {
  readonly row: Row;
  readonly drafts: readonly NewDraft[];
  readonly opIds: readonly OpId[];
}

/** How a run ends: at its end, because the clerk stopped it, or because the disk takes nothing more. */
export type ReturnEnd = { readonly kind: 'end' | 'stop' } | ({ readonly kind: 'trouble' } & Trouble);

/** What a run writes: rows that were taken back together. */
export type NoteBack = (rows: RecordedReturn[]) => Promise<Result<void, Trouble>>;

/** The rows of a returned roster and the two passes over those that bring something. */
export class ReturnRun {
  private readonly rows: Row[];
  private stopping = false;

  constructor(
    private readonly core: DeskCore,
    readonly reconciled: Reconciled,
    private readonly note: NoteBack,
    private readonly onProgress: () => void,
  ) {
    this.rows = reconciled.rows.map((read) => ({
      read,
      state: read.state === 'changed' ? 'open' : 'skipped',
      text: read.text,
      faults: read.faults,
    }));
  }

  counts(): BatchCounts {
    return countRows(this.changed().map(({ state }) => state));
  }
  views(): ReturnViewRow[] {
    return this.rows.map(({ read, state, text, faults }) => ({
      place: placeOf(read),
      code: read.of?.code ?? read.written.code,
      name: read.of?.name ?? read.written.name,
      is: read.state,
      state,
      what: valuesInWords(read.written.values),
      text: faults.length > 0 ? faults.map((fault) => fault.text).join('') : text,
    }));
  }
  /** Rows that are not taken as they are. */
  wrong(): { read: ReturnRow; faults: readonly Fault[] }[] {
    return this.rows.flatMap(({ read, state, text, faults }) => {
      if (read.state === 'extra') return [{ read, faults: [{ column: null, text }] }];
      return read.state === 'illegible' || state === 'refused' ? [{ read, faults }] : [];
    });
  }
  stop(): void {
    this.stopping = true;
  }

  /** Looks at every changed row as it would be taken back now. */
  async preview(): Promise<ReturnEnd> {
    for (const [i, row] of this.changed().entries()) {
      if (i > 0 && i % SLICE === 0) {
        this.onProgress();
        await breathe();
        if (this.stopping) break;
      }
      this.decide(row, null);
    }
    return { kind: this.stopping ? 'stop' : 'end' };
  }

  /** Takes rows back in order; each is decided anew, for the records may have moved on since the preview. */
  async accept(reason: string | null): Promise<ReturnEnd> {
    this.stopping = false;
    const wanted = this.changed().filter(({ state }) => state === 'ready' || state === 'warned');
    let end: ReturnEnd | null = null;
    for (let from = 0; from < wanted.length && end === null && !this.stopping; from += GROUP) {
      end = await this.acceptGroup(wanted.slice(from, from + GROUP), reason);
      this.onProgress();
      await breathe();
    }
    for (const row of this.changed())
      if (['open', 'ready', 'warned'].includes(row.state)) set(row, 'skipped', STOPPED);
    return end ?? { kind: this.stopping ? 'stop' : 'end' };
  }

  private changed(): Row[] {
    return this.rows.filter(({ read }) => read.state === 'changed');
  }

  private async acceptGroup(group: readonly Row[], reason: string | null): Promise<ReturnEnd | null> {
    const { journal } = this.core.parts() ?? {};
    if (!journal) return { kind: 'trouble', code: 'NOT_READY', text: '参保台还在打开，请稍候再试。' };
    const asked = group.flatMap((row): Ready[] => {
      const ready = this.decide(row, reason);
      if (ready === null) return [];
      if (row.state !== 'warned' || reason !== null) return [ready];
      // It did not warn in the preview, so nobody gave a reason for it.
      set(row, 'skipped', `资料有变化，现在有新的提示：${row.text}请重新读入后再办。`);
      return [];
    });
    // What is on file now is the value that loses; it is written down before anything replaces it.
    const records = new Map(asked.map((one) => [one.row, this.recordOf(one)]));
    const withWork = asked.filter(({ drafts }) => drafts.length > 0);
    const back = asked.filter(({ drafts }) => drafts.length === 0).map(({ row }) => row);
    const made: Operation[] = [];
    let end: ReturnEnd | null = null;
    for (const answer of await acceptTogether(journal, withWork, { stopped: STOPPED })) {
      made.push(...answer.made);
      const { row, trouble } = answer;
      if (answer.state === 'accepted') back.push(row);
      if (trouble !== null) end ??= { kind: 'trouble', ...trouble };
      set(row, answer.state, answer.text);
    }
    this.core.journalGrewBy(made);
    if (back.length === 0) return end;
    const noted = await this.note(back.flatMap((row) => records.get(row) ?? []));
    for (const row of back) {
      if (noted.ok) set(row, 'accepted', row.state === 'accepted' ? row.text : '已记下结果。');
      // The operation stands; read again, the row finds it and only the note is made.
      else if (row.state !== 'accepted') set(row, 'skipped', STOPPED);
    }
    return end ?? (noted.ok ? null : { kind: 'trouble', ...noted.error });
  }

  /** Sets where a row stands now, and gives what is to be made of it; null where nothing is. */
  private decide(row: Row, reason: string | null): Ready | null {
    const at = this.core.deciding();
    const { desk } = this.core.snapshot();
    const { of, written } = row.read;
    if (at === null || desk === null || of === null) {
      set(row, 'refused', '', [{ column: null, text: '本机现在没有可用的资料，请同步后重新读入。' }]);
      return null;
    }
    const { view } = this.core;
    const { batch } = this.reconciled;
    const plan = planReturn(written.values, view.person(of.personId), { year: batch.year, day: at.day });
    if ('faults' in plan) {
      set(row, 'refused', '', plan.faults);
      return null;
    }
    const key = { batchId: batch.batchId, code: of.code, values: written.values };
    const steps = plan.steps.map((step) => {
      const opId = opIdOfAttempt(this.core.standingOf, (attempt) =>
        returnOpId(desk.device ?? '', key, step.matter, attempt),
      );
      return { step, opId, before: madeBefore(this.core.standingOf(opId)) };
    });
    const inInbox = steps.find(({ before }) => before?.stands === false);
    if (inInbox?.before) {
      set(row, 'skipped', inInbox.before.text);
      return null;
    }
    const open = steps.filter(({ before }) => before === null);
    const opIds = steps.map(({ opId }) => opId);
    const decision = decideRow(
      open.map(({ step }) => step),
      open.map(({ opId }) => opId),
      view,
      { at, clerk: desk.clerk.id, reason },
    );
    if ('faults' in decision) {
      set(row, 'refused', '', decision.faults);
      return null;
    }
    const warns = decision.warnings.length > 0;
    set(row, warns ? 'warned' : 'ready', [row.read.text, plan.text, ...decision.warnings].join(''));
    return { row, drafts: decision.drafts, opIds };
  }

  private recordOf({ row, opIds }: Ready): RecordedReturn[] {
    const { of, written } = row.read;
    if (of === null) return [];
    const { values } = written;
    const before = values.phone === null ? null : (this.core.view.person(of.personId)?.phone ?? null);
    return [
      {
        code: of.code,
        personId: of.personId,
        values,
        phoneBefore: before === values.phone ? null : before,
        opIds: [...opIds],
        place: placeOf(row.read).slice(0, 150),
      },
    ];
  }
}

function set(row: Row, state: RowState, text: string, faults: readonly Fault[] = []): void {
  row.state = state;
  row.text = text;
  row.faults = faults;
}

const placeOf = ({ written }: ReturnRow): string => `${written.sheet.name} 第 ${written.data.row} 行`;

/** What was filled in, as it is read out. */
const valuesInWords = ({ outcome, paidFen, on, phone, why }: ReturnValues): string =>
  [
    outcome,
    paidFen === null ? null : `${fenToYuan(paidFen)} 元`,
    on,
    phone === null ? null : `新电话 ${maskPhone(phone)}`,
    why,
  ]
    .filter((part) => part !== null)
    .join('，');
