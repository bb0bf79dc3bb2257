import { maskCertNo } from '#shared/codes/masking';
import { byDeadline } from '#shared/deadlines/deadline';
import { isPurged } from '#shared/domain/journalEntry';
import { agentOf, type SagaRef, sagaOf } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import type { Json } from '#shared/json';
import { agentFields } from '#shared/matters/forms/agent.form';
import { certificateOf } from '#shared/papers/certificate';
import { receiptNo } from '#shared/papers/receiptNo';
import { registrationForm } from '#shared/papers/registrationForm';
import { err, ok, type Result } from '#shared/result';
import type { Match } from '../store/searchIndex';
import { accessDesk } from './accessDesk';
import { answered } from './answered';
import type { AcceptedReceipt, Desk, MatterDraft, OperationView, PersonHit } from './api';
import { auditDesk } from './auditDesk';
import { batchDesk } from './batch/batchDesk';
import { campaignDesk } from './campaign/campaignDesk';
import { handoutDesk } from './campaign/handoutDesk';
import { colleague } from './clerks';
import { campaignYear, coverStatus } from './coverStatus';
import { deadlineDesk } from './deadlineDesk';
import { fieldsOf, forecastOf, inquired, operationDraftOf } from './deciding';
import { newDraftOf } from './drafts';
import { duplicateDesk } from './duplicateDesk';
import { evidenceDesk } from './evidenceDesk';
import { handOverDesk } from './handingOver';
import { householdSheetOf } from './householdSheet';
import { type InboxWorld, inboxItemOf } from './inboxText';
import { concerns, operationViewOf, outcomeOf, type Standing } from './ledger';
import { listDesk } from './lists/listDesk';
import { migrationDesk } from './migration/migrationDesk';
import { practiceDesk } from './practiceDesk';
import { readerDesk } from './readerDesk';
import { refusalOf } from './refusal';
import { replyDesk } from './replies';
import { reviewDesk } from './reviewing';
import { rolloverDesk, rolloverLines } from './rollover/rolloverDesk';
import { rosterFor } from './rosterDesk';
import { returnDesk } from './rosterReturn/returnDesk';
import { type SagaEnd, sagaServices } from './sagaServices';
import { heldBehind, isUndoable, settleConflict, settledConflictsOf } from './settling';
import type { DeskCore, OpenDesk } from './startDesk';
import { stationDesk } from './stationDesk';
import { statisticsDesk } from './statisticsDesk';
import { unitDesk } from './units/unitDesk';
import { UPDATE_RETURNED, updateDesk } from './updateDesk';
import { vaultDeskOver } from './vault/vaultDesk';

const DROPPED = { type: 'resolution', choice: 'dropped' } as const;
/** Said of somebody who left the jurisdiction while this desk's operations were open (JM7). */
const DEPARTED = '已调出，您的业务待处理。';
const NOT_DECIDED = { answer: null, subject: null, problems: {}, asOf: '', canAccept: false };
const NOT_READY: Trouble = { code: 'NOT_READY', text: '参保台还在打开，请稍候再试。表单内容还在。' };

/** What the pages call, over the running desk. */
/** A browser on a full disk may never answer; nobody waits longer for a draft, ms. */
const DRAFT_WITHIN_MS = 5_000;

/** Whether the write came to a good end in time. */
function withinReason(written: Promise<void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), DRAFT_WITHIN_MS);
  });
  const done = written.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

