import type { Json } from '#shared/json';
import type { MatterDraft } from '../../../src/renderer/desk/api';
import type { Machine } from './machine';
import type { Run } from './run';
import type { WindowProcess } from './window';

/** What a clerk does at a machine, one thing at a time; nothing is waited for, as at a busy counter. */
export class Clerk {
  constructor(
    private readonly run: Run,
    private readonly machine: Machine,
  ) {}

  /** A window to work in; the clerk opens one, or loads one again, where there is none. */
  window(): WindowProcess | null {
    const { machine, run } = this;
    const ready = machine.windows.filter(({ desk }) => desk.snapshot().phase === 'ready');
    if (ready.length > 0) return run.dice.pick(ready);
    const failed = machine.windows.find(({ desk }) => desk.snapshot().phase === 'failed');
    if (failed) machine.killWindow(failed);
    if (failed || machine.windows.length === 0) machine.openWindow();
    return null;
  }

  /** Somebody this desk knows: of the village, or registered here a moment ago. */
  private somebody(window: WindowProcess): string {
    const { run } = this;
    const here = window.desk.personsOf(run.folk.village.id, null).map(({ id }) => id);
    return run.dice.pick(here.toSorted());
  }

  changePhone(window: WindowProcess, of: string | null = null): void {
    const personId = of ?? this.somebody(window);
    const draft = window.desk.newDraft('RES_CHANGE', { personId });
    this.accept(window, { ...draft, fields: { ...draft.fields, phone: this.run.folk.newPhone() } });
  }

  changePermit(window: WindowProcess): void {
    const personId = this.somebody(window);
    const draft = window.desk.newDraft('RES_CHANGE', { personId });
    this.accept(window, {
      ...draft,
      fields: { ...draft.fields, residencePermit: draft.fields.residencePermit !== true },
    });
  }

  /** Registers somebody new. `householdId` null: in a household that is new too, so that the operation has two subjects. */
  registerNew(window: WindowProcess, certNo: { certNo: string; birthDate: string; sex: '1' | '2' }): void {
    const { folk, dice, sim } = this.run;
    const draft = window.desk.newDraft('RES_REGISTER', { who: 'new' });
    const joins = dice.next() < 0.4;
    const old = dice.pick(folk.households);
    const householdId = joins ? old.id : `${folk.n}-N${dice.below(3)}`;
    const isThere = joins || window.desk.household(householdId) !== null;
    const fields: Record<string, Json> = {
      ...draft.fields,
      who: 'new',
      certType: '01',
      ...certNo,
      name: `新人${sim.next()}`,
      nation: '01',
      nationality: 'CHN',
      phone: folk.newPhone(),
      villageCode: folk.village.id,
      group: joins ? old.group : 1,
      householdId,
      householdNew: !isThere,
      address: isThere ? null : `${folk.village.name}一社`,
      relation: '02',
      hukouRegion: '220199',
      residencePermit: false,
      year: 2027,
      category: 'ADULT',
      school: null,
      outsideWindowReason: null,
    };
    this.accept(window, { ...draft, fields });
  }

  accept(window: WindowProcess, draft: MatterDraft): void {
    const { run, machine } = this;
    const witness = run.witnessOf(machine);
    const { sim } = run;
    const given = { ...draft, warnReason: draft.warnReason ?? '本人到场确认' };
    // The form saves itself while it is typed; the clerk does not wait for that.
    void window.desk.saveDraft(given);
    run.begin(
      window.desk.accept(given).then((answer) => {
        if (answer.ok) {
          const { entry } = answer.value;
          witness.saved.set(draft.opId, entry);
          sim.note(`${window.name}: saved as ${entry.seq}`);
          return;
        }
        sim.note(`${window.name}: not saved, ${answer.error.code}`);
        const formThere = window.desk.snapshot().drafts.some(({ id }) => id === draft.id);
        witness.unsaved.push({ text: answer.error.text, formThere });
      }),
      window,
    );
  }

  /** Takes back something that waits. */
  withdraw(window: WindowProcess): void {
    const { run, machine } = this;
    const waiting = window.desk
      .operations()
      .filter(({ stateLabel }) => ['待上传', '等待前一笔', '上传中'].includes(stateLabel));
    if (waiting.length === 0) return;
    const { operation } = run.dice.pick(waiting);
    const witness = run.witnessOf(machine);
    run.begin(
      window.desk.withdraw(operation.opId, '本人要求撤回').then((answer) => {
        run.sim.note(
          `${window.name}: withdrawal of ${operation.seq} ${answer.ok ? 'ok' : answer.error.code}`,
        );
        if (answer.ok) witness.withdrawn.add(operation.opId);
      }),
      window,
    );
  }

  /** Deals with something in the inbox: gives it up, or does it again on today's facts. */
  resolve(window: WindowProcess): void {
    const { run, machine } = this;
    const witness = run.witnessOf(machine);
    const inbox = window.desk.inbox();
    for (const { operation } of inbox) witness.saw(operation.operation);
    if (inbox.length === 0) return;
    const { operation } = run.dice.pick(inbox).operation;
    const again = run.dice.next() < 0.5 ? window.desk.redo(operation.opId) : null;
    if (again !== null) {
      const fresh = again.fields.who === 'new' ? run.folk.newCertNo() : {};
      this.accept(window, { ...again, fields: { ...again.fields, ...fresh } });
      return;
    }
    run.begin(
      window.desk.drop(operation.opId, '不再办理').then((answer) => {
        run.sim.note(`${window.name}: giving up ${operation.seq} ${answer.ok ? 'ok' : answer.error.code}`);
        if (answer.ok) witness.dropped.add(operation.opId);
      }),
      window,
    );
  }

  syncNow(window: WindowProcess): void {
    void window.desk.syncNow();
    this.run.sim.note(`${window.name}: sync now`);
  }
}
