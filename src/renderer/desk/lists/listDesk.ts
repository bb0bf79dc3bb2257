import { ulid } from 'ulid';
import type { Person } from '#shared/domain/person';
import { comparedNumber } from '#shared/duplicates/numbers';
import type { Trouble } from '#shared/host';
import { sha256Hex } from '#shared/json';
import { breakerOf, guardOf } from '#shared/lists/guard';
import { countItems } from '#shared/lists/item';
import { judgeList, type ListWorld } from '#shared/lists/judge';
import { listErrors } from '#shared/lists/listErrors';
import { readList } from '#shared/lists/listRow';
import {
  type ListChange,
  type ListLine,
  type ListOpen,
  PEOPLE_A_LINE,
  pastImports,
  SecondPerson,
} from '#shared/lists/record';
import { type ListSourceCode, listSource } from '#shared/lists/sources';
import { campaignYear } from '#shared/matters/forms/parts';
import { err, ok, type Result } from '#shared/result';
import type { Desktop } from '../../desktop';
import { answered } from '../answered';
import type { RunEnd } from '../batch/groupRun';
import { KeptLines } from '../keptLines';
import type { DeskCore } from '../startDesk';
import type { ListAsk, ListDesk, ListView } from './api';
import { ListRun } from './listRun';

interface Open {
  readonly ask: Pick<ListAsk, 'source' | 'period' | 'fileName'>;
  readonly fileHash: string;
  readonly guard: readonly string[];
  readonly rows: number;
  /** Of the import's lines; null until it begins to be carried out. */
  id: string | null;
  run: ListRun;
}

const NOT_READY: Trouble = { code: 'NOT_READY', text: '参保台还在打开，请稍候再试。' };
const BUSY: Trouble = { code: 'BUSY', text: '正在办理另一份名单，请等它办完，或先停止。' };
const NO_LIST: Trouble = { code: 'NO_LIST', text: '没有读入的名单。' };

