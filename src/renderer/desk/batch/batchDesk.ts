import { errorBookOf } from '#shared/batch/errorBook';
import { LAYOUTS } from '#shared/batch/layouts';
import { type ReadSheet, readSheets } from '#shared/batch/sheet';
import type { Unit } from '#shared/domain/unit';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { Desktop } from '../../desktop';
import type { DeskCore } from '../startDesk';
import type { BatchDesk, BatchView } from './api';
import { BatchRun } from './batchRun';
import type { RunEnd } from './groupRun';

type Answered = <T>(ask: () => Promise<Result<T, Trouble>>) => Promise<Result<T, Trouble>>;

interface Open {
  readonly empNo: string;
  readonly fileName: string;
  readonly sheets: readonly ReadSheet[];
  /** What is to be told of the file itself. */
  readonly notices: readonly string[];
  run: BatchRun;
}

/** The workbook at hand: read once, previewed, accepted, its errors written. */
export function batchDesk(core: DeskCore, desktop: Desktop, answered: Answered): BatchDesk {
  const listeners = new Set<() => void>();
  let open: Open | null = null;
  let view: BatchView | null = null;

  const publish = (next: BatchView | null): void => {
    view = next;
    for (const listener of listeners) listener();
  };
  const change = (of: Open, part: Partial<BatchView>): void => {
    // A file that was let go says nothing any more.
    if (open !== of || view === null) return;
    publish({ ...view, counts: of.run.counts(), rows: of.run.views(), ...part });
  };
  const endedAs = (end: RunEnd, whole: BatchView['phase']): Partial<BatchView> => ({
    phase: end.kind === 'end' ? whole : 'stopped',
    trouble: end.kind === 'trouble' ? { code: end.code, text: end.text } : null,
  });

  const begin = async (of: Open, sheet: ReadSheet, unit: Unit): Promise<void> => {
    open?.run.stop();
    const run: BatchRun = new BatchRun(core, sheet, of.empNo, () => change(of, {}));
    of.run = run;
    open = of;
    publish({
      empNo: of.empNo,
      unitName: unit.name,
      fileName: of.fileName,
      sheet: sheet.name,
      layout: LAYOUTS[sheet.layout].title,
      headingRow: sheet.headingRow,
      otherSheets: of.sheets.filter((one) => one !== sheet).map(({ name }) => name),
      unused: sheet.unused,
      notes: sheet.notes,
      notice: [otherUnit(sheet.above, unit), ...of.notices].filter((word) => word !== null).join('') || null,
      phase: 'previewing',
      trouble: null,
      counts: run.counts(),
      rows: run.views(),
    });
    const end = await run.preview();
    if (of.run === run) change(of, endedAs(end, 'ready'));
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => view,
    async open({ empNo, fileName, data }) {
      if (view?.phase === 'accepting') return err(BUSY);
      const unit = core.view.unit(empNo);
      if (unit === null) return err({ code: 'NO_UNIT', text: '本机没有这个单位的资料，请先选择单位。' });
      const read = await answered(() => desktop.call('batch/read', { fileName, data }));
      if (!read.ok) return read;
      const sheets = readSheets(read.value.sheets);
      if (!sheets.ok) return err({ code: 'NO_TABLE', text: sheets.error });
      const own = sheets.value.filter(({ layout }) => layout !== 'ROSTER');
      const [first] = own;
      if (first === undefined)
        return err({ code: 'NO_TABLE', text: '这是入户花名册，不是单位的表。请到“回收花名册”读入。' });
      const run = new BatchRun(core, first, unit.id, () => undefined);
      void begin({ empNo: unit.id, fileName, sheets: own, notices: read.value.notices, run }, first, unit);
      return ok(undefined);
    },
    async choose(name) {
      const unit = open && core.view.unit(open.empNo);
      const sheet = open?.sheets.find((one) => one.name === name);
      if (!open || !unit || !sheet || view?.phase === 'accepting') return;
      await begin({ ...open }, sheet, unit);
    },
    async accept(reason) {
      const of = open;
      if (of === null || view?.phase !== 'ready') return;
      const words = reason?.trim().slice(0, 500) ?? '';
      if (view.counts.warned > 0 && words === '') return;
      change(of, { phase: 'accepting', trouble: null });
      const end = await of.run.accept(words === '' ? null : words);
      change(of, endedAs(end, 'done'));
    },
    stop: () => open?.run.stop(),
    close() {
      if (view?.phase === 'accepting') return;
      open?.run.stop();
      open = null;
      publish(null);
    },
    async saveErrors() {
      if (open === null || view === null) return err({ code: 'NO_BATCH', text: '没有读入的文件。' });
      const { run, fileName } = open;
      const stem = fileName.replace(/\.[^.]*$/, '').slice(0, 80);
      const book = errorBookOf(run.sheet, run.refused(), {
        title: `${view.layout}（没有受理的行）`,
        note: `${view.unitName}　原文件：${fileName}　共 ${run.refused().length} 行。请改正标红的单元格后存盘，直接读入本文件；“错误列”“错误原因”两栏不用删。`,
      });
      return answered(() => desktop.call('batch/saveErrors', { book, fileName: `${stem}-错误行.xlsx` }));
    },
  };
}

const BUSY: Trouble = { code: 'BUSY', text: '正在受理另一个文件，请等它办完，或先停止。' };

/** A warning where the table names another unit than the one it is read for. */
function otherUnit(above: string, unit: Unit): string | null {
  const named = /单位(?:名称)?[:：]\s*(\S{2,60})/u.exec(above)?.[1];
  if (named === undefined || named === unit.name || above.includes(unit.name)) return null;
  if (unit.uscc !== null && above.includes(unit.uscc)) return null;
  return `表上写的单位是“${named}”，而读入的单位是${unit.name}，请核对是不是这个单位的表。`;
}
