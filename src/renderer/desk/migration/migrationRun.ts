import type { Fault } from '#shared/batch/rowReader';
import type { Household } from '#shared/domain/household';
import type { NewDraft } from '#shared/domain/operation';
import { campaignYear } from '#shared/matters/forms/parts';
import type { MigrationPerson } from '#shared/migration/person';
import { planRegistration, registrationOpId } from '#shared/migration/plan';
import type { Registration } from '#shared/migration/registration';
import { madeBefore, opIdOfAttempt } from '../batch/attempts';
import { GroupRun, type RowStanding, type RunEnd } from '../batch/groupRun';
import { decideRow } from '../batch/rowDecision';
import type { DeskCore } from '../startDesk';
import type { RegistrationRow } from './api';

interface Row {
  readonly person: MigrationPerson;
  readonly wish: Registration;
  view: RowStanding;
}

/** What the clerk settles for all rows. */
export interface RunAsk {
  readonly outsideWindowReason: string | null;
}

/** Registrations of matched people (RES_REGISTER), each through the counter's form and rules. */
export class MigrationRun extends GroupRun<Row> {
  constructor(
    core: DeskCore,
    people: readonly MigrationPerson[],
    private readonly homes: ReadonlyMap<string, Household>,
    private readonly ask: RunAsk,
    onProgress: () => void,
  ) {
    super(
      core,
      people.flatMap((person) =>
        person.registration === null
          ? []
          : [{ person, wish: person.registration, view: { state: 'open', text: '', faults: [] } }],
      ),
      onProgress,
    );
  }

  views(): RegistrationRow[] {
    return this.rows.map(({ person, wish, view }) => ({
      n: person.n,
      name: wish.name,
      certNo: wish.certNo,
      place: `${wish.village}${wish.group}`,
      state: view.state,
      text: view.faults.length > 0 ? view.faults.map(({ text }) => text).join('') : view.text,
    }));
  }

  preview(): Promise<RunEnd> {
    return this.each(this.rows, (row) => void this.decide(row, null));
  }

  protected decide(row: Row, reason: string | null): readonly NewDraft[] | null {
    const at = this.core.deciding();
    const { desk } = this.core.snapshot();
    const { view } = this.core;
    if (at === null || desk === null) return this.refuse(row, '本机现在没有参保资料，请同步后重新读入。');
    const { certNo } = row.wish;
    const opId = opIdOfAttempt(this.core.standingOf, (attempt) =>
      registrationOpId(desk.device ?? '', certNo, campaignYear(at.day), attempt),
    );
    const made = madeBefore(this.core.standingOf(opId));
    if (made !== null) {
      this.set(row, 'skipped', made.text);
      return null;
    }
    const plan = planRegistration(row.wish, row.person.household, {
      day: at.day,
      region: at.jurisdiction.region,
      outsideWindowReason: this.ask.outsideWindowReason,
      personsByNumber: (number) =>
        view.sameNumber(number, '').flatMap((id) => {
          const person = view.person(id);
          return person === null ? [] : [person];
        }),
      villages: view.villages,
      home: this.homes.get(row.person.household) ?? null,
    });
    if ('skip' in plan) this.set(row, 'skipped', plan.skip);
    else if ('faults' in plan) this.set(row, 'refused', '', plan.faults);
    else {
      const decision = decideRow(plan.steps, [opId], view, { at, clerk: desk.clerk.id, reason });
      if ('faults' in decision) this.set(row, 'refused', '', decision.faults);
      else {
        const warns = decision.warnings.length > 0;
        this.set(row, warns ? 'warned' : 'ready', decision.warnings.join(''));
        return decision.drafts;
      }
    }
    return null;
  }

  private refuse(row: Row, text: string): null {
    const faults: Fault[] = [{ column: null, text }];
    this.set(row, 'refused', '', faults);
    return null;
  }
}