export function deskServices(core: DeskCore, subscribe: Desk['subscribe']): Desk {
  const { desktop, view } = core;

  /** One list a revision: pages may ask on every drawing. */
  let listed: { revision: number; standings: readonly Standing[]; views: OperationView[] } | null = null;
  const operationViews = () => {
    const { revision } = core.snapshot();
    const standings = core.standings();
    if (listed?.revision !== revision || listed.standings !== standings) {
      const seen = {
        nameOf: (id: string) => (view.person(id) ?? core.departed.get(id) ?? view.unit(id))?.name ?? null,
        leftOut: view.leftOut,
        colleague: (id: string) => colleague(core.snapshot(), id),
      };
      listed = { revision, standings, views: standings.map((standing) => operationViewOf(standing, seen)) };
    }
    return listed;
  };

  const hitOf = ({ person, by }: Match): PersonHit => {
    const village = view.village(person.villageCode);
    const group = village?.groups[person.group - 1] ?? '';
    return {
      id: person.id,
      name: person.name,
      certNoMasked: maskCertNo(person.certNo),
      birthDate: person.birthDate,
      place: `${village?.name ?? person.villageCode}${group}`,
      householdId: person.householdId,
      status: coverStatus(person, campaignYear(core.snapshot().day)),
      by,
    };
  };

  /** What a withdrawn operation had replaced is dealt with no more; the deliverer is asked where it is now. */
  const replacedComesBack = async ({ deliveries }: OpenDesk, opId: string): Promise<void> => {
    const operations = core.standings().map(({ operation }) => operation);
    const replaced = operations.find((one) => one.opId === opId)?.supersedes ?? null;
    const target = operations.find((one) => one.opId === replaced);
    if (!target) return;
    deliveries.askAgainFrom(target.seq);
    await deliveries.refresh().catch(() => undefined);
  };

  const settle = async (
    opId: string,
    content: { type: 'withdrawal' } | { type: 'resolution'; choice: 'dropped' },
    reason: string,
  ): Promise<Result<void, Trouble>> => {
    const parts = core.parts();
    const clerk = core.snapshot().desk?.clerk.id;
    if (!parts || !clerk) return err(NOT_READY);
    const words = reason.trim();
    if (words === '') return err({ code: 'REASON', text: '请写明原因。' });
    const settled = await parts.journal.settle({ ...content, opId, reason: words.slice(0, 500), clerk });
    if (!settled.ok) return settled;
    if (content.type === 'withdrawal') await replacedComesBack(parts, opId);
    core.journalGrew(null);
    return ok(undefined);
  };

  /** All that ends a saga in one write. */
  const endSaga = async (end: SagaEnd, reason: string): Promise<Result<void, Trouble>> => {
    const parts = core.parts();
    const clerk = core.snapshot().desk?.clerk.id;
    if (!parts || !clerk) return err(NOT_READY);
    const words = reason.trim().slice(0, 500);
    if (words === '') return err({ code: 'REASON', text: '请写明原因。' });
    const by = { reason: words, clerk };
    const ended = await parts.journal.endSaga({
      reversals: [...end.reversals],
      settles: [
        ...end.withdrawn.map((opId) => ({ type: 'withdrawal' as const, opId, ...by })),
        ...end.dropped.map((opId) => ({ ...DROPPED, opId, ...by })),
      ],
    });
    if (!ended.ok) return ended;
    for (const opId of end.withdrawn) await replacedComesBack(parts, opId);
    core.journalGrew(null);
    return ok(undefined);
  };

  const removeDraft = async (id: string): Promise<void> => {
    const pictures = core.drafts.remove(id);
    core.showDrafts();
    await core
      .parts()
      ?.store.removeDraft(id)
      .catch(() => undefined);
    // Those of an operation stay: the main process takes away only what nothing names.
    for (const { sha256 } of pictures) await evidence.discard(sha256);
  };

  const evidence = evidenceDesk(core);

  /** A draft that the disk does not take stays in the window; it must not stand in the way of accepting. */
  const keepDraft = async (id: string, draft: unknown): Promise<boolean> => {
    const store = core.parts()?.store;
    const stored = store !== undefined && (await withinReason(store.putDraft(id, draft)));
    if (store !== undefined && !stored)
      core.publish({
        trouble: {
          code: 'DRAFT_UNSTORED',
          text: '草稿写不进本机数据库（可能磁盘已满）。表单内容还在窗口里，可以照常受理；请清理磁盘空间。',
        },
      });
    return stored;
  };

  /** Acceptances under way: F9 pressed twice is one. */
  const accepting = new Map<string, Promise<Result<AcceptedReceipt, Trouble>>>();
  const acceptOnce = async (draft: MatterDraft): Promise<Result<AcceptedReceipt, Trouble>> => {
    const at = core.deciding();
    const parts = core.parts();
    const clerk = core.snapshot().desk?.clerk.id;
    if (!at || !parts || !clerk) return err(NOT_READY);
    const before = acceptedBefore(core, draft.opId);
    if (before) return ok({ receiptNo: receiptNo(before.entry), entry: before.entry });
    const operation = operationDraftOf(draft, view, at, clerk, stepDoneAnew(core, draft));
    if (!operation.ok) return operation;
    const accepted = await parts.journal.accept(operation.value, draft.evidence);
    if (!accepted.ok) return accepted;
    const entry = accepted.value;
    core.journalGrew(entry.content.type === 'operation' ? entry.content.operation : null);
    // A store that never answers must not stand between the commit and 已保存.
    void removeDraft(draft.id);
    return ok({ receiptNo: receiptNo(entry), entry });
  };

  const redo = (opId: string): MatterDraft | null => {
    const standing = core.standings().find(({ operation }) => operation.opId === opId);
    if (!standing) return null;
    const { operation } = standing;
    const fields = fieldsOf(operation);
    if (!fields) return null;
    // Somebody known is shown with today's data and the wanted change on top; somebody new is typed anew.
    const { personId, ...typed } = fields;
    const prefill: Record<string, Json> =
      fields.who === 'new' ? {} : personId === undefined ? unitPrefill(fields) : { personId };
    const draft = newDraftOf(
      { matter: operation.matter, prefill, supersedes: opId },
      view,
      core.snapshot().day,
    );
    const agent = agentOf(operation);
    return {
      ...draft,
      fields: { ...draft.fields, ...typed },
      ...(agent === null ? {} : { agent: agentFields(agent) }),
      ...evidence.takenOver(opId),
    };
  };

  const accept = (draft: MatterDraft): Promise<Result<AcceptedReceipt, Trouble>> => {
    const under = accepting.get(draft.opId) ?? acceptOnce(draft).finally(() => accepting.delete(draft.opId));
    accepting.set(draft.opId, under);
    return under;
  };

  const deadlines = deadlineDesk(core);
  const reviews = reviewDesk(core, deadlines);
  const sagas = sagaServices(core, {
    notReady: NOT_READY,
    endSaga,
    keepDraft,
    removeDraft,
    withdrawOne: (opId, reason) => settle(opId, { type: 'withdrawal' }, reason),
    dropOne: (opId, reason) => settle(opId, DROPPED, reason),
    views: () => operationViews().views,
  });

  const years = rolloverLines(desktop);
  const campaign = campaignDesk(core, years);
  return {
    subscribe,
    snapshot: core.snapshot,
    reviews,
    deadlines,
    duplicates: duplicateDesk(core),
    campaign,
    handouts: handoutDesk(core),
    secondPerson: core.second,
    statistics: statisticsDesk(core, desktop, campaign),
    evidence,
    handOvers: handOverDesk(core),
    vault: vaultDeskOver(desktop),
    ...sagas,

    search(query, limit) {
      const wanted = query.trim();
      const gone = core.departed.all().filter(({ name, certNo }) => name === wanted || certNo === wanted);
      const hits = view.search(query, limit).map(hitOf);
      return [...hits, ...gone.map((person) => ({ ...hitOf({ person, by: '姓名' }), status: '已调出' }))];
    },
    person(id) {
      const person = view.person(id) ?? core.departed.get(id);
      if (!person) return null;
      const { views } = operationViews();
      return {
        person,
        confirmed: view.confirmed(id),
        household: view.household(person.householdId),
        village: view.village(person.villageCode),
        operations: views.filter(({ operation }) => concerns(operation, person.id, person.formerId)),
        ...(core.departed.get(id) ? { departed: DEPARTED } : {}),
      };
    },
    household(id) {
      const household = view.household(id);
      return household && { household, members: view.members(id) };
    },
    householdSheet(id) {
      const members = view.members(id);
      const departed = core.departed.all().filter(({ householdId }) => householdId === id);
      const household = view.household(id);
      if (!household && members.length + departed.length === 0) return null;
      const { views } = operationViews();
      return householdSheetOf({
        household,
        members,
        departed,
        villageOf: view.village,
        unitOf: (empNo) => view.unit(empNo)?.name ?? null,
        confirmed: view.confirmed,
        operations: views,
        day: core.snapshot().day,
      });
    },
    certificateOf(personId) {
      const at = core.deciding();
      const person = view.confirmed(personId);
      return at && person
        ? certificateOf({
            person,
            village: view.village(person.villageCode),
            unitOf: (empNo) => view.unit(empNo)?.name ?? null,
            day: at.day,
            asOf: at.asOf,
          })
        : null;
    },
    villages: view.villages,
    units: view.units,
    unit: unitDesk(core, () => operationViews().views),
    personsOf: view.personsOf,

    forecast(draft) {
      const at = core.deciding();
      return at ? forecastOf(draft, view, at) : NOT_DECIDED;
    },
    inquire(inquiry, fields) {
      const at = core.deciding();
      return at ? inquired(inquiry, fields, view, at) : NOT_DECIDED;
    },
    accept,
    newDraft: (matter, prefill) =>
      newDraftOf({ matter, prefill, supersedes: null }, view, core.snapshot().day),
    async saveDraft(draft) {
      if (acceptedBefore(core, draft.opId)) return true;
      const saved = core.mine({ ...draft, savedAt: new Date().toISOString() });
      core.drafts.put(saved);
      core.showDrafts();
      return keepDraft(saved.id, saved);
    },
    removeDraft,

    operations: () => operationViews().views,
    purged: () => core.parts()?.journal.entries().filter(isPurged) ?? [],
    inbox() {
      const { standings, views } = operationViews();
      const held = heldBehind(views);
      const world: InboxWorld = {
        dictionary: core.dictionary(),
        deskName: core.snapshot().desk?.deviceName ?? null,
        waitingBehind: (opId) => held.get(opId) ?? [],
        reviewOf: reviews.wordOn,
        deadlineOf: deadlines.ofOperation,
      };
      const { day } = core.snapshot();
      return standings
        .flatMap((standing, at) => {
          const operation = views[at];
          const item = operation && inboxItemOf(operation, outcomeOf(standing), world);
          return item ? [item] : [];
        })
        .toSorted((a, b) => byDeadline(a.deadline, b.deadline, day));
    },
    async amend(opId, reason) {
      const draft = redo(opId);
      if (!draft)
        return err({
          code: 'UNREADABLE',
          text: '这一笔是别的版本办理的，不能打开来改。要改请撤回后另开表单办理。',
        });
      // The draft is on the disk before the operation is taken back: what was typed is never only in one place.
      const alone: MatterDraft = { ...draft, supersedes: null };
      await this.saveDraft(alone);
      const taken = await settle(opId, { type: 'withdrawal' }, reason);
      if (taken.ok) return ok(alone);
      await removeDraft(alone.id);
      return taken;
    },
    replies: replyDesk(core, () => operationViews().views),
    settleConflict: (opId, choices, reason) =>
      settleConflict(
        { core, accept: acceptOnce, redo, drop: (words) => sagas.drop(opId, words) },
        opId,
        choices,
        reason,
      ),
    undoable: () => operationViews().views.filter(isUndoable),
    settledConflicts() {
      const { standings, views } = operationViews();
      return settledConflictsOf(standings, views, core.snapshot().desk?.deviceName ?? null);
    },
    redo,

    refusal(opId) {
      const at = core.deciding();
      const standing = core.standings().find(({ operation }) => operation.opId === opId);
      return at && standing ? refusalOf(standing, view, at) : null;
    },

    receiptOf(opId) {
      const parts = core.parts();
      const standing = acceptedBefore(core, opId);
      return parts && standing ? parts.papers.next(standing, new Date().toISOString()) : null;
    },
    formOf(opId) {
      const standing = acceptedBefore(core, opId);
      if (!standing) return null;
      return registrationForm(standing.operation, {
        person: (id) => view.person(id) ?? core.departed.get(id),
        household: view.household,
        village: view.village,
        unit: (empNo) => view.unit(empNo)?.name ?? null,
      });
    },
    async printing(opId) {
      const parts = core.parts();
      const standing = acceptedBefore(core, opId);
      if (!parts || !standing) return err(NOT_READY);
      const noted = await parts.papers.printing(standing, new Date().toISOString());
      core.journalGrew(null);
      return noted;
    },
    papersDue() {
      const { standings, views } = operationViews();
      const who = new Map(views.map((one) => [one.operation.opId, one.who]));
      return core.parts()?.papers.due(standings, ({ opId }) => who.get(opId) ?? '') ?? [];
    },
    async settlePaper(opId, how) {
      const parts = core.parts();
      if (!parts) return err(NOT_READY);
      const settled = await parts.papers.settle(opId, how);
      core.journalGrew(null);
      return settled;
    },

    access: accessDesk(desktop),
    audit: auditDesk(desktop),
    reader: readerDesk(desktop),
    update: updateDesk(desktop),
    station: stationDesk(desktop),

    roster(villageCode, group, options) {
      const at = core.deciding();
      if (!at) throw new Error('roster is asked for before there is a mirror');
      return rosterFor(view, at, core.snapshot().desk?.clerk.name ?? '', villageCode, group, options);
    },
    saveRoster: (roster) =>
      answered(() => desktop.call('roster/save', { roster, fileName: fileNameOf(roster.title) })),

    practice: practiceDesk(core, desktop),
    batch: batchDesk(core, desktop, answered),
    rollover: rolloverDesk(core, desktop, campaign, years),
    lists: listDesk(core, desktop),
    rosterReturn: returnDesk(core, desktop, campaign),
    migration: migrationDesk(core, desktop),
    bags: {
      plan: () => answered(async () => ok(await desktop.call('bag/plan', {}))),
      export: (again) => answered(() => desktop.call('bag/export', { again })),
      takeBack: (number) => answered(() => desktop.call('bag/takeBack', { number })),
      deliver: (bag) => answered(() => desktop.call('bag/deliver', { bag })),
      read: (bag) => answered(() => desktop.call('bag/read', { bag })),
    },
    async syncNow() {
      await quietly(async () => core.takeStatus(await desktop.call('delivery/now', {})));
      await core.receive(true, true);
    },
    saveDiagnostics: () => answered(() => desktop.call('diagnostics/save', {})),
    async confirmClock() {
      const confirmed = await answered(() => desktop.call('desk/confirmClock', {}));
      if (!confirmed.ok) return confirmed;
      core.publish({ standing: confirmed.value });
      return ok(undefined);
    },
    async newEpoch() {
      const begun = await answered(() => desktop.call('delivery/newEpoch', {}));
      if (!begun.ok) return begun;
      core.takeStatus(begun.value);
      return ok(undefined);
    },
    lock: () =>
      quietly(async () => {
        const { vault } = core.snapshot();
        if (vault === null || vault.phase === 'none')
          return core.takeState(await desktop.call('desk/lock', {}));
        await desktop.call('vault/lock', {});
      }),
    async unlock() {
      const unlocked = await answered(() => desktop.call('desk/unlock', {}));
      if (!unlocked.ok) return unlocked;
      core.takeState(unlocked.value);
      return ok(undefined);
    },
    async register(ask) {
      const registered = await answered(() => desktop.call('desk/register', ask));
      if (!registered.ok) return registered;
      core.takeState(registered.value);
      return ok(undefined);
    },
    setDay: core.changeDay,
    dismissFindings: () => {
      // Read here is read in the settings too.
      if (core.snapshot().findings.some(({ code }) => code === UPDATE_RETURNED))
        void answered(() => desktop.call('update/acknowledge', {}));
      core.publish({ findings: [] });
    },
  };
}

/** The entry of a draft that was accepted already: F9 twice gives the same receipt. */
const acceptedBefore = (core: DeskCore, opId: string): Standing | undefined =>
  core.standings().find(({ operation }) => operation.opId === opId);

/** The step of a saga that a draft stands for: that of the operation it replaces, unless that one was applied. */
function stepDoneAnew(core: DeskCore, { supersedes }: MatterDraft): SagaRef | null {
  const replaced = core.standings().find(({ operation }) => operation.opId === supersedes);
  return replaced === undefined || outcomeOf(replaced) === 'applied' ? null : sagaOf(replaced.operation);
}

/** The standing unit of an operation, shown with today's data; a unit that registers is typed anew. */
const unitPrefill = ({ empNo }: Readonly<Record<string, Json>>): Record<string, Json> =>
  typeof empNo === 'string' ? { empNo } : {};

/** A name every file system takes. */
const fileNameOf = (title: string): string => `${title.replace(/[\\/:*?"<>|]/g, '').slice(0, 100)}.xlsx`;

const quietly = (work: () => Promise<void>): Promise<void> =>
  work().catch((error: unknown) => console.error(error instanceof Error ? error.message : 'desktop'));
