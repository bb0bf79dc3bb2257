import type { Fault } from '#shared/batch/rowReader';
import { maskPhone } from '#shared/codes/masking';
import { fenToYuan } from '#shared/domain/money';
import type { NewDraft, OpId } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import type { BatchOutRow } from '#shared/rosterReturn/batchOut';
import { planReturn } from '#shared/rosterReturn/plan';
import type { Reconciled, ReturnRow } from '#shared/rosterReturn/reconcile';
import type { RecordedReturn } from '#shared/rosterReturn/recorded';
import { returnOpId } from '#shared/rosterReturn/returnKey';
import type { ReturnValues } from '#shared/rosterReturn/values';
import { madeBefore, opIdOfAttempt } from '../batch/attempts';
import { type GroupRow, GroupRun, type RunEnd } from '../batch/groupRun';
import { decideRow } from '../batch/rowDecision';
import type { DeskCore } from '../startDesk';
import type { ReturnViewRow } from './api';

const STOPPED = '已停止，没有回收；重新读入同一文件即可接着办。';

interface Row extends GroupRow {
  readonly read: ReturnRow;
  /** What is noted once it was taken back, with the value that loses: what was on file when it was decided. */
  record: RecordedReturn | null;
}

/** What a run writes: rows that were taken back together. */
export type NoteBack = (rows: RecordedReturn[]) => Promise<Result<void, Trouble>>;

/** The rows of a returned roster and the two passes over those that bring something. */
export class ReturnRun extends GroupRun<Row> {
  /** Every row of the file in its order, also those that bring nothing. */
  private readonly all: readonly Row[];

  constructor(
    core: DeskCore,
    readonly reconciled: Reconciled,
    private readonly note: NoteBack,
    onProgress: () => void,
  ) {
    const all = reconciled.rows.map(
      (read): Row => ({
        read,
        record: null,
        view: { state: read.state === 'changed' ? 'open' : 'skipped', text: read.text, faults: read.faults },
      }),
    );
    super(
      core,
      all.filter(({ read }) => read.state === 'changed'),
      onProgress,
      STOPPED,
    );
    this.all = all;
  }

  views(): ReturnViewRow[] {
    return this.all.map(({ read, view: { state, text, faults } }) => ({
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
    return this.all.flatMap(({ read, view: { state, text, faults } }) => {
      if (read.state === 'extra') return [{ read, faults: [{ column: null, text }] }];
      return read.state === 'illegible' || state === 'refused' ? [{ read, faults }] : [];
    });
  }

  /** Looks at every changed row as it would be taken back now. */
  preview(): Promise<RunEnd> {
    return this.each(this.rows, (row) => void this.decide(row, null));
  }

  protected override async keep(done: readonly Row[]): Promise<Result<void, Trouble>> {
    const noted = await this.note(done.flatMap(({ record }) => record ?? []));
    for (const row of done) {
      const accepted = row.view.state === 'accepted';
      if (noted.ok) this.set(row, 'accepted', accepted ? row.view.text : '已记下结果。');
      // The operation stands; read again, the row finds it and only the note is made.
      else if (!accepted) this.set(row, 'skipped', STOPPED);
    }
    return noted;
  }

  protected decide(row: Row, reason: string | null): readonly NewDraft[] | null {
    const at = this.core.deciding();
    const { desk } = this.core.snapshot();
    const { of, written } = row.read;
    if (at === null || desk === null || of === null) {
      this.set(row, 'refused', '', [{ column: null, text: '本机现在没有可用的资料，请同步后重新读入。' }]);
      return null;
    }
    const { view } = this.core;
    const { batch } = this.reconciled;
    const plan = planReturn(written.values, view.person(of.personId), { year: batch.year, day: at.day });
    if ('faults' in plan) {
      this.set(row, 'refused', '', plan.faults);
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
      this.set(row, 'skipped', inInbox.before.text);
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
      this.set(row, 'refused', '', decision.faults);
      return null;
    }
    const warns = decision.warnings.length > 0;
    this.set(row, warns ? 'warned' : 'ready', [row.read.text, plan.text, ...decision.warnings].join(''));
    row.record = this.recordOf(of, written.values, placeOf(row.read), opIds);
    return decision.drafts;
  }

  private recordOf(
    of: BatchOutRow,
    values: ReturnValues,
    place: string,
    opIds: readonly OpId[],
  ): RecordedReturn {
    const before = values.phone === null ? null : (this.core.view.person(of.personId)?.phone ?? null);
    return {
      code: of.code,
      personId: of.personId,
      values,
      phoneBefore: before === values.phone ? null : before,
      opIds: [...opIds],
      place: place.slice(0, 150),
    };
  }
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
