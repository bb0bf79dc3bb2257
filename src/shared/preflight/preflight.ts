import type { Operation, OpId } from '../domain/operation';
import type { Person } from '../domain/person';
import { recordKey } from '../domain/record';
import type { Jurisdiction } from '../domain/region';
import type { Json } from '../json';
import { type Arrival, decideOnArrival } from '../matters/arrival';
import { certNoIn } from '../matters/certNoIn';
import type { MatterContext, Records } from '../matters/matter';
import { fieldLabel, fieldText, recordOf } from '../matters/touched';
import type { FieldConflict } from '../protocol/verdict';
import { lookUp, type RejectDictionary, type RejectEntry } from '../rejects/dictionary';
import type { Reason } from '../rules/answer';
import { factsOver } from './queueFacts';

/**
 * What the platform will probably say of one queued operation.
 * `clear`: nothing known stands in its way. `refused`, `conflict`, `invalid`: it will come back. `behind`: itself in order as far
 * as anybody can tell, but it waits for one that will come back (SY5).
 */
export interface Prediction {
  readonly opId: OpId;
  readonly outcome: 'clear' | 'refused' | 'conflict' | 'invalid' | 'behind';
  /** The law's reasons where it will be refused. */
  readonly reasons: readonly Reason[];
  readonly fields: readonly FieldConflict[];
  /** In a clerk's words; empty where all is clear. */
  readonly text: string;
  /** The failing operation of its lanes that it is behind. */
  readonly behind: OpId | null;
  /** What the dictionary advises. */
  readonly advice: RejectEntry | null;
}

/** Which heap an operation belongs to in the list, in the order in which they are worth the clerk's time. */
export type PreflightHeap = 'fix-now' | 'others' | 'behind' | 'clear';

export interface PreflightAsk {
  /** The newest facts of the desk. */
  readonly mirror: Records;
  /** Operations that have not been decided yet, in any order. */
  readonly queue: readonly Operation[];
  readonly jurisdiction: Jurisdiction;
  /** How old the facts are. */
  readonly asOf: string;
  /** Persons of the mirror with this certificate number. */
  readonly personsWithNumber: (certNo: string) => readonly Person[];
  readonly dictionary: RejectDictionary;
}

/**
 * Preflight (预检): decides each queued operation as the platform will, on the newest facts and in the order of `seq`, the
 * earlier ones of the queue taken as done. One prediction at a time, so that the caller may pause between two of them.
 */
export function* preflight(ask: PreflightAsk): Generator<Prediction, void, undefined> {
  const facts = factsOver(ask.mirror);
  const failing = new Map<string, OpId>();
  /** Certificate numbers that earlier operations of the queue bring, with the person. */
  const brought = new Map<string, string>();
  for (const operation of [...ask.queue].sort((a, b) => a.seq - b.seq)) {
    const lanes = operation.subjects.map(recordKey);
    const behind = lanes.map((lane) => failing.get(lane)).find((opId) => opId !== undefined) ?? null;
    if (behind !== null) {
      for (const lane of lanes) failing.set(lane, behind);
      yield {
        ...nothing(operation.opId),
        outcome: 'behind',
        behind,
        text: '同一人（户）前面有一笔会被退回，这一笔要等那一笔处理好。',
      };
      continue;
    }
    const current = facts.about(operation);
    const arrival = decideOnArrival({
      operation,
      current,
      context: contextOf(ask, operation, current, brought),
    });
    if (arrival.outcome !== 'applied') {
      for (const lane of lanes) failing.set(lane, operation.opId);
      yield predicted(operation.opId, arrival, ask.dictionary);
      continue;
    }
    for (const record of arrival.changes) {
      facts.write(record);
      if (record.kind === 'person' && record.certNo !== null) brought.set(record.certNo, record.id);
    }
    yield nothing(operation.opId);
  }
}

/** The heap a prediction belongs to: what the clerk can mend comes first, what only others can mend next. */
export function heapOf(prediction: Prediction): PreflightHeap {
  if (prediction.outcome === 'clear' || prediction.outcome === 'behind') return prediction.outcome;
  const owner = prediction.advice?.owner ?? 'clerk';
  return owner === 'clerk' ? 'fix-now' : 'others';
}

const nothing = (opId: OpId): Prediction => ({
  opId,
  outcome: 'clear',
  reasons: [],
  fields: [],
  text: '',
  behind: null,
  advice: null,
});

function predicted(
  opId: OpId,
  arrival: Exclude<Arrival, { outcome: 'applied' }>,
  dictionary: RejectDictionary,
): Prediction {
  switch (arrival.outcome) {
    case 'refused': {
      const [first] = arrival.reasons;
      const text = first?.text ?? '按现有规则不能办理。';
      const advice = lookUp(dictionary, { code: first?.code ?? null, text });
      return { ...nothing(opId), outcome: 'refused', reasons: arrival.reasons, text, advice };
    }
    case 'conflict': {
      const advice = lookUp(dictionary, { code: arrival.why, text: arrival.text });
      const text = arrival.fields.length > 0 ? changedSince(arrival.fields) : arrival.text;
      return { ...nothing(opId), outcome: 'conflict', fields: arrival.fields, text, advice };
    }
    case 'invalid': {
      const advice = lookUp(dictionary, { code: 'invalid', text: arrival.text });
      return { ...nothing(opId), outcome: 'invalid', text: arrival.text, advice };
    }
  }
}

/** The platform's own sentence would speak of something that has happened already. */
const changedSince = (fields: readonly FieldConflict[]): string =>
  `受理以后平台的资料变了：${fields
    .map(({ subject: { kind }, field, base, desk, platform }) => {
      const words = (value: Json) => fieldText(kind, field, value);
      return `${fieldLabel(kind, field)}由“${words(base)}”变为“${words(platform)}”，本次办理为“${words(desk)}”`;
    })
    .join('；')}。`;

function contextOf(
  ask: PreflightAsk,
  operation: Operation,
  current: Records,
  brought: ReadonlyMap<string, string>,
): MatterContext {
  const own = operation.subjects.find(({ kind }) => kind === 'person');
  const certNo = certNoIn(operation.body) ?? standingNumber(operation, current);
  const same = certNo === null ? [] : ask.personsWithNumber(certNo).map(({ id }) => id);
  const inQueue = certNo === null ? undefined : brought.get(certNo);
  const others = [...same, ...(inQueue === undefined ? [] : [inQueue])].filter((id) => id !== own?.id);
  return {
    day: operation.day,
    jurisdiction: ask.jurisdiction,
    asOf: ask.asOf,
    authoritative: true,
    sameNumber: [...new Set(others)],
  };
}

function standingNumber(operation: Operation, current: Records): string | null {
  for (const subject of operation.subjects) {
    const record = recordOf(current, subject);
    if (record?.kind === 'person') return record.certNo;
  }
  return null;
}
