import { byDeadline, type Deadline } from '#shared/deadlines/deadline';
import type { Review } from '#shared/domain/journalEntry';
import { type Operation, sagaOf } from '#shared/domain/operation';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import type { AnswerOf, Trouble } from '#shared/host';
import { forecast } from '#shared/matters/decideOperation';
import { foldOne } from '#shared/matters/view';
import { err, ok, type Result } from '#shared/result';
import { CAUSE_TEXTS, type ReviewCause } from '#shared/review/cause';
import { recheckRefusal } from '#shared/review/mayRecheck';
import { type RiskFactor, riskFactors } from '#shared/review/weight';
import type { Answer } from '#shared/rules/answer';
import type { Case } from '#shared/rules/case';
import type { OperationView } from './api';
import type { DeadlineDesk } from './deadlineDesk';
import { contextOf, fieldsOf } from './deciding';
import { awaitsRecheck, outcomeOf, type Standing } from './ledger';
import type { DeskCore } from './startDesk';

/** One operation in the queue of the re-check (待复核). */
export interface ReviewItem {
  readonly operation: OperationView;
  readonly cause: ReviewCause;
  readonly causeText: string;
  readonly factors: readonly RiskFactor[];
  /** Name of the village the person lives in, or is registered in. */
  readonly village: string;
  /** Who entered it, by name. */
  readonly enteredBy: string;
  /** Why the clerk signed in may not re-check it; null: they may. */
  readonly mayNot: string | null;
  readonly deadline: Deadline | null;
  /** Steps of its saga that are accepted or returned with it. */
  readonly together: readonly OperationView[];
}

/** What the rules say of the operation on the records as they are without it. */
export interface ReviewForecast {
  readonly answer: Answer;
  readonly subject: Case;
  readonly asOf: string;
}

export interface ReviewDesk {
  /** What waits for a second clerk of this desk, by legal deadline, then in the order of acceptance. */
  queue(): readonly ReviewItem[];
  /** Null where the body is another program's, or does not fit the records any more. */
  forecast(opId: string): ReviewForecast | null;
  /** 复核通过: it goes to the platform. Of a saga all its steps. */
  accept(opId: string, note: string): Promise<Result<void, Trouble>>;
  /** 退回: back to the clerk who entered it, with the reason. */
  giveBack(opId: string, reason: string): Promise<Result<void, Trouble>>;
  /** Who returned an operation, by name, and why. */
  wordOn(opId: string): { readonly reviewer: string; readonly reason: string };
  addClerk(name: string): Promise<Result<void, Trouble>>;
  /** Another clerk sits down at this desk. */
  signIn(id: string): Promise<Result<void, Trouble>>;
}

const NO_ANSWER: Trouble = {
  code: 'NO_ANSWER',
  text: '参保台主程序没有应答，这一步没有做成。请再试一次；仍然不行的请重新打开参保台。',
};

