import { ulid } from 'ulid';
import { z } from 'zod';
import type { CivilDate } from '#shared/domain/civilDate';
import { isPurged, type JournalEntry, opIdOf } from '#shared/domain/journalEntry';
import { MatterCode } from '#shared/domain/matter';
import { OpId } from '#shared/domain/operation';
import { EvidenceRefs } from '#shared/evidence/evidence';
import { Json } from '#shared/json';
import { formOf } from '#shared/matters/index';
import { SAGA_KIND_CODES } from '#shared/matters/sagas/index';
import type { MatterDraft, SagaDraft } from './api';
import type { View } from './view';

const ClerkId = z.string().min(1).max(40);

/** A draft as it is kept on the disk; strict, because an older program may have written it. */
const StoredDraft = z.strictObject({
  id: z.string().min(1).max(40),
  opId: OpId,
  matter: MatterCode,
  fields: z.record(z.string(), Json),
  warnReason: z.string().nullable(),
  materials: z.array(z.string()),
  agent: z.record(z.string(), Json).nullable().optional(),
  evidence: EvidenceRefs.optional(),
  supersedes: OpId.nullable(),
  savedAt: z.string().nullable(),
  owner: ClerkId.optional(),
  handedBy: ClerkId.optional(),
});

const StoredSagaDraft = z.strictObject({
  id: OpId,
  kind: z.enum(SAGA_KIND_CODES),
  personId: z.string().min(1).max(40),
  common: z.record(z.string(), Json),
  steps: z
    .array(
      z.strictObject({
        opId: OpId,
        matter: MatterCode,
        fields: z.record(z.string(), Json),
        going: z.boolean(),
      }),
    )
    .min(1)
    .max(100),
  warnReason: z.string().nullable(),
  savedAt: z.string().nullable(),
  owner: ClerkId.optional(),
  handedBy: ClerkId.optional(),
});

/** Those that can still be read, the last saved first. */
const readable = <T extends { readonly savedAt: string | null }>(
  schema: z.ZodType<T>,
  stored: readonly unknown[],
): T[] =>
  stored
    .flatMap((draft) => schema.safeParse(draft).data ?? [])
    .toSorted((a, b) => ((a.savedAt ?? '') > (b.savedAt ?? '') ? -1 : 1));

export const readableDrafts = (stored: readonly unknown[]): MatterDraft[] =>
  readable(StoredDraft, stored).map(ofTodaysForm);
const readableSagaDrafts = (stored: readonly unknown[]): SagaDraft[] => readable(StoredSagaDraft, stored);

/**
 * The stored forms that are still to be done, and the ids of those that the journal has: a program that ended right after 已保存
 * did not take them away any more, and nobody must be asked to finish what is done.
 */
export function openDrafts(
  stored: readonly unknown[],
  entries: readonly JournalEntry[],
): {
  readonly open: { readonly drafts: MatterDraft[]; readonly sagaDrafts: SagaDraft[] };
  readonly accepted: readonly string[];
} {
  const opIds = new Set(
    entries.flatMap((entry) =>
      entry.content.type === 'operation' || isPurged(entry) ? [opIdOf(entry.content)] : [],
    ),
  );
  const [drafts, sagaDrafts] = [readableDrafts(stored), readableSagaDrafts(stored)];
  const isDone = (draft: MatterDraft): boolean => opIds.has(draft.opId);
  const isSagaDone = ({ steps }: SagaDraft): boolean => steps.some(({ opId }) => opIds.has(opId));
  return {
    open: {
      drafts: drafts.filter((draft) => !isDone(draft)),
      sagaDrafts: sagaDrafts.filter((draft) => !isSagaDone(draft)),
    },
    accepted: [...drafts.filter(isDone), ...sagaDrafts.filter(isSagaDone)].map(({ id }) => id),
  };
}

/** The fields that the form still has; those it has since been given are empty. */
const ofTodaysForm = (draft: MatterDraft): MatterDraft => ({
  ...draft,
  fields: Object.fromEntries(
    formOf(draft.matter).fields.map(({ name }) => [name, draft.fields[name] ?? null]),
  ),
});

/** Where a new draft starts from. */
export interface DraftAsk {
  readonly matter: MatterCode;
  readonly prefill: Readonly<Record<string, Json>>;
  readonly supersedes: string | null;
}

/** An empty form of a matter with some fields entered. The operation's id is made here, once, so that F9 twice is one operation. */
export function newDraftOf(ask: DraftAsk, view: View, day: CivilDate): MatterDraft {
  const opId = ulid();
  const blank: MatterDraft = {
    id: opId,
    opId,
    matter: ask.matter,
    fields: formOf(ask.matter).initial(day),
    warnReason: null,
    materials: [],
    supersedes: ask.supersedes,
    savedAt: null,
  };
  return entered(blank, ask.prefill, view, day);
}

/** The draft with fields entered one after another, each followed by what the matter's form derives from it. */
function entered(
  draft: MatterDraft,
  values: Readonly<Record<string, Json>>,
  view: View,
  day: CivilDate,
): MatterDraft {
  const form = formOf(draft.matter);
  let fields = draft.fields;
  for (const [name, value] of Object.entries(values)) {
    const typed = { ...fields, [name]: value };
    fields = form.prefill(typed, name, view.named(typed), day);
  }
  return { ...draft, fields };
}

/** The placeholder of somebody new in a draft (R-ID-05): from the operation's id, so it stays the same for its life. */
export const placeholderOf = (draft: Pick<MatterDraft, 'opId'>): string => `TMP-${draft.opId}`;
