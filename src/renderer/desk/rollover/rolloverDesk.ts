import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { dryRunBook } from '#shared/rollover/dryRunBook';
import { type RolloverLine, rolledTo } from '#shared/rollover/record';
import { countRolled, type RolledPerson, type RolloverCount, rolledPerson } from '#shared/rollover/rollover';
import { type YearAhead, yearAhead } from '#shared/rollover/yearAhead';
import type { Desktop } from '../../desktop';
import { breathe } from '../../store/breathe';
import { answered } from '../answered';
import type { CampaignDesk } from '../campaign/api';
import { KeptLines } from '../keptLines';
import type { DeskCore } from '../startDesk';

/** A dry run as far as it has come. */
export interface RolloverView {
  readonly to: number;
  readonly phase: 'counting' | 'counted' | 'stopped';
  readonly done: number;
  readonly total: number;
  readonly people: readonly RolledPerson[];
  readonly count: RolloverCount;
  /** What the rule book says of both years. */
  readonly years: readonly [YearAhead, YearAhead];
}

/** 年度结转: what the next insured year changes for everybody, looked at first; then last year is read only in the campaign. */
export interface RolloverDesk {
  /** For `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void;
  snapshot(): RolloverView | null;
  /** Looks at everybody, village by village; nothing is changed by it. */
  dryRun(to: number): Promise<Result<void, Trouble>>;
  stop(): void;
  /** Writes the dry run where the clerk says. */
  save(office: string): Promise<Result<{ path: string | null }, Trouble>>;
  /** Why it cannot be carried out now, in words; empty: it can. */
  hindrances(): readonly string[];
  carryOut(): Promise<Result<void, Trouble>>;
  /** Turns of the year of this desk, the last first. */
  past(): Promise<Result<readonly RolloverLine[], Trouble>>;
}

/** Which years are closed, asked by the campaign. */
export interface ClosedYears {
  /** The trouble says why a year can only be looked at; null: it is open. */
  closed(year: number): Promise<Trouble | null>;
}

const NOT_READY: Trouble = { code: 'NOT_READY', text: '参保台还在打开，请稍候再试。' };

export function rolloverLines(
  desktop: Desktop,
): { lines: KeptLines<RolloverLine>; kept: RolloverLine[] } & ClosedYears {
  const kept: RolloverLine[] = [];
  const lines = new KeptLines<RolloverLine>(
    {
      read: (after, limit) => desktop.call('rollover/read', { after, limit }),
      put: (line) => desktop.call('rollover/put', { line }),
    },
    (line) => void kept.push(line),
  );
  return {
    lines,
    kept,
    async closed(year) {
      const read = await lines.read();
      if (!read.ok) return read.error;
      const to = rolledTo(kept);
      return to === null || year >= to
        ? null
        : {
            code: 'YEAR_CLOSED',
            text: `本机已结转到 ${to} 年度，${year} 年度的名单只能查看。要补办 ${year} 年度的业务，请到窗口逐人办理。`,
          };
    },
  };
}

export function rolloverDesk(
  core: DeskCore,
  desktop: Desktop,
  campaign: Pick<CampaignDesk, 'batches'>,
  { lines, kept }: Pick<ReturnType<typeof rolloverLines>, 'lines' | 'kept'>,
): RolloverDesk {
  const listeners = new Set<() => void>();
  let view: RolloverView | null = null;
  /** Rises with every dry run; an earlier one says nothing any more. */
  let run = 0;
  const publish = (next: RolloverView | null): void => {
    view = next;
    for (const listener of listeners) listener();
  };

  const hindrances = (): string[] => {
    if (view?.phase !== 'counted') return ['先核对完全部的人。'];
    const { to, years } = view;
    const out = campaign.batches().filter(({ batch, out: left }) => batch.filter.year < to && left > 0);
    return [
      ...(years[1].adultFen === null
        ? [`政策包里还没有 ${to} 年度的个人缴费标准，请等政策下发后再结转。`]
        : []),
      ...out.map(
        ({ batch, out: left }) =>
          `${batch.filter.year} 年度第 ${batch.no} 批还有 ${left} 人在${batch.receiver}手里，请先录入结果或收回。`,
      ),
      ...((rolledTo(kept) ?? 0) >= to ? [`本机已经结转到 ${rolledTo(kept)} 年度。`] : []),
    ];
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => view,
    async dryRun(to) {
      const at = core.deciding();
      if (at === null) return err(NOT_READY);
      const read = await lines.read();
      if (!read.ok) return read;
      run += 1;
      const mine = run;
      const { region } = at.jurisdiction;
      const context = { ...at, authoritative: false, sameNumber: null };
      const villages = core.view.villages();
      const people: RolledPerson[] = [];
      const as = (phase: RolloverView['phase'], done: number): RolloverView => ({
        to,
        phase,
        done,
        total: villages.length,
        people: phase === 'counting' ? [] : people,
        count: countRolled(people),
        years: [yearAhead(to - 1, region), yearAhead(to, region)],
      });
      publish(as('counting', 0));
      for (const [i, { id }] of villages.entries()) {
        for (const [n, person] of core.view.personsOf(id, null).entries()) {
          people.push(rolledPerson(person, to, context));
          if (n % 200 !== 199) continue;
          await breathe();
          if (run !== mine) return ok(undefined);
        }
        publish(as('counting', i + 1));
        await breathe();
        if (run !== mine) return ok(undefined);
      }
      publish(as('counted', villages.length));
      return ok(undefined);
    },
    stop() {
      run += 1;
      if (view?.phase === 'counting') publish({ ...view, phase: 'stopped' });
    },
    async save(office) {
      if (view?.phase !== 'counted') return err(NOT_READY);
      const { day, desk } = core.snapshot();
      const book = dryRunBook(view.people, {
        to: view.to,
        day,
        office,
        clerk: desk?.clerk.name ?? '',
        villages: core.view.villages(),
      });
      return answered(() => desktop.call('plain/save', { book, fileName: `${book.title}-${day}.xlsx` }));
    },
    hindrances,
    async carryOut() {
      const [hindrance] = hindrances();
      if (hindrance !== undefined || view === null) return err({ code: 'HINDERED', text: hindrance ?? '' });
      const { day, desk } = core.snapshot();
      const { to, count, years } = view;
      const noted = await lines.put([
        {
          type: 'rollover',
          to,
          day,
          at: new Date().toISOString(),
          clerk: { id: desk?.clerk.id ?? '', name: desk?.clerk.name ?? '' },
          people: count.people,
          counts: { ...count.of },
          beforeFen: count.beforeFen,
          afterFen: count.afterFen,
          source: years[1].source.slice(0, 500),
        },
      ]);
      if (noted.ok) publish({ ...view });
      return noted;
    },
    async past() {
      const read = await lines.read();
      return read.ok ? ok([...kept].reverse()) : read;
    },
  };
}