/** The list at hand: read once, judged, previewed, carried out, its open rows written. */
export function listDesk(core: DeskCore, desktop: Desktop): ListDesk {
  const listeners = new Set<() => void>();
  const kept: ListLine[] = [];
  const lines = new KeptLines<ListLine>(
    {
      read: (after, limit) => desktop.call('lists/read', { after, limit }),
      put: (line) => desktop.call('lists/put', { line }),
    },
    (line) => void kept.push(line),
  );
  let open: Open | null = null;
  let view: ListView | null = null;

  const publish = (next: ListView | null): void => {
    view = next;
    for (const listener of listeners) listener();
  };
  const shown = ({ run }: Open) => ({ run: run.counts(), items: run.views(), errors: run.wrong().length });
  const change = (of: Open, part: Partial<ListView>): void => {
    if (open === of && view !== null) publish({ ...view, ...shown(of), ...part });
  };
  const endedAs = (end: RunEnd, whole: ListView['phase']): Partial<ListView> => ({
    phase: end.kind === 'end' ? whole : 'stopped',
    trouble: end.kind === 'trouble' ? { code: end.code, text: end.text } : null,
  });
  const putPeople = async <P>(people: readonly P[], lineOf: (some: P[]) => ListLine) => {
    for (let from = 0; from < people.length; from += PEOPLE_A_LINE) {
      const put = await lines.put([lineOf(people.slice(from, from + PEOPLE_A_LINE))]);
      if (!put.ok) return put;
    }
    return ok(undefined);
  };

  /** The import as it begins: what it is of, and what nobody could decide. */
  const begin = async (of: Open, second: SecondPerson | null): Promise<Result<void, Trouble>> => {
    const { clerk } = core.snapshot().desk ?? {};
    const id = ulid();
    const head = await lines.put([
      {
        type: 'import',
        id,
        ...of.ask,
        fileHash: of.fileHash,
        at: new Date().toISOString(),
        clerk: { id: clerk?.id ?? '', name: clerk?.name ?? '' },
        rows: of.rows,
        counts: { ...countItems(of.run.items) },
        guard: [...of.guard],
        second,
      },
    ]);
    if (!head.ok) return head;
    of.id = id;
    const undecided = of.run.views().filter(({ is }) => is === 'undecided' || is === 'unknown');
    return putPeople(
      undecided.map(
        ({ personId, name, text, place }): ListOpen => ({ personId, name, text: text.slice(0, 400), place }),
      ),
      (people) => ({ type: 'open', id, people }),
    );
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => view,
    async open({ source, period, fileName, data }) {
      if (view?.phase === 'accepting') return err(BUSY);
      const at = core.deciding();
      if (at === null) return err(NOT_READY);
      const before = await lines.read();
      if (!before.ok) return before;
      const grids = await answered(() => desktop.call('batch/read', { fileName, data }));
      if (!grids.ok) return grids;
      const read = readList(grids.value.sheets, source, at.day);
      if (!read.ok) return err({ code: 'NO_TABLE', text: read.error });
      const people = everybody(core);
      const world: ListWorld = {
        source,
        day: at.day,
        period,
        year: campaignYear(at.day),
        byNumber: numberIndex(people),
        everybody: () => people,
      };
      const items = judgeList(read.value.rows, world);
      const past = pastImports(kept).map(({ head }) => head);
      const villageName = (code: string) => core.view.village(code)?.name ?? code;
      const guard = guardOf({ tables: read.value.tables, items, past, villageName }, world);
      open?.run.stop();
      const of: Open = {
        ask: { source, period, fileName },
        fileHash: sha256Hex(data),
        guard,
        rows: read.value.rows.length,
        id: null,
        run: new ListRun(
          core,
          items,
          guard.length === 0,
          (changes) => noteChanges(of, changes),
          () => change(of, {}),
        ),
      };
      const noteChanges = (run: Open, changes: ListChange[]) =>
        putPeople(changes, (some) => ({ type: 'changes', id: run.id ?? '', people: some }));
      open = of;
      publish({
        source,
        period,
        fileName,
        phase: 'previewing',
        trouble: null,
        notices: grids.value.notices,
        counts: countItems(items),
        guard,
        breaker: breakerOf(guard.length === 0 ? items : [], people, havingOf(source)),
        ...shown(of),
      });
      void of.run.preview().then((end) => change(of, endedAs(end, 'ready')));
      return ok(undefined);
    },
    async accept({ reason, second }) {
      const of = open;
      if (of === null || view?.phase !== 'ready') return err(NO_LIST);
      const words = reason?.trim().slice(0, 500) ?? '';
      if (view.run.warned > 0 && words === '')
        return err({ code: 'REASON', text: '请写明有提示的仍然办理的理由。' });
      const checked = secondOf(second, core.snapshot().desk?.clerk ?? null);
      if (view.breaker.trips && !checked.ok) return checked;
      change(of, { phase: 'accepting', trouble: null });
      const begun = await begin(of, view.breaker.trips && checked.ok ? checked.value : null);
      if (!begun.ok) {
        change(of, { phase: 'ready', trouble: begun.error });
        return begun;
      }
      change(of, endedAs(await of.run.accept(words === '' ? null : words), 'done'));
      return ok(undefined);
    },
    stop: () => open?.run.stop(),
    close() {
      if (view?.phase === 'accepting') return;
      open?.run.stop();
      open = null;
      publish(null);
    },
    async saveErrors() {
      if (open === null || view === null) return err(NO_LIST);
      const { title } = listSource(view.source);
      const book = listErrors(open.run.wrong(), {
        title: `${title}（${view.period}，需要核实的行）`,
        note: `原文件：${view.fileName}　请与来源单位核实后改正，直接读入本文件即可；“错误列”“错误原因”两栏不用删。`,
      });
      if (book === null) return err({ code: 'NO_ERRORS', text: '没有需要核实的行。' });
      const stem = view.fileName.replace(/\.[^.]*$/, '').slice(0, 80);
      return answered(() => desktop.call('batch/saveErrors', { book, fileName: `${stem}-需核实.xlsx` }));
    },
    async past() {
      const read = await lines.read();
      return read.ok ? ok(pastImports(kept)) : read;
    },
  };
}

const everybody = ({ view }: DeskCore): Person[] =>
  view.villages().flatMap(({ id }) => view.personsOf(id, null));

/** People by certificate number; 15-digit ones as the 18 of the same person. */
function numberIndex(people: readonly Person[]): ListWorld['byNumber'] {
  const found = new Map<string, Person[]>();
  for (const person of people) {
    const key = comparedNumber(person.certNo)?.key;
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), person]);
  }
  return (certNo) => found.get(certNo) ?? [];
}

/** Who has what a list may take: an identity it answers for, or, of the dead, a resident relation. */
const havingOf = (source: ListSourceCode): ((person: Person) => boolean) => {
  const { identities } = listSource(source);
  return identities.length === 0
    ? ({ enrolments }) => enrolments.some(({ scheme, status }) => scheme === 'RES' && status === 'ACTIVE')
    : (person) => person.identities.some(({ type, until }) => until === null && identities.includes(type));
};

/** The second person who looked at a large change: somebody else than the clerk, with a reason. */
function secondOf(
  second: SecondPerson | null,
  clerk: { readonly id: string; readonly name: string } | null,
): Result<SecondPerson, Trouble> {
  const parsed = SecondPerson.safeParse(second);
  if (!parsed.success)
    return err({ code: 'SECOND', text: '变动较大，请第二个人核对后写明其工号、姓名和核对意见。' });
  const { workNo, name } = parsed.data;
  return workNo === clerk?.id || name === clerk?.name
    ? err({ code: 'SAME_CLERK', text: '核对人不能是经办人本人，请换一个人核对。' })
    : ok(parsed.data);
}
