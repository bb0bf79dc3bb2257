import { agentProblems } from '../domain/agent';
import { agentOf, type Base, bodyHashOf, type Operation } from '../domain/operation';
import { type PlatformRecord, recordKey, type Subject } from '../domain/record';
import { inJurisdiction } from '../domain/region';
import { canonicalJson, type Json } from '../json';
import type { FieldConflict } from '../protocol/verdict';
import type { Answer, Reason } from '../rules/answer';
import { ENGINE_DEFAULTS } from '../rules/sources/local';
import { ownCertNos } from './certNoIn';
import { forecast, mayBeAccepted, whyNot } from './decideOperation';
import { type AnyMatter, matterOf } from './index';
import type { MatterContext, Records } from './matter';
import { type Body, parseBody } from './readFields';
import { fieldLabel, fieldText, recordOf, touchedValue } from './touched';

type ConflictWhy = 'FIELDS_CHANGED' | 'DECISION_CHANGED' | 'RECORD_GONE' | 'OUT_OF_SCOPE';

/** What the platform makes of an operation that arrived (SY7); `changes` are to be written with raised versions. */
export type Arrival =
  | {
      readonly outcome: 'applied';
      readonly changes: readonly PlatformRecord[];
      readonly parallel: boolean;
      readonly answer: Answer;
    }
  | { readonly outcome: 'refused'; readonly reasons: readonly Reason[]; readonly answer: Answer }
  | {
      readonly outcome: 'conflict';
      readonly why: ConflictWhy;
      readonly fields: readonly FieldConflict[];
      readonly text: string;
    }
  | { readonly outcome: 'invalid'; readonly text: string };

export interface ArrivalAsk {
  readonly operation: Operation;
  /** The records of the subjects and the base and the villages these lie in, as the platform holds them now. */
  readonly current: Records;
  /** `day` is the operation's business day; `authoritative` is true. */
  readonly context: MatterContext;
}

/** The operation as the matter itself would have made it; a sentence where it is not. */
function malformed(operation: Operation, matter: AnyMatter, body: Body, current: Records): string | null {
  if (bodyHashOf(operation) !== operation.bodyHash) return '操作内容与其校验值不符，可能在传送中损坏。';
  const agent = agentTrouble(operation, current);
  if (agent !== null) return agent;
  const keys = (subjects: readonly Subject[]) => [...new Set(subjects.map(recordKey))].sort().join('\n');
  if (keys(operation.subjects) !== keys(matter.subjects(body))) return '操作的对象与内容不一致。';
  const sent = new Map(operation.base.map((base) => [recordKey(base.subject), base]));
  for (const needed of matter.base(body, current)) {
    const base = sent.get(recordKey(needed.subject));
    if (base === undefined) {
      // A village is found through its person or household, so it moves with them: that is a conflict, not a defect.
      if (needed.subject.kind === 'village') continue;
      return '操作没有带上它所依据的资料版本。';
    }
    const missing = Object.keys(needed.fields).some((field) => !Object.hasOwn(base.fields, field));
    if (missing && (base.version > 0 || needed.subject.kind === 'person'))
      return '操作没有带上它所依据的资料内容。';
  }
  return null;
}

/** What is wrong with who acts for the person, on the records as they are (the desk has asked the same). */
function agentTrouble(operation: Operation, current: Records): string | null {
  const agent = agentOf(operation);
  if (agent === null) return null;
  const own = ownCertNos(operation.subjects, operation.body, current);
  return Object.values(agentProblems(agent, { day: operation.day, own }))[0] ?? null;
}

const placeOf = (record: PlatformRecord): string | null =>
  record.kind === 'person' || record.kind === 'household' ? record.villageCode : null;

/** Whether a record the desk worked on is gone, or has moved out of the desk's reach. */
function lost(operation: Operation, current: Records, context: MatterContext): Arrival | null {
  for (const base of operation.base) {
    const record = recordOf(current, base.subject);
    if (record === null) {
      if (base.version === 0) continue;
      const text = '平台上已没有这份资料（可能已合并或注销），请同步后重新查找。';
      return { outcome: 'conflict', why: 'RECORD_GONE', fields: [], text };
    }
    const place = placeOf(record);
    if (place !== null && !inJurisdiction(context.jurisdiction, place)) {
      const text = '此人或此户已迁出本辖区，本次操作没有执行，请转由现管辖地办理。';
      return { outcome: 'conflict', why: 'OUT_OF_SCOPE', fields: [], text };
    }
  }
  return null;
}

const same = (a: Json, b: Json): boolean => canonicalJson(a) === canonicalJson(b);

