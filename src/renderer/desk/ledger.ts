import type { EntryContent, JournalEntry, Review, ReviewCall } from '#shared/domain/journalEntry';
import { MATTERS } from '#shared/domain/matter';
import { type Operation, sagaOf } from '#shared/domain/operation';
import { recordKey } from '#shared/domain/record';
import type { OperationDelivery } from '#shared/host';
import type { Verdict } from '#shared/protocol/verdict';
import type { OperationView } from './api';
import type { Colleague } from './clerks';

type Withdrawal = Extract<EntryContent, { type: 'withdrawal' }>;
type Resolution = Extract<EntryContent, { type: 'resolution' }>;

/** An operation with everything this desk knows about it. */
export interface Standing {
  readonly operation: Operation;
  readonly entry: JournalEntry;
  readonly delivery: OperationDelivery | null;
  readonly verdict: Verdict | null;
  readonly withdrawal: Withdrawal | null;
  readonly resolution: Resolution | null;
  /** A second clerk is asked to re-check it before it leaves this desk; null: nobody is. */
  readonly reviewCall: ReviewCall | null;
  /** What the second clerk said. */
  readonly review: Review | null;
  /** Another accepted operation takes its place (改后重办). */
  readonly replaced: boolean;
  /** Who goes on with it, by id: who entered it, or to whom it was handed over. */
  readonly keeper: string;
}

/** What the ledger is read from. */
export interface LedgerSources {
  readonly entries: readonly JournalEntry[];
  verdictOf(opId: string): Verdict | null;
  deliveryOf(opId: string): OperationDelivery | null;
  /** To whom it was handed over; null: to nobody. */
  handedTo(opId: string): string | null;
}

/** Every operation of this desk in the order of acceptance, with where it stands. */
export function standingsOf({ entries, verdictOf, deliveryOf, handedTo }: LedgerSources): Standing[] {
  const withdrawals = new Map<string, Withdrawal>();
  const resolutions = new Map<string, Resolution>();
  const calls = new Map<string, ReviewCall>();
  const reviews = new Map<string, Review>();
  for (const { content } of entries) {
    if (content.type === 'withdrawal') withdrawals.set(content.opId, content);
    if (content.type === 'resolution') resolutions.set(content.opId, content);
    if (content.type === 'review-call') calls.set(content.opId, content);
    if (content.type === 'review') reviews.set(content.opId, content);
  }
  // What replaced something and was taken back before it was sent stands in nobody's place (SY18).
  const replaced = new Set<string>();
  for (const { content } of entries) {
    if (
      content.type === 'operation' &&
      content.operation.supersedes &&
      !withdrawals.has(content.operation.opId)
    )
      replaced.add(content.operation.supersedes);
  }
  return entries.flatMap((entry) => {
    if (entry.content.type !== 'operation') return [];
    const { operation } = entry.content;
    return [
      {
        operation,
        entry,
        delivery: deliveryOf(operation.opId),
        verdict: verdictOf(operation.opId),
        withdrawal: withdrawals.get(operation.opId) ?? null,
        resolution: resolutions.get(operation.opId) ?? null,
        reviewCall: calls.get(operation.opId) ?? null,
        review: reviews.get(operation.opId) ?? null,
        replaced: replaced.has(operation.opId),
        keeper: handedTo(operation.opId) ?? operation.clerk,
      },
    ];
  });
}

/** What the platform says of an operation, and the clerk's answer to it, as one word. */
export type Outcome =
  | 'pending'
  | 'applied'
  | 'refused'
  | 'conflict'
  | 'quarantined'
  /** The second clerk returned it; the platform never had it. */
  | 'returned'
  | 'withdrawn'
  | 'resolved';

export function outcomeOf(standing: Standing): Outcome {
  if (standing.withdrawal) return 'withdrawn';
  const said = wordOf(standing);
  // What was set aside without a verdict and dealt with since has none to show; only the journal says that it had failed.
  if (said === 'pending' && (standing.resolution !== null || standing.delivery?.state === 'superseded'))
    return 'resolved';
  // Only what failed can be dealt with: a verdict that came after all stands.
  const failed = said !== 'applied' && said !== 'pending';
  return failed && (standing.resolution !== null || standing.replaced) ? 'resolved' : said;
}

/** Does it wait for a second clerk of this desk? */
export const awaitsRecheck = (standing: Standing): boolean =>
  standing.reviewCall !== null && standing.review === null && outcomeOf(standing) === 'pending';

function wordOf({ verdict, delivery, review }: Standing): Outcome {
  switch (verdict?.outcome) {
    case 'applied':
    case 'refused':
    case 'conflict':
      return verdict.outcome;
    case 'invalid':
    case 'id-reused':
      return 'quarantined';
    default:
      if (review?.outcome === 'returned') return 'returned';
      return delivery?.state === 'quarantined' ? 'quarantined' : 'pending';
  }
}

const OUTCOME_LABELS: Readonly<Record<Exclude<Outcome, 'pending'>, string>> = {
  applied: '已确认',
  refused: '平台不予受理',
  conflict: '有冲突',
  quarantined: '已搁置',
  returned: '复核退回',
  withdrawn: '已撤回',
  resolved: '已处理',
};

export function stateLabel(standing: Standing): string {
  const outcome = outcomeOf(standing);
  if (outcome !== 'pending') return OUTCOME_LABELS[outcome];
  if (awaitsRecheck(standing)) return '待复核';
  if (standing.delivery?.state === 'waiting-review')
    return standing.review === null ? '平台待复核' : '待上传';
  if (standing.delivery?.state === 'sending') return '上传中';
  if (standing.delivery?.state === 'exported') return '在离线包';
  return standing.delivery?.state === 'held' ? '等待前一笔' : '待上传';
}

/** What the view knows for the pages: names of persons and units, and why an operation is not folded in. */
export interface Seen {
  nameOf(id: string): string | null;
  leftOut(opId: string): string | null;
  colleague(id: string): Colleague;
}

/** The operation for the pages. */
export function operationViewOf(standing: Standing, seen: Seen): OperationView {
  const { operation, entry, delivery, verdict } = standing;
  return {
    operation,
    entry,
    delivery,
    verdict,
    matterLabel: matterLabelOf(operation),
    who: whoOf(operation, seen.nameOf),
    stateLabel: stateLabel(standing),
    leftOut: seen.leftOut(operation.opId),
    keeper: seen.colleague(standing.keeper),
  };
}

/** The matter, and for a step of a saga (联办) which one it is. */
function matterLabelOf(operation: Operation): string {
  const saga = sagaOf(operation);
  const label = MATTERS[operation.matter];
  return saga === null ? label : `${label}（联办 ${saga.step}/${saga.of}）`;
}

/** Whose operation it is, by name where that is known. */
export function whoOf(operation: Operation, nameOf: (id: string) => string | null): string {
  const isNew = operation.body.who === 'new' || operation.matter === 'UNIT_REGISTER';
  if (isNew && typeof operation.body.name === 'string') return operation.body.name;
  const subject = operation.subjects.find(({ kind }) => kind === 'person') ?? operation.subjects[0];
  return subject ? (nameOf(subject.id) ?? subject.id) : '';
}

/** True where an operation is about this person, under the number or the placeholder. */
export const concerns = (operation: Operation, personId: string, formerId: string | null): boolean =>
  operation.subjects.some((subject) => {
    const key = recordKey(subject);
    return key === `person:${personId}` || (formerId !== null && key === `person:${formerId}`);
  });
