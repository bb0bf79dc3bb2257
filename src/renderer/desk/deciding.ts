import type { Agent } from '#shared/domain/agent';
import type { CivilDate } from '#shared/domain/civilDate';
import { bodyHashOf, type NewDraft, type Operation, type SagaRef } from '#shared/domain/operation';
import type { Jurisdiction } from '#shared/domain/region';
import type { Trouble } from '#shared/host';
import { forecast as decideForecast, mayBeAccepted, whyNot } from '#shared/matters/decideOperation';
import type { Fields } from '#shared/matters/form';
import { readAgent } from '#shared/matters/forms/agent.form';
import { matterOf } from '#shared/matters/index';
import type { Inquiry } from '#shared/matters/inquiries/inquiry';
import type { MatterContext, Records } from '#shared/matters/matter';
import { type Body, type Problems, parseBody, readFields } from '#shared/matters/readFields';
import { err, ok, type Result } from '#shared/result';
import type { Answer } from '#shared/rules/answer';
import type { Case } from '#shared/rules/case';
import { decide } from '#shared/rules/decide';
import type { Forecast, MatterDraft } from './api';
import { placeholderOf } from './drafts';
import type { View } from './view';

/** What a decision looks at. */
export type Seeing = Pick<View, 'named' | 'person' | 'sameNumber'>;

/** The moment and place of a decision on this desk. */
export interface DecidingAt {
  readonly day: CivilDate;
  readonly jurisdiction: Jurisdiction;
  /** Platform time of the mirror's last word. */
  readonly asOf: string;
  /** Others of the same name, birth date and sex under another document (R-ID-06); absent: nobody has looked. */
  readonly sameAs?: (body: Body) => readonly string[];
}

/** What was typed, read and decided. `body` null: the problems say what is not right yet. */
export interface Decided {
  readonly body: Body | null;
  readonly records: Records;
  readonly answer: Answer | null;
  readonly subject: Case | null;
  readonly problems: Readonly<Record<string, string>>;
  /** Allowed, and yet nothing follows that could be written: why, in words. */
  readonly idle: string | null;
}

const MAX_RULES = 60;

export function decided(draft: MatterDraft, view: Seeing, at: DecidingAt): Decided {
  const placeholder = placeholderOf(draft);
  const records = view.named({ ...draft.fields, placeholder });
  const read = readFields(draft.matter, draft.fields, records, placeholder);
  if (!read.ok) return { body: null, records, answer: null, subject: null, problems: read.error, idle: null };
  const body = read.value;
  const misfit = matterOf(draft.matter).fit(body, records);
  if (misfit !== null) {
    const problems = { [misfitField(body)]: misfit };
    return { body, records, answer: null, subject: null, problems, idle: null };
  }
  const decided = answerTo(draft.matter, body, view, at);
  const idle = mayBeAccepted(decided.answer) ? idleWords(draft, body, decided.answer, view, at) : null;
  return { body, records, ...decided, problems: {}, idle };
}

/** The field a sentence about missing records is shown at. */
function misfitField(body: Body): string {
  if (body.who === 'new') return 'householdId';
  return body.personId === undefined ? 'empNo' : 'personId';
}

/** What `apply` would find nothing to write for. */
function idleWords(
  draft: MatterDraft,
  body: Body,
  answer: Answer,
  view: Seeing,
  at: DecidingAt,
): string | null {
  const context = { ...contextOf(body, view, at), opId: draft.opId, answer };
  return matterOf(draft.matter).idle?.(body, view.named(body), context) ?? null;
}

/** The law's answer on what this desk sees, and the case it answers. */
function answerTo(matter: MatterDraft['matter'], body: Body, view: Seeing, at: DecidingAt) {
  return decideForecast(matter, body, view.named(body), contextOf(body, view, at));
}

/** The moment and place of a decision on somebody, with who else carries the number. */
export function contextOf(
  body: Body,
  view: Pick<View, 'person' | 'sameNumber'>,
  at: DecidingAt,
): MatterContext {
  const personId = String(body.personId);
  const certNo = typeof body.certNo === 'string' ? body.certNo : (view.person(personId)?.certNo ?? null);
  return {
    ...at,
    authoritative: false,
    sameNumber: certNo === null ? [] : view.sameNumber(certNo, personId),
    samePerson: at.sameAs?.(body) ?? [],
  };
}