/** Fields whose value is not any more what the desk saw, and what each side makes of them. */
function changedFields(
  base: Base,
  now: PlatformRecord,
  after: PlatformRecord | undefined,
  wish: Body,
): FieldConflict[] {
  return Object.entries(base.fields).flatMap(([field, seen]) => {
    const platform = touchedValue(now, field);
    if (platform === undefined || same(platform, seen)) return [];
    // Somebody else has written just what this desk wants: there is nothing to choose between.
    if (
      (now.kind === 'person' || now.kind === 'unit') &&
      wish[field] !== undefined &&
      same(wish[field], platform)
    )
      return [];
    const wanted = after === undefined ? platform : (touchedValue(after, field) ?? null);
    return [
      { subject: base.subject, field, base: seen, desk: same(wanted, platform) ? seen : wanted, platform },
    ];
  });
}

/** What is missing on the platform, as a reason the clerk can act on (R-GEN-04: every check is answered before anything is done). */
const notDecided = (answer: Answer): Reason => ({
  rule: 'R-GEN-04',
  code: answer.decision,
  severity: 'refuse',
  document: ENGINE_DEFAULTS.id,
  documentTitle: ENGINE_DEFAULTS.title,
  article: '核查顺序',
  text: whyNot(answer),
});

/** Checks, decides again on the current records and says what becomes of an operation. Never throws on what a desk sends. */
export function decideOnArrival({ operation, current, context }: ArrivalAsk): Arrival {
  const matter = matterOf(operation.matter);
  const parsed = parseBody(operation.matter, operation.body);
  if (!parsed.ok) return { outcome: 'invalid', text: Object.values(parsed.error).join('') };
  const body = parsed.value;
  const defect = malformed(operation, matter, body, current);
  if (defect !== null) return { outcome: 'invalid', text: defect };
  if (typeof body.villageCode === 'string' && !inJurisdiction(context.jurisdiction, body.villageCode)) {
    return {
      outcome: 'conflict',
      why: 'OUT_OF_SCOPE',
      fields: [],
      text: '所选的村（居）不在本机的管辖范围内，请重新选择。',
    };
  }
  const gone = lost(operation, current, context);
  if (gone !== null) return gone;

  const { answer } = forecast(operation.matter, body, current, context);
  if (answer.decision === 'REFUSE') {
    return {
      outcome: 'refused',
      reasons: answer.reasons.filter((reason) => reason.severity === 'refuse'),
      answer,
    };
  }
  if (!mayBeAccepted(answer)) return { outcome: 'refused', reasons: [notDecided(answer)], answer };
  const decided = { ...context, opId: operation.opId, answer };
  const misfit = matter.fit(body, current) ?? matter.idle?.(body, current, decided) ?? null;
  const changes = misfit === null ? matter.apply(body, current, decided) : [];
  const behind = operation.base.filter((base) => {
    const record = recordOf(current, base.subject);
    return record !== null && record.version !== base.version;
  });
  const fields = behind.flatMap((base) => {
    const now = recordOf(current, base.subject);
    return now === null
      ? []
      : changedFields(
          base,
          now,
          changes.find((c) => c.kind === now.kind && c.id === now.id),
          matter.code.endsWith('_CHANGE') ? body : {},
        );
  });
  if (fields.length > 0)
    return { outcome: 'conflict', why: 'FIELDS_CHANGED', fields, text: conflictText(fields) };
  if (misfit !== null) return { outcome: 'conflict', why: 'FIELDS_CHANGED', fields: [], text: misfit };
  if (behind.length > 0 && operation.forecast.decision === 'ALLOW' && answer.decision === 'ALLOW_WARN') {
    const warning = answer.reasons.find((reason) => reason.severity === 'warn')?.text ?? '';
    return {
      outcome: 'conflict',
      why: 'DECISION_CHANGED',
      fields: [],
      text: `资料已有变化，现在办理有新的提示：${warning}请确认后重办。`,
    };
  }
  return { outcome: 'applied', changes, parallel: behind.length > 0, answer };
}

function conflictText(fields: readonly FieldConflict[]): string {
  const said = fields.slice(0, 3).map((conflict) => {
    const words = (value: Json) => fieldText(conflict.subject.kind, conflict.field, value);
    return `${fieldLabel(conflict.subject.kind, conflict.field)}由“${words(conflict.base)}”变为“${words(conflict.platform)}”`;
  });
  return `办理之后、送达之前，资料已在别处改动：${said.join('；')}。本次操作没有执行，请核对后重办或放弃。`;
}
