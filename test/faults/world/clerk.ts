import type { Person } from '#shared/domain/person';
import type { Json } from '#shared/json';
import { SHRINKING } from '#shared/sync/receiverGuard';
import type { MatterDraft, SagaDraft } from '../../../src/renderer/desk/api';
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

  /** 联办: somebody employed leaves and is registered as a resident, or the other way, or a household moves; all of it or nothing. */
  beginSaga(window: WindowProcess): void {
    const { run, machine } = this;
    const { folk, dice, sim } = run;
    const personId = dice.next() < 0.7 ? folk.employee.id : dice.pick(folk.persons).id;
    const person = window.desk.person(personId)?.person;
    if (person === undefined) return;
    const draft = dice.next() < 0.4 ? this.moving(window, personId) : this.changing(window, person);
    const witness = run.witnessOf(machine);
    run.begin(
      window.desk.acceptSaga({ ...draft, warnReason: '本人到场确认' }).then((answer) => {
        sim.note(`${window.name}: saga ${answer.ok ? 'saved' : answer.error.code}`);
        if (!answer.ok) return;
        for (const { entry } of answer.value)
          if (entry.content.type === 'operation') witness.saved.set(entry.content.operation.opId, entry);
      }),
      window,
    );
  }

  private changing(window: WindowProcess, { id, enrolments }: Person): SagaDraft {
    const { folk } = this.run;
    const works = enrolments.some(({ scheme, status }) => scheme === 'EMP' && status === 'ACTIVE');
    const draft = window.desk.newSaga(works ? 'EMP_PAUSE' : 'RES_PAUSE', id);
    const typed: readonly Record<string, Json>[] = works
      ? [{ reason: 'RESIGNATION' }, {}]
      : [{ reason: 'EMPLOYMENT' }, { empNo: folk.unit.id, hireDate: '2026-11-20' }];
    const steps = draft.steps.map((step, at) => ({ ...step, fields: { ...step.fields, ...typed[at] } }));
    return { ...draft, steps };
  }

  /** The household goes to a new one; now and then somebody of it stays. */
  private moving(window: WindowProcess, personId: string): SagaDraft {
    const { folk, dice } = this.run;
    const draft = window.desk.newSaga('HOUSEHOLD_MOVE', personId);
    const stays = dice.next() < 0.5 ? dice.below(draft.steps.length) : 0;
    return {
      ...draft,
      common: {
        ...draft.common,
        householdNew: true,
        villageCode: folk.village.id,
        group: 1 + dice.below(2),
        address: `${folk.village.name}二社`,
      },
      steps: draft.steps.map((step, at) => ({ ...step, going: at === 0 || at !== stays })),
    };
  }

  /** Deals with a saga of the watch-list: takes back what stands of it, or does the failed step again. */
  mendSaga(window: WindowProcess): void {
    const { run } = this;
    const { dice, sim } = run;
    const sagas = window.desk.sagas().filter(({ state }) => state === 'broken');
    if (sagas.length === 0) return;
    const { id, redoable } = dice.pick(sagas);
    const again = redoable !== null && dice.next() < 0.5 ? window.desk.redo(redoable) : null;
    if (again !== null) {
      this.accept(window, again);
      return;
    }
    run.begin(
      window.desk.compensate(id, '本人改变主意').then((answer) => {
        sim.note(`${window.name}: compensation ${answer.ok ? 'begun' : answer.error.code}`);
      }),
      window,
    );
  }

  /** Makes an 离线包 of what waits, or one more of a bag that may be lost. */
  exportBag(window: WindowProcess): void {
    const { run, machine } = this;
    const lost = run.dice.next() < 0.2 ? machine.stick.bags.at(-1) : undefined;
    run.begin(
      window.desk.bags.export(lost?.number ?? null).then((answer) => {
        const said = answer.ok ? `bag ${answer.value.number}` : answer.error.code;
        run.sim.note(`${window.name}: exported ${said}`);
      }),
      window,
    );
  }

  /** Gives a bag to somebody who goes to town; now and then it is carried to another desk's line. */
  sendBag(): void {
    const { run, machine } = this;
    const { dice, machines } = run;
    const other = machines.find((one) => one !== machine);
    const window = other?.readyWindow() ?? null;
    if (other === undefined || window === null || dice.next() < 0.5) {
      run.courier.take(machine, 1_000 + dice.below(120_000));
      return;
    }
    if (machine.stick.bags.length === 0) return;
    const bag = dice.pick(machine.stick.bags);
    for (const { opId } of bag.operations) machine.stick.brought.add(opId);
    run.begin(
      window.desk.bags.deliver(bag.text).then((answer) => {
        run.sim.note(`${window.name}: carried bag ${bag.number} ${answer.ok ? 'ok' : answer.error.code}`);
      }),
      window,
    );
  }

  /** Reads some answer bag that lies about, also one of another desk or one that was read before. */
  readAnswer(window: WindowProcess): void {
    const { run } = this;
    const files = run.machines.flatMap(({ stick }) => [...stick.answers.values()]);
    if (files.length === 0) return;
    this.read(window, run.dice.pick(files).text);
  }

  read(window: WindowProcess, text: string): void {
    const { run } = this;
    run.begin(
      window.desk.bags.read(text).then((answer) => {
        run.sim.note(`${window.name}: answer bag ${answer.ok ? 'read' : answer.error.code}`);
      }),
      window,
    );
  }

  /** A bag that is taken back: its operations go by the line again. */
  takeBackBag(window: WindowProcess, number: number): void {
    const { run } = this;
    run.begin(
      window.desk.bags.takeBack(number).then((answer) => {
        run.sim.note(`${window.name}: bag ${number} taken back ${answer.ok ? 'ok' : answer.error.code}`);
      }),
      window,
    );
  }

  syncNow(window: WindowProcess): void {
    const { trouble, findings } = window.desk.snapshot();
    if ([trouble, ...findings].some((said) => said?.code === SHRINKING))
      this.run.witnessOf(this.machine).consent = 'given';
    void window.desk.syncNow();
    this.machine.hurriedAt = this.run.sim.now;
    this.run.sim.note(`${window.name}: sync now`);
  }
}
