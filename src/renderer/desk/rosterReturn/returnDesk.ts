import { type ReadSheet, readSheet } from '#shared/batch/sheet';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { bookFileName, type RosterBook } from '#shared/rosterBook';
import type { BatchOut } from '#shared/rosterReturn/batchOut';
import { reconcile } from '#shared/rosterReturn/reconcile';
import {
  linesOfBatch,
  type RecordedReturn,
  ReturnBook,
  type ReturnLine,
} from '#shared/rosterReturn/recorded';
import { returnErrors } from '#shared/rosterReturn/returnErrors';
import { typedSheet } from '#shared/rosterReturn/typed';
import { whichBatch } from '#shared/rosterReturn/whichBatch';
import type { Desktop } from '../../desktop';
import { answered } from '../answered';
import type { RunEnd } from '../batch/groupRun';
import type { CampaignDesk } from '../campaign/api';
import { KeptLines } from '../keptLines';
import type { DeskCore } from '../startDesk';
import type { ReturnView, RosterReturnDesk } from './api';
import { batchOutOf, batchOutOfList, dispatchBook } from './dispatchBook';
import { tellCampaign } from './doorWords';
import { type NoteBack, ReturnRun } from './returnRun';

interface Open {
  readonly fileName: string;
  run: ReturnRun;
}

interface Sheets {
  readonly batch: BatchOut;
  readonly sheets: readonly ReadSheet[];
}

const BUSY: Trouble = { code: 'BUSY', text: '正在回收另一份花名册，请等它办完，或先停止。' };

