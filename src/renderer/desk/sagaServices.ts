import { type NewDraft, sagaOf } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { reversalOf } from '#shared/matters/reversal';
import { receiptNo } from '#shared/papers/receiptNo';
import { err, ok, type Result } from '#shared/result';
import type { Saga } from '#shared/sync/saga';
import type { AcceptedReceipt, Desk, MatterDraft, OperationView, SagaDraft } from './api';
import { campaignYear } from './coverStatus';
import { forecastOf } from './deciding';
import { newDraftOf } from './drafts';
import type { Standing } from './ledger';
import { newSagaOf, sagaForecastOf, sagaOperationsOf } from './sagaDraft';
import { sagasOfLedger, sagaViewOf } from './sagaLedger';
import { reversalOperationsOf } from './sagaReversal';
import type { DeskCore } from './startDesk';

/** What ends a saga before it is whole. */
export interface SagaEnd {
  /** What takes its applied steps back. */
  readonly reversals: readonly NewDraft[];
  /** Steps that wait, the last first. */
  readonly withdrawn: readonly string[];
  /** Steps that failed. */
  readonly dropped: readonly string[];
}

/** What sagas need of the other services. */
export interface SagaNeeds {
  readonly notReady: Trouble;
  /** Keeps a draft on the disk; a disk that does not take it is told, and stands in nobody's way. */
  keepDraft(id: string, draft: unknown): Promise<boolean>;
  removeDraft(id: string): Promise<void>;
  withdrawOne(opId: string, reason: string): Promise<Result<void, Trouble>>;
  dropOne(opId: string, reason: string): Promise<Result<void, Trouble>>;
  /** Writes what ends a saga, all of it or nothing. */
  endSaga(end: SagaEnd, reason: string): Promise<Result<void, Trouble>>;
  views(): readonly OperationView[];
}

type SagaServices = Pick<
  Desk,
  | 'newSaga'
  | 'forecastSaga'
  | 'acceptSaga'
  | 'saveSagaDraft'
  | 'sagas'
  | 'reversalsOf'
  | 'compensate'
  | 'withdraw'
  | 'drop'
>;

