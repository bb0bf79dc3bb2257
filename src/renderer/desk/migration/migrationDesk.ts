import { normaliseNumber } from '#shared/codes/normalise';
import type { Household } from '#shared/domain/household';
import type { Trouble } from '#shared/host';
import { BOOK_NAMES } from '#shared/migration/books';
import type { MigrationClass } from '#shared/migration/classes';
import type { Employee } from '#shared/migration/employees';
import type { MigrationPerson } from '#shared/migration/person';
import { err, ok } from '#shared/result';
import type { Desktop } from '../../desktop';
import { breathe } from '../../store/breathe';
import { answered } from '../answered';
import type { RunEnd } from '../batch/groupRun';
import type { DeskCore } from '../startDesk';
import type { View } from '../view';
import type { MigrationDesk, MigrationView } from './api';
import { MigrationRun } from './migrationRun';

const NOT_READY: Trouble = { code: 'NOT_READY', text: '参保台还在打开，请稍候再试。' };
const BUSY: Trouble = { code: 'BUSY', text: '正在登记，请等它办完，或先停止。' };

/** Whom this desk knows as insured employees, with the unit. */
function insuredOf(view: View): Employee[] {
  return view.villages().flatMap(({ id }) =>
    view.personsOf(id, null).flatMap((person): Employee[] => {
      const relation = person.enrolments.find(
        ({ scheme, status }) => scheme === 'EMP' && status === 'ACTIVE',
      );
      const certNo = normaliseNumber(person.certNo ?? '').slice(0, 30);
      if (relation === undefined || certNo === '') return [];
      const unit = view.unit(relation.empNo)?.name ?? relation.empNo;
      return [{ certNo, unit: unit.slice(0, 200), since: relation.from, source: 'desk' }];
    }),
  );
}

/** The household on file of each family of which members are confirmed in exactly one. */
function homesOf(people: readonly MigrationPerson[], view: View): Map<string, Household> {
  const found = new Map<string, Set<string>>();
  for (const { household, certNo } of people) {
    if (certNo === '') continue;
    for (const id of view.sameNumber(certNo, '')) {
      const person = view.confirmed(id);
      if (person === null) continue;
      const there = found.get(household) ?? new Set<string>();
      found.set(household, there.add(person.householdId));
    }
  }
  return new Map(
    [...found].flatMap(([family, ids]): [string, Household][] => {
      const [only, ...others] = ids;
      const household = only === undefined || others.length > 0 ? null : view.household(only);
      return household === null ? [] : [[family, household]];
    }),
  );
}

/** The old records at hand: compared once, looked through by class, registered by village or as a whole. */
export function migrationDesk(core: DeskCore, desktop: Desktop): MigrationDesk {
  const listeners = new Set<() => void>();
  let view: MigrationView | null = null;
  let people: MigrationPerson[] = [];
  let run: MigrationRun | null = null;
  /** Rises with every reading; what belongs to an earlier one says nothing any more. */
  let reading = 0;

  const publish = (next: MigrationView | null): void => {
    view = next;
    for (const listener of listeners) listener();
  };
  const change = (part: Partial<MigrationView>): void => {
    if (view !== null) publish({ ...view, ...part });
  };
  const busy = (): boolean => view?.phase === 'accepting' || view?.phase === 'previewing';
  const ended = (end: RunEnd, whole: MigrationView['phase'], of: MigrationRun): void => {
    if (run !== of) return;
    change({
      phase: end.kind === 'end' ? whole : 'stopped',
      trouble: end.kind === 'trouble' ? { code: end.code, text: end.text } : null,
      counts: of.counts(),
      rows: of.views(),
    });
  };

  /** Brings the people over, page by page, so that the window goes on answering. */
  const load = async (pages: number, mine: number): Promise<void> => {
    for (let page = 0; page < pages; page += 1) {
      const told = await answered(() => desktop.call('migration/page', { page }));
      if (reading !== mine) return;
      if (!told.ok) {
        change({ phase: 'stopped', trouble: told.error });
        return;
      }
      people.push(...told.value.people);
      change({ loaded: people.length });
      await breathe();
    }
    change({ phase: 'compared' });
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => view,
    async open({ households, police, employees }) {
      if (busy()) return err(BUSY);
      const { day } = core.snapshot();
      if (core.deciding() === null) return err(NOT_READY);
      reading += 1;
      const mine = reading;
      const told = await answered(() =>
        desktop.call('migration/read', {
          households,
          police,
          employees,
          on: day,
          insured: insuredOf(core.view),
        }),
      );
      if (reading !== mine) return ok(undefined);
      if (!told.ok) return told;
      people = [];
      run = null;
      publish({
        files: [households, police, ...(employees === null ? [] : [employees])].map(
          ({ fileName }) => fileName,
        ),
        report: told.value.report,
        loaded: 0,
        phase: 'loading',
        trouble: null,
        counts: null,
        rows: [],
      });
      void load(told.value.pages, mine);
      return ok(undefined);
    },
    people: (code: MigrationClass) => people.filter((person) => person.class === code),
    save: (book) =>
      answered(() =>
        desktop.call('migration/save', {
          book,
          fileName: `${BOOK_NAMES[book]}-${view?.report.on ?? ''}.xlsx`,
        }),
      ),
    async preview({ village, outsideWindowReason }) {
      if (view === null || view.phase === 'loading' || busy()) return;
      const wanted = people.filter(
        (person) => person.registration !== null && (village === null || person.village === village),
      );
      const next: MigrationRun = new MigrationRun(
        core,
        wanted,
        homesOf(people, core.view),
        { outsideWindowReason },
        () => {
          if (run === next) change({ counts: next.counts() });
        },
      );
      run = next;
      change({ phase: 'previewing', trouble: null, counts: next.counts(), rows: [] });
      ended(await next.preview(), 'ready', next);
    },
    async accept(reason) {
      const of = run;
      if (of === null || view?.phase !== 'ready') return;
      const words = reason?.trim().slice(0, 500) ?? '';
      if ((view.counts?.warned ?? 0) > 0 && words === '') return;
      change({ phase: 'accepting', trouble: null });
      ended(await of.accept(words === '' ? null : words), 'done', of);
    },
    stop: () => run?.stop(),
    close() {
      if (busy()) return;
      reading += 1;
      people = [];
      run = null;
      publish(null);
      void desktop.call('migration/forget', {}).catch(() => undefined);
    },
  };
}
