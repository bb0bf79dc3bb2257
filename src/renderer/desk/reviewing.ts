import { byDeadline, type Deadline } from '#shared/deadlines/deadline';
import { MATTERS } from '#shared/domain/matter';
import { type Operation, sagaOf } from '#shared/domain/operation';
import type { AnswerOf, Trouble } from '#shared/host';
import { forecast } from '#shared/matters/decideOperation';
import type { WaitingForReview } from '#shared/protocol/messages';
import { err, ok, type Result } from '#shared/result';
import { CAUSE_TEXTS, type ReviewCause } from '#shared/review/cause';
import { recheckRefusal } from '#shared/review/mayRecheck';
import { type RiskFactor, riskFactors } from '#shared/review/weight';
import type { Answer } from '#shared/rules/answer';
import type { Case } from '#shared/rules/case';
import { colleague } from './clerks';
import type { DeadlineDesk } from './deadlineDesk';
import { contextOf, fieldsOf } from './deciding';
import { awaitsRecheck, type Standing, whoOf } from './ledger';
import { recordsBefore } from './recordsBefore';
import type { DeskCore } from './startDesk';

/** One operation in the queue of the re-check (待复核). */
export interface ReviewItem {
  /** Entered here, or at another desk and kept by the platform. */
  readonly from: 'here' | 'platform';
  readonly operation: Operation;
  readonly who: string;
  readonly matterLabel: string;
  /** When it was entered, or came to the platform. */
  readonly since: string;
  readonly cause: ReviewCause;
  readonly causeText: string;
  readonly factors: readonly RiskFactor[];
  /** Name of the village the person lives in, or is registered in. */
  readonly village: string;
  /** Who entered it, by name; of another desk the desk too. */
  readonly enteredBy: string;
  /** Why the clerk signed in may not re-check it; null: they may. */
  readonly mayNot: string | null;
  readonly deadline: Deadline | null;
  /** The other steps of its saga, which are accepted or returned with it. */
  readonly together: readonly string[];
}

/** What the rules say of the operation on the records as they are without it. */
export interface ReviewForecast {
  readonly answer: Answer;
  readonly subject: Case;
  readonly asOf: string;
}

export interface ReviewDesk {
  /** What was entered here and waits for a second clerk of this desk, by legal deadline, then in the order of acceptance. */
  queue(): readonly ReviewItem[];
  /** What other desks entered and the platform keeps for a reviewer; needs the line. */
  fetchOthers(): Promise<Result<readonly ReviewItem[], Trouble>>;
  /** Null where the body is another program's, or does not fit the records any more. */
  forecast(operation: Operation): ReviewForecast | null;
  /** 复核通过: it goes to the platform, or takes effect there. Of a saga entered here all its steps. */
  accept(item: ReviewItem, note: string): Promise<Result<void, Trouble>>;
  /** 退回: back to the clerk who entered it, with the reason. */
  giveBack(item: ReviewItem, reason: string): Promise<Result<void, Trouble>>;
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
/** A desk without a jurisdiction decides by the national documents alone. */
const NATIONAL = '000000';

export function reviewDesk(core: DeskCore, deadlines: DeadlineDesk): ReviewDesk {
  const nameOf = (id: string): string => colleague(core.snapshot(), id).name;

  const common = (operation: Operation, cause: ReviewCause) => {
    const person = operation.subjects.find(({ kind }) => kind === 'person');
    const code = (person && core.view.person(person.id)?.villageCode) ?? operation.body.villageCode;
    return {
      operation,
      who: whoOf(operation, (id) => core.view.person(id)?.name ?? null),
      matterLabel: MATTERS[operation.matter],
      cause,
      causeText: CAUSE_TEXTS[cause],
      factors: riskFactors(operation),
      village: typeof code === 'string' ? (core.view.village(code)?.name ?? code) : '',
      deadline: deadlines.ofOperation(operation),
    };
  };
  const itemOf = ({ operation, entry, reviewCall }: Standing): ReviewItem[] => {
    if (reviewCall === null) return [];
    const saga = sagaOf(operation)?.id ?? null;
    const steps = core
      .standings()
      .filter(
        (one) => saga !== null && one.operation.opId !== operation.opId && sagaOf(one.operation)?.id === saga,
      );
    return [
      {
        ...common(operation, reviewCall.cause),
        from: 'here',
        since: entry.at.device,
        enteredBy: nameOf(operation.clerk),
        mayNot: mayNot(operation),
        together: steps.map((one) => MATTERS[one.operation.matter]),
      },
    ];
  };
  const otherOf = ({ operation, deviceName, askedAt, cause }: WaitingForReview): ReviewItem => ({
    ...common(operation, cause),
    from: 'platform',
    since: askedAt,
    enteredBy: `${deviceName} ${operation.clerk}`,
    // Another desk's clerk; the platform looks again.
    mayNot: null,
    together: [],
  });

  const mayNot = (operation: Operation): string | null => {
    const { desk, day } = core.snapshot();
    if (!desk) return null;
    return recheckRefusal({
      region: desk.jurisdiction?.region ?? NATIONAL,
      day,
      enteredBy: operation.clerk,
      reviewer: desk.clerk.id,
      outcome: 'accepted',
    });
  };

  const inOrder = (items: readonly ReviewItem[]): ReviewItem[] =>
    items.toSorted((a, b) => byDeadline(a.deadline, b.deadline, core.snapshot().day));

  const say = async (
    { from, operation: { opId, bodyHash } }: ReviewItem,
    outcome: 'accepted' | 'returned',
    reason: string,
  ): Promise<Result<void, Trouble>> => {
    const parts = core.parts();
    if (!parts) return err(NO_ANSWER);
    const said =
      from === 'here'
        ? await parts.journal.recheck({ opId, outcome, reason, day: core.snapshot().day })
        : await core.desktop
            .call('review/say', { opId, bodyHash, outcome, reason })
            .catch(() => err(NO_ANSWER));
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
    queue: () => inOrder(core.standings().filter(awaitsRecheck).flatMap(itemOf)),
    async fetchOthers() {
      const told = await core.desktop.call('review/queue', {}).catch(() => err(NO_ANSWER));
      return told.ok ? ok(inOrder(told.value.waiting.map(otherOf))) : told;
    },
    forecast(operation) {
      const at = core.deciding();
      const body = fieldsOf(operation);
      if (!at || !body) return null;
      const records = recordsBefore(operation, core);
      const context = contextOf(body, core.view, { ...at, day: operation.day });
      return { ...forecast(operation.matter, body, records, context), asOf: at.asOf };
    },
    accept: (item, note) => say(item, 'accepted', note),
    giveBack: (item, reason) => say(item, 'returned', reason),
    wordOn(opId) {
      const review = core.standings().find(({ operation }) => operation.opId === opId)?.review;
      return { reviewer: nameOf(review?.reviewer ?? ''), reason: review?.reason ?? '' };
    },
    addClerk: (name) => taken(() => core.desktop.call('clerk/add', { name })),
    signIn: (id) => taken(() => core.desktop.call('clerk/signIn', { id })),
  };
}