/** 联办 for the pages: begun as a whole, watched until whole, and taken back lawfully where it breaks (SY20). */
export function sagaServices(core: DeskCore, needs: SagaNeeds): SagaServices {
  const { view } = core;
  const standingOf = (opId: string): Standing | undefined =>
    core.standings().find(({ operation }) => operation.opId === opId);
  const sagaWith = (opId: string): Saga | undefined => {
    const operation = standingOf(opId)?.operation;
    const ref = operation === undefined ? null : sagaOf(operation);
    return ref === null ? undefined : sagasOfLedger(core.standings()).find(({ id }) => id === ref.id);
  };
  const sagaOfId = (id: string) => sagasOfLedger(core.standings()).find((saga) => saga.id === id);

  /** What waits of a saga goes, the last step first, so that no step is ever there without the one it needs. */
  const waitingIn = (saga: Saga): string[] =>
    saga.steps.toReversed().flatMap(({ state, opId }) => (state === 'waiting' ? [opId] : []));
  const failedIn = (saga: Saga): string[] =>
    saga.steps.flatMap(({ state, opId }) => (state === 'failed' ? [opId] : []));
  /** Gives up a failed step and what waits behind it, and takes back what stands by these operations. */
  const giveUp = (saga: Saga, reason: string, reversals: readonly NewDraft[] = []) =>
    needs.endSaga({ reversals, withdrawn: waitingIn(saga), dropped: failedIn(saga) }, reason);

  /** What was last done to take a step back; the step itself where nothing was, or it was withdrawn. */
  const lastInPlaceOf = (opId: string): string => {
    const by = core
      .standings()
      .find(
        ({ operation, withdrawal }) =>
          operation.supersedes === opId && sagaOf(operation) === null && withdrawal === null,
      );
    return by === undefined ? opId : lastInPlaceOf(by.operation.opId);
  };

  /** The drafts that would take back what stands, the last step first. */
  const reversalDrafts = (saga: Saga, reason: string | null): Result<MatterDraft[], string> => {
    const { day } = core.snapshot();
    const drafts: MatterDraft[] = [];
    for (const step of saga.steps.toReversed()) {
      if (step.state !== 'applied' || step.reversedBy !== null || step.reversing !== null) continue;
      const operation = standingOf(step.opId)?.operation;
      if (operation === undefined) return err('本机流水账里没有这一步。');
      const reversal = reversalOf(operation, view.named(operation.body), campaignYear(day));
      if (!reversal.ok) return reversal;
      const { matter, fields } = reversal.value;
      const supersedes = lastInPlaceOf(step.opId);
      const draft = newDraftOf({ matter, prefill: fields, supersedes }, view, day);
      drafts.push({ ...draft, fields: { ...draft.fields, ...fields }, warnReason: reason });
    }
    return ok(drafts);
  };

  const beginning = new Map<string, Promise<Result<readonly AcceptedReceipt[], Trouble>>>();
  const begin = async (draft: SagaDraft): Promise<Result<readonly AcceptedReceipt[], Trouble>> => {
    const [at, parts, clerk] = [core.deciding(), core.parts(), core.snapshot().desk?.clerk.id];
    if (!at || !parts || !clerk) return err(needs.notReady);
    const there = draft.steps.flatMap(({ opId }) => standingOf(opId)?.entry ?? []);
    if (there.length > 0) return ok(there.map((entry) => ({ receiptNo: receiptNo(entry), entry })));
    const operations = sagaOperationsOf(draft, view, at, clerk);
    if (!operations.ok) return operations;
    const [only, ...more] = operations.value;
    const accepted =
      only !== undefined && more.length === 0
        ? await parts.journal.accept(only)
        : await parts.journal.acceptSaga(operations.value);
    if (!accepted.ok) return accepted;
    const entries = [accepted.value].flat();
    for (const { content } of entries)
      core.journalGrew(content.type === 'operation' ? content.operation : null);
    // A store that never answers must not stand between the commit and 已保存.
    void needs.removeDraft(draft.id);
    return ok(entries.map((entry) => ({ receiptNo: receiptNo(entry), entry })));
  };

  const compensating = new Map<string, Promise<Result<void, Trouble>>>();
  const takeBack = async (id: string, reason: string): Promise<Result<void, Trouble>> => {
    const saga = sagaOfId(id);
    if (saga?.state !== 'broken')
      return err({ code: 'SAGA_NOT_BROKEN', text: '这件联办已经办完或正在恢复，不用再恢复。' });
    if (reason.trim() === '') return err({ code: 'REASON', text: '请写明原因。' });
    const drafts = reversalDrafts(saga, reason);
    if (!drafts.ok) return err({ code: 'NO_REVERSAL', text: drafts.error });
    const [at, clerk] = [core.deciding(), core.snapshot().desk?.clerk.id];
    if (!at || !clerk) return err(needs.notReady);
    const reversals = reversalOperationsOf(drafts.value, view, at, clerk);
    return reversals.ok ? giveUp(saga, reason, reversals.value) : reversals;
  };

  return {
    newSaga: (kind, personId) => newSagaOf(kind, personId, view, core.snapshot().day),
    async saveSagaDraft(draft) {
      if (draft.steps.some(({ opId }) => standingOf(opId) !== undefined)) return true;
      const saved = core.mine({ ...draft, savedAt: new Date().toISOString() });
      core.drafts.putSaga(saved);
      core.showDrafts();
      return needs.keepDraft(saved.id, saved);
    },
    forecastSaga(draft) {
      const at = core.deciding();
      return at
        ? sagaForecastOf(draft, view, at)
        : { answer: null, asked: [], problems: [], common: {}, asOf: '', canAccept: false };
    },
    acceptSaga(draft) {
      const { id } = draft;
      const under = beginning.get(id) ?? begin(draft).finally(() => beginning.delete(id));
      beginning.set(id, under);
      return under;
    },
    sagas() {
      const views = needs.views();
      const viewOf = (opId: string) => views.find(({ operation }) => operation.opId === opId);
      return sagasOfLedger(core.standings()).flatMap((saga) => sagaViewOf(saga, viewOf) ?? []);
    },
    reversalsOf(id) {
      const [saga, at] = [sagaOfId(id), core.deciding()];
      if (saga?.state !== 'broken' || !at) return err('这件联办已经办完或正在恢复。');
      const drafts = reversalDrafts(saga, null);
      return drafts.ok
        ? ok(drafts.value.map((draft) => ({ draft, forecast: forecastOf(draft, view, at) })))
        : drafts;
    },
    compensate(id, reason) {
      const under = compensating.get(id) ?? takeBack(id, reason).finally(() => compensating.delete(id));
      compensating.set(id, under);
      return under;
    },
    async withdraw(opId, reason) {
      const saga = sagaWith(opId);
      // A step done anew and taken back again leaves the one before it, and what waits, as they were.
      const isAnew = standingOf(opId)?.operation.supersedes !== null;
      return saga === undefined || isAnew
        ? needs.withdrawOne(opId, reason)
        : needs.endSaga({ reversals: [], withdrawn: waitingIn(saga), dropped: [] }, reason);
    },
    async drop(opId, reason) {
      const saga = sagaWith(opId);
      return saga === undefined ? needs.dropOne(opId, reason) : giveUp(saga, reason);
    },
  };
}