export function reviewDesk(
  core: DeskCore,
  views: () => readonly OperationView[],
  deadlines: DeadlineDesk,
): ReviewDesk {
  const nameOf = (id: string): string => {
    const { desk } = core.snapshot();
    const known = [...(desk?.clerks ?? []), ...(desk ? [desk.clerk] : [])];
    return known.find((clerk) => clerk.id === id)?.name ?? id;
  };
  const standingOn = (opId: string): Standing | undefined =>
    core.standings().find(({ operation }) => operation.opId === opId);

  const itemOf = (standing: Standing, all: readonly OperationView[]): ReviewItem[] => {
    const { operation, reviewCall } = standing;
    const view = all.find((one) => one.operation.opId === operation.opId);
    const desk = core.snapshot().desk;
    if (!view || reviewCall === null || desk === null) return [];
    const saga = sagaOf(operation)?.id ?? null;
    return [
      {
        operation: view,
        cause: reviewCall.cause,
        causeText: CAUSE_TEXTS[reviewCall.cause],
        factors: riskFactors(operation),
        village: villageOf(operation),
        deadline: deadlines.ofOperation(operation),
        enteredBy: nameOf(operation.clerk),
        mayNot: mayNot(operation),
        together: all.filter(
          (one) =>
            saga !== null && one.operation.opId !== operation.opId && sagaOf(one.operation)?.id === saga,
        ),
      },
    ];
  };

  const villageOf = (operation: Operation): string => {
    const person = operation.subjects.find(({ kind }) => kind === 'person');
    const known = person ? core.view.person(person.id) : null;
    const code = known?.villageCode ?? operation.body.villageCode;
    return typeof code === 'string' ? (core.view.village(code)?.name ?? code) : '';
  };

  const mayNot = (operation: Operation): string | null => {
    const { desk, day } = core.snapshot();
    if (!desk) return null;
    return recheckRefusal({
      region: desk.jurisdiction?.region ?? '000000',
      day,
      enteredBy: operation.clerk,
      reviewer: desk.clerk.id,
      outcome: 'accepted',
    });
  };

  const say = async (
    opId: string,
    outcome: Review['outcome'],
    reason: string,
  ): Promise<Result<void, Trouble>> => {
    const parts = core.parts();
    if (!parts) return err(NO_ANSWER);
    const said = await parts.journal.recheck({ opId, outcome, reason, day: core.snapshot().day });
    if (!said.ok) return said;
    core.journalGrew(null);
    return ok(undefined);
  };

  const taken = async (ask: () => Promise<AnswerOf<'clerk/add'>>): Promise<Result<void, Trouble>> => {
    const answer = await ask().catch(() => err(NO_ANSWER));
    if (!answer.ok) return answer;
    core.takeState(answer.value);
    core.journalGrew(null);
    return ok(undefined);
  };

  return {
    queue() {
      const all = views();
      return core
        .standings()
        .filter(awaitsRecheck)
        .flatMap((standing) => itemOf(standing, all))
        .toSorted((a, b) => byDeadline(a.deadline, b.deadline, core.snapshot().day));
    },
    forecast(opId) {
      const standing = standingOn(opId);
      const at = core.deciding();
      const body = standing && fieldsOf(standing.operation);
      if (!standing || !at || !body) return null;
      const { operation } = standing;
      const day = { ...at, day: operation.day };
      const records = recordsBefore(operation, core);
      const context = contextOf(body, core.view, day);
      return { ...forecast(operation.matter, body, records, context), asOf: at.asOf };
    },
    accept: (opId, note) => say(opId, 'accepted', note),
    giveBack: (opId, reason) => say(opId, 'returned', reason),
    wordOn(opId) {
      const review = standingOn(opId)?.review;
      return { reviewer: nameOf(review?.reviewer ?? ''), reason: review?.reason ?? '' };
    },
    addClerk: (name) => taken(() => core.desktop.call('clerk/add', { name })),
    signIn: (id) => taken(() => core.desktop.call('clerk/signIn', { id })),
  };
}

/** The records an operation names as they are without it: the platform's own, with what was accepted before it on top. */
function recordsBefore(operation: Operation, core: DeskCore): Map<string, PlatformRecord> {
  const { view } = core;
  const at = core.deciding();
  const records = new Map(view.named(operation.body));
  for (const [key, record] of records) {
    if (record.kind !== 'person') continue;
    const confirmed = view.confirmed(record.id);
    if (confirmed === null) records.delete(key);
    else records.set(key, confirmed);
  }
  const subjects = new Set(operation.subjects.map(recordKey));
  for (const standing of core.standings()) {
    const earlier = standing.operation;
    const isBefore =
      earlier.seq < operation.seq && earlier.subjects.some((one) => subjects.has(recordKey(one)));
    if (!at || !isBefore || outcomeOf(standing) !== 'pending') continue;
    const folded = foldOne(records, earlier, { jurisdiction: at.jurisdiction, asOf: at.asOf });
    if ('changes' in folded) for (const record of folded.changes) records.set(recordKey(record), record);
  }
  return records;
}