/** The roster at hand: read once, held against its batch, previewed, taken back, its errors written. */
export function returnDesk(core: DeskCore, desktop: Desktop, campaign: CampaignDesk): RosterReturnDesk {
  const listeners = new Set<() => void>();
  const kept = new ReturnBook();
  const lines = new KeptLines<ReturnLine>(
    {
      read: (after, limit) => desktop.call('returns/read', { after, limit }),
      put: (line) => desktop.call('returns/put', { line }),
    },
    (line) => kept.add(line),
  );
  let open: Open | null = null;
  let view: ReturnView | null = null;

  const publish = (next: ReturnView | null): void => {
    view = next;
    for (const listener of listeners) listener();
  };
  const shown = ({ run }: Open) => ({ run: run.counts(), rows: run.views(), errors: run.wrong().length });
  const change = (of: Open, part: Partial<ReturnView>): void => {
    // A file that was let go says nothing any more.
    if (open !== of || view === null) return;
    publish({ ...view, ...shown(of), ...part });
  };
  const endedAs = (end: RunEnd, whole: ReturnView['phase']): Partial<ReturnView> => ({
    phase: end.kind === 'end' ? whole : 'stopped',
    trouble: end.kind === 'trouble' ? { code: end.code, text: end.text } : null,
  });

  /** Noted before it leaves: paper that is out and that nobody knows of could not be taken back. */
  const noteOut = (book: RosterBook): Promise<Result<void, Trouble>> =>
    lines.put(linesOfBatch(batchOutOf(book, (id) => core.view.person(id)?.certNo ?? null)));
  const listOf = (batchId: string) =>
    campaign.batches().find((list) => list.batch.id === batchId)?.batch ?? null;
  const note = (batchId: string, fileName: string, rows: RecordedReturn[]): Promise<Result<void, Trouble>> =>
    lines.put([
      {
        type: 'back',
        batchId,
        fileName,
        at: new Date().toISOString(),
        clerk: core.snapshot().desk?.clerk.id ?? '',
        rows,
      },
    ]);
  const noteBack = async (batchId: string, fileName: string, rows: RecordedReturn[]) => {
    // The campaign first: said twice does no harm, and a row that is noted is not looked at again.
    const told = await tellCampaign(campaign, batchId, rows);
    return told.ok ? note(batchId, fileName, rows) : told;
  };

  /** Previews sheets against the batch they are of; what was open before is let go. */
  const preview = (
    fileName: string,
    { batch, sheets }: Sheets,
    notices: readonly string[],
    note: NoteBack,
  ): void => {
    const reconciled = reconcile(batch, sheets, kept.last(batch.batchId));
    open?.run.stop();
    const of: Open = { fileName, run: new ReturnRun(core, reconciled, note, () => change(of, {})) };
    open = of;
    publish({
      fileName,
      batchNo: listOf(batch.batchId)?.no ?? batch.batchId,
      year: batch.year,
      villageName: core.view.village(batch.villageCode)?.name ?? batch.villageCode,
      phase: 'previewing',
      trouble: null,
      notices,
      counts: reconciled.counts,
      missing: reconciled.missing,
      ...shown(of),
    });
    void of.run.preview().then((end) => change(of, endedAs(end, 'ready')));
  };

  return {
    book(dispatched, options) {
      const at = core.deciding();
      if (!at) throw new Error('a book is asked for before there is a mirror');
      return dispatchBook(core.view, at, core.snapshot().desk?.clerk.name ?? '', dispatched, options);
    },
    noteOut,
    async saveHouseholds(book, progress) {
      const noted = await noteOut(book);
      if (!noted.ok) return noted;
      const off = desktop.on('roster/progress', ({ done, total }) => progress(done, total));
      try {
        const folderName = `${bookFileName(book)}-每户一份`;
        return await answered(() => desktop.call('roster/saveHouseholds', { book, folderName }));
      } finally {
        off();
      }
    },
    async saveBook(book) {
      const noted = await noteOut(book);
      if (!noted.ok) return noted;
      const fileName = `${bookFileName(book)}.xlsx`;
      return answered(() => desktop.call('roster/saveBook', { book, fileName }));
    },
    async batches() {
      const read = await lines.read();
      return read.ok ? ok(kept.batches()) : read;
    },
    history: (batchId, code) => kept.history(batchId, code),

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => view,
    async open({ fileName, data }): Promise<Result<void, Trouble>> {
      if (view?.phase === 'accepting') return err(BUSY);
      const known = await lines.read();
      if (!known.ok) return known;
      const read = await answered(() => desktop.call('batch/read', { fileName, data }));
      if (!read.ok) return read;
      const found = whichBatch(read.value.sheets, kept.batches());
      if (!found.ok) return err({ code: 'NO_ROSTER', text: found.error });
      const { batchId } = found.value.batch;
      preview(fileName, found.value, read.value.notices, (rows) => noteBack(batchId, fileName, rows));
      return ok(undefined);
    },
    async openTyped(batchId) {
      if (view?.phase === 'accepting') return err(BUSY);
      const known = await lines.read();
      if (!known.ok) return known;
      const batch = listOf(batchId);
      if (batch === null) return err({ code: 'NO_BATCH', text: '本机没有这一批。' });
      const listed = campaign.listed(batchId);
      const typed = listed.flatMap(({ code, word }) =>
        word?.way === 'typed' ? [[code, word] as const] : [],
      );
      if (typed.length === 0) return err({ code: 'NO_WORDS', text: '这一批还没有手工录入的结果。' });
      const out = batchOutOfList(batch, listed);
      const read = readSheet(typedSheet(out, new Map(typed)));
      if (!read.ok) throw new Error(read.error);
      const fileName = `手工录入（第 ${batch.no} 批）`;
      // The campaign knows already what was typed into it.
      preview(fileName, { batch: out, sheets: [read.value] }, [], (rows) => note(batchId, fileName, rows));
      return ok(undefined);
    },
    async accept(reason) {
      const of = open;
      if (of === null || view?.phase !== 'ready') return;
      const words = reason?.trim().slice(0, 500) ?? '';
      if (view.run.warned > 0 && words === '') return;
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
      if (open === null || view === null) return err({ code: 'NO_ROSTER', text: '没有读入的花名册。' });
      const stem = open.fileName.replace(/\.[^.]*$/, '').slice(0, 80);
      const book = returnErrors(open.run.wrong(), {
        title: `${view.villageName}${view.year}年度入户花名册（没有回收的行）`,
        note: `原文件：${open.fileName}　请改正标红的单元格后存盘，直接读入本文件；“错误列”“错误原因”两栏不用删。多出的人请到窗口登记，从本表删去。`,
      });
      return answered(() =>
        desktop.call('batch/saveErrors', { book, fileName: `${stem}-没有回收的行.xlsx` }),
      );
    },
  };
}