/** The live panel beside the form: the rules run on what is typed so far. */
export function forecastOf(draft: MatterDraft, view: Seeing, at: DecidingAt): Forecast {
  const { answer, subject, problems, idle } = decided(draft, view, at);
  const warned = answer?.decision === 'ALLOW_WARN' && (draft.warnReason ?? '').trim() === '';
  const agent = agentIn(draft, view, at);
  const canAccept = answer !== null && mayBeAccepted(answer) && !warned && idle === null && agent.ok;
  return {
    ...{ answer, subject, problems, asOf: at.asOf, canAccept, idle },
    ...(agent.ok ? {} : { agentProblems: agent.error }),
  };
}

/** Who acts for the person, as typed; null where nobody does. */
function agentIn(draft: MatterDraft, view: Seeing, at: DecidingAt): Result<Agent | null, Problems> {
  if (draft.agent == null) return ok(null);
  const { who, personId, certNo } = draft.fields;
  const onFile = who !== 'new' && typeof personId === 'string' ? view.person(personId)?.certNo : null;
  const typed = who !== 'new' || typeof certNo !== 'string' ? null : certNo;
  return readAgent(draft.agent, { day: at.day, own: [onFile ?? null, typed] });
}

/** The answer to a question, on what this desk sees. */
export function inquired(inquiry: Inquiry, fields: Fields, view: View, at: DecidingAt): Forecast {
  const asked = inquiry.ask(fields, view.named(fields), contextOf(fields as Body, view, at));
  const none = { answer: null, subject: null, problems: {}, asOf: at.asOf, canAccept: false };
  return asked.ok
    ? { ...none, answer: decide(asked.value), subject: asked.value }
    : { ...none, problems: asked.error };
}

/** What is handed to the journal, or why it cannot be accepted as it stands. `saga`: the step it is done anew for. */
export function operationDraftOf(
  draft: MatterDraft,
  view: Seeing,
  at: DecidingAt,
  clerk: string,
  saga: SagaRef | null,
): Result<NewDraft, Trouble> {
  const { body, records, answer, problems, idle } = decided(draft, view, at);
  const problem = Object.values(problems)[0];
  if (!body || !answer) {
    return err({ code: 'INCOMPLETE', text: `还不能办理：${problem ?? '内容不完整。'}` });
  }
  if (!mayBeAccepted(answer)) return err({ code: answer.decision, text: whyNot(answer) });
  if (idle !== null) return err({ code: 'NOTHING_TO_WRITE', text: idle });
  if (answer.decision === 'ALLOW_WARN' && !draft.warnReason?.trim()) {
    return err({ code: 'WARN_REASON', text: '有需要注意的情况，请写明仍然办理的理由后再受理。' });
  }
  const agent = agentIn(draft, view, at);
  if (!agent.ok) {
    return err({ code: 'AGENT', text: `还不能办理：${Object.values(agent.error)[0] ?? '代办人没有填完。'}` });
  }
  return ok(operationFrom(draft, { body, records, answer }, { at, clerk, saga, agent: agent.value }));
}

/** What was typed, decided and allowed, as it goes into the journal. */
export function operationFrom(
  draft: Pick<MatterDraft, 'opId' | 'matter' | 'warnReason' | 'supersedes'>,
  { body, records, answer }: { body: Body; records: Records; answer: Answer },
  of: { at: DecidingAt; clerk: string; saga: SagaRef | null; agent?: Agent | null },
): NewDraft {
  const { at, clerk, saga, agent = null } = of;
  const matter = matterOf(draft.matter);
  const made = {
    saga,
    opId: draft.opId,
    matter: draft.matter,
    subjects: matter.subjects(body),
    base: matter.base(body, records),
    body,
    bodyHash: bodyHashOf(agent === null ? { body } : { body, agent }),
    forecast: {
      decision: answer.decision === 'ALLOW' ? ('ALLOW' as const) : ('ALLOW_WARN' as const),
      rules: [...new Set(answer.reasons.map(({ rule }) => rule))].slice(0, MAX_RULES),
      book: answer.book.version,
      asOf: at.asOf,
      warnReason: draft.warnReason?.trim() || null,
    },
    day: at.day,
    clerk,
    supersedes: draft.supersedes,
  };
  return agent === null ? { v: 2, ...made } : { v: 3, ...made, agent };
}

/** The fields of an operation as its form would show them, for 改后重办. Null where its body is of another program's making. */
export function fieldsOf(operation: Operation): Body | null {
  const body = parseBody(operation.matter, operation.body);
  return body.ok ? body.value : null;
}
