import type { DeliveryStatus, OperationDelivery } from '#shared/host';
import { PROTOCOL } from '#shared/protocol/messages';
import { theBook } from '#shared/rules/book';
import type { DeskStanding } from '#shared/sync/standing';
import type { Acceptance } from '../acceptance/acceptance';
import type { Delivery } from '../delivery/delivery';
import type { Journal } from '../journal/journal';
import { plainCode, type TechLog } from './techLog';

/** Lines of the log that go out with the diagnostics. */
const LOG_LINES = 2_000;
const PAGE = 500;

export interface ReportParts {
  readonly journal: Journal;
  readonly delivery: Pick<Delivery, 'operations' | 'status'>;
  readonly acceptance: Pick<Acceptance, 'standing'>;
  readonly log: TechLog;
  readonly version: string;
  readonly mode: string;
  readonly now: () => number;
}

/**
 * What a technician needs to see (诊断包): versions, counts, states, the log's end. Operations are numbers and states; no
 * identifier, name, body or sentence of anybody is in it, the platform's included.
 */
export async function diagnosticsOf(parts: ReportParts) {
  const { journal, delivery, acceptance, log, version, mode, now } = parts;
  return {
    kind: 'canbao-diagnostics',
    v: 1,
    madeAt: new Date(now()).toISOString(),
    program: { version, protocol: PROTOCOL, rulebook: theBook.version, mode },
    system: { platform: process.platform, arch: process.arch, node: process.versions.node },
    journal: journalFigures(journal),
    delivery: deliveryFigures(delivery),
    standing: standingFigures(acceptance.standing()),
    log: (await log.tail(LOG_LINES)).map((line): unknown => JSON.parse(line)),
  };
}

function journalFigures(journal: Journal) {
  const byType: Record<string, number> = {};
  const byMatter: Record<string, number> = {};
  for (const { content } of journal.all()) {
    byType[content.type] = (byType[content.type] ?? 0) + 1;
    if (content.type !== 'operation') continue;
    const { matter } = content.operation;
    byMatter[matter] = (byMatter[matter] ?? 0) + 1;
  }
  const { seq, finding } = journal.head();
  return { head: seq, entries: journal.all().length, finding: finding?.code ?? null, byType, byMatter };
}

function deliveryFigures(delivery: ReportParts['delivery']) {
  const status = delivery.status();
  const operations = allOf(delivery);
  const byState: Record<string, number> = {};
  for (const { state } of operations) byState[state] = (byState[state] ?? 0) + 1;
  const seqOf = new Map(operations.map(({ opId, seq }) => [opId, seq]));
  const open = operations.filter(({ state }) => !DONE.has(state));
  return {
    ...lineFigures(status),
    byState,
    /** Each that is not done, by its number alone. */
    open: open.map(({ seq, state, heldBy, attempts, lastAttemptAt }) => ({
      seq,
      state,
      heldBy: heldBy === null ? null : (seqOf.get(heldBy) ?? null),
      attempts,
      lastAttemptAt,
    })),
  };
}

const DONE: ReadonlySet<OperationDelivery['state']> = new Set(['settled', 'withdrawn', 'superseded']);

function allOf(delivery: ReportParts['delivery']): OperationDelivery[] {
  const all: OperationDelivery[] = [];
  for (;;) {
    const page = delivery.operations(all.at(-1)?.seq ?? 0, PAGE);
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

/** The line without its sentences: a platform's own words may name somebody. */
export const lineFigures = ({
  network,
  nextAttemptAt,
  queued,
  held,
  verdicts,
  paused,
  chain,
}: DeliveryStatus) => ({
  network: network.state,
  lastAnswerAt: network.lastAnswerAt,
  offlineSince: network.offlineSince,
  trouble: network.trouble && plainCode(network.trouble.code),
  paused: paused && plainCode(paused.code),
  nextAttemptAt,
  queued,
  held,
  verdicts,
  chain: chain
    ? { state: chain.state, epoch: chain.epoch, accepts: chain.accepts, lost: chain.lost.length }
    : null,
});

const standingFigures = ({ accepts, words, figures, limits, clock }: DeskStanding) => ({
  accepts,
  words: words.map(({ kind, level }) => ({ kind, level })),
  figures,
  limits,
  clock,
});
